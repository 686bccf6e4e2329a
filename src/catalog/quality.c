/* quality.c -- marks of titles, and counting them. */
#include "catalog/quality.h"

#include "base/checked.h"
#include "text/isbn.h"

enum { MARKS_LISTED_MAX = 5000, ISBN_SINCE = 1970 };

static const char *const names[MARKS] = {
    [MARK_NO_ISBN] = "isbn",
    [MARK_BAD_ISBN] = "isbn-wrong",
    [MARK_NO_AUTHOR] = "author",
    [MARK_NO_YEAR] = "year",
    [MARK_NO_LANGUAGE] = "language",
    [MARK_NO_PUBLISHER] = "publisher",
    [MARK_NO_CLASS] = "class",
    [MARK_NO_SUBJECT] = "subject",
    [MARK_NO_EXTENT] = "extent",
    [MARK_NO_CALL_NUMBER] = "call",
    [MARK_ODD_CALL_NUMBER] = "call-odd",
    [MARK_NO_COPY] = "copy",
    [MARK_NO_CODES] = "codes",
    [MARK_ONLY] = "only",
};

/* What finds and joins a title weighs most: its numbers, author, year; then what it is sought by.
 */
static const unsigned char weights[MARKS] = {
    [MARK_NO_ISBN] = 5,      [MARK_BAD_ISBN] = 5,       [MARK_NO_AUTHOR] = 5,
    [MARK_NO_YEAR] = 4,      [MARK_NO_COPY] = 4,        [MARK_NO_SUBJECT] = 3,
    [MARK_NO_CLASS] = 3,     [MARK_NO_CALL_NUMBER] = 3, [MARK_NO_LANGUAGE] = 2,
    [MARK_NO_PUBLISHER] = 2, [MARK_NO_EXTENT] = 1,      [MARK_ODD_CALL_NUMBER] = 1,
    [MARK_NO_CODES] = 1,
};

int mark_weight(enum mark m)
{
    return weights[m];
}

const char *mark_name(enum mark m)
{
    return names[m];
}

bool mark_parse(struct str name, enum mark *ret)
{
    for (enum mark m = 0; m < MARKS; m++) {
        if (!str_eq(name, str_of(names[m]))) continue;
        *ret = m;
        return true;
    }
    return false;
}

struct str mark_text(struct arena *a, int64_t agency, enum mark m)
{
    return arena_printf(a, "%lld %s", (long long)agency, names[m]);
}

/* ---- of a title ---- */

static bool wants_isbn(const struct bib *b)
{
    if (b->format == FORMAT_SERIAL) return b->issns.n == 0;
    bool book = b->format == FORMAT_BOOK || b->format == FORMAT_UNKNOWN;
    return book && b->isbns.n == 0 && (b->year == 0 || b->year >= ISBN_SINCE);
}

static bool wants_author(const struct bib *b)
{
    bool written = b->format == FORMAT_BOOK || b->format == FORMAT_UNKNOWN ||
                   b->format == FORMAT_THESIS || b->format == FORMAT_ARTICLE;
    return written && b->names.n == 0 && b->responsibility.n == 0;
}

static bool has_misprint(const struct bib *b)
{
    for (size_t i = 0; i < b->other_ids.n; i++)
        if (isbn_is_misprint(b->other_ids.item[i])) return true;
    return false;
}

static void mark_record(bool found[MARKS], const struct bib *b)
{
    bool words = b->format == FORMAT_BOOK || b->format == FORMAT_UNKNOWN;
    found[MARK_NO_ISBN] |= wants_isbn(b);
    found[MARK_BAD_ISBN] |= has_misprint(b);
    found[MARK_NO_AUTHOR] |= wants_author(b);
    found[MARK_NO_YEAR] |= b->year == 0;
    found[MARK_NO_LANGUAGE] |= b->languages.n == 0;
    found[MARK_NO_PUBLISHER] |= words && b->publisher.n == 0;
    found[MARK_NO_CLASS] |= b->classification.n == 0;
    found[MARK_NO_SUBJECT] |= b->subjects.n == 0;
    found[MARK_NO_EXTENT] |= words && b->extent.n == 0;
    found[MARK_NO_CODES] |= b->made.bare;
}

/* On a shelf, "813" is not found among hundreds, and "HIR" alone nowhere. */
static bool is_odd_call_number(struct str s)
{
    bool digit = false, letter = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        digit |= c >= '0' && c <= '9';
        letter |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    }
    return s.n && !(digit && letter);
}

/* The call number of the record serves copies that have none of their own. */
static void mark_holding(bool found[MARKS], const struct title_holding *h, bool of_record)
{
    found[MARK_ODD_CALL_NUMBER] = is_odd_call_number(h->call_number);
    found[MARK_NO_COPY] = h->n == 0;
    found[MARK_NO_CALL_NUMBER] = h->call_number.n == 0;
    for (size_t i = 0; i < h->n && !of_record; i++)
        found[MARK_NO_CALL_NUMBER] |= h->item[i].call_number.n == 0;
}

struct strs quality_marks(const struct title_view *v, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < v->n_holdings; i++) {
        const struct title_holding *h = &v->holding[i];
        bool found[MARKS] = {false}, call_number = false;
        for (size_t r = 0; r < v->n_records; r++) {
            if (v->record[r].agency != h->agency->id) continue;
            mark_record(found, &v->record[r].bib);
            call_number |= v->record[r].bib.call_number.n > 0;
        }
        mark_holding(found, h, call_number);
        found[MARK_ONLY] = v->n_holdings == 1;
        for (enum mark m = 0; m < MARKS; m++)
            if (found[m]) VEC_PUSH(a, &list, mark_text(a, h->agency->id, m));
        if (h->copies)
            VEC_PUSH(a, &list, arena_printf(a, "%lld x%d", (long long)h->agency->id, h->copies));
    }
    return list;
}

/* ---- counting ---- */

/* "12 isbn" counts titles, "12 x3" titles of three copies. */
static void add_value(struct quality *q, int64_t agency, const struct index_facet_value *v)
{
    struct str rest = v->text, of;
    int64_t id = 0, copies = 0;
    enum mark m;
    if (!str_split(&rest, ' ', &of) || str_to_i64(of, &id) || id != agency) return;
    if (mark_parse(rest, &m))
        q->with[m] = v->count;
    else if (rest.n > 1 && rest.p[0] == 'x' && !str_to_i64(str_slice(rest, 1, rest.n), &copies))
        q->copies += copies * v->count;
}

enum err quality_of(struct db *db, struct index_reader *index, const struct actor *actor,
                    int64_t agency, int64_t deadline_us, struct arena *a, struct quality *ret)
{
    struct index_hits hits;
    const struct index_query query = {.filter = {.agencies = &agency, .n_agencies = 1},
                                      .sort = INDEX_BY_TITLE,
                                      .facet_limit = MARKS_LISTED_MAX,
                                      .facets = 1u << FACET_MARK,
                                      .deadline_us = deadline_us};
    *ret = (struct quality){0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e) e = index_search(index, &query, a, &hits);
    if (e) return e;
    ret->titles = hits.total;
    for (size_t i = 0; i < hits.facet[FACET_MARK].n; i++)
        add_value(ret, agency, &hits.facet[FACET_MARK].item[i]);
    return OK;
}
