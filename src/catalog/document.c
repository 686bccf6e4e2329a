/* document.c -- from a title to words and columns. */
#include "catalog/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "base/hash.h"
#include "catalog/facet.h"
#include "catalog/headings.h"
#include "catalog/mend.h"
#include "catalog/quality.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
    VALUES_MAX = 300, /* per field */
    FACET_AUTHORS_MAX = 24,
    FACET_SUBJECTS_MAX = 40,
    FACET_SERIES_MAX = 20,
    TEXT_MAX = 20000 /* bytes of one value; a table of contents may be long */
};

static void add(struct index_doc *d, struct arena *a, enum index_field f, struct str value)
{
    value = str_slice(value, 0, TEXT_MAX);
    if (value.n == 0 || d->text[f].n == VALUES_MAX) return;
    for (size_t i = 0; i < d->text[f].n; i++)
        if (str_eq(d->text[f].item[i], value)) return;
    VEC_PUSH(a, &d->text[f], value);
}

static void add_all(struct index_doc *d, struct arena *a, enum index_field f,
                    const struct strs *values)
{
    for (size_t i = 0; i < values->n; i++) add(d, a, f, values->item[i]);
}

static void add_people(struct index_doc *d, struct arena *a, const struct bib *b)
{
    for (size_t i = 0; i < b->names.n; i++) add(d, a, INDEX_AUTHOR, b->names.item[i].name);
    add(d, a, INDEX_AUTHOR, b->responsibility);
}

static struct str without_hyphens(struct arena *a, struct str issn)
{
    struct str half[] = {str_slice(issn, 0, 4), str_slice(issn, 5, issn.n)};
    return arena_join(a, half, 2, STR(""));
}

/* Without those a person hid: they lead to another book. */
static void add_numbers(struct index_doc *d, struct arena *a, const struct bib *b,
                        const struct mend *hidden)
{
    for (size_t i = 0; i < b->isbns.n; i++)
        if (!mend_hides(hidden, b->isbns.item[i])) add(d, a, INDEX_ISBN, b->isbns.item[i]);
    for (size_t i = 0; i < b->issns.n; i++)
        if (!mend_hides(hidden, b->issns.item[i]))
            add(d, a, INDEX_ISSN, without_hyphens(a, b->issns.item[i]));
    add_all(d, a, INDEX_NUMBER, &b->other_ids);
}

/* One word, so that its beginning can be sought: 899.221 3 is 8992213. */
static void add_class(struct index_doc *d, struct arena *a, struct str classification)
{
    struct str key = words_key(a, classification), rest = key, word;
    struct strs words = {0};
    while (str_split(&rest, ' ', &word)) VEC_PUSH(a, &words, word);
    add(d, a, INDEX_CLASS, arena_join(a, words.item, words.n, STR("")));
}

static void add_rest(struct index_doc *d, struct arena *a, const struct bib *b)
{
    const struct str texts[] = {b->edition, b->year_text, b->extent, b->host};
    for (size_t i = 0; i < COUNT(texts); i++) add(d, a, INDEX_OTHER, texts[i]);
    add(d, a, INDEX_NOTES, b->contents);
    add(d, a, INDEX_NOTES, b->summary);
    add_all(d, a, INDEX_NOTES, &b->notes);
    add(d, a, INDEX_PLACE, b->place);
    add(d, a, INDEX_CALL, b->call_number);
    add_class(d, a, b->classification);
}

/* The words of one record; those of the title's other records are added to them. */
static void add_record(struct index_doc *d, struct arena *a, const struct bib *b,
                       const struct mend *hidden)
{
    struct str title[] = {b->title, b->part};
    add(d, a, INDEX_TITLE, arena_join(a, title, 2, STR(" ")));
    add(d, a, INDEX_TITLE, b->native);
    add_all(d, a, INDEX_TITLE, &b->other_titles);
    add_people(d, a, b);
    add_all(d, a, INDEX_SUBJECT, &b->subjects);
    for (size_t i = 0; i < b->series.n; i++) {
        struct str series[] = {b->series.item[i].title, b->series.item[i].volume};
        add(d, a, INDEX_SERIES, arena_join(a, series, 2, STR(" ")));
    }
    add(d, a, INDEX_PUBLISHER, b->publisher);
    add_numbers(d, a, b, hidden);
    add_rest(d, a, b);
}

static void add_call_numbers(struct index_doc *d, struct arena *a, const struct title_view *v)
{
    for (size_t i = 0; i < v->n_holdings; i++) add(d, a, INDEX_CALL, v->holding[i].call_number);
}

struct held_pair {
    int64_t agency;
    uint8_t status;
};

static int compare_agencies(const void *x, const void *y)
{
    int64_t a = ((const struct held_pair *)x)->agency, b = ((const struct held_pair *)y)->agency;
    return (a > b) - (a < b);
}

/* A point for each thing that helps a reader to choose, and what others took the trouble of. */
static int quality_of_record(const struct bib *b)
{
    const bool has[] = {b->names.n > 0,     b->year != 0,      b->publisher.n > 0,
                        b->place.n > 0,     b->isbns.n > 0,    b->extent.n > 0,
                        b->languages.n > 0, b->subjects.n > 0, b->subjects.n > 2,
                        b->summary.n > 0,   b->contents.n > 0, b->classification.n > 0,
                        b->series.n > 0,    b->notes.n > 0,    b->title_short.n > 0};
    int points = 0;
    for (size_t i = 0; i < COUNT(has); i++) points += has[i];
    return points;
}

static void set_holders(struct index_doc *d, struct arena *a, const struct title_view *v)
{
    struct held_pair *pair = arena_array(a, struct held_pair, v->n_holdings);
    int64_t *ids = arena_array(a, int64_t, v->n_holdings);
    uint8_t *status = arena_array(a, uint8_t, v->n_holdings);
    for (size_t i = 0; i < v->n_holdings; i++)
        pair[i] = (struct held_pair){v->holding[i].agency->id, held_by(v, &v->holding[i])};
    qsort(pair, v->n_holdings, sizeof pair[0], compare_agencies);
    for (size_t i = 0; i < v->n_holdings; i++) {
        ids[i] = pair[i].agency;
        status[i] = pair[i].status;
    }
    d->agencies = ids;
    d->status = status;
    d->n_agencies = v->n_holdings;
}

/* The class of the description; a library that classes only on its labels says it there. */
static struct strs classes_of(struct arena *a, const struct bib *b)
{
    struct strs levels = dewey_levels(a, b->classification);
    return levels.n ? levels : dewey_levels(a, b->call_number);
}

static void set_columns(struct index_doc *d, struct arena *a, const struct title_view *v)
{
    const struct bib *b = &v->bib;
    set_holders(d, a, v);
    d->format = (int)b->format;
    d->quality = quality_of_record(b);
    d->year = b->year;
    d->year_end = b->year_end;
    d->languages = b->languages;
    for (size_t i = 0; i < b->names.n && i < FACET_AUTHORS_MAX; i++)
        VEC_PUSH(a, &d->authors, utf8_nfc(a, b->names.item[i].name));
    for (size_t i = 0; i < b->subjects.n && i < FACET_SUBJECTS_MAX; i++)
        VEC_PUSH(a, &d->subjects, utf8_nfc(a, b->subjects.item[i]));
    for (size_t i = 0; i < b->series.n && i < FACET_SERIES_MAX; i++)
        if (b->series.item[i].title.n)
            VEC_PUSH(a, &d->series, utf8_nfc(a, b->series.item[i].title));
    d->classes = classes_of(a, b);
    struct str title[] = {b->title, b->part};
    d->sort_title = words_sort_key(a, arena_join(a, title, 2, STR(" ")),
                                   b->languages.n ? b->languages.item[0] : STR(""));
    d->sort_author = words_sort_key(a, title_main_author(b), STR(""));
}

static void feed_list(struct buf *to, const struct strs *list)
{
    buf_printf(to, "%zu;", list->n);
    for (size_t i = 0; i < list->n; i++) {
        buf_printf(to, "%zu:", list->item[i].n);
        buf_add(to, list->item[i]);
    }
}

static void feed_headings(struct buf *to, const struct index_headings *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct index_heading *h = &list->item[i];
        buf_printf(to, "%d %zu:", (int)h->kind, h->sort.n);
        buf_add(to, h->sort);
        buf_printf(to, "%zu:", h->text.n);
        buf_add(to, h->text);
    }
}

static struct str digest_of_doc(const struct index_doc *d, struct arena *a)
{
    struct buf CLEANUP(buf_release) all = BUF(64 << 20);
    for (int f = 0; f < INDEX_FIELDS; f++) feed_list(&all, &d->text[f]);
    feed_list(&all, &d->languages);
    feed_list(&all, &d->authors);
    feed_list(&all, &d->subjects);
    feed_list(&all, &d->marks);
    feed_headings(&all, &d->headings);
    feed_list(&all, &d->series);
    feed_list(&all, &d->classes);
    buf_printf(&all, "%d %d %d %d ", d->format, d->year, d->year_end, d->quality);
    for (size_t i = 0; i < d->n_agencies; i++)
        buf_printf(&all, "%lld/%u ", (long long)d->agencies[i], (unsigned)d->status[i]);
    buf_add(&all, d->sort_title);
    buf_add_char(&all, '\n');
    buf_add(&all, d->sort_author);
    struct digest digest = digest_of(buf_str(&all));
    return arena_copy(a, (struct str){(const char *)digest.byte, sizeof digest.byte});
}

static bool is_mended(const struct title_view *v)
{
    for (int f = 0; f < TITLE_FIELDS; f++)
        if (v->mended[f]) return true;
    return false;
}

/* An alias has no records, and so no words. */
enum err document_of_title(struct holding_cache *cache, int64_t title, struct index_doc *ret)
{
    struct arena *a = cache->mem;
    struct title_view v;
    const struct scope everybody = {.everybody = true};
    enum err e = title_read(cache, &everybody, title, &v);
    if (e) return e;
    struct index_doc d = {.id = title};
    const struct mend *hidden = v.mended[TITLE_NUMBERS];
    if (is_mended(&v)) add_record(&d, a, &v.bib, hidden); /* words that no record has */
    for (size_t i = 0; i < v.n_records; i++) add_record(&d, a, &v.record[i].bib, hidden);
    add_call_numbers(&d, a, &v);
    set_columns(&d, a, &v);
    d.marks = quality_marks(&v, a);
    headings_of_title(&v, &d.authors, &d.subjects, a, &d.headings);
    d.digest = digest_of_doc(&d, a);
    *ret = d;
    return OK;
}
