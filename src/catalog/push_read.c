/* push_read.c -- what arrived, what could not be taken, what never came. */
#include "catalog/push.h"

#include "base/checked.h"

enum err push_arrivals(struct db *db, const struct actor *actor, int64_t agency, int limit,
                       struct arena *a, struct push_arrivals *ret)
{
    struct push_arrivals list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT p.at, p.load, l.state = 'undone', p.n_read, p.n_new, p.n_changed,"
                     " p.n_same, p.n_gone, p.n_unknown, p.n_refused FROM push_arrival p"
                     " LEFT JOIN load l ON l.id = p.load WHERE p.agency = ?1"
                     " ORDER BY p.id DESC LIMIT ?2"),
                 I(agency), I(limit));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct push_arrival){.at = db_int(&r, 0),
                                       .load = db_int(&r, 1),
                                       .undone = db_int(&r, 2) != 0,
                                       .counts = {.read = db_int(&r, 3),
                                                  .fresh = db_int(&r, 4),
                                                  .changed = db_int(&r, 5),
                                                  .same = db_int(&r, 6),
                                                  .gone = db_int(&r, 7),
                                                  .unknown = db_int(&r, 8),
                                                  .refused = db_int(&r, 9)}});
    if (!r.status) *ret = list;
    return r.status;
}

enum err push_refusals(struct db *db, const struct actor *actor, int64_t agency, int limit,
                       struct arena *a, struct push_refusals *ret)
{
    struct push_refusals list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e)
        e = db_get_int(db, &list.all, SQL("SELECT count(*) FROM push_refusal WHERE agency = ?1"),
                       I(agency));
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT number, at, reason FROM push_refusal WHERE agency = ?1"
                     " ORDER BY at DESC, number LIMIT ?2"),
                 I(agency), I(limit));
    while (db_next(&r))
        VEC_PUSH(a, &list, (struct push_refusal){db_int(&r, 0), db_int(&r, 1), db_text(&r, 2, a)});
    if (!r.status) *ret = list;
    return r.status;
}

/* How many numbers came, how many of them are in the catalogue, and the highest. */
static enum err count_numbers(struct db *db, int64_t agency, struct push_gaps *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT count(*), count(r.version), max(p.number) FROM feed f"
                     " JOIN push_record p ON p.feed = f.id JOIN record r ON r.id = p.record"
                     " WHERE f.agency = ?1 AND f.kind = 'slims'"),
                 I(agency));
    if (!db_next(&r)) return r.status;
    ret->seen = db_int(&r, 0);
    ret->live = db_int(&r, 1);
    ret->highest = db_int(&r, 2);
    ret->missing = ret->highest - ret->seen;
    return OK;
}

enum err push_gaps(struct db *db, const struct actor *actor, int64_t agency, struct arena *a,
                   struct push_gaps *ret)
{
    struct push_gaps list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e) e = count_numbers(db, agency, &list);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT x.before + 1, x.number - 1 FROM (SELECT p.number, lag(p.number, 1, 0) OVER"
            " (ORDER BY p.number) AS before FROM feed f JOIN push_record p ON p.feed = f.id"
            " WHERE f.agency = ?1 AND f.kind = 'slims') x"
            " WHERE x.number > x.before + 1 ORDER BY x.number LIMIT ?2"),
        I(agency), I(PUSH_GAPS_MAX));
    while (db_next(&r)) VEC_PUSH(a, &list, (struct push_gap){db_int(&r, 0), db_int(&r, 1)});
    if (!r.status) *ret = list;
    return r.status;
}
