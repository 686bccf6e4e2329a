/* quality_trend.c -- what was lacking before the last load, to be compared with. */
#include "base/checked.h"
#include "catalog/quality.h"
#include "catalog/store.h"

enum { COUNT_US = 5000000 };

struct keeping {
    int64_t agency, at;
    const struct quality *q;
};

static enum err put(struct db *db, const struct keeping *k, struct str mark, int64_t n)
{
    return db_exec(db,
                   SQL("INSERT INTO quality_point (agency, at, mark, n) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (agency, at, mark) DO UPDATE SET n = ?4"),
                   I(k->agency), I(k->at), T(mark), I(n));
}

static enum err keep(struct db *db, void *ctx)
{
    const struct keeping *k = ctx;
    enum err e = put(db, k, (struct str){0}, k->q->titles);
    for (enum mark m = 0; m < MARKS && !e; m++) e = put(db, k, str_of(mark_name(m)), k->q->with[m]);
    if (e) return e;
    return db_exec(db,
                   SQL("DELETE FROM quality_point WHERE agency = ?1 AND at <= (SELECT at FROM"
                       " quality_point WHERE agency = ?1 AND mark = '' ORDER BY at DESC LIMIT 1"
                       " OFFSET ?2)"),
                   I(k->agency), I(QUALITY_POINTS));
}

/* A library that has nothing yet lacks nothing, and what comes is compared with nothing. */
static enum err has_any(struct db *db, int64_t agency, bool *ret)
{
    int64_t any = 0;
    enum err e = db_get_int(db, &any,
                            SQL("SELECT EXISTS (SELECT 1 FROM feed f JOIN record r ON r.feed = f.id"
                                " WHERE f.agency = ?1 AND r.version IS NOT NULL)"),
                            I(agency));
    *ret = any != 0;
    return e;
}

static enum err count_marks(struct store *store, int64_t agency, const struct actor *actor,
                            struct quality *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct index_reader *index = NULL;
    enum err e = index_reader_open(store->dir, &index);
    if (e) return e;
    int64_t deadline = store->env->monotonic(store->env) + COUNT_US;
    e = quality_of(store->db, index, actor, agency, deadline, a, ret);
    index_reader_close(index);
    return e;
}

enum err quality_keep(struct store *store, int64_t agency, const struct actor *actor)
{
    struct quality q = {0};
    bool any = false;
    enum err e = actor_may_agency(store->db, actor, PERM_LOOK, agency);
    if (!e) e = has_any(store->db, agency, &any);
    if (e || !any) return e;
    e = count_marks(store, agency, actor, &q);
    if (e == ERR_NOT_FOUND || e == ERR_VERSION || e == ERR_DAMAGED || e == ERR_INTERRUPTED)
        return OK;
    struct keeping k = {agency, store->env->now(store->env), &q};
    return e ? e : db_write(store->db, keep, &k);
}

enum err quality_before(struct db *db, const struct actor *actor, int64_t agency,
                        struct quality_before *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    *ret = (struct quality_before){0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT at, mark, n FROM quality_point WHERE agency = ?1 AND at ="
                     " (SELECT MAX(at) FROM quality_point WHERE agency = ?1 AND mark = '')"),
                 I(agency));
    while (db_next(&r)) {
        struct str name = db_text(&r, 1, a);
        enum mark m;
        ret->at = db_int(&r, 0);
        if (name.n == 0) ret->titles = db_int(&r, 2);
        if (mark_parse(name, &m)) ret->with[m] = db_int(&r, 2);
    }
    return r.status;
}
