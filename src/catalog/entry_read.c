/* entry_read.c -- records of an agency as its staff see them. */
#include "base/checked.h"
#include "catalog/entry.h"
#include "catalog/entry_marc.h"
#include "catalog/identity.h"
#include "catalog/stored.h"
#include "catalog/title_id.h"

struct row {
    int64_t record, version;
};
struct rows {
    struct row *item;
    size_t n, cap;
};

/* Who brought a version, and whether by hand. */
static enum err read_origin(struct db *db, const struct stored *s, struct arena *a,
                            struct entry_view *v)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT f.kind = 'entry', l.started, p.name, l.over IS NOT NULL"
                     " FROM load l JOIN feed f ON f.id = l.feed"
                     " LEFT JOIN person p ON p.id = l.person WHERE l.id = ?1"),
                 I(s->load));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    v->typed = db_int(&r, 0) != 0;
    v->at = db_int(&r, 1);
    v->by = db_text(&r, 2, a);
    v->edited = db_int(&r, 3) != 0;
    return OK;
}

static enum err read_version(struct db *db, int64_t version, struct arena *a,
                             struct entry_view *ret)
{
    struct stored s;
    struct chosen_pairs forms = {0};
    enum err e = stored_shown(db, version, a, &s, &forms);
    if (e) return e;
    struct entry_view v = {.record = s.record,
                           .version = version,
                           .title = s.title,
                           .format = s.format,
                           .forms = forms,
                           .entry = {.bib = s.bib}};
    e = read_origin(db, &s, a, &v);
    if (!e && v.typed) v.entry.copied = entry_copied(s.bytes, a);
    if (!e && v.title) v.address = title_id_write(a, v.title);
    if (!e) *ret = v;
    return e;
}

/* The version that holds and, for a withdrawn record, the one that held last. */
static enum err versions_of(struct db *db, int64_t agency, int64_t record, int64_t *ret_now,
                            int64_t *ret_last)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT coalesce(r.version, 0),"
                     " coalesce(r.version, (SELECT max(v.id) FROM version v WHERE v.record = r.id))"
                     " FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE r.id = ?1 AND f.agency = ?2 AND r.kind = 0"),
                 I(record), I(agency));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret_now = db_int(&r, 0);
    *ret_last = db_int(&r, 1);
    return OK;
}

enum err entry_get(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                   struct arena *a, struct entry_view *ret)
{
    int64_t now = 0, last = 0;
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e) e = versions_of(db, agency, record, &now, &last);
    if (!e) e = read_version(db, last, a, ret);
    if (e) return e;
    ret->version = now;
    ret->last = last;
    if (!now) ret->address = (struct str){0};
    return OK;
}

enum err entry_version(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                       int64_t version, struct arena *a, struct entry_view *ret)
{
    int64_t there = 0;
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e)
        e = db_get_int(db, &there,
                       SQL("SELECT v.id FROM version v JOIN record r ON r.id = v.record"
                           " JOIN feed f ON f.id = r.feed"
                           " WHERE v.id = ?1 AND v.record = ?2 AND f.agency = ?3"),
                       I(version), I(record), I(agency));
    return e ? e : read_version(db, version, a, ret);
}

enum err entry_history(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                       struct arena *a, struct entry_changes *ret)
{
    struct entry_changes list = {0};
    int64_t now = 0, last = 0, newest = -1, top = 0;
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e) e = versions_of(db, agency, record, &now, &last);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT l.id, l.started, d.version, p.name, l.state = 'published',"
                     " coalesce(l.turn, 0), l.why, f.kind = 'entry', l.over IS NOT NULL"
                     " FROM delivery d JOIN load l ON l.id = d.load"
                     " JOIN feed f ON f.id = l.feed LEFT JOIN person p ON p.id = l.person"
                     " WHERE d.record = ?1 AND l.state IN ('published', 'undone')"
                     " ORDER BY l.id DESC LIMIT 500"),
                 I(record));
    while (db_next(&r)) {
        VEC_PUSH(a, &list,
                 (struct entry_change){.load = db_int(&r, 0),
                                       .at = db_int(&r, 1),
                                       .version = db_int(&r, 2),
                                       .by = db_text(&r, 3, a),
                                       .undone = db_int(&r, 4) == 0,
                                       .why = db_text(&r, 6, a),
                                       .hand = db_int(&r, 7) || db_int(&r, 8)});
        if (db_int(&r, 5) > newest && db_int(&r, 4) && list.item[list.n - 1].hand) {
            newest = db_int(&r, 5);
            top = db_int(&r, 0);
        }
    }
    for (size_t i = 0; i < list.n; i++) list.item[i].last = list.item[i].load == top;
    if (!r.status) *ret = list;
    return r.status;
}

/* ---- lists ---- */

static enum err read_rows(struct db *db, const struct rows *rows, struct arena *a,
                          struct entry_views *ret)
{
    struct entry_views list = {0};
    for (size_t i = 0; i < rows->n; i++) {
        struct entry_view v;
        enum err e = read_version(db, rows->item[i].version, a, &v);
        if (e) return e;
        VEC_PUSH(a, &list, v);
    }
    *ret = list;
    return OK;
}

/* Of one feed, newest first: the index of records by feed is in the order of their numbers. */
static enum err newest_of_feed(struct db *db, int64_t feed, int64_t before, size_t limit,
                               struct arena *a, struct rows *to)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, version FROM record WHERE feed = ?1 AND kind = 0"
                     " AND id < ?2 AND version IS NOT NULL ORDER BY id DESC LIMIT ?3"),
                 I(feed), I(before), I(limit));
    while (db_next(&r)) VEC_PUSH(a, to, (struct row){db_int(&r, 0), db_int(&r, 1)});
    return r.status;
}

static void keep_newest(struct rows *rows, size_t limit)
{
    for (size_t i = 1; i < rows->n; i++) { /* a few, nearly in order */
        struct row x = rows->item[i];
        size_t k = i;
        for (; k && rows->item[k - 1].record < x.record; k--) rows->item[k] = rows->item[k - 1];
        rows->item[k] = x;
    }
    rows->n = MIN(rows->n, limit);
}

enum err entry_list(struct db *db, const struct actor *actor, int64_t agency, int64_t before,
                    size_t limit, struct arena *a, struct entry_views *ret)
{
    struct rows rows = {0}, feeds = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db, SQL("SELECT id FROM feed WHERE agency = ?1"), I(agency));
        while (db_next(&r)) VEC_PUSH(a, &feeds, (struct row){db_int(&r, 0), 0});
        if (r.status) return r.status;
    }
    for (size_t i = 0; !e && i < feeds.n; i++)
        e = newest_of_feed(db, feeds.item[i].record, before ? before : INT64_MAX, limit, a, &rows);
    if (e) return e;
    keep_newest(&rows, limit);
    return read_rows(db, &rows, a, ret);
}

enum err entry_edited(struct db *db, const struct actor *actor, int64_t agency, struct arena *a,
                      struct entry_views *ret)
{
    struct rows rows = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT r.id, r.version FROM feed f JOIN record r ON r.feed = f.id"
                         " WHERE f.agency = ?1 AND r.hand IS NOT NULL AND r.version IS NOT NULL"
                         " ORDER BY r.hand DESC LIMIT ?2"),
                     I(agency), I(ENTRY_EDITED_MAX));
        while (db_next(&r)) VEC_PUSH(a, &rows, (struct row){db_int(&r, 0), db_int(&r, 1)});
        if (r.status) return r.status;
    }
    return read_rows(db, &rows, a, ret);
}

enum err entry_of_title(struct db *db, const struct actor *actor, int64_t agency, int64_t title,
                        struct arena *a, struct entry_views *ret)
{
    struct rows rows = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT r.id, r.version FROM record r JOIN feed f ON f.id = r.feed"
                         " WHERE r.title = ?1 AND f.agency = ?2 AND r.kind = 0"
                         " AND r.version IS NOT NULL ORDER BY r.id LIMIT 50"),
                     I(title), I(agency));
        while (db_next(&r)) VEC_PUSH(a, &rows, (struct row){db_int(&r, 0), db_int(&r, 1)});
        if (r.status) return r.status;
    }
    return read_rows(db, &rows, a, ret);
}

enum err entry_by_code(struct db *db, const struct actor *actor, int64_t agency, struct str code,
                       struct arena *a, struct entry_view *ret, size_t *ret_item)
{
    struct rows rows = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT r.id, r.version FROM feed f JOIN record_key k ON k.feed = f.id"
                         " AND k.keyed = ?2 JOIN record r ON r.id = k.record"
                         " WHERE f.agency = ?1 AND r.kind = 0 AND r.version IS NOT NULL LIMIT 50"),
                     I(agency), I(identity_code(a, code)));
        while (db_next(&r)) VEC_PUSH(a, &rows, (struct row){db_int(&r, 0), db_int(&r, 1)});
        if (r.status) return r.status;
    }
    for (size_t i = 0; i < rows.n; i++) {
        e = read_version(db, rows.item[i].version, a, ret);
        for (size_t k = 0; !e && k < ret->entry.bib.items.n; k++)
            if (str_eq(ret->entry.bib.items.item[k].code, code)) {
                *ret_item = k;
                return OK;
            }
        if (e) return e;
    }
    return ERR_NOT_FOUND;
}
