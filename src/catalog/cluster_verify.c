/* cluster_verify.c -- do titles and keys agree with the records they were made from? */
#include <stdlib.h>

#include "catalog/cluster.h"
#include "catalog/match.h"
#include "catalog/stored.h"

struct check {
    struct db *db;
    cluster_fault_fn *fault;
    void *ctx;
};

static int compare(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static enum err check_keys(const struct check *c, int64_t record, struct match_facts *f)
{
    size_t n = 0;
    bool same = true;
    qsort(f->key, f->n_keys, sizeof f->key[0], compare);
    struct db_rows CLEANUP(db_done) r = db_query(
        c->db, SQL("SELECT keyed FROM title_key WHERE record = ?1 ORDER BY keyed"), I(record));
    for (; db_next(&r); n++) same = same && n < f->n_keys && db_int(&r, 0) == f->key[n];
    if (r.status) return r.status;
    if (!same || n != f->n_keys) c->fault(c->ctx, record, "keys differ from the description");
    return OK;
}

static enum err check_title(const struct check *c, int64_t title, struct arena *a)
{
    struct stored_list list;
    int64_t there = 0;
    enum err e = stored_of_title(c->db, title, a, &list);
    if (e) return e;
    e = db_get_int(c->db, &there, SQL("SELECT count(*) FROM title WHERE id = ?1 AND alias IS NULL"),
                   I(title));
    if (e) return e;
    if (!there && list.n) c->fault(c->ctx, list.item[0].record, "its title is missing or an alias");

    struct match_facts *f = arena_array(a, struct match_facts, list.n + 1);
    for (size_t i = 0; !e && i < list.n; i++) {
        match_facts_of(&list.item[i].bib, a, &f[i]);
        for (size_t k = 0; k < i; k++)
            if (match_contradict(&f[k], &f[i], NULL))
                c->fault(c->ctx, list.item[i].record, "contradicts another record of its title");
    }
    for (size_t i = 0; !e && i < list.n; i++) e = check_keys(c, list.item[i].record, &f[i]);
    return e;
}

enum err cluster_verify(struct db *db, cluster_fault_fn *fault, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct check c = {db, fault, ctx};
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT DISTINCT title FROM record WHERE version IS NOT NULL"
                         " AND kind = 0 ORDER BY title"));
    while (db_next(&r)) {
        arena_reset(a);
        enum err e = check_title(&c, db_int(&r, 0), a);
        if (e) return e;
    }
    return r.status;
}
