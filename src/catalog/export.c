/* export.c -- one record after another, in memory that does not grow. */
#include "catalog/export.h"

#include "base/buf.h"
#include "catalog/source.h"
#include "catalog/source_marc.h"
#include "record/iso2709.h"

enum { RECORD_BYTES_MAX = 16 << 20 };

/* A live record as it is stored. */
struct kept {
    struct str bytes, format, layout;
};

/* As it was sent when that was ISO 2709, without a look at it; else described in MARC 21. */
static enum err write_record(const struct kept *r, struct arena *a, struct buf *to)
{
    enum source_format f;
    struct marc m;
    struct bib bib;
    buf_clear(to);
    if (!source_format_parse(r->format, &f)) return ERR_FORMAT;
    enum err e = source_is_marc(r->format) ? source_marc_read(r->bytes, f, a, &m, NULL) : ERR_ARG;
    if (e) {
        e = source_describe(r->bytes, r->format, r->layout, a, &bib);
        if (e) return e;
        bib_to_marc(&bib, a, &m);
    }
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
                 SQL("SELECT v.bytes, l.format, l.layout FROM record r"
                     " JOIN version v ON v.id = r.version JOIN load l ON l.id = v.load"
                     " JOIN feed f ON f.id = r.feed WHERE (?1 = 0 OR f.agency = ?1)"
                     " AND (r.kind = 0 OR l.format IN ('marc21','marcxml','mrk','marcjson'))"
                     " ORDER BY r.id"),
                 I(agency));
    while (db_next(&r)) {
        struct kept k = {db_peek(&r, 0), db_peek(&r, 1), db_peek(&r, 2)};
        bool sent = str_eq(k.format, STR("marc21"));
        arena_reset(a);
        e = sent ? OK : write_record(&k, a, &bytes);
        if (e == ERR_LIMIT) {
            ret->too_long++;
            continue;
        }
        if (!e) e = write(ctx, sent ? k.bytes : buf_str(&bytes));
        if (e) return e;
        ret->written++;
    }
    return r.status;
}
