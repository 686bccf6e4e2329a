/* stored.c -- from rows to descriptions. */
#include "catalog/stored.h"

#include <string.h>

#include "catalog/source.h"

#define COLUMNS(delivered)                                                                         \
    "SELECT r.id, v.id, r.title, r.feed, f.agency, v.load, r.kind," delivered                      \
    " l.format, v.bytes, l.layout FROM "
#define DELIVERED                                                                                  \
    " coalesce((SELECT max(x.started) FROM delivery d JOIN load x ON x.id = d.load"                \
    "   WHERE d.record = r.id AND d.version = v.id AND x.state = 'published'), l.started),"

/* A stored record was described once already, so failing now means that bytes or layout were
 * damaged on disk: an error, never a silent gap. */
static enum err read_row(const struct db_rows *r, struct arena *a, struct stored *ret)
{
    struct stored s = {
        .record = db_int(r, 0),
        .version = db_int(r, 1),
        .title = db_int(r, 2),
        .feed = db_int(r, 3),
        .agency = db_int(r, 4),
        .load = db_int(r, 5),
        .kind = (int)db_int(r, 6),
        .delivered = db_int(r, 7),
        .format = db_text(r, 8, a),
        .bytes = db_text(r, 9, a),
    };
    enum err e = source_describe(s.bytes, s.format, db_text(r, 10, a), a, &s.bib);
    if (!e) *ret = s;
    return e;
}

static enum err read_all(struct db_rows *r, struct arena *a, struct stored_list *ret)
{
    struct stored_list list = {0};
    struct stored s;
    while (db_next(r)) {
        enum err e = read_row(r, a, &s);
        if (e) return e;
        VEC_PUSH(a, &list, s);
    }
    if (!r->status) *ret = list;
    return r->status;
}

enum { MANY = 1000 };

/* A long list is made in one piece: grown by doubling it would leave as much behind. */
static enum err make_room(struct db *db, int64_t title, struct arena *a, struct stored_list *list)
{
    int64_t n = 0;
    enum err e = db_get_int(
        db, &n,
        SQL("SELECT count(*) FROM record WHERE title = ?1 AND kind = 0 AND version IS NOT NULL"),
        I(title));
    if (e || n <= (int64_t)list->n) return e;
    struct stored *all = arena_array(a, struct stored, (size_t)n);
    memcpy(all, list->item, list->n * sizeof *all);
    list->item = all;
    list->cap = (size_t)n;
    return OK;
}

static enum err read_title(struct db *db, int64_t title, struct arena *a, struct stored_list *ret)
{
    struct stored_list list = {0};
    struct stored s;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(COLUMNS(DELIVERED) "record r JOIN version v ON v.id = r.version"
                                        " JOIN load l ON l.id = v.load JOIN feed f ON f.id = r.feed"
                                        " WHERE r.title = ?1 AND r.kind = 0 ORDER BY r.id"),
                 I(title));
    while (db_next(&r)) {
        enum err e = list.n == MANY ? make_room(db, title, a, &list) : OK;
        if (!e) e = read_row(&r, a, &s);
        if (e) return e;
        VEC_PUSH(a, &list, s);
    }
    if (!r.status) *ret = list;
    return r.status;
}

/* Records of one library mostly stand together or there is one: what it decided is asked once. */
static enum err put_forms_over(struct db *db, struct stored_list *list, struct arena *a)
{
    bool any = false;
    int64_t last = 0;
    enum err e = chosen_any(db, 0, &any);
    if (e || !any) return e;
    for (size_t i = 0; !e && i < list->n; i++) {
        struct stored *s = &list->item[i];
        if (s->agency != last) e = chosen_any(db, s->agency, &any);
        last = s->agency;
        if (!e && any) e = chosen_over(db, s->agency, &s->bib, a, NULL);
    }
    return e;
}

enum err stored_of_title(struct db *db, int64_t title, struct arena *a, struct stored_list *ret)
{
    enum err e = read_title(db, title, a, ret);
    return e ? e : put_forms_over(db, ret, a);
}

enum err stored_holdings(struct db *db, int64_t record, struct arena *a, struct stored_list *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(COLUMNS(DELIVERED) "record r JOIN version v ON v.id = r.version"
                                        " JOIN load l ON l.id = v.load JOIN feed f ON f.id = r.feed"
                                        " WHERE r.parent = ?1 ORDER BY r.id"),
                 I(record));
    return read_all(&r, a, ret);
}

enum err stored_version(struct db *db, int64_t version, struct arena *a, struct stored *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL(COLUMNS(" l.started,") "version v JOIN record r ON r.id = v.record"
                                   " JOIN load l ON l.id = v.load JOIN feed f ON f.id = r.feed"
                                   " WHERE v.id = ?1"),
        I(version));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    return read_row(&r, a, ret);
}

enum err stored_shown(struct db *db, int64_t version, struct arena *a, struct stored *ret,
                      struct chosen_pairs *pairs)
{
    bool any = false;
    enum err e = stored_version(db, version, a, ret);
    if (!e) e = chosen_any(db, ret->agency, &any);
    return e || !any ? e : chosen_over(db, ret->agency, &ret->bib, a, pairs);
}
