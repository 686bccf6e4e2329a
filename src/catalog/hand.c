/* hand.c -- see hand.h. */
#include "catalog/hand.h"

#include "base/buf.h"
#include "base/hash.h"
#include "catalog/delivery.h"
#include "catalog/source_marc.h"
#include "catalog/stored.h"
#include "record/iso2709.h"
#include "record/marc_text.h"
#include "record/unimarc.h"

static enum err edit_of(struct db *db, int64_t record, struct hand_state *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT l.id, d.version, l.over, coalesce(r.sent, 0) FROM record r"
                     " JOIN load l ON l.id = r.hand"
                     " JOIN delivery d ON d.load = l.id AND d.record = r.id WHERE r.id = ?1"),
                 I(record));
    *ret = (struct hand_state){0};
    if (!db_next(&r)) return r.status;
    ret->load = db_int(&r, 0);
    ret->version = db_int(&r, 1);
    ret->over = db_int(&r, 2);
    ret->sent = db_int(&r, 3);
    return OK;
}

static void to_utf8(const struct marc *m, struct arena *a, struct marc *ret)
{
    struct marc clean;
    struct faults ignored = {0};
    marc_in_utf8(m, a, &clean, &ignored);
    clean.bytes = (struct str){0};
    if (unimarc_recognise(&clean)) unimarc_to_marc21(&clean, a, &clean, &ignored);
    clean.leader[9] = 'a';
    *ret = clean;
}

enum err hand_marc(struct db *db, int64_t version, struct arena *a, struct marc *ret)
{
    struct stored s;
    enum source_format f;
    struct marc m;
    struct buf CLEANUP(buf_release) bytes = BUF(HAND_BYTES_MAX + 1);
    enum err e = stored_version(db, version, a, &s);
    if (e) return e;
    bool sent = source_is_marc(s.format) && source_format_parse(s.format, &f);
    if (sent && source_marc_read(s.bytes, f, a, &m, NULL)) return ERR_DAMAGED;
    if (sent)
        to_utf8(&m, a, &m);
    else
        bib_to_marc(&s.bib, a, &m);
    e = iso2709_write(&m, &bytes);
    if (!e) *ret = m;
    return e;
}

enum err hand_record(struct db *db, int64_t record, struct arena *a, struct marc *ret)
{
    struct stored s;
    int64_t version = 0;
    enum err e = db_get_int(
        db, &version, SQL("SELECT coalesce(version, 0) FROM record WHERE id = ?1"), I(record));
    if (!e && !version) e = ERR_NOT_FOUND;
    if (!e) e = stored_version(db, version, a, &s);
    if (!e && !source_is_marc(s.format)) e = ERR_NOT_FOUND;
    return e ? e : hand_marc(db, version, a, ret);
}

/* ---- putting together ---- */

/* A version of the record with these bytes, kept under the load of the edit, whose form it has. */
static enum err keep(struct db *db, int64_t record, int64_t load, struct str bytes, int64_t *ret)
{
    struct str parts[] = {bytes, STR("marc21"), STR("")};
    struct digest digest = digest_of_parts(parts, 3);
    enum err e = delivery_known(db, record, &digest, ret);
    if (e || *ret) return e;
    return db_insert(db, ret,
                     SQL("INSERT INTO version (record, load, digest, bytes)"
                         " VALUES (?1, ?2, ?3, ?4)"),
                     I(record), I(load),
                     BLOB(((struct str){(const char *)digest.byte, sizeof digest.byte})),
                     BLOB(bytes));
}

static enum err rows_of(struct db *db, const struct hand_state *h, int64_t sent, struct arena *a,
                        struct marc *mine, struct merge_rows *ret)
{
    struct marc base, theirs;
    enum err e = hand_marc(db, h->version, a, mine);
    if (!e) e = hand_marc(db, h->over, a, &base);
    if (!e) e = hand_marc(db, sent, a, &theirs);
    return e ? e : marc_merge_rows(&base, mine, &theirs, a, ret);
}

/* What cannot be put together, because it is too large, leaves the edit as it is. */
static enum err together(struct db *db, int64_t record, const struct hand_state *h, int64_t sent,
                         struct arena *a, int64_t *ret)
{
    struct marc mine, both;
    struct merge_rows rows;
    struct buf CLEANUP(buf_release) bytes = BUF(HAND_BYTES_MAX + 1);
    *ret = h->version;
    enum err e = rows_of(db, h, sent, a, &mine, &rows);
    if (e == ERR_LIMIT) return OK;
    if (e) return e;
    marc_merge(&rows, NULL, &mine, a, &both);
    if (iso2709_write(&both, &bytes)) return OK;
    return keep(db, record, h->load, buf_str(&bytes), ret);
}

enum err hand_hold(struct db *db, int64_t record, int64_t sent, struct arena *a,
                   int64_t *ret_version)
{
    struct hand_state h;
    int64_t version = sent;
    enum err e = edit_of(db, record, &h);
    bool edited = !e && h.load && sent;
    if (edited && sent == h.over) version = h.version;
    if (edited && sent != h.over) e = together(db, record, &h, sent, a, &version);
    if (!e)
        e = db_exec(db, SQL("UPDATE record SET version = ?1, sent = ?2 WHERE id = ?3"),
                    version ? I(version) : NUL, edited ? I(sent) : NUL, I(record));
    if (!e) *ret_version = version;
    return e;
}

/* ---- what is not settled ---- */

/* Theirs with the fields that clash as they are in the base; *ret_n: how many. */
static enum err unsettled(const struct marc *base, const struct marc *mine,
                          const struct marc *theirs, struct arena *a, struct marc *ret, int *ret_n)
{
    struct merge_rows rows;
    *ret_n = 0;
    enum err e = marc_merge_rows(base, mine, theirs, a, &rows);
    if (e) return e;
    char *pick = arena_alloc(a, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        bool clash = rows.item[i].how == MERGE_CLASH;
        pick[i] = clash ? 't' : 'm';
        *ret_n += clash;
        rows.item[i].mine = rows.item[i].theirs; /* the record that is built upon */
        rows.item[i].theirs = rows.item[i].base;
    }
    marc_merge(&rows, pick, theirs, a, ret);
    return OK;
}

/* Of what clashed before, what the new edit still leaves so. */
static enum err base_of(struct db *db, const struct hand_state *h, const struct marc *mine,
                        struct arena *a, struct marc *ret, int *ret_n)
{
    struct marc base, before, theirs;
    enum err e = hand_marc(db, h->over, a, &base);
    if (!e) e = hand_marc(db, h->version, a, &before);
    if (!e) e = hand_marc(db, h->sent, a, &theirs);
    if (!e) e = unsettled(&base, &before, &theirs, a, &base, ret_n);
    return e || !*ret_n ? e : unsettled(&base, mine, &theirs, a, ret, ret_n);
}

enum err hand_base(struct db *db, const struct hand_edit *x, struct arena *a, int64_t *ret)
{
    struct hand_state h;
    struct marc base;
    int n = 0;
    struct buf CLEANUP(buf_release) bytes = BUF(HAND_BYTES_MAX + 1);
    enum err e = edit_of(db, x->record, &h);
    *ret = x->sent;
    if (e || !h.load || !h.sent || h.sent == h.over || h.sent == x->seen) return e;
    e = base_of(db, &h, x->mine, a, &base, &n);
    if (e == ERR_LIMIT || (!e && (!n || iso2709_write(&base, &bytes)))) return OK;
    return e ? e : keep(db, x->record, x->load, buf_str(&bytes), ret);
}

enum err hand_state(struct db *db, int64_t record, struct arena *a, struct hand_state *ret)
{
    struct marc mine;
    struct merge_rows rows = {0};
    enum err e = edit_of(db, record, ret);
    if (e || !ret->load || !ret->sent || ret->sent == ret->over) return e;
    ret->brought = true;
    e = rows_of(db, ret, ret->sent, a, &mine, &rows);
    if (e) return e == ERR_LIMIT ? OK : e;
    for (size_t i = 0; i < rows.n; i++) ret->clash += rows.item[i].how == MERGE_CLASH;
    return OK;
}
