/* recheck.c -- walking the records of each feed in batches, each a short read. */
#include "catalog/recheck.h"

#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/source.h"

enum { BATCH = 500 };

struct looking {
    struct store *store;
    const struct load_watch *watch;
    int64_t feed, after, done, all;
    size_t seen; /* in the last batch */
    struct recheck found;
};

static void look_at(struct looking *x, struct db_rows *r, struct arena *a)
{
    struct bib bib;
    struct str digest = db_peek(r, 1);
    struct str parts[] = {db_peek(r, 2), db_peek(r, 3), db_peek(r, 4)};
    struct digest now = digest_of_parts(parts, COUNT(parts));
    x->found.records++;
    if (digest.n != sizeof now.byte || memcmp(digest.p, now.byte, sizeof now.byte) != 0)
        x->found.damaged++;
    else if (source_describe(parts[0], parts[1], parts[2], a, &bib))
        x->found.unreadable++;
    x->after = db_int(r, 0);
    x->seen++;
}

static enum err look_batch(struct looking *x, struct arena *a)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(x->store->db,
                 SQL("SELECT r.id, v.digest, v.bytes, l.format, l.layout FROM record r"
                     " JOIN version v ON v.id = r.version JOIN load l ON l.id = v.load"
                     " WHERE r.feed = ?1 AND r.id > ?2 ORDER BY r.id LIMIT ?3"),
                 I(x->feed), I(x->after), I(BATCH));
    x->seen = 0;
    while (db_next(&r)) {
        look_at(x, &r, a);
        arena_reset(a);
    }
    return r.status;
}

static enum err keep(struct db *db, void *ctx)
{
    const struct looking *x = ctx;
    return db_exec(
        db,
        SQL("INSERT INTO feed_check (feed, at, records, damaged, unreadable)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (feed) DO UPDATE SET at = excluded.at,"
            " records = excluded.records, damaged = excluded.damaged,"
            " unreadable = excluded.unreadable"),
        I(x->feed), I(x->found.at), I(x->found.records), I(x->found.damaged),
        I(x->found.unreadable));
}

static enum err look_feed(struct looking *x, struct arena *a)
{
    const struct load_watch *w = x->watch;
    enum err e = OK;
    x->after = 0;
    x->found = (struct recheck){.at = x->store->env->now(x->store->env)};
    do {
        if (w->stop && w->stop(w->ctx)) return ERR_INTERRUPTED;
        e = look_batch(x, a);
        x->done += (int64_t)x->seen;
        if (w->progress)
            w->progress(w->ctx, &(struct load_progress){.phase = LOAD_READING,
                                                        .done = x->done,
                                                        .all = x->all,
                                                        .records = x->done});
    } while (!e && x->seen == BATCH);
    return e ? e : db_write(x->store->db, keep, x);
}

/* The next feed after x->feed; ERR_NOT_FOUND after the last. */
static enum err next_feed(struct looking *x)
{
    return db_get_int(x->store->db, &x->feed,
                      SQL("SELECT id FROM feed WHERE id > ?1 ORDER BY id LIMIT 1"), I(x->feed));
}

enum err recheck_all(struct store *store, const struct actor *actor, const struct load_watch *watch,
                     struct recheck *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct looking x = {.store = store, .watch = watch};
    struct recheck sum = {0};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e)
        e = db_get_int(store->db, &x.all,
                       SQL("SELECT count(*) FROM record WHERE version IS NOT NULL"));
    while (!e && !(e = next_feed(&x))) {
        e = look_feed(&x, a);
        sum.at = x.found.at;
        sum.records += x.found.records;
        sum.damaged += x.found.damaged;
        sum.unreadable += x.found.unreadable;
    }
    if (e != ERR_NOT_FOUND) return e;
    *ret = sum;
    return OK;
}

enum err recheck_last(struct db *db, const struct actor *actor, int64_t agency, struct recheck *ret)
{
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT min(c.at), sum(c.records), sum(c.damaged), sum(c.unreadable)"
                     " FROM feed_check c JOIN feed f ON f.id = c.feed WHERE f.agency = ?1"),
                 I(agency));
    if (db_next(&r))
        *ret = (struct recheck){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3)};
    return r.status;
}
