/* delivery.c -- see delivery.h. */
#include "catalog/delivery.h"

#include "catalog/hand.h"
#include "catalog/stored.h"

enum err delivery_known(struct db *db, int64_t record, const struct digest *digest, int64_t *ret)
{
    enum err e = db_get_int(
        db, ret, SQL("SELECT id FROM version WHERE record = ?1 AND digest = ?2"), I(record),
        BLOB(((struct str){(const char *)digest->byte, sizeof digest->byte})));
    if (e != ERR_NOT_FOUND) return e;
    *ret = 0;
    return OK;
}

enum err delivery_version(struct db *db, const struct delivered *d, int64_t *ret)
{
    struct str digest = {(const char *)d->id->digest.byte, sizeof d->id->digest.byte};
    enum err e = delivery_known(db, d->record, &d->id->digest, ret);
    if (e || *ret) return e;
    e = identity_write(db, d->id, d->record);
    if (e) return e;
    return db_insert(db, ret,
                     SQL("INSERT INTO version (record, load, digest, bytes)"
                         " VALUES (?1, ?2, ?3, ?4)"),
                     I(d->record), I(d->load), BLOB(digest), BLOB(d->bytes));
}

enum err delivery_note(struct db *db, int64_t record, int64_t load, int64_t version)
{
    return db_exec(db,
                   SQL("INSERT INTO delivery (record, load, version) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (record, load) DO UPDATE SET version = excluded.version"),
                   I(record), I(load), version ? I(version) : NUL);
}

enum err delivery_apply(struct db *db, int64_t record, int64_t version, const struct bib *bib,
                        const struct cause *cause)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct stored s;
    int64_t holds = 0;
    enum err e = hand_hold(db, record, version, a, &holds);
    if (!e && holds != version) e = stored_version(db, holds, a, &s);
    return e ? e : cluster_update(db, record, holds != version ? &s.bib : bib, cause);
}
