/* columns.c -- what a column is, from its heading and from what stands in it. */
#include "record/columns.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "base/hash.h"
#include "record/bib_parts.h"
#include "text/isbn.h"
#include "text/utf8.h"

enum { EXAMPLE_BYTES = 60, MOST_LOOKED = TABLE_SAMPLE_ROWS };

/* ---- what stands in a column ---- */

struct contents {
    size_t filled, distinct;
    size_t isbns, numbers, years, prices, small, codes, languages, shelves, classes, people;
    size_t dates, links, types, spaced, bytes;
    bool running; /* 1, 2, 3, ... */
};

static size_t count_digits(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ascii_is_digit(s.p[i]);
    return n;
}

/* "Rp 45.000", "45000,00", "Rp. 1.250.000,-" */
static bool is_price(struct str s)
{
    bool rupiah = s.n > 2 && str_eq_nocase(str_slice(s, 0, 2), STR("rp"));
    size_t digits = count_digits(s);
    if (rupiah) return digits > 0;
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && !memchr(".,- ", s.p[i], 4)) return false;
    return digits >= 4 && digits <= 9 && (str_ends(s, STR("00")) || str_ends(s, STR("00,-")));
}

static size_t class_length(struct str s)
{
    size_t at = 0, digits = 0;
    while (at < s.n && (ascii_is_digit(s.p[at]) || (s.p[at] == '.' && digits >= 3))) {
        digits += ascii_is_digit(s.p[at]);
        if (s.p[at] != '.' && digits <= 3 && at >= 3) return 0;
        at++;
    }
    return digits >= 3 && s.n >= 3 && ascii_is_digit(s.p[0]) && ascii_is_digit(s.p[1]) &&
                   ascii_is_digit(s.p[2])
               ? at
               : 0;
}

/* "813.54 HIR l", "2X4.1 SUK f": a class, then letters of a name, then of a title. */
static bool is_shelf_mark(struct str s)
{
    size_t at = class_length(s), letters = 0;
    if (at == 0 && s.n > 3 && ascii_is_digit(s.p[0]) && (s.p[1] == 'X' || s.p[1] == 'x')) at = 2;
    while (at && at < s.n && (ascii_is_digit(s.p[at]) || s.p[at] == '.' || s.p[at] == ' ')) at++;
    while (at && at + letters < s.n && letters < 5) {
        char c = s.p[at + letters];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) break;
        letters++;
    }
    return at && letters >= 2 && letters <= 4 && s.n <= 40;
}

static bool is_date(struct str s)
{
    if (s.n < 8 || s.n > 19) return false;
    size_t marks = 0;
    for (size_t i = 0; i < s.n; i++) {
        marks += s.p[i] == '-' || s.p[i] == '/';
        if (!ascii_is_digit(s.p[i]) && !memchr("-/: ", s.p[i], 4)) return false;
    }
    return marks == 2;
}

/* "Hirata, Andrea", "Andrea Hirata": two to five words that begin with capitals. */
static bool is_person(struct str s)
{
    size_t words = 1, capitals = 0;
    if (s.n < 4 || s.n > 60 || count_digits(s)) return false;
    for (size_t i = 0; i < s.n; i++) {
        bool first = i == 0 || s.p[i - 1] == ' ';
        words += s.p[i] == ' ';
        capitals += first && s.p[i] >= 'A' && s.p[i] <= 'Z';
        if (memchr(":;/()?!", s.p[i], 7)) return false;
    }
    return words >= 2 && words <= 5 && capitals == words;
}

static bool is_code(struct str s)
{
    if (s.n == 0 || s.n > 40 || !count_digits(s)) return false;
    size_t spaces = 0;
    for (size_t i = 0; i < s.n; i++) spaces += s.p[i] == ' ';
    return spaces <= 1;
}

static bool is_link(struct str s)
{
    return bib_mentions(str_slice(s, 0, 8), STR("http"));
}

static bool is_contact(struct str s)
{
    bool mail = str_find_char(s, '@', 0) < s.n && str_find_char(s, '.', 0) < s.n;
    bool phone = s.n >= 10 && s.n <= 16 && count_digits(s) >= 10 &&
                 (str_starts(s, STR("08")) || str_starts(s, STR("+62")));
    return mail || phone;
}

static void look_at(struct contents *c, struct str s, struct arena *a)
{
    int unused;
    struct str isbn;
    int64_t v = 0;
    bool whole = str_to_i64(s, &v) == OK;
    c->filled++;
    c->bytes += s.n;
    c->isbns += isbn_parse(a, s, &isbn) == OK || issn_parse(a, s, &isbn) == OK;
    c->numbers += count_digits(s) == s.n;
    c->years += s.n <= 12 && bib_year(s, &unused) > 1500 && bib_year(s, &unused) <= 2100;
    c->prices += is_price(s) || is_contact(s);
    c->small += whole && v >= 0 && v <= 500;
    c->codes += is_code(s);
    c->languages += s.n < 30 && bib_language(s).n > 0;
    c->shelves += is_shelf_mark(s);
    c->classes += class_length(s) == s.n && s.n >= 3;
    c->people += is_person(s);
    c->dates += is_date(s);
    c->links += is_link(s);
    c->types += s.n < 30 && bib_format_of(s) != FORMAT_UNKNOWN;
    c->spaced += str_find_char(s, ' ', 0) < s.n;
}

static struct str value_at(const struct table_head *h, size_t row, size_t column)
{
    const struct strs *c = &h->sample.item[row].column;
    return column < c->n ? str_trim(c->item[column]) : (struct str){0};
}

/* Values of the sample are few, so comparing each with each is cheap enough. */
static bool seen_before(const struct table_head *h, size_t row, size_t column)
{
    struct str s = value_at(h, row, column);
    for (size_t i = 0; i < row; i++)
        if (str_eq(value_at(h, i, column), s)) return true;
    return false;
}

static struct contents contents_of(const struct table_head *h, size_t column, struct column *ret,
                                   struct arena *a)
{
    struct contents c = {.running = true};
    size_t examples = 0;
    int64_t before = 0, v = 0;
    for (size_t i = 0; i < h->sample.n && i < MOST_LOOKED; i++) {
        struct str s = value_at(h, i, column);
        if (s.n == 0) continue;
        bool fresh = !seen_before(h, i, column);
        look_at(&c, str_slice(s, 0, 200), a);
        c.distinct += fresh;
        if (str_to_i64(s, &v) || (c.filled > 1 && v != before + 1)) c.running = false;
        before = v;
        if (!fresh || examples == COLUMN_EXAMPLES) continue;
        struct str shown = utf8_cut(fault_excerpt(a, s), EXAMPLE_BYTES);
        ret->example[examples++] = shown;
    }
    c.running &= c.filled >= 3;
    ret->filled = c.filled;
    return c;
}

static bool most(size_t n, const struct contents *c, size_t percent)
{
    return c->filled > 0 && 100 * n >= percent * c->filled;
}

/* ---- by heading ---- */

/* "Penerbitan / Kota": the lower name, unless the upper one is private or both say more. */
static enum column_field by_heading(struct str heading, bool *ret_exact)
{
    size_t slash = str_find(heading, STR(" / "));
    enum column_field whole = column_of_heading(heading, ret_exact);
    if (slash > heading.n || (whole != COLUMN_UNKNOWN && *ret_exact)) return whole;
    bool exact_upper = false, exact = false;
    enum column_field upper = column_of_heading(str_slice(heading, 0, slash), &exact_upper);
    enum column_field lower = column_of_heading(str_slice(heading, slash + 3, heading.n), &exact);
    if (upper == COLUMN_PRIVATE) {
        *ret_exact = true;
        return upper;
    }
    if (lower == COLUMN_UNKNOWN || (!exact && whole != COLUMN_UNKNOWN)) return whole;
    *ret_exact = exact;
    return lower;
}

/* Whether what stands in the column speaks against its heading. */
static bool contradicts(enum column_field f, const struct contents *c)
{
    if (c->filled < 3) return false;
    switch (f) {
    case COLUMN_TITLE: return most(c->numbers, c, 70);
    case COLUMN_AUTHOR:
    case COLUMN_PUBLISHER:
    case COLUMN_PLACE: return most(c->numbers, c, 60) || most(c->prices, c, 60);
    case COLUMN_YEAR: return !most(c->years, c, 40);
    case COLUMN_ISBN: return !most(c->isbns + c->numbers, c, 25) && !most(c->codes, c, 50);
    case COLUMN_LANGUAGE: return !most(c->languages, c, 40);
    case COLUMN_COPIES: return !most(c->small, c, 60);
    case COLUMN_PAGES: return most(c->prices, c, 60);
    case COLUMN_STATUS: return most(c->numbers, c, 60);
    case COLUMN_ITEM_CODE: return 100 * c->distinct < 80 * c->filled || !most(c->codes, c, 50);
    default: return false;
    }
}

static void take_heading(struct column *col, const struct contents *c)
{
    bool exact = false;
    enum column_field f = by_heading(col->name, &exact);
    if (f == COLUMN_UNKNOWN) return;
    col->field = f;
    col->by_heading = true;
    col->confidence = exact ? COLUMN_CERTAIN : COLUMN_DOUBTFUL;
    if (f == COLUMN_PRIVATE) col->confidence = COLUMN_CERTAIN; /* leaving out harms nobody */
    if (!contradicts(f, c)) return;
    col->confidence = COLUMN_DOUBTFUL;
    if (f == COLUMN_STATUS) col->field = COLUMN_UNKNOWN; /* how many are sound: not of one copy */
    if (f != COLUMN_COPIES) return;
    if (most(c->prices, c, 60))
        col->field = COLUMN_PRIVATE;
    else if (most(c->codes, c, 60) && c->distinct == c->filled)
        col->field = COLUMN_ITEM_CODE;
}

/* "Kelas" is a school grade, or what others call a class number. */
static void settle_grade(struct column *col, const struct contents *c)
{
    if (col->field == COLUMN_GRADE && col->confidence == COLUMN_DOUBTFUL && most(c->classes, c, 60))
        col->field = COLUMN_CLASSIFICATION;
}

/* ---- by contents ---- */

static void take(struct column *col, enum column_field f, enum column_confidence confidence)
{
    col->field = f;
    col->confidence = confidence;
}

/* Only what is unmistakable, or a question; a name nobody knows may well be a borrower's. */
static void take_contents(struct column *col, const struct contents *c, bool headed)
{
    enum column_confidence unsure = headed ? COLUMN_NOT_KNOWN : COLUMN_DOUBTFUL;
    if (c->filled == 0)
        take(col, COLUMN_IGNORED, COLUMN_CERTAIN);
    else if (most(c->isbns, c, 60))
        take(col, COLUMN_ISBN, COLUMN_CERTAIN);
    else if (most(c->links, c, 80))
        take(col, COLUMN_URL, COLUMN_DOUBTFUL);
    else if (most(c->shelves, c, 60))
        take(col, COLUMN_CALL_NUMBER, COLUMN_DOUBTFUL);
    else if (most(c->languages, c, 80) && c->distinct < 10)
        take(col, COLUMN_LANGUAGE, COLUMN_DOUBTFUL);
    else if (c->running)
        take(col, COLUMN_IGNORED, unsure);
    else if (most(c->dates, c, 60))
        take(col, COLUMN_PRIVATE, COLUMN_CERTAIN);
    else if (most(c->years, c, 80))
        take(col, headed ? COLUMN_UNKNOWN : COLUMN_YEAR, unsure);
    else if (most(c->prices, c, 70))
        take(col, COLUMN_PRIVATE, COLUMN_CERTAIN);
    else if (most(c->types, c, 80) && c->distinct < 20)
        take(col, COLUMN_TYPE, COLUMN_DOUBTFUL);
}

/* Without any heading: the longest texts are titles, and names beside them their authors. */
static void take_headless(struct columns *list, const struct contents *c)
{
    size_t title = list->n, author = list->n, code = list->n;
    for (size_t i = 0; i < list->n; i++) {
        if (list->item[i].field != COLUMN_UNKNOWN || c[i].filled == 0) continue;
        bool text = most(c[i].spaced, &c[i], 40) && 2 * c[i].distinct > c[i].filled;
        bool names = most(c[i].people, &c[i], 60);
        if (names && author == list->n) author = i;
        if (text && (title == list->n || c[i].bytes > c[title].bytes)) title = i;
        bool unique = c[i].distinct == c[i].filled && most(c[i].codes, &c[i], 90);
        if (unique && code == list->n && c[i].filled >= 3) code = i;
    }
    if (title < list->n) take(&list->item[title], COLUMN_TITLE, COLUMN_DOUBTFUL);
    if (author < list->n && author != title)
        take(&list->item[author], COLUMN_AUTHOR, COLUMN_DOUBTFUL);
    if (code < list->n && code != title) take(&list->item[code], COLUMN_ITEM_CODE, COLUMN_DOUBTFUL);
}

/* Of two columns for what a book has once, the surer one keeps it, then the first. */
static void drop_repeated(struct columns *list)
{
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < i; k++) {
            struct column *a = &list->item[k], *b = &list->item[i];
            if (a->field != b->field || column_may_repeat(a->field)) continue;
            struct column *loser = b->confidence < a->confidence ? a : b;
            take(loser, COLUMN_UNKNOWN, COLUMN_NOT_KNOWN);
        }
}

static void name_letters(size_t i, char to[4])
{
    char p[4];
    size_t n = 0;
    for (i++; i && n < 3; i = (i - 1) / 26) p[n++] = (char)('A' + (i - 1) % 26);
    for (size_t k = 0; k < n; k++) to[k] = p[n - 1 - k];
    to[n] = '\0';
}

/* The columns that the file of refused rows has behind those of the sender. */
static bool is_ours(struct str heading)
{
    static const struct str ours[] = {STR_INIT("baris"),       STR_INIT("row"),
                                      STR_INIT("alasan"),      STR_INIT("alasan ditolak"),
                                      STR_INIT("why refused"), STR_INIT("reason")};
    for (size_t i = 0; i < COUNT(ours); i++)
        if (str_eq_nocase(heading, ours[i])) return true;
    return false;
}

static int64_t signature_of(const struct table_head *h)
{
    struct buf CLEANUP(buf_release) b = BUF(256 << 10);
    size_t n = h->heading.n; /* a stray value behind the last heading makes no other form */
    while (h->heading_rows && n &&
           (h->heading.item[n - 1].n == 0 || is_ours(h->heading.item[n - 1])))
        n--;
    buf_printf(&b, "%d %zu", h->heading_rows > 0, n);
    for (size_t i = 0; h->heading_rows && i < n; i++) {
        buf_add_char(&b, '\n');
        buf_add(&b, h->heading.item[i]);
    }
    return digest_key(buf_str(&b));
}

void columns_guess(const struct table_head *h, struct arena *a, struct columns *ret)
{
    struct columns list = {.rows = h->sample.n, .signature = signature_of(h)};
    struct contents *c = arena_array(a, struct contents, h->columns + 1);
    for (size_t i = 0; i < h->columns; i++) {
        struct column col = {.name = h->heading.item[i], .confidence = COLUMN_NOT_KNOWN};
        name_letters(i, col.letters);
        c[i] = contents_of(h, i, &col, a);
        take_heading(&col, &c[i]);
        settle_grade(&col, &c[i]);
        if (col.field == COLUMN_UNKNOWN) take_contents(&col, &c[i], h->heading_rows > 0);
        VEC_PUSH(a, &list, col);
    }
    if (h->heading_rows == 0) take_headless(&list, c);
    drop_repeated(&list);
    *ret = list;
}

void columns_settle(struct columns *c)
{
    bool headed = false;
    for (size_t i = 0; i < c->n; i++) headed |= c->item[i].name.n > 0;
    for (size_t i = 0; i < c->n; i++) {
        struct column *col = &c->item[i];
        bool trusted = col->confidence == COLUMN_CERTAIN ||
                       (col->confidence == COLUMN_DOUBTFUL && (col->by_heading || !headed));
        /* a code that many rows share would mix up books */
        if (col->field == COLUMN_ITEM_CODE && col->confidence != COLUMN_CERTAIN && headed)
            trusted = false;
        if (!trusted) col->field = COLUMN_UNKNOWN;
    }
}

bool columns_usable(const struct columns *c)
{
    bool title = false, sure = false;
    for (size_t i = 0; i < c->n; i++) {
        const struct column *col = &c->item[i];
        if (col->field < COLUMN_CONTROL) continue;
        title |= col->field == COLUMN_TITLE;
        sure |= col->by_heading || col->confidence == COLUMN_CERTAIN;
    }
    return title && sure;
}
