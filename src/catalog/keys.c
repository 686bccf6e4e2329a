/* keys.c -- see keys.h. */
#include "catalog/keys.h"

#include <math.h>

#include "base/checked.h"

enum err keys_newest(struct db *db, int64_t *ret)
{
    return db_get_int(db, ret, SQL("SELECT coalesce(max(id), 0) FROM description"));
}

enum err keys_put(struct db *db, int64_t newest, int64_t key, int64_t description)
{
    if (newest < KEYS_RECENT_FROM)
        return db_exec(db,
                       SQL("INSERT INTO description_key (keyed, description) VALUES (?1, ?2)"
                           " ON CONFLICT DO NOTHING"),
                       I(key), I(description));
    return db_exec(db,
                   SQL("INSERT INTO recent_key (keyed, description) VALUES (?1, ?2)"
                       " ON CONFLICT DO NOTHING"),
                   I(key), I(description));
}

enum err keys_take(struct db *db, int64_t key, int64_t description)
{
    enum err e =
        db_exec(db, SQL("DELETE FROM description_key WHERE keyed = ?1 AND description = ?2"),
                I(key), I(description));
    if (e) return e;
    return db_exec(db, SQL("DELETE FROM recent_key WHERE keyed = ?1 AND description = ?2"), I(key),
                   I(description));
}

/* ---- finding ---- */

static enum err take_ids(struct db_rows *r, struct arena *a, struct key_ids *ret)
{
    while (db_next(r)) VEC_PUSH(a, ret, db_int(r, 0));
    return r->status;
}

static enum err recent_under(struct db *db, int64_t key, int64_t limit, struct arena *a,
                             struct key_ids *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT description FROM recent_key WHERE keyed = ?1 LIMIT ?2"), I(key), I(limit));
    return take_ids(&r, a, ret);
}

enum err keys_under(struct db *db, const struct key_filter *home, int64_t key, int64_t limit,
                    struct arena *a, struct key_ids *ret)
{
    if (home && !key_filter_may_have(home, key)) return recent_under(db, key, limit, a, ret);
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT description FROM description_key WHERE keyed = ?1"
                     " UNION ALL SELECT description FROM recent_key WHERE keyed = ?1 LIMIT ?2"),
                 I(key), I(limit));
    return take_ids(&r, a, ret);
}

enum err keys_titles_under(struct db *db, int64_t key, int64_t seen, int64_t limit, struct arena *a,
                           struct key_ids *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT min(d.id) FROM (SELECT description FROM"
            "  (SELECT description FROM (SELECT description FROM description_key"
            "    WHERE keyed = ?1 ORDER BY description LIMIT ?2) AS settled"
            "   UNION ALL SELECT description FROM (SELECT description FROM recent_key"
            "    WHERE keyed = ?1 ORDER BY description LIMIT ?2) AS recent) AS first_of_both"
            "  ORDER BY description LIMIT ?2) AS k"
            " JOIN description d ON d.id = k.description WHERE d.title IS NOT NULL"
            " GROUP BY d.title ORDER BY 1 LIMIT ?3"),
        I(key), I(seen), I(limit));
    return take_ids(&r, a, ret);
}

enum err keys_elsewhere(struct db *db, int64_t key, int64_t title, int64_t limit, struct arena *a,
                        struct key_ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT d.id FROM (SELECT description FROM description_key WHERE keyed = ?1"
                     "  UNION ALL SELECT description FROM recent_key WHERE keyed = ?1) AS k"
                     " JOIN description d ON d.id = k.description"
                     " WHERE d.title IS NOT NULL AND d.title <> ?2 LIMIT ?3"),
                 I(key), I(title), I(limit));
    return take_ids(&r, a, ret);
}

/* ---- bringing them home ---- */

/* A batch of a load brings b keys, of w that wait on w/p pages (b = 21,000, p = 220), and takes as
 * many home to h pages, b/w of all: w/p + h*b/w is least for w*w = b*p*h, and a page of those at
 * home holds the keys of 24 descriptions. */
int64_t keys_waiting_most(int64_t newest)
{
    return (int64_t)sqrt((double)MAX(newest, (int64_t)KEYS_RECENT_FROM) * 21000 * 220 / 24);
}

/* The last key of those to be brought home after `at`; all that are left when they are fewer. */
static enum err last_of(struct db *db, int64_t at, int64_t *ret)
{
    enum err e = db_get_int(db, ret,
                            SQL("SELECT keyed FROM recent_key WHERE keyed > ?1 ORDER BY keyed"
                                " LIMIT 1 OFFSET ?2"),
                            I(at), I(KEYS_SETTLED - 1));
    if (e != ERR_NOT_FOUND) return e;
    *ret = INT64_MAX;
    return OK;
}

/* Before they go: what is known to be at home may be too much. */
static enum err note_home(struct db *db, struct key_filter *home, int64_t after, int64_t last)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT keyed FROM recent_key WHERE keyed > ?1 AND keyed <= ?2"), I(after),
                 I(last));
    while (db_next(&r)) key_filter_add(home, db_int(&r, 0));
    return r.status;
}

enum err keys_settle(struct db *db, struct key_filter *home, int64_t *at)
{
    int64_t n = 0, last = 0, newest = 0;
    enum err e = db_get_int(db, &n, SQL("SELECT count(*) FROM recent_key"));
    if (!e) e = keys_newest(db, &newest);
    if (e || n < keys_waiting_most(newest)) return e;
    e = last_of(db, *at, &last);
    if (!e && home) e = note_home(db, home, *at, last);
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO description_key (keyed, description)"
                        " SELECT keyed, description FROM recent_key"
                        " WHERE keyed > ?1 AND keyed <= ?2 ORDER BY keyed, description"
                        " ON CONFLICT DO NOTHING"),
                    I(*at), I(last));
    if (!e)
        e = db_exec(db, SQL("DELETE FROM recent_key WHERE keyed > ?1 AND keyed <= ?2"), I(*at),
                    I(last));
    if (!e) *at = last == INT64_MAX ? -1 : last;
    return e;
}

/* ---- all of them ---- */

enum err keys_have(struct db *db, int64_t key, int64_t description, bool *ret)
{
    int64_t there = 0;
    enum err e = db_get_int(db, &there,
                            SQL("SELECT EXISTS (SELECT 1 FROM description_key WHERE keyed = ?1"
                                " AND description = ?2) OR EXISTS (SELECT 1 FROM recent_key"
                                " WHERE keyed = ?1 AND description = ?2)"),
                            I(key), I(description));
    *ret = there != 0;
    return e;
}

enum err keys_count(struct db *db, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT (SELECT count(*) FROM description_key)"
                          " + (SELECT count(*) FROM recent_key)"));
}

enum err keys_forget(struct db *db, int64_t most, bool *ret_more)
{
    int64_t more = 0;
    enum err e = db_exec(db,
                         SQL("DELETE FROM description_key WHERE (keyed, description) IN"
                             " (SELECT keyed, description FROM description_key LIMIT ?1)"),
                         I(most));
    if (!e)
        e = db_exec(db,
                    SQL("DELETE FROM recent_key WHERE (keyed, description) IN"
                        " (SELECT keyed, description FROM recent_key LIMIT ?1)"),
                    I(most));
    if (!e)
        e = db_get_int(db, &more,
                       SQL("SELECT EXISTS (SELECT 1 FROM description_key)"
                           " OR EXISTS (SELECT 1 FROM recent_key)"));
    *ret_more = more != 0;
    return e;
}
