/* rejects.c -- faults of a load as rows. */
#include "catalog/rejects.h"

enum err rejects_list(struct db *db, int64_t load, bool fatal, int64_t after, int64_t limit,
                      struct arena *a, struct rejects *ret)
{
    struct rejects list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, record, line, byte, reason, field, colname, excerpt, bytes"
                     " FROM fault WHERE load = ?1 AND fatal = ?2 AND id > ?3 ORDER BY id LIMIT ?4"),
                 I(load), I(fatal), I(after), I(limit));
    while (db_next(&r)) {
        struct str column = db_text(&r, 6, a);
        struct reject one = {.id = db_int(&r, 0),
                             .record = db_int(&r, 1),
                             .line = db_int(&r, 2),
                             .byte = db_int(&r, 3),
                             .fatal = fatal,
                             .reason = db_text(&r, 4, a),
                             .field = column.n ? column : db_text(&r, 5, a),
                             .excerpt = db_text(&r, 7, a),
                             .bytes = db_text(&r, 8, a)};
        VEC_PUSH(a, &list, one);
    }
    if (!r.status) *ret = list;
    return r.status;
}
