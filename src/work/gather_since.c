/* gather_since.c -- whether a catalogue can be asked for what changed since a day. Nothing a server
 * says of itself is taken for granted: it has to find nothing that will change the day after
 * tomorrow and something that changed since 1900. What passes over the condition, or knows no
 * dates, is asked for everything.
 *
 * Dates are tried with dashes first. A server that compares them as text and has none finds more
 * with them than it should, which the day after tomorrow shows; the other way round it would find
 * less. */
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "work/gathering.h"

enum { INDEXES_TRIED = 3, ATTEMPTS_MAX = 8, STRUCTURE_DATE = 5 };

struct attempts {
    struct target_since item[ATTEMPTS_MAX];
    size_t n;
};

/* ---- ways to ask ---- */

/* "rec.lastModificationDate", "dc.modified": by what follows the set. */
static bool tells_changes(struct str index)
{
    static const char *const names[] = {"lastmodificationdate", "lastmodified", "datelastmodified",
                                        "modificationdate",     "modified",     "datemodified"};
    size_t dot = str_find_char(index, '.', 0);
    struct str name = dot < index.n ? str_slice(index, dot + 1, index.n) : index;
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq_nocase(name, str_of(names[i]))) return true;
    return false;
}

static void add(struct attempts *to, struct target_since s)
{
    if (to->n < ATTEMPTS_MAX) to->item[to->n++] = s;
}

static enum err ways_of_sru(struct gathering *x, struct target *t, struct attempts *to)
{
    struct sru_explained says;
    struct target_answer r;
    enum err e = gather_courtesy(x);
    if (!e) e = target_explain(t, x->mem, &r, &says);
    x->asked_at = x->t->env->monotonic(x->t->env);
    size_t found = 0;
    for (size_t i = 0; !e && !r.outcome && i < says.indexes.n && found < INDEXES_TRIED; i++) {
        struct str index = says.indexes.item[i];
        if (!tells_changes(index)) continue;
        found++;
        add(to, (struct target_since){.index = index, .dashes = true});
        add(to, (struct target_since){.index = index});
    }
    return e;
}

static enum err ways_of(struct gathering *x, struct target *t, struct attempts *to)
{
    if (x->g.kind == GATHER_SRU) return ways_of_sru(x, t, to);
    if (x->g.kind != GATHER_Z3950) return OK;
    add(to, (struct target_since){.structure = STRUCTURE_DATE, .dashes = true});
    add(to, (struct target_since){.structure = STRUCTURE_DATE});
    add(to, (struct target_since){.dashes = true});
    add(to, (struct target_since){0});
    return OK;
}

/* ---- trying them ---- */

/* How many it finds; -1: it does not say, or refuses. */
static enum err count(struct gathering *x, struct target *t, struct target_since s, struct str day,
                      int64_t *ret)
{
    struct target_query q = {.text = x->g.part, .raw = true, .since = s};
    struct target_answer r;
    q.since.day = day;
    enum err e = gather_courtesy(x);
    if (!e) e = target_ask(t, &q, 1, 1, x->mem, &r);
    x->asked_at = x->t->env->monotonic(x->t->env);
    *ret = !e && !r.outcome ? r.total : -1;
    return e;
}

enum err gather_dating(struct gathering *x, struct target *t, struct target_since *ret)
{
    struct attempts all = {.n = 0};
    const struct str soon = gather_day(x->t->mem, x->t->env->now(x->t->env), 2);
    *ret = (struct target_since){0};
    enum err e = ways_of(x, t, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        int64_t future = -1, past = -1;
        e = count(x, t, all.item[i], soon, &future);
        if (e || future != 0) continue;
        e = count(x, t, all.item[i], STR("1900-01-01"), &past);
        if (e || past <= 0) continue;
        *ret = all.item[i];
        ret->index = arena_copy(x->t->mem, ret->index);
        ret->usable = true;
        break;
    }
    return e;
}

struct str gather_day(struct arena *a, int64_t us, int days)
{
    char text[40] = {0};
    struct tm tm = {0};
    time_t at = (time_t)(us / 1000000) + days * 24 * 3600;
    gmtime_r(&at, &tm);
    strftime(text, sizeof text, "%Y-%m-%d", &tm);
    return arena_copy(a, str_of(text));
}
