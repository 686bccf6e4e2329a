/* headings.c -- from a title to its headings. */
#include "catalog/headings.h"

#include "base/checked.h"
#include "text/utf8.h"
#include "text/words.h"

/* ---- call numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The end of a run of digits. */
static size_t digits_end(struct str s, size_t at)
{
    while (at < s.n && is_digit(s.p[at])) at++;
    return at;
}

/* "813.54 HIR l" becomes "3813.54 hir l": a number behind its length, digits after its point as
 * they are. A point is before letters and after the space that ends a number, so 813, 813.5 and
 * 813.54 follow each other. */
static struct str call_sort(struct arena *a, struct str call)
{
    struct strs parts = {0};
    for (size_t at = 0; at < call.n;) {
        size_t start = at;
        while (at < call.n && !is_digit(call.p[at])) at++;
        struct str letters = words_key(a, str_slice(call, start, at));
        if (letters.n) VEC_PUSH(a, &parts, letters);
        if (at == call.n) break;
        size_t end = digits_end(call, at);
        struct str number = words_sort_key(a, str_slice(call, at, end), STR(""));
        bool fraction = end + 1 < call.n && call.p[end] == '.' && is_digit(call.p[end + 1]);
        at = fraction ? digits_end(call, end + 1) : end;
        struct str piece[] = {number, str_slice(call, end, at)};
        VEC_PUSH(a, &parts, arena_join(a, piece, 2, (struct str){0}));
    }
    return utf8_cut(arena_join(a, parts.item, parts.n, STR(" ")), 64);
}

struct str heading_sort(struct arena *a, enum heading_kind k, struct str text, struct str language)
{
    return k == HEADING_CALL ? call_sort(a, text) : words_sort_key(a, text, language);
}

/* ---- of a title ---- */

static void add(struct index_headings *to, struct arena *a, enum heading_kind k, struct str text,
                struct str language)
{
    if (k == HEADING_TITLE)
        text = utf8_cut(text, HEADING_BYTES_MAX);
    else if (text.n > HEADING_BYTES_MAX)
        return;
    struct index_heading h = {k, heading_sort(a, k, text, language), text};
    if (h.sort.n) VEC_PUSH(a, to, h);
}

static void add_series(struct index_headings *to, struct arena *a, const struct title_view *v)
{
    for (size_t i = 0; i < v->bib.series.n; i++)
        add(to, a, HEADING_SERIES, utf8_nfc(a, v->bib.series.item[i].title), STR(""));
}

/* One of each library: what stands on its spines. */
static void add_calls(struct index_headings *to, struct arena *a, const struct title_view *v)
{
    for (size_t i = 0; i < v->n_holdings; i++)
        add(to, a, HEADING_CALL, utf8_nfc(a, v->holding[i].call_number), STR(""));
}

void headings_of_title(const struct title_view *v, const struct strs *authors,
                       const struct strs *subjects, struct arena *a, struct index_headings *ret)
{
    const struct bib *b = &v->bib;
    struct str title[] = {b->title, b->part};
    struct str language = b->languages.n ? b->languages.item[0] : STR("");
    struct index_headings list = {0};
    add(&list, a, HEADING_TITLE, utf8_nfc(a, arena_join(a, title, 2, STR(" "))), language);
    for (size_t i = 0; i < authors->n; i++)
        add(&list, a, HEADING_AUTHOR, authors->item[i], STR(""));
    for (size_t i = 0; i < subjects->n; i++)
        add(&list, a, HEADING_SUBJECT, subjects->item[i], STR(""));
    add_series(&list, a, v);
    add_calls(&list, a, v);
    *ret = list;
}
