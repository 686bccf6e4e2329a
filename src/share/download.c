/* download.c -- see download.h. */
#include "share/download.h"

#include <stdlib.h>

#include "base/checked.h"
#include "record/csv.h"
#include "record/xlsx.h"
#include "share/download_parts.h"
#include "share/form.h"
#include "text/words.h"

enum { BATCH = 50, IDS = 500, ENTRY_MAX = 64 << 10 };

static const struct {
    const char *name, *media, *suffix;
    enum form form;             /* of one title */
    const char *before, *after; /* of XML */
} forms[DOWNLOAD_FORMS] = {
    [DOWNLOAD_RIS] = {"ris", "application/x-research-info-systems; charset=utf-8", ".ris", FORM_RIS,
                      "", ""},
    [DOWNLOAD_BIBTEX] = {"bib", "application/x-bibtex; charset=utf-8", ".bib", FORM_BIBTEX, "", ""},
    [DOWNLOAD_MARC] = {"mrc", "application/marc", ".mrc", FORM_MARC, "", ""},
    [DOWNLOAD_MARCXML] = {"marcxml", "application/marcxml+xml; charset=utf-8", ".xml", FORM_MARCXML,
                          "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n",
                          "</collection>\n"},
    [DOWNLOAD_MODS] = {"mods", "application/mods+xml; charset=utf-8", ".mods.xml", FORM_MODS,
                       "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n",
                       "</modsCollection>\n"},
    [DOWNLOAD_DC] = {"dc", "application/xml; charset=utf-8", ".dc.xml", FORM_DC, "<records>\n",
                     "</records>\n"},
    [DOWNLOAD_CSV] = {"csv", "text/csv; charset=utf-8", ".csv", FORMS, "", ""},
    [DOWNLOAD_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                       ".xlsx", FORMS, "", ""},
    [DOWNLOAD_SCHOOL] = {"sekolah", "text/plain; charset=utf-8", "-sekolah.txt", FORMS, "", ""},
    [DOWNLOAD_APA] = {"apa", "text/plain; charset=utf-8", "-apa.txt", FORMS, "", ""},
    [DOWNLOAD_MLA] = {"mla", "text/plain; charset=utf-8", "-mla.txt", FORMS, "", ""},
};

const char *download_media_type(enum download_form f)
{
    return forms[f].media;
}

const char *download_suffix(enum download_form f)
{
    return forms[f].suffix;
}

static bool is_references(enum download_form f)
{
    return f == DOWNLOAD_SCHOOL || f == DOWNLOAD_APA || f == DOWNLOAD_MLA;
}

bool download_parse(struct str name, enum download_form *ret)
{
    for (enum download_form f = 0; f < DOWNLOAD_FORMS; f++) {
        if (!str_eq(name, str_of(forms[f].name))) continue;
        *ret = f;
        return true;
    }
    return false;
}

/* ---- a download ---- */

struct reference {
    struct str key, text;
};

struct download {
    const struct download_order *o;
    struct arena *mem;
    int64_t after; /* of a search */
    size_t at;     /* of a list */
    struct buf *to;
    struct xlsx_writer *book;
    struct {
        struct reference *item;
        size_t n, cap;
    } references; /* until all are there to be sorted */
    bool begun, ended;
};

struct download *download_begin(const struct download_order *order, struct arena *a)
{
    struct download *d = arena_make(a, struct download);
    d->o = order;
    d->mem = a;
    return d;
}

static enum err to_buf(void *ctx, struct str bytes)
{
    const struct download *d = ctx;
    buf_add(d->to, bytes);
    return d->to->full ? ERR_LIMIT : OK;
}

void download_end(struct download *d)
{
    if (!d || !d->book) return;
    struct buf CLEANUP(buf_release) nowhere = BUF(1 << 20);
    d->to = &nowhere;
    if (xlsx_write_end(d->book)) nowhere.full = true;
    d->book = NULL;
}

static void write_begin(struct download *d)
{
    const char *before = forms[d->o->form].before;
    if (*before) buf_add(d->to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    buf_add(d->to, str_of(before));
    if (d->o->form == DOWNLOAD_CSV) csv_write(d->to, ',', d->o->heading, DOWNLOAD_COLUMNS);
    if (d->o->form == DOWNLOAD_XLSX)
        d->book = xlsx_write_begin(to_buf, d, STR("Katalog"), d->o->heading, DOWNLOAD_COLUMNS);
}

static int by_key(const void *x, const void *y)
{
    const struct reference *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    return c ? c : str_cmp(a->text, b->text);
}

static enum err write_end(struct download *d)
{
    enum err e = OK;
    if (d->references.n)
        qsort(d->references.item, d->references.n, sizeof *d->references.item, by_key);
    for (size_t i = 0; i < d->references.n; i++) {
        buf_add(d->to, d->references.item[i].text);
        buf_add(d->to, STR("\n\n"));
    }
    buf_add(d->to, str_of(forms[d->o->form].after));
    if (d->book) e = xlsx_write_end(d->book);
    d->book = NULL;
    d->ended = true;
    return d->to->full ? ERR_LIMIT : e;
}

/* ---- titles ---- */

static void keep_reference(struct download *d, const struct bib *b)
{
    struct buf CLEANUP(buf_release) text = BUF(ENTRY_MAX);
    struct citation_how how = {.english = d->o->english};
    if (d->references.n == DOWNLOAD_REFERENCES) return;
    if (!citation_parse(str_of(forms[d->o->form].name), &how.style)) return;
    citation_write(b, &how, &text);
    if (text.full) return;
    struct reference r = {.text = arena_copy(d->mem, buf_str(&text))};
    r.key = words_sort_key(d->mem, r.text, (struct str){0});
    VEC_PUSH(d->mem, &d->references, r);
}

static enum err write_title(struct download *d, const struct title_view *v, struct arena *a)
{
    struct str row[DOWNLOAD_COLUMNS];
    enum download_form f = d->o->form;
    if (forms[f].form != FORMS) {
        enum err e = form_write(v, d->o->base, forms[f].form, a, d->to);
        if (*forms[f].before || f == DOWNLOAD_BIBTEX) buf_add_char(d->to, '\n');
        return e == ERR_LIMIT && !d->to->full ? OK : e;
    }
    if (is_references(f)) {
        keep_reference(d, &v->bib);
        return OK;
    }
    download_row(v, d->o->base, a, row);
    if (d->book)
        xlsx_write_row(d->book, row, DOWNLOAD_COLUMNS);
    else
        csv_write(d->to, ',', row, DOWNLOAD_COLUMNS);
    return OK;
}

static enum err write_titles(struct download *d, struct db *db, const int64_t *id, size_t n)
{
    for (size_t from = 0; from < n; from += BATCH) {
        struct arena CLEANUP(arena_freep) *a = arena_new();
        struct title_views views;
        enum err e = title_views(db, &d->o->actor, d->o->scope, id + from,
                                 MIN(n - from, (size_t)BATCH), a, &views);
        for (size_t i = 0; !e && i < views.n; i++) e = write_title(d, &views.item[i], a);
        if (e) return e;
    }
    return OK;
}

/* *ret_more: there may be others behind these. */
static enum err next_titles(struct download *d, struct db *db, bool *ret_more)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct search_ids ids = {0};
    enum err e = OK;
    if (d->o->search) {
        struct search_request rq = *d->o->search;
        rq.limit = IDS;
        e = search_walk(db, d->o->index, &d->o->actor, &rq, d->after, a, NULL, &ids);
        if (!e && ids.n) d->after = ids.item[ids.n - 1];
    } else {
        ids.item = d->o->ids.item + d->at;
        ids.n = MIN(d->o->ids.n - d->at, (size_t)BATCH);
        d->at += ids.n;
    }
    *ret_more = ids.n > 0;
    return e ? e : write_titles(d, db, ids.item, ids.n);
}

enum err download_next(struct download *d, struct db *db, size_t bytes, struct buf *to)
{
    bool more = true;
    size_t until = to->n + bytes;
    if (d->ended) return OK;
    d->to = to;
    if (!d->begun) write_begin(d);
    d->begun = true;
    while (more && to->n < until) {
        enum err e = next_titles(d, db, &more);
        if (e) return e;
        if (d->references.n == DOWNLOAD_REFERENCES) more = false;
    }
    return more ? OK : write_end(d);
}
