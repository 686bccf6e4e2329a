/* slims_rows.c -- rows of the two files of SLiMS as descriptions. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/slims.h"
#include "record/slims_fields.h"
#include "record/slims_text.h"
#include "text/marc8.h"
#include "text/utf8.h"

struct row_reading {
    const struct slims_layout *l;
    const struct csv_row *row;
    struct arena *a;
    struct bib *b;
    struct faults *faults;
    int told;
    bool bad_text; /* said already that bytes are not UTF-8 */
};

static void tell(struct row_reading *r, enum reason reason, struct str column, struct str value)
{
    if (r->told++ >= FAULTS_TOLD) return;
    fault_add(r->faults, r->a,
              (struct fault){.reason = reason,
                             .line = r->row->fault.line,
                             .byte = r->row->fault.byte,
                             .column = column,
                             .excerpt = fault_excerpt(r->a, value)});
}

static enum err reject(struct row_reading *r, enum reason reason, struct str column,
                       struct str value)
{
    fault_add(r->faults, r->a,
              (struct fault){.reason = reason,
                             .fatal = true,
                             .line = r->row->fault.line,
                             .byte = r->row->fault.byte,
                             .column = column,
                             .excerpt = fault_excerpt(r->a, value)});
    return ERR_FORMAT;
}

/* In UTF-8, as it stands in the file. */
static struct str cell(struct row_reading *r, enum slims_field field)
{
    const struct strs *c = &r->row->column;
    for (size_t i = 0; i < c->n && i < (size_t)r->l->columns; i++) {
        if (r->l->field[i] != (signed char)field) continue;
        struct str s = str_trim(c->item[i]);
        if (bib_says_nothing(s)) return (struct str){0};
        if (utf8_valid(s)) return s;
        bool latin1;
        struct str text = utf8_or_latin1(r->a, s, &latin1);
        if (!r->bad_text)
            tell(r, latin1 ? REASON_READ_AS_WINDOWS : REASON_NOT_UTF8, (struct str){0},
                 latin1 ? text : str_slice(s, utf8_valid_prefix(s), s.n));
        r->bad_text = true;
        return text;
    }
    return (struct str){0};
}

static struct str value(struct row_reading *r, enum slims_field field)
{
    return slims_text(r->a, cell(r, field));
}

/* "<a><b>" as a and b; hand-made files write "a; b" or one value. */
static struct strs values(struct row_reading *r, enum slims_field field)
{
    struct strs list = {0};
    struct str s = cell(r, field);
    struct str between = STR(";");
    bool listed = s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>';
    if (!listed) s = slims_text(r->a, s); /* entities end with a semicolon, too */
    if (listed) {
        s = str_slice(s, 1, s.n - 1);
        between = STR("><");
    }
    while (s.n) {
        size_t at = str_find(s, between);
        struct str one = str_trim(str_slice(s, 0, at));
        if (listed) one = slims_text(r->a, one);
        if (one.n && !bib_says_nothing(one)) VEC_PUSH(r->a, &list, one);
        s = str_slice(s, at + between.n, s.n);
    }
    return list;
}

static bool right_columns(const struct row_reading *r)
{
    const struct strs *c = &r->row->column;
    if (c->n < (size_t)r->l->columns) return false;
    for (size_t i = (size_t)r->l->columns; i < c->n; i++)
        if (str_trim(c->item[i]).n) return false;
    return true;
}

/* The excerpt names columns found and expected: "17/18". */
static enum err reject_columns(struct row_reading *r)
{
    return reject(r, REASON_COLUMNS_WRONG, (struct str){0},
                  arena_printf(r->a, "%zu/%d", r->row->column.n, r->l->columns));
}

static void read_format(struct row_reading *r)
{
    struct bib *b = r->b;
    struct str gmd = value(r, SLIMS_GMD);
    b->online = bib_mentions(gmd, STR("e-book")) || bib_mentions(gmd, STR("ebook")) ||
                bib_mentions(gmd, STR("electronic"));
    b->format = bib_format_of(gmd);
    bool serial = b->issns.n && !b->isbns.n;
    if (serial && (b->format == FORMAT_BOOK || b->format == FORMAT_UNKNOWN))
        b->format = FORMAT_SERIAL;
    if (b->isbns.n && b->format == FORMAT_UNKNOWN) b->format = FORMAT_BOOK;
}

/* The column holds one number, sometimes several, sometimes something else. */
static void read_numbers(struct row_reading *r)
{
    struct str rest = value(r, SLIMS_ISBN_ISSN), plain;
    if (bib_from_scientific(rest, r->a, &plain)) {
        if (plain.n == 0) tell(r, REASON_NUMBER_CUT, STR("isbn_issn"), rest);
        rest = plain;
    }
    while (rest.n) {
        size_t at = 0;
        while (at < rest.n && !memchr(",;/<>", rest.p[at], 5)) at++;
        struct str one = str_trim(str_slice(rest, 0, at));
        if (!bib_add_number(r->a, r->b, one)) tell(r, REASON_ISBN_WRONG, STR("isbn_issn"), one);
        if (r->b->other_ids.n >= BIB_VALUES_MAX) return;
        rest = str_slice(rest, at + 1, rest.n);
    }
}

static void read_names(struct row_reading *r)
{
    struct strs names = values(r, SLIMS_AUTHORS);
    for (size_t i = 0; i < names.n && r->b->names.n < BIB_VALUES_MAX; i++) {
        struct bib_name n = {.name = marc_trim_punctuation(names.item[i]), .main = i == 0};
        if (n.name.n) VEC_PUSH(r->a, &r->b->names, n);
    }
}

static void read_year(struct row_reading *r)
{
    int unused;
    r->b->year_text = value(r, SLIMS_YEAR);
    r->b->year = bib_year(r->b->year_text, &unused);
    bool zero = str_eq(r->b->year_text, STR("0")) || str_eq(r->b->year_text, STR("0000"));
    if (zero) r->b->year_text = (struct str){0};
    if (bib_is_odd_year(r->b->year_text)) tell(r, REASON_YEAR_ODD, STR("year"), r->b->year_text);
}

static void read_items(struct row_reading *r)
{
    struct strs codes = values(r, SLIMS_ITEM_CODE);
    for (size_t i = 0; i < codes.n; i++) {
        struct bib_item item = {
            .code = codes.item[i], .call_number = r->b->call_number, .copies = 1};
        VEC_PUSH(r->a, &r->b->items, item);
    }
}

enum err slims_biblio(const struct slims_layout *l, const struct csv_row *row, struct arena *a,
                      struct bib *ret, struct faults *faults)
{
    struct bib b = {0};
    struct row_reading r = {.l = l, .row = row, .a = a, .b = &b, .faults = faults};
    if (!right_columns(&r)) return reject_columns(&r);
    bib_read_title(&b, value(&r, SLIMS_TITLE));
    if (b.title.n == 0) return reject(&r, REASON_NO_TITLE, STR("title"), (struct str){0});
    b.responsibility = marc_trim_punctuation(value(&r, SLIMS_SOR));
    b.edition = marc_trim_punctuation(value(&r, SLIMS_EDITION));
    b.place = marc_trim_punctuation(value(&r, SLIMS_PLACE));
    b.publisher = marc_trim_punctuation(value(&r, SLIMS_PUBLISHER));
    b.extent = marc_trim_punctuation(value(&r, SLIMS_COLLATION));
    b.classification = value(&r, SLIMS_CLASSIFICATION);
    b.call_number = value(&r, SLIMS_CALL_NUMBER);
    read_year(&r);
    read_numbers(&r);
    read_names(&r);
    bib_read_series(a, &b, value(&r, SLIMS_SERIES));
    bib_add(a, &b.languages, bib_language(value(&r, SLIMS_LANGUAGE)));
    bib_add(a, &b.notes, value(&r, SLIMS_NOTES));
    struct strs topics = values(&r, SLIMS_TOPICS);
    for (size_t i = 0; i < topics.n; i++)
        bib_add(a, &b.subjects, marc_trim_punctuation(topics.item[i]));
    read_items(&r);
    read_format(&r);
    *ret = b;
    return OK;
}

/* What SLiMS calls a status is a condition, never whether the copy is on the shelf today. */
static enum item_status condition(struct str words)
{
    enum item_status s = bib_item_status(words);
    return s == ITEM_AVAILABLE ? ITEM_UNSTATED : s;
}

enum err slims_item(const struct slims_layout *l, const struct csv_row *row, struct arena *a,
                    struct bib *ret, struct faults *faults)
{
    struct bib b = {.holdings_only = true};
    struct row_reading r = {.l = l, .row = row, .a = a, .b = &b, .faults = faults};
    if (!right_columns(&r)) return reject_columns(&r);
    struct bib_item item = {.code = value(&r, SLIMS_ITEM_CODE),
                            .call_number = value(&r, SLIMS_CALL_NUMBER),
                            .status = condition(value(&r, SLIMS_ITEM_STATUS)),
                            .copies = 1};
    bib_read_title(&b, value(&r, SLIMS_TITLE));
    if (item.code.n == 0) return reject(&r, REASON_NO_ITEM_CODE, STR("item_code"), b.title);
    struct str places[] = {value(&r, SLIMS_LOCATION), value(&r, SLIMS_SITE)};
    item.place = arena_join(a, places, COUNT(places), STR(", "));
    VEC_PUSH(a, &b.items, item);
    *ret = b;
    return OK;
}
