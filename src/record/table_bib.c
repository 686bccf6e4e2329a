/* table_bib.c -- one record from the rows that are about it. */
#include "record/table_bib.h"

#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"

struct rows_reading {
    const struct table_fields *f;
    const struct table_rows *rows;
    struct arena *a;
    struct bib *b;
    struct faults *faults;
    struct strs merged; /* of each column the first value */
    int told;
};

static struct str first_value(const struct table_rows *rows, size_t column)
{
    for (size_t r = 0; r < rows->n; r++)
        if (column < rows->row[r].n && rows->row[r].item[column].n)
            return rows->row[r].item[column];
    return (struct str){0};
}

static void tell(struct rows_reading *r, enum reason reason, size_t column, struct str value)
{
    if (r->told++ >= FAULTS_TOLD) return;
    const struct strs *names = r->rows->name;
    struct str name = names && column < names->n
                          ? names->item[column]
                          : str_of(column_field_name((enum column_field)r->f->field[column]));
    int64_t line = r->rows->line ? r->rows->line[0] : 0;
    for (size_t i = 0; r->rows->line && i < r->rows->n; i++)
        if (column < r->rows->row[i].n && r->rows->row[i].item[column].n) {
            line = r->rows->line[i];
            break;
        }
    fault_add(
        r->faults, r->a,
        (struct fault){
            .reason = reason, .line = line, .column = name, .excerpt = fault_excerpt(r->a, value)});
}

/* The value of a field that a book has once; its column in *ret_at. */
static struct str value_at(const struct rows_reading *r, enum column_field field, size_t *ret_at)
{
    *ret_at = 0;
    for (size_t i = 0; i < r->f->n; i++)
        if (r->f->field[i] == field && r->merged.item[i].n) {
            *ret_at = i;
            return r->merged.item[i];
        }
    return (struct str){0};
}

static struct str value(const struct rows_reading *r, enum column_field field)
{
    size_t at;
    return value_at(r, field, &at);
}

/* Parts of a cell: "<a><b>", or between semicolons and line breaks. */
static struct strs cell_parts(struct str s, struct arena *a)
{
    struct strs list = {0};
    bool slims = s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>';
    if (slims) s = str_slice(s, 1, s.n - 1);
    while (s.n && list.n < TABLE_ROWS_MAX) {
        size_t at = 0;
        if (slims)
            at = MIN(str_find(s, STR("><")), s.n);
        else
            while (at < s.n && s.p[at] != ';' && s.p[at] != '\n' && s.p[at] != '\r') at++;
        struct str one = str_trim(str_slice(s, 0, at));
        if (one.n && !bib_says_nothing(one)) VEC_PUSH(a, &list, one);
        s = str_slice(s, at + (slims ? 2 : 1), s.n);
    }
    return list;
}

/* All values of a field, of all its columns. */
static struct strs values(const struct rows_reading *r, enum column_field field)
{
    struct strs list = {0};
    for (size_t i = 0; i < r->f->n; i++) {
        if (r->f->field[i] != field) continue;
        struct strs some = cell_parts(r->merged.item[i], r->a);
        for (size_t k = 0; k < some.n && list.n < BIB_VALUES_MAX; k++)
            VEC_PUSH(r->a, &list, some.item[k]);
    }
    return list;
}

static bool only_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* ---- numbers ---- */

static void read_isbns(struct rows_reading *r, size_t column)
{
    struct str rest = r->merged.item[column], plain;
    if (bib_from_scientific(rest, r->a, &plain)) {
        if (plain.n == 0) tell(r, REASON_NUMBER_CUT, column, rest);
        rest = plain;
    }
    while (rest.n && r->b->other_ids.n < BIB_VALUES_MAX) {
        size_t at = 0;
        while (at < rest.n && !memchr(",;/<>\n\r", rest.p[at], 7)) at++;
        struct str one = str_trim(str_slice(rest, 0, at));
        if (bib_has_digit(one) && !bib_add_number(r->a, r->b, one))
            tell(r, REASON_ISBN_WRONG, column, one);
        rest = str_slice(rest, at + 1, rest.n);
    }
}

static void read_year(struct rows_reading *r)
{
    int unused;
    size_t at;
    struct str s = value_at(r, COLUMN_YEAR, &at);
    if (str_eq(s, STR("0")) || str_eq(s, STR("0000")) || !bib_has_digit(s)) return;
    r->b->year_text = s;
    r->b->year = bib_year(s, &unused);
    if (bib_is_odd_year(s)) tell(r, REASON_YEAR_ODD, at, s);
}

/* ---- description ---- */

/* "Jakarta : Gramedia, 2005"; what has its own column wins. */
static void read_imprint(struct rows_reading *r)
{
    int unused;
    struct bib *b = r->b;
    struct str s = value(r, COLUMN_IMPRINT);
    size_t comma = s.n, colon = str_find_char(s, ':', 0);
    while (comma && s.p[comma - 1] != ',') comma--;
    struct str last = comma ? str_trim(str_slice(s, comma, s.n)) : (struct str){0};
    bool dated = bib_year(last, &unused) > 0;
    if (dated && !b->year_text.n) {
        b->year_text = last;
        b->year = bib_year(last, &unused);
    }
    if (dated) s = str_slice(s, 0, comma - 1);
    if (colon < s.n && !b->place.n) b->place = marc_trim_punctuation(str_slice(s, 0, colon));
    if (!b->publisher.n)
        b->publisher = marc_trim_punctuation(colon < s.n ? str_slice(s, colon + 1, s.n) : s);
}

static void read_names(struct rows_reading *r)
{
    struct strs names = values(r, COLUMN_AUTHOR);
    for (size_t i = 0; i < names.n; i++) {
        struct bib_name n = {.name = marc_trim_punctuation(names.item[i]), .main = i == 0};
        if (n.name.n) VEC_PUSH(r->a, &r->b->names, n);
    }
    struct strs others = values(r, COLUMN_RESPONSIBILITY);
    r->b->responsibility = arena_join(r->a, others.item, others.n, STR("; "));
}

/* Whether a longer word of the first author stands in s, or there is no author to ask. */
static bool names_author(const struct bib *b, struct str s)
{
    struct str rest = b->names.n ? b->names.item[0].name : (struct str){0}, word;
    if (rest.n == 0) return true;
    while (str_split(&rest, ' ', &word)) {
        while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == '.')) word.n--;
        if (word.n >= 4 && bib_mentions(s, word)) return true;
    }
    return false;
}

/* "Laskar pelangi / Andrea Hirata", as INLISLite and cards have it. */
static struct str without_names(struct rows_reading *r, struct str title)
{
    size_t at = str_find(title, STR(" / "));
    if (at > title.n || at == 0) return title;
    struct str names = str_slice(title, at + 3, title.n);
    if (!names_author(r->b, names)) return title;
    if (!r->b->responsibility.n) r->b->responsibility = marc_trim_punctuation(names);
    return str_slice(title, 0, at);
}

static void read_titles(struct rows_reading *r)
{
    struct str title = without_names(r, value(r, COLUMN_TITLE)), more = value(r, COLUMN_SUBTITLE);
    if (title.n && more.n && !bib_mentions(title, more))
        title = arena_printf(r->a, "%.*s : %.*s", STR_ARG(title), STR_ARG(more));
    bib_read_title(r->b, title);
    struct str part = value(r, COLUMN_PART), grade = value(r, COLUMN_GRADE);
    if (only_digits(part)) part = arena_printf(r->a, "Jilid %.*s", STR_ARG(part));
    if (grade.n && !bib_mentions(grade, STR("kelas")))
        grade = arena_printf(r->a, "Kelas %.*s", STR_ARG(grade));
    if (bib_mentions(title, part)) part = (struct str){0};
    if (bib_mentions(title, grade)) grade = (struct str){0};
    r->b->part = arena_join(r->a, (struct str[]){part, grade}, 2, STR(", "));
}

static void read_extent(struct rows_reading *r)
{
    struct str pages = value(r, COLUMN_PAGES), size = value(r, COLUMN_SIZE);
    if (only_digits(pages)) pages = arena_printf(r->a, "%.*s hlm.", STR_ARG(pages));
    if (only_digits(size)) size = arena_printf(r->a, "%.*s cm", STR_ARG(size));
    struct str all[] = {value(r, COLUMN_EXTENT), pages, size};
    r->b->extent = marc_trim_punctuation(arena_join(r->a, all, COUNT(all), STR(" ; ")));
}

static void read_kind(struct rows_reading *r)
{
    struct bib *b = r->b;
    struct str type = value(r, COLUMN_TYPE);
    b->format = bib_format_of(type);
    b->online = bib_mentions(type, STR("e-book")) || bib_mentions(type, STR("ebook"));
    bool serial = b->issns.n && !b->isbns.n;
    if (serial && (b->format == FORMAT_BOOK || b->format == FORMAT_UNKNOWN))
        b->format = FORMAT_SERIAL;
    if (b->isbns.n && b->format == FORMAT_UNKNOWN) b->format = FORMAT_BOOK;
}

static void read_lists(struct rows_reading *r)
{
    struct bib *b = r->b;
    struct strs subjects = values(r, COLUMN_SUBJECT);
    for (size_t i = 0; i < subjects.n; i++)
        bib_add(r->a, &b->subjects, marc_trim_punctuation(subjects.item[i]));
    for (size_t i = 0; i < r->f->n; i++) {
        if (r->f->field[i] == COLUMN_NOTE) bib_add(r->a, &b->notes, r->merged.item[i]);
        if (r->f->field[i] == COLUMN_ISBN) read_isbns(r, i);
    }
    bib_add(r->a, &b->languages, bib_language(value(r, COLUMN_LANGUAGE)));
    struct str url = value(r, COLUMN_URL);
    if (bib_mentions(str_slice(url, 0, 8), STR("http"))) bib_add(r->a, &b->urls, url);
}

/* ---- copies ---- */

/* "3", "3 eks."; -1 when it says no number. */
static int copies_of(struct str s)
{
    size_t n = 0;
    uint64_t v = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9') n++;
    if (n == 0 || str_to_u64(str_slice(s, 0, n), &v)) return -1;
    return (int)MIN(v, (uint64_t)TABLE_ROWS_MAX);
}

/* The number at the end of a code, at most nine digits, and where it begins. */
static size_t code_number(struct str s, uint64_t *ret)
{
    size_t at = s.n;
    while (at && s.p[at - 1] >= '0' && s.p[at - 1] <= '9' && s.n - at < 9) at--;
    return str_to_u64(str_slice(s, at, s.n), ret) ? s.n : at;
}

/* "0101-0105" or "0101 s/d 0105" as five codes, but only where the number of copies agrees. */
static bool add_range(struct strs *list, struct arena *a, struct str s, int copies)
{
    static const struct str between[] = {STR_INIT("s/d"), STR_INIT("s.d."), STR_INIT("sd"),
                                         STR_INIT("-")};
    for (size_t i = 0; copies > 1 && i < COUNT(between); i++) {
        size_t at = str_find(s, between[i]);
        if (at > s.n) continue;
        struct str low = str_trim(str_slice(s, 0, at));
        struct str high = str_trim(str_slice(s, at + between[i].n, s.n));
        uint64_t from = 0, to = 0;
        size_t digits = low.n - code_number(low, &from);
        code_number(high, &to);
        if (!digits || to < from || to - from + 1 != (uint64_t)copies) continue;
        for (uint64_t v = from; v <= to; v++) {
            struct str head = str_slice(low, 0, low.n - digits);
            VEC_PUSH(
                a, list,
                arena_printf(a, "%.*s%0*llu", STR_ARG(head), (int)digits, (unsigned long long)v));
        }
        return true;
    }
    return false;
}

static struct str of_row(const struct rows_reading *r, const struct strs *row,
                         enum column_field field)
{
    for (size_t i = 0; i < r->f->n && i < row->n; i++)
        if (r->f->field[i] == field && row->item[i].n) return row->item[i];
    return (struct str){0};
}

static struct strs codes_of(struct rows_reading *r, const struct strs *row, int copies)
{
    struct strs list = {0}, some = {0};
    for (size_t i = 0; i < r->f->n && i < row->n; i++) {
        struct str plain;
        if (r->f->field[i] != COLUMN_ITEM_CODE || row->item[i].n == 0) continue;
        struct str cell = row->item[i];
        if (bib_from_scientific(cell, r->a, &plain)) {
            if (plain.n == 0) tell(r, REASON_NUMBER_CUT, i, cell);
            cell = plain;
        }
        some = cell_parts(cell, r->a);
    }
    for (size_t i = 0; i < some.n; i++)
        if (some.n > 1 || !add_range(&list, r->a, some.item[i], copies))
            VEC_PUSH(r->a, &list, some.item[i]);
    return list;
}

static struct str place_of(struct rows_reading *r, const struct strs *row)
{
    struct strs places = {0};
    for (size_t i = 0; i < r->f->n && i < row->n; i++)
        if (r->f->field[i] == COLUMN_LOCATION && row->item[i].n)
            VEC_PUSH(r->a, &places, row->item[i]);
    return arena_join(r->a, places.item, places.n, STR(", "));
}

/* A table's word on loans is as old as the table: only what concerns the copy itself is taken. */
static enum item_status condition(struct str words)
{
    enum item_status s = bib_item_status(words);
    return s == ITEM_AVAILABLE || s == ITEM_ON_LOAN ? ITEM_UNSTATED : s;
}

static void read_items(struct rows_reading *r, const struct strs *row)
{
    int copies = copies_of(of_row(r, row, COLUMN_COPIES));
    struct strs codes = codes_of(r, row, copies);
    struct bib_item item = {.call_number = of_row(r, row, COLUMN_CALL_NUMBER),
                            .place = place_of(r, row),
                            .status = condition(of_row(r, row, COLUMN_STATUS)),
                            .copies = MAX(copies, 1)};
    if (codes.n > 1) item.copies = 1;
    for (size_t i = 0; i < codes.n && r->b->items.n < TABLE_ROWS_MAX; i++) {
        item.code = codes.item[i];
        VEC_PUSH(r->a, &r->b->items, item);
    }
    bool counted = copies > 0 || (copies < 0 && (r->rows->n > 1 || item.place.n));
    if (codes.n == 0 && counted && r->b->items.n < TABLE_ROWS_MAX)
        VEC_PUSH(r->a, &r->b->items, item);
}

/* ---- all of it ---- */

enum err table_bib(const struct table_fields *f, const struct table_rows *rows, struct arena *a,
                   struct bib *ret, struct faults *faults)
{
    struct bib b = {0};
    struct rows_reading r = {.f = f, .rows = rows, .a = a, .b = &b, .faults = faults};
    for (size_t i = 0; i < f->n; i++) VEC_PUSH(a, &r.merged, first_value(rows, i));
    read_names(&r);
    read_titles(&r);
    if (b.title.n == 0) {
        fault_add(faults, a,
                  (struct fault){.reason = REASON_NO_TITLE,
                                 .fatal = true,
                                 .line = rows->line ? rows->line[0] : 0});
        return ERR_FORMAT;
    }
    b.control = value(&r, COLUMN_CONTROL);
    b.edition = marc_trim_punctuation(value(&r, COLUMN_EDITION));
    b.place = marc_trim_punctuation(value(&r, COLUMN_PLACE));
    b.publisher = marc_trim_punctuation(value(&r, COLUMN_PUBLISHER));
    b.classification = value(&r, COLUMN_CLASSIFICATION);
    b.call_number = value(&r, COLUMN_CALL_NUMBER);
    b.summary = value(&r, COLUMN_SUMMARY);
    read_year(&r);
    read_imprint(&r);
    read_extent(&r);
    read_lists(&r);
    bib_read_series(a, &b, value(&r, COLUMN_SERIES));
    read_kind(&r);
    for (size_t i = 0; i < rows->n; i++) read_items(&r, &rows->row[i]);
    *ret = b;
    return OK;
}
