/* change.c -- numbers in commit order. SQLite has one writer, so its key is that order already; on
 * PostgreSQL db/ holds an advisory lock from the first append to the commit. */
#include "catalog/change.h"

enum err change_first(struct db *db, int64_t title, int64_t load)
{
    return db_exec(db, SQL("INSERT INTO change (title, load) VALUES (?1, ?2)"), I(title),
                   load ? I(load) : NUL);
}

enum err change_append(struct db *db, int64_t title, int64_t load)
{
    enum err e = db_exec(db, SQL("DELETE FROM change WHERE title = ?1"), I(title));
    return e ? e : change_first(db, title, load);
}

enum err change_newest(struct db *db, int64_t *ret)
{
    return db_get_int(db, ret, SQL("SELECT coalesce(max(seq), 0) FROM change"));
}

enum err change_after(struct db *db, int64_t seq, int64_t limit, struct arena *a,
                      struct changes *ret)
{
    struct changes list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT seq, title FROM change WHERE seq > ?1 ORDER BY seq LIMIT ?2"),
                 I(seq), I(limit));
    while (db_next(&r)) VEC_PUSH(a, &list, (struct change){db_int(&r, 0), db_int(&r, 1)});
    if (!r.status) *ret = list;
    return r.status;
}
