/* merge.c -- choosing: fields of which a title has one value. */
#include "catalog/merging.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/spelling_form.h"

/* ---- who votes ---- */

static int by_trust(const void *x, const void *y)
{
    return trust_compare(*(const struct stored *const *)x, *(const struct stored *const *)y);
}

static void call_voters(struct merging *m, const struct stored *record, size_t n)
{
    const struct stored **order = arena_array(m->mem, const struct stored *, n + 1);
    for (size_t i = 0; i < n; i++) order[i] = &record[i];
    if (n > 1) qsort(order, n, sizeof order[0], by_trust);
    m->n = MIN(n, (size_t)MERGE_RECORDS_MAX);
    m->voter = arena_array(m->mem, struct voter, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        struct str language = m->n > 1 ? trust_language(order[i]) : (struct str){0};
        m->voter[i] = (struct voter){.bib = &order[i]->bib,
                                     .index = (int)(order[i] - record),
                                     .weight = 100 + (m->n > 1 ? trust_of(order[i]) : 0),
                                     .tongue = str_eq(language, STR("ind")) ? 3 : !language.n};
        if (script_of(order[i]->bib.title) == SCRIPT_LATIN) m->script = SCRIPT_LATIN;
    }
}

int merge_fits(const struct merging *m, struct str s)
{
    enum script is = script_of(s);
    return is == m->script || is == SCRIPT_NONE ? 2 : 0;
}

/* ---- one text of each record ---- */

typedef struct str text_fn(const struct merging *m, const struct bib *b);

struct choosing {
    enum title_field field;
    text_fn *text;
    text_fn *key;       /* NULL: the words of the text */
    bool own_words;     /* of the cataloguer: his language counts */
    bool any_beginning; /* as in struct ballot */
};

/* One record needs no vote: what it has is shown. */
static int choose_only(struct merging *m, const struct choosing *c)
{
    bool has = c->text(m, m->voter[0].bib).n > 0;
    m->origin[c->field] = has ? (struct title_origin){.source = 0, .agree = 1, .have = 1}
                              : (struct title_origin){.source = -1};
    return has ? 0 : -1;
}

/* The voter whose value is to be shown; -1: nobody has any. */
static int choose(struct merging *m, const struct choosing *c)
{
    if (m->n == 1) return choose_only(m, c);
    struct ballot b = {.mem = m->mem, .any_beginning = c->any_beginning};
    for (size_t i = 0; i < m->n; i++) {
        const struct voter *w = &m->voter[i];
        struct str text = c->text(m, w->bib);
        if (text.n == 0) continue;
        struct vote v = {.text = text,
                         .key = c->key ? c->key(m, w->bib) : (struct str){0},
                         .voter = (int)i,
                         .weight = w->weight,
                         .rank = merge_fits(m, text)};
        if (c->own_words) v.rank = 2 * v.rank + w->tongue;
        ballot_add(&b, &v);
    }
    int winner = ballot_winner(&b);
    struct title_origin o = ballot_origin(&b, winner);
    int voter = o.source;
    if (voter >= 0) o.source = m->voter[voter].index;
    m->origin[c->field] = o;
    return voter;
}

#define FIELD_TEXT(name)                                                                           \
    static struct str text_of_##name(const struct merging *m, const struct bib *b)                 \
    {                                                                                              \
        (void)m;                                                                                   \
        return b->name;                                                                            \
    }
FIELD_TEXT(title)
FIELD_TEXT(part)
FIELD_TEXT(responsibility)
FIELD_TEXT(edition)
FIELD_TEXT(publisher)
FIELD_TEXT(extent)
FIELD_TEXT(frequency)
FIELD_TEXT(host)
FIELD_TEXT(classification)
FIELD_TEXT(contents)
FIELD_TEXT(summary)

static struct str text_of_year(const struct merging *m, const struct bib *b)
{
    if (b->year_text.n || !b->year) return b->year_text;
    return arena_printf(m->mem, "%d", b->year);
}

/* "c2005" and "[2005]" are the same year; texts without one speak for themselves. */
static struct str key_of_year(const struct merging *m, const struct bib *b)
{
    return b->year ? arena_printf(m->mem, "%d-%d", b->year, b->year_end) : (struct str){0};
}

static struct str text_of_format(const struct merging *m, const struct bib *b)
{
    (void)m;
    return b->format == FORMAT_UNKNOWN ? (struct str){0} : str_of(format_name(b->format));
}

/* Letters and digits alone: "899.221 3" and "899.2213" are one class. */
static struct str key_of_class(const struct merging *m, const struct bib *b)
{
    char *p = arena_alloc(m->mem, b->classification.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->classification.n; i++) {
        char c = b->classification.p[i];
        bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (digit || letter) p[n++] = c;
    }
    return (struct str){p, n};
}

/* "PT. Gramedia" and "Gramedia", "Jkt." and "Jakarta" are one. */
static struct str key_of_publisher(const struct merging *m, const struct bib *b)
{
    return spelling_key(m->mem, SPELLING_PUBLISHER, b->publisher);
}

static struct str key_of_place(const struct merging *m, const struct bib *b)
{
    return spelling_key(m->mem, SPELLING_PLACE, b->place);
}

static struct str text_of_series(const struct merging *m, const struct bib *b)
{
    struct strs parts = {0};
    for (size_t i = 0; i < b->series.n; i++) {
        struct str part[] = {b->series.item[i].title, b->series.item[i].volume};
        VEC_PUSH(m->mem, &parts, arena_join(m->mem, part, 2, STR(" ; ")));
    }
    return arena_join(m->mem, parts.item, parts.n, STR("\n"));
}

static struct str text_of_notes(const struct merging *m, const struct bib *b)
{
    return arena_join(m->mem, b->notes.item, b->notes.n, STR("\n"));
}

/* The place where the chosen publisher is; of records without a publisher any. */
static struct str text_of_place(const struct merging *m, const struct bib *b)
{
    bool fits = m->to->publisher.n == 0 || b->publisher.n == 0 ||
                str_eq(b->publisher, m->to->publisher) ||
                str_eq(key_of_publisher(m, b), key_of_publisher(m, m->to));
    return fits ? b->place : (struct str){0};
}

static struct str text_of_any_place(const struct merging *m, const struct bib *b)
{
    (void)m;
    return b->place;
}

/* ---- the title ---- */

/* The title in the script of the publication: of 880, or of a record that has no other. */
static struct str text_of_native(const struct merging *m, const struct bib *b)
{
    if (b->native.n) return b->native;
    return merge_fits(m, b->title) ? (struct str){0} : b->title;
}

static void choose_native(struct merging *m)
{
    struct ballot b = {.mem = m->mem};
    for (size_t i = 0; i < m->n; i++) {
        const struct voter *w = &m->voter[i];
        struct str text = text_of_native(m, w->bib);
        ballot_add(&b, &(struct vote){.text = text,
                                      .voter = (int)i,
                                      .weight = w->weight,
                                      .rank = script_of(text) == SCRIPT_OTHER});
    }
    int winner = ballot_winner(&b);
    if (winner >= 0 && !str_eq(b.item[winner].text, m->to->title))
        m->to->native = b.item[winner].text;
}

static void choose_title(struct merging *m)
{
    int at = choose(m, &(struct choosing){TITLE_TITLE, .text = text_of_title});
    if (at < 0) return;
    m->to->title = m->voter[at].bib->title;
    m->to->title_short = m->voter[at].bib->title_short;
    choose_native(m);
}

/* ---- the others ---- */

struct text_field {
    struct choosing how;
    size_t offset; /* of the struct str in struct bib */
};

static void choose_texts(struct merging *m)
{
    static const struct text_field fields[] = {
#define PLAIN(field, name) {{field, .text = text_of_##name}, offsetof(struct bib, name)}
        PLAIN(TITLE_PART, part),
        PLAIN(TITLE_RESPONSIBILITY, responsibility),
        PLAIN(TITLE_EDITION, edition),
        PLAIN(TITLE_HOST, host),
        PLAIN(TITLE_CONTENTS, contents),
#undef PLAIN
        {{TITLE_PUBLISHER, .text = text_of_publisher, .key = key_of_publisher},
         offsetof(struct bib, publisher)},
        {{TITLE_CLASSIFICATION, .text = text_of_classification, .key = key_of_class,
          .any_beginning = true},
         offsetof(struct bib, classification)},
#define WORDED(field, name)                                                                        \
    {{field, .text = text_of_##name, .own_words = true}, offsetof(struct bib, name)}
        WORDED(TITLE_EXTENT, extent),
        WORDED(TITLE_FREQUENCY, frequency),
        WORDED(TITLE_SUMMARY, summary),
#undef WORDED
    };
    for (size_t i = 0; i < COUNT(fields); i++) {
        int at = choose(m, &fields[i].how);
        if (at < 0) continue;
        *(struct str *)merge_member(m->to, fields[i].offset) =
            *(const struct str *)merge_member(m->voter[at].bib, fields[i].offset);
    }
}

static void choose_imprint(struct merging *m)
{
    struct choosing year = {TITLE_YEAR, .text = text_of_year, .key = key_of_year};
    struct choosing place = {TITLE_PLACE, .text = text_of_place, .key = key_of_place};
    int at = choose(m, &year);
    if (at >= 0) {
        m->to->year_text = m->voter[at].bib->year_text;
        m->to->year = m->voter[at].bib->year;
        m->to->year_end = m->voter[at].bib->year_end;
    }
    at = choose(m, &place);
    place.text = text_of_any_place;
    if (at < 0) at = choose(m, &place);
    if (at >= 0) m->to->place = m->voter[at].bib->place;
}

static void choose_rest(struct merging *m)
{
    int at = choose(m, &(struct choosing){TITLE_FORMAT, .text = text_of_format});
    if (at >= 0) m->to->format = m->voter[at].bib->format;
    int online = 0;
    for (size_t i = 0; i < m->n; i++)
        online += m->voter[i].bib->online ? m->voter[i].weight : -m->voter[i].weight;
    m->to->online = online > 0;
    at = choose(m, &(struct choosing){TITLE_SERIES, .text = text_of_series});
    if (at >= 0) {
        m->to->series.item = m->voter[at].bib->series.item;
        m->to->series.n = m->voter[at].bib->series.n;
    }
    at = choose(m, &(struct choosing){TITLE_NOTES, .text = text_of_notes, .own_words = true});
    if (at >= 0) m->to->notes = m->voter[at].bib->notes;
}

/* The most trusted record that tells: links to other titles are not worth a vote. */
static void take_history(struct merging *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct bib *b = m->voter[i].bib;
        if (!m->to->before.n) m->to->before = b->before;
        if (!m->to->after.n) m->to->after = b->after;
    }
}

/* Records catalogued in the language of the publication, once that is known. */
static void mind_the_language(struct merging *m, const struct stored *record)
{
    for (size_t i = 0; m->n > 1 && i < m->n && m->to->languages.n; i++) {
        struct voter *w = &m->voter[i];
        bool same = str_eq(trust_language(&record[w->index]), m->to->languages.item[0]);
        if (same && w->tongue < 2) w->tongue = 2;
    }
}

void merge_records(const struct stored *record, size_t n, struct arena *a, struct bib *ret,
                   struct title_origin origin[TITLE_FIELDS])
{
    struct merging m = {.script = SCRIPT_OTHER, .mem = a, .to = ret, .origin = origin};
    *ret = (struct bib){0};
    for (int f = 0; f < TITLE_FIELDS; f++) origin[f] = (struct title_origin){.source = -1};
    call_voters(&m, record, n);
    choose_title(&m);
    merge_lists(&m);
    mind_the_language(&m, record);
    choose_texts(&m);
    choose_imprint(&m);
    choose_rest(&m);
    merge_names(&m);
    take_history(&m);
}
