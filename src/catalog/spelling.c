/* spelling.c -- counting: a table in memory of limited size that is emptied into the database when
 * it is full, so that a library may be as large as it likes. */
#include "catalog/spelling.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/source_marc.h"
#include "catalog/stored.h"

enum {
    RECORDS_AT_A_TIME = 500,
    ROWS_AT_A_TIME = 500,
    TEXTS_MOST = 50000, /* in memory */
    SLOTS = 1 << 17,
    OWN_MOST = 64, /* texts of one record */
    FEEDS_MOST = 64
};

struct counted {
    enum spelling_kind kind;
    struct str text;
    int64_t keyed, records;
};

struct counting {
    struct store *store;
    const struct load_watch *watch;
    struct spelling_report *report;
    const struct scope *members;
    int64_t agency, round, moved;
    bool decided; /* the library has forms of its own */
    struct arena *table, *row;
    struct counted *item;
    size_t n, from;              /* from: the first that is not written yet */
    uint32_t *slot;              /* 0: free, else index + 1 */
    size_t own[OWN_MOST], n_own; /* of the record at hand: what was counted already */
    enum err e;
};

/* ---- the table ---- */

static void empty_table(struct counting *c)
{
    arena_reset(c->table);
    c->item = arena_array(c->table, struct counted, TEXTS_MOST);
    c->slot = arena_array(c->table, uint32_t, SLOTS);
    c->n = c->from = 0;
}

/* Where it is, or is put. */
static size_t place_of(struct counting *c, enum spelling_kind k, struct str text)
{
    struct str name = str_of(spelling_name(k)), part[] = {name, text};
    struct digest d = digest_of_parts(part, COUNT(part));
    size_t at = ((size_t)d.byte[0] | (size_t)d.byte[1] << 8 | (size_t)d.byte[2] << 16) % SLOTS;
    for (; c->slot[at]; at = (at + 1) % SLOTS) {
        const struct counted *x = &c->item[c->slot[at] - 1];
        if (x->kind == k && str_eq(x->text, text)) return c->slot[at] - 1;
    }
    c->item[c->n] = (struct counted){
        .kind = k, .text = arena_copy(c->table, text), .keyed = spelling_keyed(c->row, k, text)};
    c->slot[at] = (uint32_t)++c->n;
    return c->n - 1;
}

static void count_text(struct counting *c, enum spelling_kind k, struct str text)
{
    if (!text.n || text.n > SPELLING_MAX || c->n == TEXTS_MOST || c->n_own == OWN_MOST) return;
    size_t at = place_of(c, k, text);
    for (size_t i = 0; i < c->n_own; i++)
        if (c->own[i] == at) return;
    c->own[c->n_own++] = at;
    c->item[at].records++;
}

static int by_place(const void *x, const void *y)
{
    const struct counted *a = x, *b = y;
    return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind)
                              : str_cmp(a->text, b->text);
}

static enum err write_some(struct db *db, void *ctx)
{
    const struct counting *c = ctx;
    enum err e = OK;
    for (size_t i = c->from; !e && i < c->n && i < c->from + ROWS_AT_A_TIME; i++) {
        const struct counted *x = &c->item[i];
        e = db_exec(db,
                    SQL("INSERT INTO spelling (agency, round, kind, text, keyed, records)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (agency, round, kind, text)"
                        " DO UPDATE SET records = spelling.records + ?6"),
                    I(c->agency), I(c->round), I(x->kind), T(x->text), I(x->keyed), I(x->records));
    }
    return e;
}

static enum err write_table(struct counting *c)
{
    enum err e = OK;
    if (c->n) qsort(c->item, c->n, sizeof c->item[0], by_place);
    for (c->from = 0; !e && c->from < c->n; c->from += ROWS_AT_A_TIME)
        e = db_write_batch(c->store->db, write_some, c);
    empty_table(c);
    return e;
}

/* ---- records ---- */

static bool take_text(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    *ret = text;
    if (k != SPELLING_LANGUAGE) count_text(ctx, k, text);
    return false;
}

/* Codes are counted as they stand in MARC, and only those that are none. */
static bool take_language(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    struct counting *c = ctx;
    *ret = text;
    if (k != SPELLING_LANGUAGE || c->e || !spelling_language(text, c->row).n) return false;
    struct str now = text;
    if (c->decided)
        c->e = chosen_form(c->store->db, c->agency, SPELLING_LANGUAGE, text, c->row, &now);
    if (!c->e && str_eq(now, text)) count_text(c, k, text);
    return false;
}

static enum err count_record(struct counting *c, int64_t version)
{
    struct stored s;
    struct marc m;
    enum source_format f;
    arena_reset(c->row);
    c->n_own = 0;
    enum err e = stored_shown(c->store->db, version, c->row, &s, NULL);
    if (e) return e;
    c->report->records++;
    (void)bib_respell(&s.bib, take_text, c, c->row);
    bool marc = source_is_marc(s.format) && source_format_parse(s.format, &f) &&
                source_marc_read(s.bytes, f, c->row, &m, NULL) == OK;
    if (marc) (void)marc_respell(&m, take_language, c, c->row);
    return c->e;
}

static enum err count_further(struct counting *c, int64_t feed, int64_t *after)
{
    int64_t version[RECORDS_AT_A_TIME];
    size_t n = 0;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(c->store->db,
                     SQL("SELECT id, version FROM record WHERE feed = ?1 AND kind = 0 AND id > ?2"
                         " AND version IS NOT NULL ORDER BY id LIMIT ?3"),
                     I(feed), I(*after), I(RECORDS_AT_A_TIME));
        for (*after = 0; db_next(&r); n++) {
            *after = db_int(&r, 0);
            version[n] = db_int(&r, 1);
        }
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < n; i++) {
        if (c->n + OWN_MOST > TEXTS_MOST) e = write_table(c);
        if (!e) e = count_record(c, version[i]);
        if (e == ERR_NOT_FOUND) e = OK; /* it went meanwhile */
    }
    struct load_progress p = {LOAD_READING, c->report->records, 0, c->report->records};
    if (c->watch && c->watch->progress) c->watch->progress(c->watch->ctx, &p);
    return e;
}

static bool is_stopped(const struct counting *c)
{
    return c->watch && c->watch->stop && c->watch->stop(c->watch->ctx);
}

static enum err count_feeds(struct counting *c)
{
    int64_t feeds[FEEDS_MOST], after = 0;
    size_t n = 0;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(c->store->db, SQL("SELECT id, moved FROM feed WHERE agency = ?1 ORDER BY id"),
                     I(c->agency));
        for (c->moved = 0; n < FEEDS_MOST && db_next(&r); n++) {
            feeds[n] = db_int(&r, 0);
            c->moved += db_int(&r, 1);
        }
        if (r.status) return r.status;
    }
    empty_table(c);
    enum err e = OK;
    for (size_t i = 0; !e && i < n; i++) do
            e = is_stopped(c) ? ERR_INTERRUPTED : count_further(c, feeds[i], &after);
        while (!e && after);
    return e ? e : write_table(c);
}

/* ---- rows of other rounds ---- */

static enum err drop_some(struct db *db, void *ctx)
{
    struct counting *c = ctx;
    enum err e = db_exec(db,
                         SQL("DELETE FROM spelling WHERE agency = ?1 AND round <> ?2"
                             " AND (round, kind, text) IN (SELECT x.round, x.kind, x.text"
                             " FROM spelling x WHERE x.agency = ?1 AND x.round <> ?2 LIMIT ?3)"),
                         I(c->agency), I(c->round), I(ROWS_AT_A_TIME));
    int64_t left = 0;
    if (!e)
        e = db_get_int(db, &left,
                       SQL("SELECT EXISTS (SELECT 1 FROM spelling WHERE agency = ?1"
                           " AND round <> ?2)"),
                       I(c->agency), I(c->round));
    c->from = (size_t)left;
    return e;
}

/* All but those of c->round. */
static enum err drop_others(struct counting *c)
{
    enum err e = OK;
    do e = db_write_batch(c->store->db, drop_some, c);
    while (!e && c->from);
    return e;
}

/* ---- proposals ---- */

struct proposing {
    struct counting *c;
    struct spelling_place from;
    enum spelling_kind kind;
    struct spelling_row was[ROWS_AT_A_TIME], now[ROWS_AT_A_TIME];
    size_t n;
};

static enum err read_rows(struct proposing *p, struct arena *a)
{
    const struct counting *c = p->c;
    struct db_rows CLEANUP(db_done) r =
        db_query(c->store->db,
                 SQL("SELECT text, form, source, form_records, form_agencies FROM spelling"
                     " WHERE agency = ?1 AND round = ?2 AND kind = ?3 AND text > ?4"
                     " ORDER BY text LIMIT ?5"),
                 I(c->agency), I(c->round), I(p->kind), T(p->from.text), I(ROWS_AT_A_TIME));
    for (p->n = 0; db_next(&r); p->n++) {
        p->was[p->n] = (struct spelling_row){.kind = p->kind,
                                             .text = db_text(&r, 0, a),
                                             .form = db_text(&r, 1, a),
                                             .source = db_text(&r, 2, a),
                                             .form_records = db_int(&r, 3),
                                             .form_agencies = db_int(&r, 4)};
        p->now[p->n] = p->was[p->n];
    }
    return r.status;
}

static bool is_as_it_was(const struct spelling_row *x, const struct spelling_row *y)
{
    if (!x->form.n && !y->form.n) return true;
    return str_eq(x->form, y->form) && str_eq(x->source, y->source) &&
           x->form_records == y->form_records && x->form_agencies == y->form_agencies;
}

static enum err write_proposals(struct db *db, void *ctx)
{
    const struct proposing *p = ctx;
    enum err e = OK;
    for (size_t i = 0; !e && i < p->n; i++) {
        const struct spelling_row *x = &p->now[i];
        if (is_as_it_was(&p->was[i], x)) continue;
        e = db_exec(db,
                    SQL("UPDATE spelling SET form = ?1, source = ?2, form_records = ?3,"
                        " form_agencies = ?4 WHERE agency = ?5 AND round = ?6 AND kind = ?7"
                        " AND text = ?8"),
                    x->form.n ? T(x->form) : NUL, T(x->source), I(x->form_records),
                    I(x->form_agencies), I(p->c->agency), I(p->c->round), I(x->kind), T(x->text));
    }
    return e;
}

static enum err propose_some(struct proposing *p, struct arena *a)
{
    bool differs = false;
    enum err e = read_rows(p, a);
    for (size_t i = 0; !e && i < p->n; i++) {
        const struct spelling_ask ask = {.agency = p->c->agency,
                                         .round = p->c->round,
                                         .members = p->c->members,
                                         .kind = p->kind,
                                         .text = p->now[i].text};
        e = spelling_propose(p->c->store->db, &ask, a, &p->now[i]);
        p->c->report->texts++;
        p->c->report->varying += p->now[i].form.n > 0;
        differs |= !is_as_it_was(&p->was[i], &p->now[i]);
    }
    return e || !differs ? e : db_write_batch(p->c->store->db, write_proposals, p);
}

static enum err propose_all(struct counting *c)
{
    struct arena CLEANUP(arena_freep) *a = arena_new(), CLEANUP(arena_freep) *mem = arena_new();
    struct proposing *p = arena_make(mem, struct proposing);
    enum err e = OK;
    p->c = c;
    for (p->kind = 0; !e && p->kind < SPELLINGS; p->kind++) {
        char last[SPELLING_MAX + 1];
        p->from.text = (struct str){0};
        do {
            arena_reset(a);
            e = is_stopped(c) ? ERR_INTERRUPTED : propose_some(p, a);
            if (e || !p->n) break;
            struct str text = str_slice(p->now[p->n - 1].text, 0, SPELLING_MAX);
            for (size_t i = 0; i < text.n; i++) last[i] = text.p[i];
            p->from.text = (struct str){last, text.n};
        } while (p->n == ROWS_AT_A_TIME);
    }
    return e;
}

/* ---- all of a library ---- */

static enum err set_current(struct db *db, void *ctx)
{
    const struct counting *c = ctx;
    return db_exec(db,
                   SQL("INSERT INTO spelling_count (agency, round, at, moved)"
                       " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (agency) DO UPDATE SET round = ?2,"
                       " at = ?3, moved = ?4"),
                   I(c->agency), I(c->round), I(c->store->env->now(c->store->env)), I(c->moved));
}

static enum err current_round(struct counting *c, int64_t *ret)
{
    enum err e = db_get_int(
        c->store->db, ret, SQL("SELECT round FROM spelling_count WHERE agency = ?1"), I(c->agency));
    if (e != ERR_NOT_FOUND) return e;
    *ret = 0;
    return OK;
}

static enum err count_agency(struct counting *c)
{
    struct arena CLEANUP(arena_freep) *table = arena_new(), CLEANUP(arena_freep) *row = arena_new();
    int64_t before = 0;
    c->table = table;
    c->row = row;
    enum err e = current_round(c, &before);
    c->round = before;
    if (!e) e = drop_others(c); /* what a killed one left */
    c->round = before + 1;
    if (!e) e = chosen_any(c->store->db, c->agency, &c->decided);
    if (!e) e = count_feeds(c);
    if (!e) e = propose_all(c);
    if (!e) e = db_write(c->store->db, set_current, c);
    return e ? e : drop_others(c);
}

enum err spelling_count(struct store *store, const struct actor *actor, int64_t agency,
                        const struct load_watch *watch, struct spelling_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct counting c = {.store = store, .watch = watch, .report = ret, .agency = agency};
    *ret = (struct spelling_report){0};
    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, agency);
    if (!e) e = scope_public(store->db, a, &c.members);
    return e ? e : count_agency(&c);
}

/* ---- all libraries ---- */

/* The next agency that has records and changed since (`again`: that was counted); 0: none. */
static enum err next_agency(struct db *db, int64_t after, bool again, int64_t *ret)
{
    const struct sql *stale =
        SQL("SELECT coalesce(min(x.agency), 0) FROM (SELECT f.agency, sum(f.moved) AS moved"
            " FROM feed f WHERE f.agency > ?1 GROUP BY f.agency) x LEFT JOIN spelling_count c"
            " ON c.agency = x.agency WHERE c.agency IS NULL OR c.moved <> x.moved");
    const struct sql *counted = SQL("SELECT coalesce(min(agency), 0) FROM spelling_count"
                                    " WHERE agency > ?1");
    return db_get_int(db, ret, again ? counted : stale, I(after));
}

static enum err for_each(struct counting *c, bool again)
{
    enum err e = OK;
    for (c->agency = 0; !e;) {
        e = next_agency(c->store->db, c->agency, again, &c->agency);
        if (e || !c->agency) return e;
        if (again) {
            e = current_round(c, &c->round);
            if (!e) e = propose_all(c);
        } else {
            e = count_agency(c);
        }
    }
    return e;
}

enum err spelling_count_all(struct store *store, const struct actor *actor,
                            const struct load_watch *watch, struct spelling_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct counting c = {.store = store, .watch = watch, .report = ret};
    *ret = (struct spelling_report){0};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = scope_public(store->db, a, &c.members);
    if (!e) e = for_each(&c, false);
    ret->texts = ret->varying = 0;
    return e ? e : for_each(&c, true);
}
