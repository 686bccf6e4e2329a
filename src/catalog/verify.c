/* verify.c -- comparing what is stored with what follows from it. */
#include "catalog/verify.h"

#include "catalog/authority.h"
#include "catalog/chosen.h"
#include "catalog/cluster.h"
#include "catalog/document.h"
#include "catalog/follow.h"
#include "catalog/internal.h"
#include "catalog/verify_parts.h"
#include "index/damage.h"

enum { PATIENCE_SECONDS = 60 };

static void tell_wrong(struct verifying *v, const char *where, struct str what)
{
    v->report->faults++;
    v->fault(v->ctx, where, arena_cstr(v->mem, what));
}

/* ---- the truth by itself ---- */

enum err verify_file(struct verifying *v)
{
    struct str why = {0};
    enum err e = db_check(v->store->db, v->mem, &why);
    if (e != ERR_FORMAT) return e;
    tell_wrong(v, "truth", why);
    return OK;
}

/* A record's version must be the word of the newest load in force. While a load is being published
 * its records are on their way, so an unfinished load is a fault by itself. */
enum err verify_versions(struct verifying *v)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        v->store->db, SQL("SELECT r.id FROM record r WHERE coalesce(r.sent, r.version, 0) <>"
                          " coalesce((SELECT d.version FROM delivery d JOIN load l ON l.id = d.load"
                          "  WHERE d.record = r.id AND l.state IN ('publishing', 'published')"
                          "  AND l.over IS NULL ORDER BY l.turn DESC LIMIT 1), 0)"));
    while (db_next(&r))
        tell_wrong(v, "truth",
                   arena_printf(v->mem, "record %lld does not hold what was last delivered",
                                (long long)db_int(&r, 0)));
    return r.status;
}

enum err verify_loads(struct verifying *v)
{
    int64_t n = 0;
    enum err e = db_get_int(v->store->db, &n,
                            SQL("SELECT count(*) FROM load WHERE state IN"
                                " ('staging', 'publishing', 'undoing')"));
    if (!e && n)
        tell_wrong(v, "truth", arena_printf(v->mem, "%lld loads are unfinished", (long long)n));
    return e;
}

/* The number each library shows is that of its live records. */
enum err verify_feeds(struct verifying *v)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        v->store->db,
        SQL("SELECT f.id, f.records, count(r.id) FROM feed f LEFT JOIN record r ON r.feed = f.id"
            " AND r.kind = 0 AND r.version IS NOT NULL GROUP BY f.id, f.records"
            " HAVING f.records <> count(r.id)"));
    while (db_next(&r))
        tell_wrong(v, "truth",
                   arena_printf(v->mem, "feed %lld counts %lld records, and has %lld",
                                (long long)db_int(&r, 0), (long long)db_int(&r, 1),
                                (long long)db_int(&r, 2)));
    return r.status;
}

void verify_title_fault(void *ctx, int64_t record, const char *what)
{
    struct verifying *v = ctx;
    tell_wrong(v, "titles", arena_printf(v->mem, "record %lld: %s", (long long)record, what));
}

void verify_authority_fault(void *ctx, struct str what)
{
    tell_wrong(ctx, "truth", what);
}

enum err verify_count(struct verifying *v)
{
    enum err e =
        db_get_int(v->store->db, &v->report->records,
                   SQL("SELECT count(*) FROM record WHERE kind = 0 AND version IS NOT NULL"));
    if (e) return e;
    return db_get_int(v->store->db, &v->report->titles,
                      SQL("SELECT count(DISTINCT title) FROM record WHERE kind = 0"
                          " AND version IS NOT NULL"));
}

/* ---- the index against the truth ---- */

/* The next title that has something to show, with the digest its document should have. */
static enum err next_title(struct verifying *v, struct arena *a, int64_t *ret_id,
                           struct str *ret_digest)
{
    struct index_doc doc;
    while (db_next(&v->wanted)) {
        struct holding_cache cache = {.db = v->store->db, .mem = a};
        arena_reset(a);
        enum err e = document_of_title(&cache, db_int(&v->wanted, 0), &doc);
        if (e == ERR_NOT_FOUND) continue;
        if (e) return e;
        *ret_id = doc.id;
        *ret_digest = doc.digest;
        return OK;
    }
    *ret_id = 0;
    return v->wanted.status;
}

struct comparing {
    struct verifying *v;
    struct arena *mem;
    int64_t want;
    struct str digest;
};

/* Both lists ascend: walk them side by side. */
static enum err compare_document(void *ctx, int64_t id, struct str digest)
{
    struct comparing *c = ctx;
    enum err e = OK;
    c->v->report->documents++;
    while (!e && c->want && c->want < id) {
        tell_wrong(c->v, "index",
                   arena_printf(c->v->mem, "title %lld is missing", (long long)c->want));
        e = next_title(c->v, c->mem, &c->want, &c->digest);
    }
    if (e) return e;
    if (c->want != id) {
        tell_wrong(c->v, "index", arena_printf(c->v->mem, "title %lld is a ghost", (long long)id));
        return OK;
    }
    if (!str_eq(digest, c->digest))
        tell_wrong(c->v, "index",
                   arena_printf(c->v->mem, "title %lld is out of date", (long long)id));
    return next_title(c->v, c->mem, &c->want, &c->digest);
}

static enum err compare_index(struct verifying *v, struct index_reader *index)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct comparing c = {.v = v, .mem = a};
    v->wanted = db_query(v->store->db, SQL("SELECT DISTINCT title FROM record WHERE kind = 0"
                                           " AND version IS NOT NULL AND title IS NOT NULL"
                                           " ORDER BY title"));
    enum err e = next_title(v, a, &c.want, &c.digest);
    if (!e) e = index_each(index, compare_document, &c);
    while (!e && c.want) {
        tell_wrong(v, "index", arena_printf(v->mem, "title %lld is missing", (long long)c.want));
        e = next_title(v, a, &c.want, &c.digest);
    }
    db_done(&v->wanted);
    return e;
}

static enum err check_index(struct verifying *v)
{
    struct index_reader *index = NULL;
    struct str why = {0};
    enum err e = index_reader_open(v->store->dir, &index);
    if (!e) e = index_check(index, v->mem, &why);
    if (why.n) e = OK;
    if (!e) e = compare_index(v, index);
    if (why.n || e == ERR_FORMAT || e == ERR_DAMAGED) {
        tell_wrong(v, "index", why.n ? why : STR("it cannot be read"));
        index_mark(v->store->dir); /* so that it is made anew */
        e = OK;
    }
    index_reader_close(index);
    return e;
}

/* What is not finished, or of older rules, is brought up first, unless somebody loads. */
enum err verify_bring_up(struct store *store, const struct load_watch *watch)
{
    struct lock CLEANUP(lock_release) turn = {0};
    enum err e = store_lock(store, false, &turn);
    if (e == ERR_BUSY) return OK;
    lock_release(&turn);
    return e ? e : load_take_turn(store, watch, &turn);
}

enum err verify_run(struct store *store, const struct load_watch *watch, verify_fault_fn *fault,
                    void *ctx, struct verify_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct verifying v = {.store = store, .fault = fault, .ctx = ctx, .report = ret, .mem = a};
    int64_t told = 0;
    *ret = (struct verify_report){0};
    enum err e = verify_file(&v);
    if (!e) e = verify_bring_up(store, watch);
    if (!e) e = authority_recover(store);
    if (!e) e = chosen_tell(store, 0, watch, &told);
    if (!e) e = follow_now(store, watch, PATIENCE_SECONDS);
    if (!e) e = db_read_begin(store->db);
    if (e) return e;
    e = verify_loads(&v);
    if (!e) e = verify_versions(&v);
    if (!e) e = verify_feeds(&v);
    if (!e) e = authority_verify(store->db, verify_authority_fault, &v);
    if (!e) e = verify_count(&v);
    if (!e) e = cluster_verify(store->db, verify_title_fault, &v);
    if (!e) e = check_index(&v);
    db_read_end(store->db);
    return e;
}
