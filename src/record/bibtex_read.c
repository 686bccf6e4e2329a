/* bibtex_read.c -- entries as descriptions. Fields as BibTeX, biblatex, Zotero, Mendeley and JabRef
 * write them. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/bibtex.h"
#include "record/tex.h"
#include "text/utf8.h"

enum { STRINGS_USED_MAX = 100 };

struct reader {
    struct arena *a;
    struct bib *b;
    struct faults *faults;
    struct str type;
    struct {
        struct bibtex_field *item;
        size_t n, cap;
    } strings;
    struct str volume, number, pages, month, host, subtitle, school, authors, editors;
    struct str booktitle, organization;
};

static void warn(struct reader *r, enum reason reason, struct str excerpt)
{
    fault_add(r->faults, r->a,
              (struct fault){.reason = reason, .line = 1, .excerpt = fault_excerpt(r->a, excerpt)});
}

/* ---- values ---- */

static bool is_month(struct str word)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < COUNT(months); i++)
        if (str_eq_nocase(word, str_of(months[i]))) return true;
    return false;
}

/* A bare word: a number, a month, or an abbreviation (of one step: an abbreviation of
 * abbreviations gives those that are known). */
static struct str bare(struct reader *r, struct str word)
{
    if (is_month(word) || ascii_is_digit(word.p[0])) return word;
    for (size_t i = 0; i < r->strings.n; i++) {
        const struct bibtex_field *f = &r->strings.item[i];
        if (!str_eq_nocase(f->name, word)) continue;
        struct str parts[BIBTEX_PIECES_MAX];
        for (size_t k = 0; k < f->n; k++) parts[k] = f->piece[k].text;
        return arena_join(r->a, parts, f->n, (struct str){0});
    }
    warn(r, REASON_BIBTEX_STRING, word);
    return word;
}

/* The value with its commands. */
static struct str raw(struct reader *r, const struct bibtex_field *f)
{
    struct str parts[BIBTEX_PIECES_MAX];
    for (size_t i = 0; i < f->n; i++)
        parts[i] = f->piece[i].bare ? bare(r, f->piece[i].text) : f->piece[i].text;
    return arena_join(r->a, parts, f->n, (struct str){0});
}

static enum format format_of(struct str type)
{
    static const struct {
        const char *type;
        enum format format;
    } table[] = {
        {"article", FORMAT_ARTICLE},
        {"incollection", FORMAT_ARTICLE},
        {"inproceedings", FORMAT_ARTICLE},
        {"conference", FORMAT_ARTICLE},
        {"inbook", FORMAT_ARTICLE},
        {"bookinbook", FORMAT_ARTICLE},
        {"inreference", FORMAT_ARTICLE},
        {"suppbook", FORMAT_ARTICLE},
        {"phdthesis", FORMAT_THESIS},
        {"mastersthesis", FORMAT_THESIS},
        {"bachelorsthesis", FORMAT_THESIS},
        {"thesis", FORMAT_THESIS},
        {"periodical", FORMAT_SERIAL},
        {"unpublished", FORMAT_MANUSCRIPT},
        {"audio", FORMAT_AUDIO},
        {"music", FORMAT_MUSIC},
        {"video", FORMAT_VIDEO},
        {"movie", FORMAT_VIDEO},
        {"image", FORMAT_IMAGE},
        {"artwork", FORMAT_IMAGE},
        {"software", FORMAT_SOFTWARE},
        {"dataset", FORMAT_SOFTWARE},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq_nocase(type, str_of(table[i].type))) return table[i].format;
    return FORMAT_BOOK;
}

static void take_subjects(struct reader *r, struct str text)
{
    char sep = str_find_char(text, ';', 0) < text.n ? ';' : ',';
    struct str one;
    while (str_split(&text, sep, &one))
        bib_add(r->a, &r->b->subjects, marc_trim_punctuation(str_trim(one)));
}

static void take_numbers(struct reader *r, struct str text)
{
    struct str one;
    while (str_split(&text, ',', &one))
        if (str_trim(one).n) bib_add_number(r->a, r->b, str_trim(one));
}

/* Addresses have characters that are commands elsewhere; only the escapes of those go. */
static struct str address(struct reader *r, struct str s)
{
    char *p = arena_alloc(r->a, s.n);
    size_t n = 0;
    if (str_starts(s, STR("\\url{"))) s = str_slice(s, 5, s.n);
    for (size_t i = 0; i < s.n; i++) {
        bool escape = s.p[i] == '\\' && i + 1 < s.n && strchr("_%&#~{}", s.p[i + 1]);
        if (!escape && (unsigned char)s.p[i] > ' ' && !strchr("{}", s.p[i])) p[n++] = s.p[i];
    }
    return (struct str){p, n};
}

static void take_link(struct reader *r, struct str name, struct str value)
{
    struct str s = address(r, value);
    if (s.n == 0) return;
    bool doi = str_eq_nocase(name, STR("doi")) && !str_starts(s, STR("http"));
    bib_add(r->a, &r->b->urls, doi ? arena_printf(r->a, "https://doi.org/%.*s", STR_ARG(s)) : s);
}

/* ---- fields ---- */

static void keep(struct str *to, struct str name, const char *wanted, struct str value)
{
    if (to->n == 0 && str_eq_nocase(name, str_of(wanted))) *to = value;
}

/* The fields that are one text each; most usual name first. */
static void take_text(struct reader *r, struct str name, struct str value)
{
    struct bib *b = r->b;
    if (str_eq_nocase(name, STR("title")) && b->title.n == 0) bib_read_title(b, value);
    keep(&r->subtitle, name, "subtitle", value);
    keep(&b->publisher, name, "publisher", value);
    keep(&b->place, name, "address", value);
    keep(&b->place, name, "location", value);
    keep(&b->year_text, name, "year", value);
    keep(&b->year_text, name, "date", value);
    keep(&b->edition, name, "edition", value);
    keep(&b->summary, name, "abstract", value);
    keep(&r->volume, name, "volume", value);
    keep(&r->number, name, "number", value);
    keep(&r->number, name, "issue", value);
    keep(&r->pages, name, "pages", value);
    keep(&b->extent, name, "pagetotal", value);
    keep(&b->extent, name, "numpages", value);
    keep(&r->month, name, "month", value);
    keep(&r->host, name, "journal", value);
    keep(&r->host, name, "journaltitle", value);
    keep(&r->booktitle, name, "booktitle", value);
    keep(&r->school, name, "school", value);
    keep(&r->school, name, "institution", value);
    keep(&r->organization, name, "organization", value);
}

static void take_lists(struct reader *r, struct str name, struct str value)
{
    struct bib *b = r->b;
    if (str_eq_nocase(name, STR("keywords"))) take_subjects(r, value);
    if (str_eq_nocase(name, STR("isbn")) || str_eq_nocase(name, STR("issn")))
        take_numbers(r, value);
    if (str_eq_nocase(name, STR("note")) || str_eq_nocase(name, STR("annote")))
        bib_add(r->a, &b->notes, value);
    if (str_eq_nocase(name, STR("series"))) bib_read_series(r->a, b, value);
    if (str_eq_nocase(name, STR("language")) || str_eq_nocase(name, STR("langid")))
        bib_add(r->a, &b->languages, bib_language(value));
}

static void take(struct reader *r, const struct bibtex_field *f)
{
    struct str value = raw(r, f), name = f->name;
    if (str_trim(value).n == 0) return;
    if (str_eq_nocase(name, STR("crossref"))) warn(r, REASON_BIBTEX_CROSSREF, value);
    if (str_eq_nocase(name, STR("author")))
        bibtex_names(r->a, value, ROLE_AUTHOR, r->b);
    else if (str_eq_nocase(name, STR("editor")))
        r->editors = value;
    else if (str_eq_nocase(name, STR("translator")))
        bibtex_names(r->a, value, ROLE_TRANSLATOR, r->b);
    else if (str_eq_nocase(name, STR("url")) || str_eq_nocase(name, STR("doi")))
        take_link(r, name, value);
    else {
        struct str text = tex_text(r->a, value);
        take_text(r, name, text);
        take_lists(r, name, text);
    }
}

/* "20 (1), 12–20" */
static struct str part_of(const struct reader *r)
{
    struct str issue = r->number.n ? arena_printf(r->a, "(%.*s)", STR_ARG(r->number)) : r->number;
    struct str number[] = {r->volume, issue};
    struct str both[] = {arena_join(r->a, number, 2, STR(" ")), r->pages};
    return arena_join(r->a, both, 2, STR(", "));
}

static void finish_article(struct reader *r)
{
    struct bib *b = r->b;
    b->host_title = r->host.n ? r->host : r->booktitle;
    b->host_part = part_of(r);
    struct str whole[] = {b->host_title, b->host_part};
    b->host = arena_join(r->a, whole, 2, STR(". "));
    if (b->issns.n || b->isbns.n) b->host_number = b->issns.n ? b->issns.item[0] : b->isbns.item[0];
    b->issns = b->isbns = (struct strs){0};
    b->online = b->urls.n > 0;
}

static void finish(struct reader *r)
{
    struct bib *b = r->b;
    if (r->editors.n) bibtex_names(r->a, r->editors, ROLE_EDITOR, b);
    if (r->subtitle.n && b->title.n) {
        struct str both[] = {b->title, r->subtitle};
        bib_read_title(b, arena_join(r->a, both, 2, STR(" : ")));
    }
    if (b->publisher.n == 0) b->publisher = r->school.n ? r->school : r->organization;
    b->year = bib_year(b->year_text, &b->year_end);
    b->year_text = b->year ? arena_printf(r->a, "%04d", b->year) : b->year_text;
    if (b->format == FORMAT_ARTICLE) {
        finish_article(r);
        return;
    }
    if (r->volume.n && b->series.n && b->series.item[0].volume.n == 0)
        b->series.item[0].volume = r->volume;
    else if (b->format == FORMAT_BOOK)
        b->part = r->volume;
    if (b->extent.n == 0) b->extent = r->pages;
}

/* The @strings in front; gives the entry itself. */
static struct str read_strings(struct reader *r, struct str bytes)
{
    while (bytes.n) {
        struct frame f = bibtex_frame(bytes, true);
        struct str one = str_slice(bytes, f.skip, f.skip + f.length);
        struct bibtex_entry e;
        struct bibtex_field string;
        if (f.kind != FRAME_RECORD || !bibtex_is_string(one)) return one;
        if (r->strings.n < STRINGS_USED_MAX && bibtex_open(one, &e) && bibtex_next(&e, &string))
            VEC_PUSH(r->a, &r->strings, string);
        bytes = str_slice(bytes, f.skip + f.length, bytes.n);
    }
    return bytes;
}

enum err bibtex_describe(struct str bytes, struct arena *a, struct bib *ret, struct faults *faults)
{
    struct bib b = {0};
    struct reader *r = arena_make(a, struct reader);
    struct bibtex_entry e;
    struct bibtex_field f;
    *r = (struct reader){.a = a, .b = &b, .faults = faults};
    struct str entry = read_strings(r, utf8_clean(a, bytes));
    if (bibtex_open(entry, &e)) {
        b.format = format_of(e.type);
        b.control = e.key;
        while (bibtex_next(&e, &f)) take(r, &f);
        struct str rest = str_trim(e.rest);
        while (rest.n && rest.p[0] == ',') rest = str_trim(str_slice(rest, 1, rest.n));
        if (rest.n == 0 || !strchr("})", rest.p[0])) warn(r, REASON_BIBTEX_CUT, rest);
        finish(r);
    }
    if (b.title.n) {
        *ret = b;
        return OK;
    }
    return fault_refuse(faults, a, REASON_NO_TITLE, 1, bytes);
}
