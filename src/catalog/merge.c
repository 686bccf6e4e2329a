/* merge.c -- choosing and uniting fields. */
#include "catalog/merge.h"

#include "base/checked.h"
#include "catalog/source.h"
#include "text/words.h"

enum { UNITED_MAX = 200 };

/* ---- the order of trust ---- */

static int richness(const struct stored *s)
{
    const struct bib *b = &s->bib;
    int filled = (b->edition.n > 0) + (b->publisher.n > 0) + (b->year > 0) + (b->extent.n > 0) +
                 (b->series.n > 0) + (b->subjects.n > 0) + (b->classification.n > 0) +
                 (b->summary.n > 0) + (b->contents.n > 0) + (b->names.n > 0) + (b->isbns.n > 0);
    return filled + (source_is_marc(s->format) ? 100 : 0);
}

static size_t *order_of(const struct stored *record, size_t n, struct arena *a)
{
    size_t *order = arena_array(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t j = i;
        for (; j && richness(&record[order[j - 1]]) < richness(&record[i]); j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
    return order;
}

struct merging {
    const struct stored *record;
    size_t n;
    const size_t *order;
    struct arena *mem;
    struct bib *to;
    int *source;
};

/* The best record for which `has` holds; -1 when there is none. */
static int best_with(const struct merging *m, bool (*has)(const struct bib *))
{
    for (size_t i = 0; i < m->n; i++)
        if (has(&m->record[m->order[i]].bib)) return (int)m->order[i];
    return -1;
}

/* ---- fields taken whole ---- */

static bool has_title(const struct bib *b)
{
    return b->title.n > 0;
}
static bool has_edition(const struct bib *b)
{
    return b->edition.n > 0;
}
static bool has_imprint(const struct bib *b)
{
    return b->publisher.n > 0 || b->year > 0;
}
static bool has_extent(const struct bib *b)
{
    return b->extent.n > 0;
}
static bool has_series(const struct bib *b)
{
    return b->series.n > 0;
}
static bool has_class(const struct bib *b)
{
    return b->classification.n > 0;
}
static bool has_notes(const struct bib *b)
{
    return b->notes.n > 0;
}
static bool has_contents(const struct bib *b)
{
    return b->contents.n > 0;
}
static bool has_summary(const struct bib *b)
{
    return b->summary.n > 0;
}
static bool has_host(const struct bib *b)
{
    return b->host.n > 0;
}
static bool has_native(const struct bib *b)
{
    return b->native.n > 0;
}

#define FROM(m, at) (&(m)->record[at].bib)

/* A field of a description by its offset; tables below name fields so. */
static void *member(const struct bib *b, size_t offset)
{
    return (char *)(uintptr_t)b + offset;
}

static void take_title(struct merging *m)
{
    int at = m->source[TITLE_TITLE] = best_with(m, has_title);
    if (at < 0) return;
    const struct bib *b = FROM(m, at);
    m->to->title = b->title;
    m->to->title_short = b->title_short;
    m->to->part = b->part;
    m->to->responsibility = b->responsibility;
    m->to->format = b->format;
    m->to->online = b->online;
    int native = best_with(m, has_native);
    if (native >= 0) m->to->native = FROM(m, native)->native;
}

static void take_imprint(struct merging *m)
{
    int at = m->source[TITLE_PUBLICATION] = best_with(m, has_imprint);
    if (at < 0) return;
    const struct bib *b = FROM(m, at);
    m->to->place = b->place;
    m->to->publisher = b->publisher;
    m->to->year_text = b->year_text;
    m->to->year = b->year;
    m->to->year_end = b->year_end;
}

static void take_texts(struct merging *m)
{
    struct {
        enum title_field field;
        bool (*has)(const struct bib *);
        size_t offset;
    } text[] = {
        {TITLE_EDITION, has_edition, offsetof(struct bib, edition)},
        {TITLE_EXTENT, has_extent, offsetof(struct bib, extent)},
        {TITLE_CLASSIFICATION, has_class, offsetof(struct bib, classification)},
        {TITLE_CONTENTS, has_contents, offsetof(struct bib, contents)},
        {TITLE_SUMMARY, has_summary, offsetof(struct bib, summary)},
        {TITLE_HOST, has_host, offsetof(struct bib, host)},
    };
    for (size_t i = 0; i < COUNT(text); i++) {
        int at = m->source[text[i].field] = best_with(m, text[i].has);
        if (at < 0) continue;
        *(struct str *)member(m->to, text[i].offset) =
            *(const struct str *)member(FROM(m, at), text[i].offset);
    }
    int series = m->source[TITLE_SERIES] = best_with(m, has_series);
    if (series >= 0) m->to->series.item = FROM(m, series)->series.item;
    if (series >= 0) m->to->series.n = FROM(m, series)->series.n;
    int notes = m->source[TITLE_NOTES] = best_with(m, has_notes);
    if (notes >= 0) m->to->notes = FROM(m, notes)->notes;
}

/* ---- fields united ---- */

/* Adds what is not there yet, compared by its words. */
static void unite(struct merging *m, const struct strs *from, struct strs *to, struct strs *keys)
{
    for (size_t i = 0; i < from->n && to->n < UNITED_MAX; i++) {
        struct str key = words_key(m->mem, from->item[i]);
        bool there = key.n == 0;
        for (size_t k = 0; k < keys->n && !there; k++) there = str_eq(keys->item[k], key);
        if (there) continue;
        VEC_PUSH(m->mem, keys, key);
        VEC_PUSH(m->mem, to, from->item[i]);
    }
}

static void unite_lists(struct merging *m)
{
    static const struct {
        size_t offset;
        int field;
    } list[] = {
        {offsetof(struct bib, other_titles), -1},
        {offsetof(struct bib, languages), TITLE_LANGUAGE},
        {offsetof(struct bib, isbns), TITLE_IDENTIFIERS},
        {offsetof(struct bib, issns), TITLE_IDENTIFIERS},
        {offsetof(struct bib, other_ids), -1},
        {offsetof(struct bib, subjects), TITLE_SUBJECTS},
        {offsetof(struct bib, urls), TITLE_LINKS},
    };
    for (size_t l = 0; l < COUNT(list); l++) {
        struct strs *to = member(m->to, list[l].offset), keys = {0};
        for (size_t i = 0; i < m->n; i++) {
            size_t at = m->order[i];
            size_t before = to->n;
            unite(m, member(FROM(m, at), list[l].offset), to, &keys);
            if (!before && to->n && list[l].field >= 0 && m->source[list[l].field] < 0)
                m->source[list[l].field] = (int)at;
        }
    }
}

static bool inverted(struct str name)
{
    return str_find_char(name, ',', 0) < name.n;
}

static void unite_name(struct merging *m, const struct bib_name *name, struct strs *keys)
{
    struct str key = words_name_key(m->mem, name->name);
    for (size_t k = 0; k < keys->n; k++) {
        struct bib_name *there = &m->to->names.item[k];
        if (!str_eq(keys->item[k], key)) continue;
        if (!inverted(there->name) && inverted(name->name)) there->name = name->name;
        return;
    }
    if (keys->n == UNITED_MAX) return;
    VEC_PUSH(m->mem, keys, key);
    VEC_PUSH(m->mem, &m->to->names, *name);
}

static void unite_names(struct merging *m)
{
    struct strs keys = {0};
    for (size_t i = 0; i < m->n; i++) {
        const struct bib *b = FROM(m, m->order[i]);
        if (b->names.n && m->source[TITLE_NAMES] < 0) m->source[TITLE_NAMES] = (int)m->order[i];
        for (size_t k = 0; k < b->names.n; k++) unite_name(m, &b->names.item[k], &keys);
    }
}

void merge_records(const struct stored *record, size_t n, struct arena *a, struct bib *ret,
                   int source[TITLE_FIELDS])
{
    struct merging m = {record, n, order_of(record, n, a), a, ret, source};
    *ret = (struct bib){0};
    for (int f = 0; f < TITLE_FIELDS; f++) source[f] = -1;
    take_title(&m);
    take_imprint(&m);
    take_texts(&m);
    unite_lists(&m);
    unite_names(&m);
}
