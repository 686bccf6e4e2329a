/* target_look.c -- one look at a catalogue: some questions, and what became of them. */
#include "base/checked.h"
#include "work/target_job.h"

enum { ASKED_FOR = 5, SLOW_MS = 3000, SHOWN_INDEXES = 12 };

struct look {
    struct target *t;
    const struct target_site *site;
    struct arena *a;
    struct buf *to;
};

static void find(struct look *k, char level, const char *code, struct str value)
{
    buf_add_char(k->to, level);
    job_put(k->to, code, str_slice(value, 0, 300));
}

static void find_number(struct look *k, char level, const char *code, int64_t n)
{
    find(k, level, code, arena_printf(k->a, "%lld", (long long)n));
}

static struct str refusal(struct look *k, const struct target_answer *r)
{
    return arena_printf(k->a, "%.*s (%lld)", STR_ARG(r->about), (long long)r->code);
}

/* False after telling why there is no answer. */
static bool answered(struct look *k, const struct target_answer *r)
{
    if (r->denied) {
        find(k, '!', k->site->login.n ? "login-refused" : "login", (struct str){0});
        return false;
    }
    switch (r->outcome) {
    case TARGET_UNREACHABLE:
        buf_printf(k->to, "!fetch.%s=\n", fetch_trouble_name(r->trouble));
        return false;
    case TARGET_STATUS: find_number(k, '!', "status", r->code); return false;
    case TARGET_ODD: find(k, '!', "not-protocol", (struct str){0}); return false;
    case TARGET_REFUSED: find(k, '!', "refused", refusal(k, r)); return false;
    default: return true;
    }
}

/* ---- what an SRU server says of itself ---- */

static void judge_explain(struct look *k, const struct sru_explained *x)
{
    find(k, '+', "reached", x->title.n ? x->title : k->site->address);
    if (x->version.n) find(k, '+', "version", x->version);
    if (x->schemas.n)
        find(k, '+', "formats", arena_join(k->a, x->schemas.item, x->schemas.n, STR(", ")));
    if (x->indexes.n)
        find(
            k, '+', "indexes",
            arena_join(k->a, x->indexes.item, MIN(x->indexes.n, (size_t)SHOWN_INDEXES), STR(", ")));
    if (x->most && x->most < TARGET_RECORDS) find_number(k, '-', "at-most", x->most);
}

static enum err look_at_explain(struct look *k)
{
    struct sru_explained x;
    struct target_answer r;
    enum err e = target_explain(k->t, k->a, &r, &x);
    if (e) return e;
    if (r.outcome)
        find(k, '-', "no-explain", (struct str){0});
    else
        judge_explain(k, &x);
    return OK;
}

/* ---- questions ---- */

static void judge_records(struct look *k, const struct target_answer *r)
{
    int64_t mended = 0;
    const struct target_hit *h = r->hits.n ? &r->hits.item[0] : NULL;
    for (size_t i = 0; i < r->hits.n; i++) mended += r->hits.item[i].record.mended;
    if (r->syntax.n) find(k, '+', "chosen", r->syntax);
    if (h) find(k, '+', "sample", h->record.bib.title);
    if (h && h->record.form == FOREIGN_TEXT) find(k, '-', "only-text", (struct str){0});
    if (h && h->record.form != FOREIGN_MARC && h->record.form != FOREIGN_TEXT)
        find(k, '-', "not-marc", str_of(foreign_form_name(h->record.form)));
    if (r->unread) find_number(k, r->hits.n ? '-' : '!', "broken", r->unread);
    if (mended) find_number(k, '-', "mended", mended);
    if (r->total > 0 && !r->taken) find(k, '!', "no-records", (struct str){0});
    if (r->total < 0) find(k, '-', "no-total", (struct str){0});
    if (r->total >= 0 && r->taken > r->total) find_number(k, '-', "wrong-total", r->total);
    if (r->took_us > SLOW_MS * 1000) find_number(k, '-', "slow-ms", r->took_us / 1000);
}

/* A word that most catalogues have, and others if not. */
static enum err look_at_records(struct look *k, bool *ret)
{
    static const char *const words[] = {"indonesia", "history", "buku"};
    struct target_answer r = {0};
    for (size_t i = 0; i < COUNT(words); i++) {
        const struct target_query q = {.field = TARGET_ANY, .text = str_of(words[i])};
        enum err e = target_ask(k->t, &q, 1, ASKED_FOR, k->a, &r);
        if (e) return e;
        if (r.outcome || r.total || r.hits.n) break;
    }
    *ret = answered(k, &r);
    if (r.server.n) {
        struct str parts[] = {r.server, r.version};
        find(k, '+', "reached", arena_join(k->a, parts, COUNT(parts), STR(" ")));
    }
    if (!*ret) return OK;
    find_number(k, r.total ? '+' : '-', "found", r.total);
    find_number(k, '+', "took-ms", r.took_us / 1000);
    judge_records(k, &r);
    return OK;
}

/* Whether it can be asked for titles, authors and numbers. */
static enum err look_at_fields(struct look *k)
{
    static const char *const codes[TARGET_FIELDS] = {"", "no-title", "no-author", "no-number"};
    static const char *const words[TARGET_FIELDS] = {"", "indonesia", "indonesia", "9789793062792"};
    for (int f = TARGET_TITLE; f < TARGET_FIELDS; f++) {
        const struct target_query q = {.field = (enum target_field)f, .text = str_of(words[f])};
        struct target_answer r;
        enum err e = target_ask(k->t, &q, 1, 1, k->a, &r);
        if (e) return e;
        if (r.outcome == TARGET_REFUSED) find(k, '-', codes[f], refusal(k, &r));
    }
    return OK;
}

enum err target_look(const struct env *env, const struct target_site *site, bool (*stop)(void *ctx),
                     void *ctx, struct arena *a, struct buf *findings)
{
    struct look k = {.site = site, .a = a, .to = findings};
    bool fine = false;
    k.t = target_open(env, site, stop, ctx);
    enum err e = site->kind == TARGET_SRU ? look_at_explain(&k) : OK;
    if (!e) e = look_at_records(&k, &fine);
    if (!e && fine) e = look_at_fields(&k);
    target_close(k.t);
    return e;
}
