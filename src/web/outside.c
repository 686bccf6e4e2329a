/* outside.c -- asking other catalogues for one page, and putting their answers together. */
#include "web/outside.h"

#include "base/checked.h"
#include "catalog/find.h"
#include "text/isbn.h"
#include "web/internal.h"
#include "work/target_job.h"

enum { HITS_MAX = 500 };

/* ---- asking ---- */

/* A number alone is sought as one. */
static struct target_query query_of(struct ask *k, struct outside *o)
{
    struct str f = http_param(k->rq, "f"), number;
    if (!f.n) f = form_text(k, "f");
    o->text = str_trim(http_param(k->rq, "q"));
    if (!o->text.n) o->text = form_text(k, "q");
    for (int i = 0; i < TARGET_FIELDS; i++)
        if (str_eq(f, str_of(target_field_name((enum target_field)i))))
            o->field = (enum target_field)i;
    const bool any = o->field == TARGET_ANY || o->field == TARGET_NUMBER;
    if (any && isbn_parse(k->mem, o->text, &number) == OK)
        return (struct target_query){.field = TARGET_NUMBER, .text = number};
    if (any && issn_parse(k->mem, o->text, &number) == OK)
        return (struct target_query){.field = TARGET_NUMBER, .text = number};
    return (struct target_query){.field = o->field, .text = o->text};
}

/* The next window of a source. */
static enum err want(struct ask *k, const struct target_query *q, int64_t start,
                     struct outside_source *s)
{
    struct asker_question ask = {
        .target = s->t->id, .query = *q, .start = start, .n = TARGET_RECORDS};
    enum err e = target_site_of(k->db, k->web->config.dir, s->t, k->mem, &ask.site);
    if (e) return e;
    s->busy = asker_want(k->web->asker, &ask) != OK;
    s->window[s->n++] = (struct outside_window){.key = asker_key(&ask), .start = start};
    return OK;
}

/* "3.2": two windows of target 3. */
static int wanted_of(struct ask *k, int64_t target)
{
    const struct strs list = ask_list(k, "lagi");
    int64_t id = 0, n = 0;
    for (size_t i = 0; i < list.n; i++) {
        size_t dot = str_find_char(list.item[i], '.', 0);
        if (str_to_i64(str_slice(list.item[i], 0, dot), &id) || id != target) continue;
        if (str_to_i64(str_slice(list.item[i], dot + 1, list.item[i].n), &n) == OK)
            return (int)MIN(MAX(n, (int64_t)1), (int64_t)OUTSIDE_WINDOWS);
    }
    return 1;
}

static enum err begin(struct ask *k, int64_t only, const struct target_query *q, struct outside *o)
{
    struct target_rows list;
    enum err e = targets_of_agency(k->db, &k->actor, k->agency.id, k->mem, &list);
    if (e) return e;
    o->source = arena_array(k->mem, struct outside_source, list.n + 1);
    for (size_t i = 0; !e && i < list.n; i++) {
        if (only && list.item[i].id != only) continue;
        struct outside_source *s = &o->source[o->n];
        s->t = &list.item[i];
        s->wanted = only ? OUTSIDE_WINDOWS : wanted_of(k, list.item[i].id);
        o->n++;
        if (q->text.n) e = want(k, q, 1, s);
    }
    if (!e && only && !o->n) e = ERR_NOT_FOUND;
    return e;
}

static struct outside_window *last_of(struct outside_source *s)
{
    return &s->window[s->n - 1];
}

const struct target_hit *outside_hit(const struct outside_source *s, size_t at)
{
    for (int i = 0; i < s->n; i++) {
        const struct outside_window *w = &s->window[i];
        if (w->state != ASKER_DONE) return NULL;
        if (at < w->answer->hits.n) return &w->answer->hits.item[at];
        at -= w->answer->hits.n;
    }
    return NULL;
}

/* Whether there is something behind its last window. */
static bool goes_on(const struct outside_source *s)
{
    const struct outside_window *w = &s->window[s->n - 1];
    if (!s->n || s->n == OUTSIDE_WINDOWS || w->state != ASKER_DONE) return false;
    const struct target_answer *r = w->answer;
    const int64_t next = w->start + r->taken;
    return r->outcome == TARGET_ANSWERED && r->taken > 0 &&
           (r->total < 0 ? r->taken >= TARGET_RECORDS : next <= r->total);
}

/* What has come, until the time is over or each gave what is wanted of it. */
static enum err wait_for(struct ask *k, const struct target_query *q, int64_t number,
                         struct outside *o)
{
    const struct env *env = k->config->env;
    const int64_t until = env->monotonic(env) + OUTSIDE_WAIT_US;
    enum err e = OK;
    for (bool more = true; !e && more;) {
        struct digest keys[TARGETS_ASKED_MAX];
        for (size_t i = 0; i < o->n; i++) keys[i] = last_of(&o->source[i])->key;
        asker_wait(k->web->asker, keys, o->n, MAX(until - env->monotonic(env), (int64_t)0));
        more = false;
        for (size_t i = 0; !e && i < o->n; i++) {
            struct outside_source *s = &o->source[i];
            struct outside_window *w = last_of(s);
            if (w->state == ASKER_DONE) continue;
            w->state = asker_look(k->web->asker, w->key, &w->answer, &w->hold);
            const bool enough = s->n >= s->wanted || (number && outside_hit(s, (size_t)number - 1));
            if (enough || !goes_on(s)) continue;
            e = want(k, q, w->start + w->answer->taken, s);
            more = true;
        }
    }
    return e;
}

enum err outside_ask(struct ask *k, int64_t only, int64_t number, struct outside *ret)
{
    struct outside *o = ret;
    *o = (struct outside){.field = TARGET_ANY};
    const struct target_query q = query_of(k, o);
    enum err e = begin(k, only, &q, o);
    if (e || !q.text.n) return e;
    e = wait_for(k, &q, number, o);
    for (size_t i = 0; i < o->n; i++)
        o->waiting |= last_of(&o->source[i])->state == ASKER_WAITING || o->source[i].busy;
    return e;
}

void outside_end(struct ask *k, struct outside *o)
{
    for (size_t i = 0; i < o->n; i++)
        for (int w = 0; w < o->source[i].n; w++)
            asker_drop(k->web->asker, o->source[i].window[w].hold);
    o->n = 0;
}

/* With one more window of `more`, when that is not NULL. */
static struct str query_with(const struct ask *k, const struct outside *o,
                             const struct outside_source *more)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 10);
    buf_add(&b, STR("?q="));
    http_encode(&b, o->text);
    buf_printf(&b, "&f=%s", target_field_name(o->field));
    for (size_t i = 0; i < o->n; i++) {
        const struct outside_source *s = &o->source[i];
        int n = s == more ? s->n + 1 : s->wanted;
        if (n > 1) buf_printf(&b, "&lagi=%lld.%d", (long long)s->t->id, n);
    }
    return arena_copy(k->mem, buf_str(&b));
}

struct str outside_query(const struct ask *k, const struct outside *o)
{
    return query_with(k, o, NULL);
}

/* ---- how each did ---- */

static struct str why(struct ask *k, const struct target_answer *r)
{
    const struct str number = arena_printf(k->mem, "%lld", (long long)r->code);
    switch (r->outcome) {
    case TARGET_UNREACHABLE: return named_text(k, "fetch", fetch_trouble_name(r->trouble));
    case TARGET_STATUS: return number;
    case TARGET_REFUSED:
        return r->about.n ? arena_printf(k->mem, "%.*s (%.*s)", STR_ARG(r->about), STR_ARG(number))
                          : number;
    default: return (struct str){0};
    }
}

static struct str found(struct ask *k, const struct target_answer *r)
{
    struct buf CLEANUP(buf_release) b = BUF(500);
    if (r->total < 0) return ask_text(k, MSG_outside_some);
    msg_add_count(&b, k->out.lang, MSG_outside_found, r->total, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

struct outside_state outside_state_of(struct ask *k, const struct outside *o,
                                      const struct outside_source *s)
{
    struct outside_state x = {.name = s->t->order.name, .style = " wait", .icon = "clock"};
    const struct outside_window *w = &s->window[s->n - 1];
    const struct target_answer *r = w->answer;
    x.words = ask_text(k, s->busy ? MSG_outside_busy : MSG_outside_waiting);
    if (w->state != ASKER_DONE) return x;
    struct str tenths[] = {arena_printf(k->mem, "%lld", (long long)(r->took_us / 1000000)),
                           arena_printf(k->mem, "%lld", (long long)(r->took_us / 100000 % 10))};
    x.took = msg_text(k->mem, k->out.lang, MSG_outside_took, tenths, 2);
    if (r->outcome == TARGET_ANSWERED) {
        x.style = " ok";
        x.icon = "check";
        x.words = found(k, r);
        if (goes_on(s))
            x.more = arena_printf(k->mem, "%.*s%.*s", STR_ARG(staff_address(k, "/buku/luar")),
                                  STR_ARG(query_with(k, o, s)));
        return x;
    }
    struct str parts[] = {named_text(k, "targetstate", target_outcome_name(r->outcome)), why(k, r)};
    x.style = " no";
    x.icon = "warn";
    x.words = arena_join(k->mem, parts, COUNT(parts), STR(" "));
    return x;
}

/* ---- one list of all ---- */

struct merging {
    struct ask *k;
    const struct outside *o;
    struct outside_rows *rows;
    struct match_facts *facts; /* of the first record of each row */
    struct str query;
    enum err e;
};

enum err outside_own(struct ask *k, const struct bib *b, struct str *ret)
{
    int64_t record = 0;
    *ret = (struct str){0};
    enum err e = find_own(k->db, &k->actor, k->agency.id, b, k->mem, &record);
    if (!e && record)
        *ret = arena_printf(k->mem, "%.*s%lld", STR_ARG(staff_address(k, "/buku/")),
                            (long long)record);
    return e;
}

static struct str year_of(struct ask *k, const struct bib *b)
{
    return b->year_text.n || !b->year ? b->year_text : arena_printf(k->mem, "%d", b->year);
}

static struct outside_place place_of(const struct merging *m, size_t source, size_t at)
{
    struct ask *k = m->k;
    const struct target_row *t = m->o->source[source].t;
    const struct target_hit *h = outside_hit(&m->o->source[source], at);
    struct str value = arena_printf(k->mem, "%lld.%zu", (long long)t->id, at + 1);
    return (struct outside_place){
        .name = t->order.name,
        .value = value,
        .form = named_text(k, "foreign", foreign_form_name(h->record.form)),
        .address =
            arena_printf(k->mem, "%.*s%.*s&data=%.*s", STR_ARG(staff_address(k, "/buku/luar/data")),
                         STR_ARG(m->query), STR_ARG(value))};
}

static void add_hit(struct merging *m, size_t source, size_t at)
{
    struct ask *k = m->k;
    const struct foreign *f = &outside_hit(&m->o->source[source], at)->record;
    const struct bib *b = &f->bib;
    struct match_facts facts;
    struct str meta[] = {title_main_author(b), b->publisher, year_of(k, b)};
    match_facts_of(b, k->mem, &facts);
    struct outside_row *row = NULL;
    for (size_t i = 0; !row && i < m->rows->n; i++)
        if (match_share_key(&facts, &m->facts[i]) && match_is_same(&facts, &m->facts[i]))
            row = &m->rows->item[i];
    if (!row) {
        if (m->rows->n == HITS_MAX) return;
        m->facts[m->rows->n] = facts;
        struct outside_row fresh = {.title = b->title,
                                    .meta = arena_join(k->mem, meta, COUNT(meta), STR(", "))};
        m->e = outside_own(k, b, &fresh.own);
        VEC_PUSH(k->mem, m->rows, fresh);
        row = &m->rows->item[m->rows->n - 1];
    }
    struct {
        struct outside_place *item;
        size_t n, cap;
    } places = {row->place, row->n, row->cap};
    VEC_PUSH(k->mem, &places, place_of(m, source, at));
    row->place = places.item;
    row->n = places.n;
    row->cap = places.cap;
}

enum err outside_merge(struct ask *k, const struct outside *o, struct outside_rows *ret)
{
    struct merging m = {.k = k, .o = o, .rows = ret, .query = outside_query(k, o)};
    *ret = (struct outside_rows){0};
    m.facts = arena_array(k->mem, struct match_facts, HITS_MAX);
    for (size_t at = 0; at < OUTSIDE_WINDOWS * TARGET_RECORDS; at++)
        for (size_t s = 0; s < o->n && !m.e; s++)
            if (outside_hit(&o->source[s], at)) add_hit(&m, s, at);
    return m.e;
}
