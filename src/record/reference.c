/* reference.c -- see reference.h. */
#include "record/reference.h"

#include "record/bib_cited.h"
#include "text/utf8.h"

/* What BibTeX reads as a command is written as one; braces must be in pairs, so they are left out.
 */
static struct str tex_of(char c)
{
    switch (c) {
    case '&': return STR("\\&");
    case '%': return STR("\\%");
    case '$': return STR("\\$");
    case '#': return STR("\\#");
    case '_': return STR("\\_");
    case '~': return STR("\\textasciitilde{}");
    case '^': return STR("\\textasciicircum{}");
    case '\\': return STR("\\textbackslash{}");
    default: return (struct str){0};
    }
}

/* One line: what breaks or controls lines is a blank or nothing. */
static void add_line(struct buf *to, struct str s, bool tex)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        struct str command = tex && c < 0x80 ? tex_of((char)c) : (struct str){0};
        if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029)
            buf_add_char(to, ' ');
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (tex && (c == '{' || c == '}')))
            continue;
        else if (c == UTF8_BAD)
            buf_add(to, STR("\xEF\xBF\xBD"));
        else
            buf_add(to, command.n ? command : str_slice(s, from, at));
    }
}

/* ---- RIS ---- */

static const char *ris_type(enum format f)
{
    switch (f) {
    case FORMAT_SERIAL: return "JFULL";
    case FORMAT_ARTICLE: return "JOUR";
    case FORMAT_THESIS: return "THES";
    case FORMAT_MANUSCRIPT: return "MANSCPT";
    case FORMAT_MAP: return "MAP";
    case FORMAT_SCORE:
    case FORMAT_MUSIC: return "MUSIC";
    case FORMAT_AUDIO: return "SOUND";
    case FORMAT_VIDEO: return "VIDEO";
    case FORMAT_IMAGE: return "ART";
    case FORMAT_SOFTWARE: return "COMP";
    case FORMAT_KIT:
    case FORMAT_OBJECT: return "GEN";
    case FORMAT_UNKNOWN:
    case FORMAT_BOOK:
    case FORMAT_COUNT: break;
    }
    return "BOOK";
}

static void add_tag(struct buf *to, const char *tag, struct str value)
{
    if (value.n == 0) return;
    buf_printf(to, "%s  - ", tag);
    add_line(to, value, false);
    buf_add(to, STR("\r\n"));
}

static void add_tags(struct buf *to, const char *tag, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) add_tag(to, tag, list->item[i]);
}

void ris_write(const struct bib *b, struct str address, struct buf *to)
{
    struct host_numbers host = bib_host_numbers(b);
    buf_printf(to, "TY  - %s\r\n", ris_type(b->format));
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        add_tag(to, bib_is_author(n) ? "AU" : n->role == ROLE_EDITOR ? "A2" : "A4", n->name);
    }
    add_tag(to, "TI", b->title);
    add_tag(to, "T2", b->host_title.n ? b->host_title : b->host);
    for (size_t i = 0; i < b->series.n; i++) add_tag(to, "T3", b->series.item[i].title);
    if (b->year) buf_printf(to, "PY  - %04d\r\n", b->year);
    add_tag(to, "ET", b->edition);
    add_tag(to, "VL", b->part.n ? b->part : host.volume);
    add_tag(to, "IS", host.issue);
    add_tag(to, "SP", host.pages);
    add_tag(to, "CY", b->place);
    add_tag(to, "PB", b->publisher);
    add_tags(to, "SN", &b->isbns);
    add_tags(to, "SN", &b->issns);
    add_tags(to, "LA", &b->languages);
    add_tags(to, "KW", &b->subjects);
    add_tag(to, "AB", b->summary);
    add_tags(to, "N1", &b->notes);
    add_tag(to, "CN", b->classification);
    add_tag(to, "UR", address);
    add_tags(to, "L2", &b->urls);
    buf_add(to, STR("ER  - \r\n"));
}

/* ---- BibTeX ---- */

static const char *bibtex_type(enum format f)
{
    switch (f) {
    case FORMAT_UNKNOWN:
    case FORMAT_BOOK: return "book";
    case FORMAT_ARTICLE: return "article";
    case FORMAT_THESIS: return "phdthesis";
    case FORMAT_MANUSCRIPT: return "unpublished";
    default: return "misc";
    }
}

static void add_entry(struct buf *to, const char *name, struct str value)
{
    if (value.n == 0) return;
    buf_printf(to, ",\n  %s = {", name);
    add_line(to, value, true);
    buf_add_char(to, '}');
}

/* Names of bodies stand in braces of their own: they are not turned round. */
static void add_names(struct buf *to, const struct bib *b, const char *entry, enum name_role role)
{
    size_t n = 0;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *name = &b->names.item[i];
        if (bib_is_author(name) ? role != ROLE_AUTHOR : name->role != role) continue;
        if (n++ == 0)
            buf_printf(to, ",\n  %s = {", entry);
        else
            buf_add(to, STR(" and "));
        if (name->corporate) buf_add_char(to, '{');
        add_line(to, name->name, true);
        if (name->corporate) buf_add_char(to, '}');
    }
    if (n) buf_add_char(to, '}');
}

void bibtex_write(const struct bib *b, struct str address, struct str id, struct buf *to)
{
    struct host_numbers host = bib_host_numbers(b);
    buf_printf(to, "@%s{silang-%.*s", bibtex_type(b->format), STR_ARG(id));
    add_names(to, b, "author", ROLE_AUTHOR);
    add_names(to, b, "editor", ROLE_EDITOR);
    add_names(to, b, "translator", ROLE_TRANSLATOR);
    add_entry(to, "title", b->title);
    if (b->format == FORMAT_ARTICLE)
        add_entry(to, "journal", b->host_title.n ? b->host_title : b->host);
    if (b->series.n) add_entry(to, "series", b->series.item[0].title);
    add_entry(to, "edition", b->edition);
    add_entry(to, "volume", b->part.n ? b->part : host.volume);
    add_entry(to, "number", host.issue);
    add_entry(to, "pages", host.pages);
    add_entry(to, b->format == FORMAT_THESIS ? "school" : "publisher", b->publisher);
    add_entry(to, "address", b->place);
    if (b->year) buf_printf(to, ",\n  year = {%04d}", b->year);
    if (b->isbns.n) add_entry(to, "isbn", b->isbns.item[0]);
    if (b->issns.n) add_entry(to, "issn", b->issns.item[0]);
    if (b->languages.n) add_entry(to, "language", b->languages.item[0]);
    add_entry(to, "abstract", b->summary);
    if (address.n) {
        buf_add(to, STR(",\n  url = {"));
        add_line(to, address, false);
        buf_add_char(to, '}');
    }
    buf_add(to, STR("\n}\n"));
}
