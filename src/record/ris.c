/* ris.c -- see ris.h. Tags as Reference Manager, EndNote, Zotero and journals use them. */
#include "record/ris.h"

#include "base/checked.h"
#include "record/bib_parts.h"
#include "text/utf8.h"

enum { VALUE_MAX = 64 << 10 }; /* joined from several lines */

/* ---- lines ---- */

static bool is_letter_or_digit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* "TI  - Saman": a tag, two blanks, a dash; some write one blank. */
static bool has_tag(struct str line, struct str *ret_tag, struct str *ret_value)
{
    if (line.n < 4 || !is_letter_or_digit(line.p[0]) || !is_letter_or_digit(line.p[1]))
        return false;
    size_t dash = 2;
    while (dash < line.n && line.p[dash] == ' ') dash++;
    if (dash == 2 || dash >= line.n || line.p[dash] != '-') return false;
    *ret_tag = str_slice(line, 0, 2);
    *ret_value = str_trim(str_slice(line, dash + 1, line.n));
    return true;
}

/* The line at s[at], and *ret_next behind its end; false when its end is not in sight. */
static bool line_at(struct str s, size_t at, struct str *ret, size_t *ret_next)
{
    size_t end = str_find_char(s, '\n', at);
    *ret = str_slice(s, at, end);
    *ret_next = MIN(end + 1, s.n);
    return end < s.n;
}

static bool is_tag(struct str line, const char *tag)
{
    struct str t, v;
    return has_tag(line, &t, &v) && str_eq(t, str_of(tag));
}

bool ris_recognise(struct str head)
{
    struct str line;
    if (str_starts(head, STR("\xEF\xBB\xBF"))) head = str_slice(head, 3, head.n);
    while (str_split(&head, '\n', &line)) {
        if (str_trim(line).n == 0) continue;
        return is_tag(line, "TY");
    }
    return false;
}

struct frame ris_frame(struct str s, bool last)
{
    struct str line;
    size_t begin = s.n, at = 0, next = 0;
    bool open = false;
    while (at < s.n) {
        bool whole = line_at(s, at, &line, &next);
        if (!whole && !last) break;
        if (open && is_tag(line, "TY"))
            return (struct frame){.kind = FRAME_RECORD, .skip = begin, .length = at - begin};
        if (!open && (is_tag(line, "TY") || str_find(line, STR("TY  -")) == 3)) {
            begin = at; /* three bytes before it: a byte order mark */
            open = true;
        }
        if (open && is_tag(line, "ER"))
            return (struct frame){.kind = FRAME_RECORD, .skip = begin, .length = next - begin};
        if (open && next - begin > MARC_RECORD_MAX) break;
        at = next;
    }
    if (!open && last) return (struct frame){.kind = FRAME_END};
    if (!open) begin = at;
    if (s.n - begin > MARC_RECORD_MAX)
        return (struct frame){
            .kind = FRAME_BAD,
            .skip = begin,
            .length = s.n - begin,
            .fault = {.reason = REASON_RECORD_TOO_LONG, .fatal = true, .byte = (int64_t)begin}};
    if (last) return (struct frame){.kind = FRAME_RECORD, .skip = begin, .length = s.n - begin};
    return (struct frame){.kind = FRAME_MORE, .skip = begin};
}

/* ---- values ---- */

struct reader {
    struct arena *a;
    struct bib *b;
    struct str volume, issue, first, last, title2, journal;
};

static enum format format_of(struct str type)
{
    static const struct {
        const char *type;
        enum format format;
    } table[] = {
        {"JOUR", FORMAT_ARTICLE},  {"ABST", FORMAT_ARTICLE},  {"MGZN", FORMAT_ARTICLE},
        {"NEWS", FORMAT_ARTICLE},  {"CHAP", FORMAT_ARTICLE},  {"CPAPER", FORMAT_ARTICLE},
        {"EJOUR", FORMAT_ARTICLE}, {"INPR", FORMAT_ARTICLE},  {"JFULL", FORMAT_SERIAL},
        {"SER", FORMAT_SERIAL},    {"THES", FORMAT_THESIS},   {"MAP", FORMAT_MAP},
        {"MUSIC", FORMAT_SCORE},   {"SOUND", FORMAT_AUDIO},   {"VIDEO", FORMAT_VIDEO},
        {"MPCT", FORMAT_VIDEO},    {"COMP", FORMAT_SOFTWARE}, {"UNPB", FORMAT_MANUSCRIPT},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq(type, str_of(table[i].type))) return table[i].format;
    return FORMAT_BOOK;
}

static void add_name(struct reader *r, struct str value, enum name_role role)
{
    struct bib_name n = {.name = marc_trim_punctuation(value), .role = role};
    if (n.name.n == 0 || r->b->names.n >= BIB_VALUES_MAX) return;
    n.main = role == ROLE_AUTHOR && r->b->names.n == 0;
    VEC_PUSH(r->a, &r->b->names, n);
}

static void take_names(struct reader *r, struct str tag, struct str value)
{
    static const struct {
        const char *tag;
        enum name_role role;
    } table[] = {{"AU", ROLE_AUTHOR}, {"A1", ROLE_AUTHOR}, {"A2", ROLE_EDITOR},
                 {"ED", ROLE_EDITOR}, {"A3", ROLE_EDITOR}, {"A4", ROLE_CONTRIBUTOR}};
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq(tag, str_of(table[i].tag))) add_name(r, value, table[i].role);
}

static void take_lists(struct reader *r, struct str tag, struct str value)
{
    struct bib *b = r->b;
    if (str_eq(tag, STR("KW"))) bib_add(r->a, &b->subjects, marc_trim_punctuation(value));
    if (str_eq(tag, STR("N1"))) bib_add(r->a, &b->notes, value);
    if (str_eq(tag, STR("SN"))) bib_add_number(r->a, b, value);
    if (str_eq(tag, STR("T3"))) bib_read_series(r->a, b, value);
    if (str_eq(tag, STR("UR")) || str_eq(tag, STR("L2"))) bib_add(r->a, &b->urls, value);
    struct str code = str_eq(tag, STR("LA")) ? bib_language(value) : (struct str){0};
    bib_add(r->a, &b->languages, code);
    take_names(r, tag, value);
}

/* The first value of a tag that has one. */
static void keep(struct str *to, struct str tag, const char *wanted, struct str value)
{
    if (to->n == 0 && str_eq(tag, str_of(wanted))) *to = value;
}

static void take(struct reader *r, struct str tag, struct str value)
{
    struct bib *b = r->b;
    struct str title = {0}, year = {0};
    if (value.n == 0) return;
    if (str_eq(tag, STR("TY"))) b->format = format_of(value);
    keep(&title, tag, "TI", value);
    keep(&title, tag, "T1", value);
    if (title.n && b->title.n == 0) bib_read_title(b, title);
    keep(&year, tag, "PY", value);
    keep(&year, tag, "Y1", value);
    if (year.n && b->year_text.n == 0)
        b->year_text = str_slice(year, 0, str_find_char(year, '/', 0)); /* "2000/04/01/" */
    keep(&b->control, tag, "ID", value);
    keep(&r->title2, tag, "T2", value);
    keep(&r->journal, tag, "JO", value);
    keep(&r->journal, tag, "JF", value);
    keep(&r->volume, tag, "VL", value);
    keep(&r->issue, tag, "IS", value);
    keep(&r->first, tag, "SP", value);
    keep(&r->last, tag, "EP", value);
    keep(&b->edition, tag, "ET", value);
    keep(&b->place, tag, "CY", value);
    keep(&b->publisher, tag, "PB", value);
    keep(&b->summary, tag, "AB", value);
    keep(&b->summary, tag, "N2", value);
    keep(&b->classification, tag, "CN", value);
    take_lists(r, tag, value);
}

/* "20 (1), i-ii" */
static struct str part_of(const struct reader *r)
{
    struct str issue = r->issue.n ? arena_printf(r->a, "(%.*s)", STR_ARG(r->issue)) : r->issue;
    struct str pages[] = {r->first, r->last}, number[] = {r->volume, issue};
    struct str both[] = {arena_join(r->a, number, 2, STR(" ")),
                         arena_join(r->a, pages, 2, STR("-"))};
    return arena_join(r->a, both, 2, STR(", "));
}

/* What the reference is in, and whose number its ISSN is. */
static void finish(struct reader *r)
{
    struct bib *b = r->b;
    struct str host = r->journal.n ? r->journal : r->title2;
    b->year = bib_year(b->year_text, &b->year_end);
    if (b->format != FORMAT_ARTICLE) {
        if (host.n) bib_read_series(r->a, b, host);
        b->part = b->format == FORMAT_BOOK ? r->volume : (struct str){0};
        return;
    }
    b->host_title = host;
    b->host_part = part_of(r);
    struct str whole[] = {host, b->host_part};
    b->host = arena_join(r->a, whole, 2, STR(". "));
    if (b->issns.n) b->host_number = b->issns.item[0];
    b->issns = (struct strs){0};
    b->online = b->urls.n > 0;
}

/* The value and the lines that go on with it, joined once. */
static void take_lines(struct reader *r, struct str tag, struct strs *lines)
{
    struct str value = lines->n == 1 ? lines->item[0] : (struct str){0};
    if (lines->n > 1) value = arena_join(r->a, lines->item, lines->n, STR(" "));
    take(r, tag, value);
    lines->n = 0;
}

static void read_lines(struct reader *r, struct str rest)
{
    struct strs lines = {0};
    struct str line, tag = {0}, t, v;
    size_t bytes = 0;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (has_tag(line, &t, &v)) {
            take_lines(r, tag, &lines);
            VEC_PUSH(r->a, &lines, v);
            bytes = v.n;
            tag = t;
        } else if (line.n && tag.n && bytes < VALUE_MAX) {
            VEC_PUSH(r->a, &lines, line);
            bytes += line.n + 1;
        }
    }
    take_lines(r, tag, &lines);
}

enum err ris_describe(struct str bytes, struct arena *a, struct bib *ret, struct faults *faults)
{
    struct bib b = {0};
    struct reader r = {.a = a, .b = &b};
    read_lines(&r, utf8_clean(a, bytes));
    finish(&r);
    if (b.title.n) {
        *ret = b;
        return OK;
    }
    return fault_refuse(faults, a, REASON_NO_TITLE, 1, bytes);
}
