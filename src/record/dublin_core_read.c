/* dublin_core_read.c -- see dublin_core_read.h. */
#include "record/dublin_core_read.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "record/bib_parts.h"

enum { SUMMARY_MIN = 80 }; /* bytes: a shorter description is a note */

struct reader {
    struct arena *a;
    struct bib *b;
    struct str date;
};

static bool is_address(struct str s)
{
    return str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
}

/* ---- what it is ---- */

/* The DCMI Type Vocabulary where it has words of its own, and what programs add to it. */
static enum format format_of(struct str type)
{
    static const struct {
        struct str word;
        enum format format;
    } table[] = {
        {STR_INIT("periodical"), FORMAT_SERIAL}, {STR_INIT("doctoral"), FORMAT_THESIS},
        {STR_INIT("master"), FORMAT_THESIS},     {STR_INIT("bachelor"), FORMAT_THESIS},
        {STR_INIT("image"), FORMAT_IMAGE},       {STR_INIT("physicalobject"), FORMAT_OBJECT},
        {STR_INIT("dataset"), FORMAT_SOFTWARE},  {STR_INIT("interactive"), FORMAT_SOFTWARE},
        {STR_INIT("collection"), FORMAT_KIT},    {STR_INIT("monograf"), FORMAT_BOOK},
    };
    if (bib_mentions(type, STR("movingimage"))) return FORMAT_VIDEO;
    enum format f = bib_format_of(type);
    for (size_t i = 0; f == FORMAT_UNKNOWN && i < COUNT(table); i++)
        if (bib_mentions(type, table[i].word)) f = table[i].format;
    return f;
}

/* "Text" says little beside "Thesis". */
static void take_type(struct reader *r, struct str type)
{
    enum format f = format_of(type);
    bool vague = r->b->format == FORMAT_UNKNOWN || r->b->format == FORMAT_BOOK;
    if (f != FORMAT_UNKNOWN && vague) r->b->format = f;
}

/* ---- elements ---- */

static void take_title(struct reader *r, struct str text)
{
    if (r->b->title.n == 0)
        bib_read_title(r->b, text);
    else
        bib_add(r->a, &r->b->other_titles, marc_trim_punctuation(text));
}

static void take_name(struct reader *r, struct str text, bool creator)
{
    struct bib_name n = {.name = marc_trim_punctuation(text),
                         .role = creator ? ROLE_AUTHOR : ROLE_CONTRIBUTOR};
    size_t open = str_find_char(n.name, '(', 0);
    struct str word = str_slice(n.name, open + 1, str_find_char(n.name, ')', open));
    if (open && open < n.name.n && bib_role_of(word, &n.role) && n.role != ROLE_CONTRIBUTOR)
        n.name = str_trim(str_slice(n.name, 0, open)); /* "Lestari, Dee (penerjemah)" */
    if (n.name.n == 0 || r->b->names.n >= BIB_VALUES_MAX) return;
    for (size_t i = 0; i < r->b->names.n; i++)
        if (str_eq(r->b->names.item[i].name, n.name)) return;
    n.main = creator && n.role == ROLE_AUTHOR && r->b->names.n == 0;
    VEC_PUSH(r->a, &r->b->names, n);
}

/* "297.1" and "899.221 3": a class of Dewey, not a subject. */
static bool is_class(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool digit = ascii_is_digit(s.p[i]);
        if (i < 3 ? !digit : !digit && s.p[i] != '.' && s.p[i] != ' ' && s.p[i] != '/')
            return false;
    }
    return s.n >= 3;
}

static void take_subject(struct reader *r, struct str text)
{
    if (is_class(text)) {
        if (r->b->classification.n == 0) r->b->classification = text;
        return;
    }
    struct str part;
    while (str_split(&text, ';', &part))
        bib_add(r->a, &r->b->subjects, marc_trim_punctuation(str_trim(part)));
}

static void take_description(struct reader *r, struct str text)
{
    if (r->b->summary.n == 0 && text.n >= SUMMARY_MIN)
        r->b->summary = text;
    else
        bib_add(r->a, &r->b->notes, text);
}

/* "Jakarta : Gramedia" */
static void take_publisher(struct reader *r, struct str text)
{
    size_t colon = str_find(text, STR(" : "));
    if (r->b->publisher.n) return;
    if (colon > text.n) {
        r->b->publisher = marc_trim_punctuation(text);
        return;
    }
    r->b->place = marc_trim_punctuation(str_slice(text, 0, colon));
    r->b->publisher = marc_trim_punctuation(str_slice(text, colon + 3, text.n));
}

/* Repositories add when a record was entered and made public; those have a time of day. */
static void take_date(struct reader *r, struct str text)
{
    bool timed = str_find_char(text, 'T', 0) < text.n;
    bool had_timed = str_find_char(r->date, 'T', 0) < r->date.n;
    if (r->date.n == 0 || (had_timed && !timed)) r->date = text;
}

static bool is_media_type(struct str s)
{
    size_t slash = str_find_char(s, '/', 0);
    return slash > 0 && slash < s.n && str_find_char(s, ' ', 0) == s.n;
}

static void take_extent(struct reader *r, struct str text)
{
    if (r->b->extent.n == 0 && !is_media_type(text)) r->b->extent = marc_trim_punctuation(text);
}

static struct str without(struct str s, struct str prefix)
{
    bool has = s.n >= prefix.n && str_eq_nocase(str_slice(s, 0, prefix.n), prefix);
    return has ? str_trim(str_slice(s, prefix.n, s.n)) : s;
}

/* Numbers of books and serials; addresses; anything else is a number of the sender alone. */
static void take_identifier(struct reader *r, struct str text, bool number)
{
    struct bib probe = {0};
    struct str s = without(without(text, STR("urn:isbn:")), STR("urn:issn:"));
    s = without(without(s, STR("isbn")), STR("issn"));
    s = without(s, STR(":"));
    if (is_address(text)) {
        bib_add(r->a, &r->b->urls, text);
        return;
    }
    if (bib_add_number(r->a, &probe, s) || number || s.n != text.n) bib_add_number(r->a, r->b, s);
}

/* "Jurnal Pustaka; Vol 3 No 2 (2015); 12-20", or the ISSN of the journal. */
static void take_source(struct reader *r, struct str text)
{
    struct bib probe = {0};
    bool number = text.n < 20 && bib_add_number(r->a, &probe, text);
    if (number && r->b->host_number.n == 0) r->b->host_number = text;
    if (number || is_address(text) || r->b->host.n) return;
    size_t end = str_find_char(text, ';', 0);
    r->b->host = text;
    r->b->host_title = str_trim(str_slice(text, 0, end));
    r->b->host_part = str_trim(str_slice(text, end + 1, text.n));
}

static void take_relation(struct reader *r, struct str text)
{
    bool pointer = is_address(text) || str_starts(text, STR("info:"));
    if (!pointer && r->b->series.n < BIB_VALUES_MAX) bib_read_series(r->a, r->b, text);
}

static void take(struct reader *r, const struct xml_node *n)
{
    struct str text = n->text;
    if (text.n == 0 || bib_says_nothing(text)) return;
    if (str_eq(n->name, STR("title"))) take_title(r, text);
    if (str_eq(n->name, STR("creator"))) take_name(r, text, true);
    if (str_eq(n->name, STR("contributor"))) take_name(r, text, false);
    if (str_eq(n->name, STR("subject")) || str_eq(n->name, STR("coverage"))) take_subject(r, text);
    if (str_eq(n->name, STR("description"))) take_description(r, text);
    if (str_eq(n->name, STR("publisher"))) take_publisher(r, text);
    if (str_eq(n->name, STR("date"))) take_date(r, text);
    if (str_eq(n->name, STR("type"))) take_type(r, text);
    if (str_eq(n->name, STR("format"))) take_extent(r, text);
    if (str_eq(n->name, STR("identifier"))) take_identifier(r, text, false);
    if (str_eq(n->name, STR("identifier_isbn"))) take_identifier(r, text, true);
    if (str_eq(n->name, STR("source"))) take_source(r, text);
    if (str_eq(n->name, STR("language"))) {
        struct str code = bib_language(text);
        if (code.n) bib_add(r->a, &r->b->languages, code);
    }
    if (str_eq(n->name, STR("relation"))) take_relation(r, text);
}

void dublin_core_describe(const struct xml_node *dc, struct arena *a, struct bib *ret)
{
    *ret = (struct bib){0};
    struct reader r = {.a = a, .b = ret};
    for (const struct xml_node *n = dc->first; n; n = n->next) take(&r, n);
    if (r.date.n) {
        size_t time = str_find_char(r.date, 'T', 0);
        ret->year_text = time == 10 ? str_slice(r.date, 0, 4) : r.date;
        ret->year = bib_year(ret->year_text, &ret->year_end);
    }
    if (ret->format == FORMAT_UNKNOWN) ret->format = FORMAT_BOOK;
    if (ret->format != FORMAT_ARTICLE && ret->host_number.n)
        bib_add_number(a, ret, ret->host_number);
    ret->online = ret->urls.n && ret->format == FORMAT_ARTICLE;
}
