/* export.c -- one record after another, in memory that does not grow. */
#include "catalog/export.h"

#include "base/buf.h"
#include "catalog/source_marc.h"
#include "catalog/stored.h"
#include "record/iso2709.h"

enum { RECORD_BYTES_MAX = 16 << 20 };

static enum err write_record(const struct stored *s, struct arena *a, struct buf *to)
{
    enum source_format f;
    struct marc m;
    buf_clear(to);
    bool sent = source_is_marc(s->format) && source_format_parse(s->format, &f);
    if (sent && f == SOURCE_MARC21) {
        buf_add(to, s->bytes);
        return OK;
    }
    if (!sent || source_marc_read(s->bytes, f, a, &m, NULL)) bib_to_marc(&s->bib, a, &m);
    return iso2709_write_divided(&m, a, to);
}

enum err export_records(struct db *db, const struct actor *actor, int64_t agency,
                        export_write_fn *write, void *ctx, struct export_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) bytes = BUF(RECORD_BYTES_MAX);
    *ret = (struct export_report){0};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.version FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE r.version IS NOT NULL AND (?1 = 0 OR f.agency = ?1)"
                     " AND (r.kind = 0 OR EXISTS (SELECT 1 FROM version v JOIN load l"
                     "   ON l.id = v.load WHERE v.id = r.version AND l.format IN "
                     "('marc21','marcxml','mrk','marcjson')))"
                     " ORDER BY r.id"),
                 I(agency));
    while (db_next(&r)) {
        struct stored s;
        arena_reset(a);
        e = stored_version(db, db_int(&r, 0), a, &s);
        if (!e) e = write_record(&s, a, &bytes);
        if (e == ERR_LIMIT) {
            ret->too_long++;
            continue;
        }
        if (!e) e = write(ctx, buf_str(&bytes));
        if (e) return e;
        ret->written++;
    }
    return r.status;
}
