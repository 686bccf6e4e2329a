/* discard.c -- throwing away a load that was only staged: its deliveries and versions, and the
 * records made for it with their keys. Walked in short transactions, oldest record first; killed in
 * the middle, it is simply begun again. */
#include <string.h>

#include "base/checked.h"
#include "catalog/identity.h"
#include "catalog/internal.h"
#include "catalog/publish.h"
#include "catalog/staged.h"
#include "catalog/stored.h"

enum { BATCH = 500 };

struct ids {
    int64_t *item;
    size_t n, cap;
};

struct discard {
    int64_t load, now;
    const char *state;
    const struct actor *actor;
    struct arena *mem;
    bool end;
};

static enum err read_ids(struct db_rows *r, struct arena *a, struct ids *ret)
{
    while (db_next(r)) VEC_PUSH(a, ret, db_int(r, 0));
    return r->status;
}

static enum err read_digest(struct db *db, int64_t version, struct digest *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT digest FROM version WHERE id = ?1"), I(version));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    struct str bytes = db_peek(&r, 0);
    if (bytes.n != sizeof ret->byte) return ERR_FORMAT;
    memcpy(ret->byte, bytes.p, bytes.n);
    return OK;
}

static enum err erase_version(struct db *db, const struct discard *d, int64_t version, bool keys)
{
    struct stored s;
    struct identity id;
    struct digest digest = {{0}};
    enum err e = keys ? stored_version(db, version, d->mem, &s) : OK;
    if (!e && keys) e = read_digest(db, version, &digest);
    if (!e && keys) {
        identity_of(&s.bib, digest, d->mem, &id);
        id.feed = s.feed;
        e = identity_erase(db, &id, s.record);
    }
    return e ? e : db_exec(db, SQL("DELETE FROM version WHERE id = ?1"), I(version));
}

/* Versions that only this load brought, but not those that an edit by hand rests on: what is put
 * together is known by its bytes, whoever brought them first, and a load that was in force for a
 * while may have been edited over. */
static enum err own_versions(struct db *db, const struct discard *d, int64_t record,
                             struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM version v WHERE record = ?1 AND load = ?2 AND NOT EXISTS"
                     " (SELECT 1 FROM delivery x WHERE x.record = ?1 AND x.load <> ?2"
                     "  AND x.version = v.id) AND NOT EXISTS"
                     " (SELECT 1 FROM record h WHERE h.id = ?1 AND h.version = v.id) AND NOT EXISTS"
                     " (SELECT 1 FROM delivery x JOIN load l ON l.id = x.load"
                     "  WHERE x.record = ?1 AND l.over = v.id)"),
                 I(record), I(d->load));
    return read_ids(&r, d->mem, ret);
}

/* What this load brought of the record; the record too when it has nothing else. */
static enum err erase_record(struct db *db, const struct discard *d, int64_t record)
{
    struct ids versions = {0};
    int64_t older = 0;
    enum err e = db_get_int(db, &older,
                            SQL("SELECT EXISTS (SELECT 1 FROM delivery WHERE record = ?1"
                                " AND load <> ?2)"),
                            I(record), I(d->load));
    if (!e) e = own_versions(db, d, record, &versions);
    if (!e)
        e = db_exec(db, SQL("DELETE FROM delivery WHERE record = ?1 AND load = ?2"), I(record),
                    I(d->load));
    for (size_t i = 0; !e && i < versions.n; i++)
        e = erase_version(db, d, versions.item[i], !older);
    if (!e && !older) e = db_exec(db, SQL("DELETE FROM record WHERE id = ?1"), I(record));
    return e;
}

static enum err finish(struct db *db, const struct discard *d)
{
    enum err e = db_exec(db, SQL("DELETE FROM pending WHERE load = ?1"), I(d->load));
    if (!e) e = db_exec(db, SQL("DELETE FROM fault WHERE load = ?1"), I(d->load));
    if (!e) e = db_exec(db, SQL("DELETE FROM sample WHERE load = ?1"), I(d->load));
    if (!e)
        e = db_exec(db, SQL("UPDATE load SET state = ?1, kept = NULL, finished = ?2 WHERE id = ?3"),
                    T(str_of(d->state)), I(d->now), I(d->load));
    return e ? e : load_audit(db, d->actor, d->load, "load.discard", d->now);
}

static enum err discard_batch(struct db *db, void *ctx)
{
    struct discard *d = ctx;
    struct ids records = {0};
    arena_reset(d->mem);
    enum err e = OK;
    {
        struct db_rows CLEANUP(db_done) r = db_query(
            db, SQL("SELECT record FROM delivery WHERE load = ?1 LIMIT ?2"), I(d->load), I(BATCH));
        e = read_ids(&r, d->mem, &records);
    }
    for (size_t i = 0; !e && i < records.n; i++) e = erase_record(db, d, records.item[i]);
    d->end = records.n == 0;
    return e || !d->end ? e : finish(db, d);
}

/* Unfinished from here on, so that whoever comes after a kill goes on with it. */
static enum err begin(struct db *db, void *ctx)
{
    const struct discard *d = ctx;
    bool again = strcmp(d->state, "received") == 0;
    enum err e = db_exec(db, SQL("UPDATE load SET state = 'staging' WHERE id = ?1"), I(d->load));
    if (e || again) return e;
    return db_exec(db, SQL("UPDATE load SET upload = NULL WHERE id = ?1"), I(d->load));
}

enum err publish_discard(struct store *store, const struct actor *actor, int64_t load,
                         const char *state)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct discard d = {
        .load = load, .mem = a, .state = state, .actor = actor, .now = store->env->now(store->env)};
    enum err e = db_write(store->db, begin, &d);
    if (!e) e = staged_erase(store->db, load);
    while (!e && !d.end) e = db_write_batch(store->db, discard_batch, &d);
    return e;
}
