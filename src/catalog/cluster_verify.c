/* cluster_verify.c -- do titles, descriptions and keys agree with the records they were made from?
 */
#include "catalog/cluster.h"
#include "catalog/keys.h"
#include "catalog/stored.h"

struct check {
    struct db *db;
    cluster_fault_fn *fault;
    void *ctx;
    struct arena *mem;
    int64_t keys; /* that there are, of descriptions in force */
};

/* ---- one record ---- */

static enum err check_record(const struct check *c, int64_t record, int64_t version,
                             int64_t description, int64_t title)
{
    struct stored s;
    struct description d;
    struct match_facts f;
    struct buf CLEANUP(buf_release) now = BUF(MATCH_PACKED_MAX), kept = BUF(MATCH_PACKED_MAX);
    enum err e = description_get(c->db, description, c->mem, &d);
    if (e == ERR_NOT_FOUND || e == ERR_FORMAT) {
        c->fault(c->ctx, record, "has no description");
        return OK;
    }
    if (!e) e = stored_version(c->db, version, c->mem, &s);
    if (e) return e;
    match_facts_of(&s.bib, c->mem, &f);
    match_facts_pack(&f, &now);
    match_facts_pack(&d.facts, &kept);
    if (!str_eq(buf_str(&now), buf_str(&kept)))
        c->fault(c->ctx, record, "its description is not of its text");
    if (d.title != title) c->fault(c->ctx, record, "is not where its description is");
    return OK;
}

static enum err check_records(struct check *c, int64_t after, int64_t last)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(c->db,
                 SQL("SELECT id, version, coalesce(description, 0), coalesce(title, 0)"
                     " FROM record WHERE id > ?1 AND id <= ?2 AND version IS NOT NULL"
                     " AND kind = 0 ORDER BY id"),
                 I(after), I(last));
    while (db_next(&r)) {
        arena_reset(c->mem);
        enum err e = check_record(c, db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3));
        if (e) return e;
    }
    return r.status;
}

/* ---- one description ---- */

static enum err first_record(const struct check *c, int64_t description, int64_t *ret)
{
    return db_get_int(c->db, ret,
                      SQL("SELECT coalesce(min(id), 0) FROM record WHERE description = ?1"),
                      I(description));
}

static enum err check_keys(struct check *c, const struct description *d, int64_t record)
{
    const size_t n = d->facts.n_keys, all = n + d->facts.n_work_keys;
    int64_t there = 0;
    enum err e = OK;
    for (size_t i = 0; !e && i < all; i++) {
        bool has = false;
        e = keys_have(c->db, i < n ? d->facts.key[i] : d->facts.work_key[i - n], d->id, &has);
        there += has;
    }
    c->keys += there;
    if (!e && there != (int64_t)all)
        c->fault(c->ctx, record, "the keys of its description are not of its facts");
    return e;
}

/* Each description has its keys; are there others, that lead astray? */
static enum err check_no_other_keys(const struct check *c)
{
    int64_t all = 0;
    enum err e = keys_count(c->db, &all);
    if (!e && all != c->keys) c->fault(c->ctx, 0, "there are keys that no description has");
    return e;
}

static enum err check_description(struct check *c, int64_t id)
{
    int64_t record = 0;
    struct graph g;
    const struct group_view v = {.db = c->db, .mem = c->mem};
    enum err e = first_record(c, id, &record);
    if (e || !record) return e;
    e = group_around(&v, id, &g);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    e = check_keys(c, &g.nodes.item[0].d, record);
    for (size_t i = 0; !e && g.whole && i < g.nodes.n; i++) {
        const struct node *x = &g.nodes.item[i], *self = &g.nodes.item[0];
        if (!x->inside) continue;
        if ((x->group == self->group) != (x->d.title == self->d.title))
            c->fault(c->ctx, record, "is grouped otherwise than its title says");
    }
    return e;
}

static enum err check_descriptions(struct check *c)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(c->db, SQL("SELECT id FROM description WHERE title IS NOT NULL ORDER BY id"));
    while (db_next(&r)) {
        arena_reset(c->mem);
        enum err e = check_description(c, db_int(&r, 0));
        if (e) return e;
    }
    return r.status;
}

/* ---- titles ---- */

static enum err check_titles(struct check *c)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(c->db, SQL("SELECT r.id FROM record r LEFT JOIN title t ON t.id = r.title"
                            " WHERE r.version IS NOT NULL AND r.kind = 0"
                            " AND (t.id IS NULL OR t.alias IS NOT NULL) ORDER BY r.id"));
    while (db_next(&r)) c->fault(c->ctx, db_int(&r, 0), "its title is missing or an alias");
    return r.status;
}

enum err cluster_verify(struct db *db, cluster_fault_fn *fault, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct check c = {db, fault, ctx, a, 0};
    enum err e = check_titles(&c);
    if (!e) e = check_records(&c, 0, INT64_MAX);
    if (!e) e = check_descriptions(&c);
    return e ? e : check_no_other_keys(&c);
}

enum err cluster_verify_titles(struct db *db, cluster_fault_fn *fault, void *ctx)
{
    struct check c = {db, fault, ctx, NULL, 0};
    return check_titles(&c);
}

enum err cluster_verify_records(struct db *db, int64_t after, int64_t last, cluster_fault_fn *fault,
                                void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct check c = {db, fault, ctx, a, 0};
    return check_records(&c, after, last);
}
