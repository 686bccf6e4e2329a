/* setting.c -- the table of settings. */
#include "network/setting.h"

enum err setting_get(struct db *db, const char *name, struct arena *a, struct str *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT value FROM setting WHERE name = ?1"), T(str_of(name)));
    *ret = db_next(&r) ? db_text(&r, 0, a) : (struct str){0};
    return r.status;
}

enum err setting_put(struct db *db, const char *name, struct str value)
{
    if (value.n > SETTING_MAX) return ERR_LIMIT;
    if (value.n == 0)
        return db_exec(db, SQL("DELETE FROM setting WHERE name = ?1"), T(str_of(name)));
    return db_exec(db,
                   SQL("INSERT INTO setting (name, value) VALUES (?1, ?2)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                   T(str_of(name)), T(value));
}
