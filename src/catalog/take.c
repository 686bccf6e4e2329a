/* take.c -- one record after another, in order of feed and number. */
#include "catalog/take.h"

#include "base/checked.h"
#include "catalog/enrich.h"
#include "catalog/holding.h"
#include "catalog/source_marc.h"
#include "catalog/stored.h"
#include "record/csv.h"
#include "record/iso2709.h"
#include "record/marc_text.h"
#include "record/marcxml_write.h"
#include "record/slims_write.h"
#include "record/xlsx.h"

enum { ROWS_AT_A_TIME = 200, NAME_MAX_BYTES = 40 };

static const struct {
    const char *name, *media, *suffix;
} forms[TAKE_FORMS] = {
    [TAKE_MARC] = {"mrc", "application/marc", ".mrc"},
    [TAKE_MARCXML] = {"xml", "application/marcxml+xml", ".xml"},
    [TAKE_SLIMS] = {"csv", "text/csv; charset=utf-8", ".csv"},
    [TAKE_ITEMS] = {"items", "text/csv; charset=utf-8", "-eksemplar.csv"},
    [TAKE_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                   ".xlsx"},
};

const char *take_name(enum take_form f)
{
    return forms[f].name;
}

bool take_parse(struct str name, enum take_form *ret)
{
    for (enum take_form f = 0; f < TAKE_FORMS; f++) {
        if (!str_eq(name, str_of(forms[f].name))) continue;
        *ret = f;
        return true;
    }
    return false;
}

const char *take_media_type(enum take_form f)
{
    return forms[f].media;
}

/* Letters and digits of ASCII; anything between them is one hyphen. */
struct str take_file_name(enum take_form f, struct str agency_name, struct str day, struct arena *a)
{
    char name[NAME_MAX_BYTES + 1];
    size_t n = 0;
    for (size_t i = 0; i < agency_name.n && n < NAME_MAX_BYTES; i++) {
        char c = agency_name.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            name[n++] = c;
        else if (n && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n && name[n - 1] == '-') n--;
    struct str whole = n ? (struct str){name, n} : STR("katalog");
    return arena_printf(a, "%.*s-%.*s%s", STR_ARG(whole), STR_ARG(day), forms[f].suffix);
}

/* ---- a take ---- */

struct take {
    enum take_form form;
    struct arena *row; /* of one record */
    struct {
        int64_t *item;
        size_t n, cap;
    } feeds;
    size_t feed;
    int kind;
    int64_t after;
    bool begun, ended;
    struct buf *to;
    struct xlsx_writer *book;
    int64_t agency;
    struct take_filling filling;
    bool decided;                /* the library has forms of its own (chosen.h) */
    bool apart;                  /* it has copies that came apart from their records */
    const struct scope *members; /* whose records may fill gaps */
    struct enrich_gains gains;   /* of the record at hand */
};

static enum err to_buf(void *ctx, struct str bytes)
{
    const struct take *t = ctx;
    buf_add(t->to, bytes);
    return t->to->full ? ERR_LIMIT : OK;
}

static enum err any_apart(struct db *db, int64_t agency, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT EXISTS (SELECT 1 FROM feed f JOIN record r ON r.feed = f.id"
                                " AND r.kind = 1 WHERE f.agency = ?1 AND r.version IS NOT NULL)"),
                            I(agency));
    *ret = n != 0;
    return e;
}

enum err take_begin(struct db *db, const struct actor *actor, int64_t agency, enum take_form f,
                    const struct take_filling *filling, struct arena *a, struct take **ret)
{
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    struct take *t = arena_make(a, struct take);
    t->form = f;
    t->agency = agency;
    if (filling) t->filling = *filling;
    if (t->filling.kinds) e = scope_public(db, a, &t->members);
    if (!e) e = chosen_any(db, agency, &t->decided);
    if (!e) e = any_apart(db, agency, &t->apart);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id FROM feed WHERE agency = ?1 ORDER BY id"), I(agency));
    while (db_next(&r)) VEC_PUSH(a, &t->feeds, db_int(&r, 0));
    if (r.status) return r.status;
    t->row = arena_new();
    *ret = t;
    return OK;
}

void take_end(struct take *t)
{
    if (!t) return;
    if (t->book) {
        struct buf CLEANUP(buf_release) nowhere = BUF(1 << 20);
        t->to = &nowhere;
        if (xlsx_write_end(t->book)) t->book = NULL;
    }
    arena_free(t->row);
    t->row = NULL;
}

static void write_heading(struct take *t)
{
    switch (t->form) {
    case TAKE_MARC: break;
    case TAKE_MARCXML: marcxml_begin(t->to); break;
    case TAKE_SLIMS: csv_write(t->to, ',', slims_biblio_heading, SLIMS_BIBLIO_COLUMNS); break;
    case TAKE_ITEMS: csv_write(t->to, ',', slims_item_heading, SLIMS_ITEM_COLUMNS); break;
    case TAKE_XLSX:
        t->book =
            xlsx_write_begin(to_buf, t, STR("Katalog"), slims_biblio_heading, SLIMS_BIBLIO_COLUMNS);
        break;
    case TAKE_FORMS: break;
    }
}

static enum err write_end(struct take *t)
{
    enum err e = OK;
    if (t->form == TAKE_MARCXML) marcxml_end(t->to);
    if (t->book) e = xlsx_write_end(t->book);
    t->book = NULL;
    return e;
}

/* ---- one record ---- */

/* The record with the forms the library decided for; *ret_same: none of its fields has another. */
static enum err read_marc(const struct take *t, struct db *db, const struct stored *s,
                          struct marc *ret, bool *ret_same)
{
    enum source_format f;
    bool changed = false, more = false;
    bool sent = source_is_marc(s->format) && source_format_parse(s->format, &f);
    *ret_same = sent && f == SOURCE_MARC21 && t->gains.n == 0;
    if (!sent) bib_to_marc(&s->bib, t->row, ret);
    if (!sent || (*ret_same && !t->decided && !t->apart && t->form == TAKE_MARC)) return OK;
    enum err e = source_marc_read(s->bytes, f, t->row, ret, NULL);
    if (!e) marc_in_utf8(ret, t->row, ret, NULL);
    if (!e && t->decided) e = chosen_over_marc(db, t->agency, ret, t->row, &changed);
    if (!e && t->apart && t->kind == RECORD_BIB) e = holding_marc(db, s, t->row, ret, &more);
    *ret_same = *ret_same && !changed && !more;
    return e;
}

/* What fits nowhere is left out; the rest goes on. */
static enum err write_marc(struct take *t, struct db *db, const struct stored *s)
{
    struct marc m;
    bool same = false;
    enum err e = read_marc(t, db, s, &m, &same);
    if (!e && same && t->form == TAKE_MARC) {
        buf_add(t->to, s->bytes);
        return OK;
    }
    if (!e) enrich_marc(&t->gains, t->filling.day, t->row, &m);
    if (!e && t->form == TAKE_MARC) {
        e = iso2709_write_divided(&m, t->row, t->to);
        if (e == ERR_LIMIT) e = iso2709_write_long(&m, t->to);
    }
    if (!e && t->form == TAKE_MARCXML) marcxml_record(&m, t->row, t->to);
    return e == ERR_LIMIT || e == ERR_FORMAT ? OK : e;
}

static void write_items(struct take *t, const struct bib *b)
{
    struct str row[SLIMS_ITEM_COLUMNS];
    for (size_t i = 0; i < b->items.n; i++) {
        const struct bib_item *item = &b->items.item[i];
        if (item->status == ITEM_HIDDEN || item->code.n == 0) continue;
        slims_item_row(b, item, t->row, row);
        csv_write(t->to, ',', row, SLIMS_ITEM_COLUMNS);
    }
}

static enum err write_record(struct take *t, struct db *db, struct stored *s)
{
    struct str row[SLIMS_BIBLIO_COLUMNS];
    switch (t->form) {
    case TAKE_MARC:
    case TAKE_MARCXML: return write_marc(t, db, s);
    case TAKE_ITEMS: write_items(t, &s->bib); return OK;
    case TAKE_SLIMS:
    case TAKE_XLSX:
        enrich_bib(&t->gains, &s->bib);
        slims_biblio_row(&s->bib, t->row, row);
        if (t->book)
            xlsx_write_row(t->book, row, SLIMS_BIBLIO_COLUMNS);
        else
            csv_write(t->to, ',', row, SLIMS_BIBLIO_COLUMNS);
        return OK;
    case TAKE_FORMS: break;
    }
    return ERR_INTERNAL;
}

static enum err take_version(struct take *t, struct db *db, int64_t version)
{
    struct stored s;
    arena_reset(t->row);
    t->gains.n = 0;
    enum err e = stored_shown(db, version, t->row, &s, NULL);
    if (!e && t->kind == RECORD_BIB && t->filling.kinds)
        e = enrich_find(db, t->members, t->agency, s.title, &s.bib, t->filling.kinds, t->row,
                        &t->gains);
    bool marc = !e && source_is_marc(s.format);
    /* Separate holdings leave by themselves when they are MARC, else with their record. */
    if (!e && t->kind == RECORD_HOLDINGS)
        return marc && t->form <= TAKE_MARCXML ? write_marc(t, db, &s) : OK;
    bool as_sent = marc && t->form <= TAKE_MARCXML;
    if (!e && !as_sent) e = holding_items(db, &s, t->row, &s.bib);
    return e ? e : write_record(t, db, &s);
}

/* Rows of the feed and kind at hand; ERR_NOT_FOUND when it has no more. */
static enum err next_rows(struct take *t, struct db *db, size_t bytes)
{
    struct row {
        int64_t record, version;
    } row[ROWS_AT_A_TIME];
    size_t n = 0;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT id, version FROM record WHERE feed = ?1 AND kind = ?2 AND id > ?3"
                         " AND version IS NOT NULL ORDER BY id LIMIT ?4"),
                     I(t->feeds.item[t->feed]), I(t->kind), I(t->after), I(ROWS_AT_A_TIME));
        while (db_next(&r)) row[n++] = (struct row){db_int(&r, 0), db_int(&r, 1)};
        if (r.status) return r.status;
    }
    if (n == 0) return ERR_NOT_FOUND;
    for (size_t i = 0; i < n && t->to->n < bytes; i++) {
        enum err e = take_version(t, db, row[i].version);
        if (e) return e;
        t->after = row[i].record;
    }
    return OK;
}

static void next_list(struct take *t)
{
    t->after = 0;
    if (t->kind++ == RECORD_HOLDINGS) {
        t->kind = RECORD_BIB;
        t->feed++;
    }
}

enum err take_next(struct take *t, struct db *db, size_t bytes, struct buf *to)
{
    t->to = to;
    if (!t->begun) write_heading(t);
    t->begun = true;
    while (t->feed < t->feeds.n && to->n < bytes) {
        enum err e = next_rows(t, db, bytes);
        if (e == ERR_NOT_FOUND)
            next_list(t);
        else if (e)
            return e;
    }
    if (t->feed < t->feeds.n || t->ended) return OK;
    t->ended = true;
    return write_end(t);
}
