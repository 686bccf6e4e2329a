/* review.c -- the queue of doubts, read a piece at a time. */
#include "catalog/review.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/decision.h"

enum { PIECE = 100, MADE_LOOKED_AT = 1000, ACT_MAX = 200, SMALL_LIBRARY = 20000 };

/* ---- places ---- */

struct str review_place_write(struct arena *a, const struct review_place *p)
{
    return arena_printf(a, "%lld_%lld_%lld", (long long)p->score, (long long)p->low,
                        (long long)p->high);
}

enum err review_place_read(struct str text, struct review_place *ret)
{
    struct review_place p;
    int64_t *const number[] = {&p.score, &p.low, &p.high};
    struct str rest = text, part;
    for (size_t i = 0; i < COUNT(number); i++)
        if (!str_split(&rest, '_', &part) || str_to_i64(part, number[i])) return ERR_FORMAT;
    if (rest.p) return ERR_FORMAT;
    *ret = p;
    return OK;
}

/* ---- whether a doubt is to be shown ---- */

struct walk {
    struct db *db;
    const struct actor *actor;
    const struct review_filter *filter;
    struct arena *mem;
    size_t limit;
    int looked_at;
    bool mine; /* filter->libraries is one small library: read from its records */
    struct review_list *list;
};

/* A better doubt between the same two titles stands for the pair instead. */
static enum err is_best(struct db *db, const struct review_pair *p, bool *ret)
{
    int64_t better = 0;
    enum err e =
        db_get_int(db, &better,
                   SQL("SELECT EXISTS (SELECT 1 FROM description x JOIN doubt d ON d.low = x.id"
                       " JOIN description y ON y.id = d.high WHERE x.title = ?1 AND y.title = ?2"
                       " AND (d.score, d.low, d.high) > (?3, ?4, ?5))"
                       " OR EXISTS (SELECT 1 FROM description x JOIN doubt d ON d.high = x.id"
                       " JOIN description y ON y.id = d.low WHERE x.title = ?1 AND y.title = ?2"
                       " AND (d.score, d.low, d.high) > (?3, ?4, ?5))"),
                   I(p->one), I(p->other), I(p->place.score), I(p->place.low), I(p->place.high));
    *ret = better == 0;
    return e;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool among(const struct scope *s, int64_t agency)
{
    return bsearch(&agency, s->agency, s->n, sizeof agency, by_number) != NULL;
}

/* Whether one of the libraries has a record in the title. */
static enum err is_held(struct db *db, const struct scope *s, int64_t title, bool *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT f.agency FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE r.title = ?1 AND r.kind = 0 AND r.version IS NOT NULL"),
                 I(title));
    *ret = false;
    while (!*ret && db_next(&r)) *ret = among(s, db_int(&r, 0));
    return r.status;
}

static enum err concerns(struct walk *w, const struct review_pair *p, bool *ret)
{
    const struct scope *s = w->filter->libraries;
    *ret = true;
    if (!s || s->everybody || w->mine) return OK;
    enum err e = is_held(w->db, s, p->one, ret);
    return e || *ret ? e : is_held(w->db, s, p->other, ret);
}

/* Whether one of the two descriptions is of the form and language asked for. */
static enum err is_kind(struct walk *w, const struct review_pair *p, bool *ret)
{
    const struct review_filter *f = w->filter;
    *ret = f->format < 0 && !f->language.n;
    if (*ret) return OK;
    struct db_rows CLEANUP(db_done) r =
        db_query(w->db, SQL("SELECT facts FROM description WHERE id IN (?1, ?2)"), I(p->place.low),
                 I(p->place.high));
    while (!*ret && db_next(&r)) {
        struct match_facts x;
        *ret = match_facts_unpack(db_peek(&r, 0), &x) &&
               (f->format < 0 || (int)x.format == f->format) &&
               (!f->language.n || str_find(x.languages, f->language) < x.languages.n);
    }
    return r.status;
}

static enum err is_open(struct walk *w, const struct review_pair *p, bool *ret)
{
    bool apart = false;
    enum err e = is_kind(w, p, ret);
    if (!e && *ret) e = is_best(w->db, p, ret);
    if (!e && *ret) e = concerns(w, p, ret);
    if (!e && *ret) e = decision_apart(w->db, p->one, p->other, &apart);
    if (apart) *ret = false;
    if (e || !*ret) return e;
    e = decision_may(w->db, w->actor, p->one, p->other);
    *ret = e == OK;
    return e == ERR_DENIED ? OK : e;
}

/* ---- walking ---- */

static struct review_pair pair_of(const struct db_rows *r, struct arena *a)
{
    int64_t x = db_int(r, 4), y = db_int(r, 5);
    return (struct review_pair){.one = MIN(x, y),
                                .other = MAX(x, y),
                                .place = {db_int(r, 0), db_int(r, 1), db_int(r, 2)},
                                .reason = db_text(r, 3, a)};
}

static struct db_rows of_all(struct walk *w, const struct review_place *p)
{
    return db_query(w->db,
                    SQL("SELECT d.score, d.low, d.high, d.reason, x.title, y.title FROM doubt d"
                        " JOIN description x ON x.id = d.low JOIN description y ON y.id = d.high"
                        " WHERE (d.score, d.low, d.high) < (?1, ?2, ?3) AND x.title <> y.title"
                        " ORDER BY d.score DESC, d.low DESC, d.high DESC LIMIT ?4"),
                    I(p->score), I(p->low), I(p->high), I(PIECE));
}

static struct db_rows of_reason(struct walk *w, const struct review_place *p)
{
    return db_query(w->db,
                    SQL("SELECT d.score, d.low, d.high, d.reason, x.title, y.title FROM doubt d"
                        " JOIN description x ON x.id = d.low JOIN description y ON y.id = d.high"
                        " WHERE d.reason = ?5 AND (d.score, d.low, d.high) < (?1, ?2, ?3)"
                        " AND x.title <> y.title"
                        " ORDER BY d.score DESC, d.low DESC, d.high DESC LIMIT ?4"),
                    I(p->score), I(p->low), I(p->high), I(PIECE), T(w->filter->reason));
}

/* A pair of a small library is rare in a long queue, one of a large library is not. */
static enum err is_small(struct db *db, const struct scope *s, bool *ret)
{
    int64_t records = 0;
    *ret = false;
    if (!s || s->everybody || s->n != 1) return OK;
    enum err e = db_get_int(db, &records,
                            SQL("SELECT coalesce(sum(records), 0) FROM feed WHERE agency = ?1"),
                            I(s->agency[0]));
    *ret = records <= SMALL_LIBRARY;
    return e;
}

/* Of one small library by way of its records. */
static struct db_rows of_library(struct walk *w, const struct review_place *p)
{
    return db_query(
        w->db,
        SQL("WITH mine (id) AS (SELECT id FROM description WHERE title IN (SELECT r.title"
            " FROM feed f JOIN record r ON r.feed = f.id AND r.kind = 0"
            " WHERE f.agency = ?5 AND r.version IS NOT NULL))"
            " SELECT d.score, d.low, d.high, d.reason, x.title, y.title FROM doubt d"
            " JOIN description x ON x.id = d.low JOIN description y ON y.id = d.high"
            " WHERE (d.low IN (SELECT id FROM mine) OR d.high IN (SELECT id FROM mine))"
            " AND (?6 = '' OR d.reason = ?6) AND (d.score, d.low, d.high) < (?1, ?2, ?3)"
            " AND x.title <> y.title"
            " ORDER BY d.score DESC, d.low DESC, d.high DESC LIMIT ?4"),
        I(p->score), I(p->low), I(p->high), I(PIECE), I(w->filter->libraries->agency[0]),
        T(w->filter->reason));
}

/* Takes the next piece; *ret_end: there is no more, or enough. */
static enum err take_piece(struct walk *w, bool *ret_end)
{
    struct review_list *list = w->list;
    struct db_rows CLEANUP(db_done) r = w->mine               ? of_library(w, &list->next)
                                        : w->filter->reason.n ? of_reason(w, &list->next)
                                                              : of_all(w, &list->next);
    int rows = 0;
    while (db_next(&r)) {
        struct review_pair p = pair_of(&r, w->mem);
        bool open = false;
        enum err e = is_open(w, &p, &open);
        if (e) return e;
        rows++;
        list->more = open && list->n == w->limit;
        if (list->more) break; /* the next list begins with it */
        list->next = p.place;
        if (open) VEC_PUSH(w->mem, list, p);
        list->more = ++w->looked_at == REVIEW_SCAN_MAX;
        if (list->more) break;
    }
    *ret_end = list->more || rows < PIECE;
    return r.status;
}

enum err review_list(struct db *db, const struct actor *actor, const struct review_filter *filter,
                     const struct review_place *after, size_t limit, struct arena *a,
                     struct review_list *ret)
{
    static const struct review_place top = {INT64_MAX, INT64_MAX, INT64_MAX};
    struct review_list list = {.next = after ? *after : top};
    const struct scope *s = filter->libraries;
    struct walk w = {.db = db,
                     .actor = actor,
                     .filter = filter,
                     .mem = a,
                     .limit = MIN(MAX(limit, (size_t)1), (size_t)REVIEW_LIMIT_MAX),
                     .list = &list};
    bool end = s && !s->everybody && s->n == 0;
    enum err e = actor_may(actor, PERM_CATALOGUE);
    if (!e) e = is_small(db, s, &w.mine);
    while (!e && !end) e = take_piece(&w, &end);
    if (!e) *ret = list;
    return e;
}

/* ---- one pair ---- */

enum err review_find(struct db *db, int64_t one, int64_t other, struct arena *a,
                     struct review_pair *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT d.score, d.low, d.high, d.reason, x.title, y.title FROM description x"
                     " JOIN doubt d ON d.low = x.id JOIN description y ON y.id = d.high"
                     " WHERE x.title = ?1 AND y.title = ?2"
                     " UNION ALL"
                     " SELECT d.score, d.low, d.high, d.reason, x.title, y.title FROM description x"
                     " JOIN doubt d ON d.high = x.id JOIN description y ON y.id = d.low"
                     " WHERE x.title = ?1 AND y.title = ?2"
                     " ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 1"),
                 I(one), I(other));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = pair_of(&r, a);
    return OK;
}

enum err review_explain(struct db *db, const struct review_pair *pair, struct match_result *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct match_facts facts[2];
    size_t n = 0;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT facts FROM description WHERE id IN (?1, ?2) ORDER BY id"),
                 I(pair->place.low), I(pair->place.high));
    while (n < COUNT(facts) && db_next(&r))
        if (match_facts_unpack(db_text(&r, 0, a), &facts[n])) n++;
    if (r.status || n < COUNT(facts)) return r.status ? r.status : ERR_NOT_FOUND;
    match_judge(&facts[0], &facts[1], ret);
    return OK;
}

/* ---- reasons ---- */

/* The next reason after this one by its text: one step in the index. */
static enum err next_reason(struct db *db, struct str after, struct arena *a, struct str *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT reason FROM doubt WHERE reason > ?1 ORDER BY reason LIMIT 1"), T(after));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = db_text(&r, 0, a);
    return OK;
}

static int most_doubts(const void *a, const void *b)
{
    const struct review_reason *x = a, *y = b;
    if (x->doubts != y->doubts) return x->doubts < y->doubts ? 1 : -1;
    return str_cmp(x->reason, y->reason);
}

enum err review_reasons(struct db *db, int64_t enough, struct arena *a, struct review_reasons *ret)
{
    struct review_reasons list = {0};
    struct str at = {0};
    enum err e = next_reason(db, at, a, &at);
    while (!e && list.n < REVIEW_REASONS_SEEN) {
        int64_t n = 0;
        e = db_get_int(
            db, &n,
            SQL("SELECT count(*) FROM (SELECT 1 FROM doubt WHERE reason = ?1 LIMIT ?2) AS batch"),
            T(at), I(enough));
        if (e) return e;
        VEC_PUSH(a, &list, (struct review_reason){at, n});
        e = next_reason(db, at, a, &at);
    }
    if (e && e != ERR_NOT_FOUND) return e;
    if (list.n) qsort(list.item, list.n, sizeof *list.item, most_doubts);
    list.n = MIN(list.n, (size_t)REVIEW_REASONS_MAX);
    *ret = list;
    return OK;
}

/* ---- what was decided ---- */

static struct db_value maker(const struct actor *actor)
{
    return actor->kind == ACTOR_PERSON ? I(actor->person) : I(0);
}

enum err review_made(struct db *db, const struct actor *actor, int64_t since, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT count(*) FROM (SELECT person, made, undone FROM title_decision"
                          " ORDER BY id DESC LIMIT ?3) AS newest"
                          " WHERE coalesce(person, 0) = ?1 AND made >= ?2 AND undone IS NULL"),
                      maker(actor), I(since), I(MADE_LOOKED_AT));
}

enum err review_act(struct db *db, const struct actor *actor, int64_t decision, struct arena *a,
                    struct review_act *ret)
{
    struct review_act act = {0};
    int64_t made = 0;
    enum err e = db_get_int(
        db, &made,
        SQL("SELECT made FROM title_decision WHERE id = ?1 AND coalesce(person, 0) = ?2"),
        I(decision), maker(actor));
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT id, one, other, verdict FROM title_decision WHERE id >= ?1 AND id <= ?2"
            " AND made = ?3 AND coalesce(person, 0) = ?4 AND undone IS NULL"
            " ORDER BY id DESC"),
        I(decision - ACT_MAX), I(decision + ACT_MAX), I(made), maker(actor));
    while (db_next(&r)) {
        bool same = str_eq(db_peek(&r, 3), STR("same"));
        struct review_made m = {.decision = db_int(&r, 0),
                                .one = db_int(&r, 1),
                                .other = db_int(&r, 2),
                                .what = same ? REVIEW_JOINED : REVIEW_APART};
        if (m.one == m.other) {
            m.what = REVIEW_SPLIT;
            e = review_split_off(db, m.decision, m.one, &m.other);
        }
        if (e) return e;
        VEC_PUSH(a, &act, m);
    }
    if (!r.status) *ret = act;
    return r.status;
}

enum err review_split_off(struct db *db, int64_t decision, int64_t title, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT coalesce(min(r.title), 0) FROM title_decision_record x"
                          " JOIN record r ON r.id = x.record WHERE x.decision = ?1 AND x.side = 1"
                          " AND r.version IS NOT NULL AND r.title <> ?2"),
                      I(decision), I(title));
}
