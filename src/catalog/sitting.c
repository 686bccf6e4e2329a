/* sitting.c -- see sitting.h. */
#include "catalog/sitting.h"

#include "network/audit.h"

static enum err feed_of(struct db *db, struct sitting *s)
{
    enum err e =
        db_get_int(db, &s->feed, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = ?2"),
                   I(s->actor->agency), T(str_of(s->kind)));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, &s->feed,
                      SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, ?2, ?3)"
                          " RETURNING id"),
                      I(s->actor->agency), T(str_of(s->kind)), I(s->now));
}

/* The load of the pushes before this one, while it may grow. */
static enum err find_load(struct db *db, struct sitting *s)
{
    enum err e = db_get_int(db, &s->load,
                            SQL("SELECT l.id FROM push p JOIN load l ON l.id = p.load"
                                " WHERE p.agency = ?1 AND l.feed = ?5 AND l.format = ?6"
                                " AND l.state = 'published'"
                                " AND l.finished > ?2 AND l.started > ?3 AND l.n_read < ?4"),
                            I(s->actor->agency), I(s->now - PUSH_SITTING_PAUSE),
                            I(s->now - PUSH_SITTING_LIFE), I(PUSH_SITTING_RECORDS), I(s->feed),
                            T(s->format));
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err sitting_begin(struct db *db, struct sitting *s)
{
    int64_t open = 0;
    if (s->actor->kind != ACTOR_SENDER) return ERR_DENIED;
    enum err e =
        db_get_int(db, &open, SQL("SELECT open FROM push WHERE agency = ?1"), I(s->actor->agency));
    if (e == ERR_NOT_FOUND || (!e && !open)) return ERR_DENIED;
    s->load = 0;
    s->sat = false;
    if (!e) e = feed_of(db, s);
    return e ? e : find_load(db, s);
}

static enum err begin_load(struct db *db, struct sitting *s)
{
    enum err e = db_get_int(
        db, &s->load,
        SQL("INSERT INTO load (feed, state, whole, file, format, started, finished, turn, n_before)"
            " VALUES (?1, 'published', 0, ?4, ?2, ?3, ?3,"
            "  (SELECT coalesce(max(turn), 0) + 1 FROM load),"
            "  (SELECT records FROM feed WHERE id = ?1)) RETURNING id"),
        I(s->feed), T(s->format), I(s->now), T(s->file));
    if (!e)
        e = db_exec(db, SQL("UPDATE push SET load = ?1 WHERE agency = ?2"), I(s->load),
                    I(s->actor->agency));
    if (e) return e;
    return audit_add(db, s->actor,
                     &(struct audit_entry){.at = s->now,
                                           .agency = s->actor->agency,
                                           .action = "push.take",
                                           .kind = "load",
                                           .id = s->load});
}

enum err sitting_sit(struct db *db, struct sitting *s)
{
    if (s->sat) return OK;
    s->sat = true;
    return s->load ? OK : begin_load(db, s);
}

enum err sitting_count(struct db *db, const struct sitting *s, const struct push_counts *c)
{
    if (!s->sat) return OK;
    enum err e = db_exec(
        db,
        SQL("UPDATE load SET finished = ?1, n_read = n_read + ?2, n_new = n_new + ?3,"
            " n_changed = n_changed + ?4, n_deleted = n_deleted + ?5, n_titles ="
            " (SELECT count(DISTINCT r.title) FROM delivery d JOIN record r ON r.id = d.record"
            "  WHERE d.load = load.id AND d.version IS NOT NULL) WHERE id = ?6"),
        I(s->now), I(c->fresh + c->changed + c->gone), I(c->fresh), I(c->changed), I(c->gone),
        I(s->load));
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE feed SET moved = moved + 1, records = records + ?1 WHERE id = ?2"),
                   I(c->fresh - c->gone), I(s->feed));
}
