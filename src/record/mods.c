/* mods.c -- see mods.h. Inside relatedItem stand only titles and numbers. */
#include "record/mods.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "record/xml_write.h"

/* ---- titles ---- */

static void add_title_info(struct buf *to, const char *start, struct str title, struct str rest,
                           struct str part)
{
    if (title.n == 0) return;
    buf_printf(to, "<%s>", start);
    xml_element(to, "title", title);
    xml_element(to, "subTitle", rest);
    xml_element(to, "partNumber", part);
    xml_end(to, start);
}

/* "Saman : novel" is "Saman" and "novel". */
static void add_titles(struct buf *to, const struct bib *b)
{
    const struct str none = {0};
    struct str rest = none, head = b->title;
    if (b->title_short.n && b->title_short.n < b->title.n && str_starts(b->title, b->title_short)) {
        head = b->title_short;
        rest = str_trim(str_slice(b->title, head.n, b->title.n));
        if (rest.n && (rest.p[0] == ':' || rest.p[0] == '=' || rest.p[0] == ';'))
            rest = str_trim(str_slice(rest, 1, rest.n));
    }
    add_title_info(to, "titleInfo", head, rest, b->part);
    add_title_info(to, "titleInfo type=\"alternative\"", b->native, none, none);
    for (size_t i = 0; i < b->other_titles.n; i++)
        add_title_info(to, "titleInfo type=\"alternative\"", b->other_titles.item[i], none, none);
    add_title_info(to, "titleInfo type=\"uniform\"", b->uniform, none, none);
}

/* ---- names ---- */

static const char *relator(enum name_role role)
{
    switch (role) {
    case ROLE_AUTHOR: return "aut";
    case ROLE_EDITOR: return "edt";
    case ROLE_TRANSLATOR: return "trl";
    case ROLE_ILLUSTRATOR: return "ill";
    case ROLE_CONTRIBUTOR: break;
    }
    return "ctb";
}

static void add_names(struct buf *to, const struct bib *b)
{
    bool primary = false;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        if (n->name.n == 0) continue;
        buf_printf(to, "<name type=\"%s\"%s>", n->corporate ? "corporate" : "personal",
                   n->main && !primary ? " usage=\"primary\"" : "");
        primary |= n->main;
        xml_element(to, "namePart", n->name);
        buf_printf(to,
                   "<role><roleTerm type=\"code\" authority=\"marcrelator\">%s</roleTerm></role>"
                   "</name>",
                   relator(n->role));
    }
}

/* ---- what it is ---- */

static struct str resource_type(enum format f)
{
    switch (f) {
    case FORMAT_MAP: return STR("cartographic");
    case FORMAT_SCORE: return STR("notated music");
    case FORMAT_MUSIC: return STR("sound recording-musical");
    case FORMAT_AUDIO: return STR("sound recording-nonmusical");
    case FORMAT_VIDEO: return STR("moving image");
    case FORMAT_IMAGE: return STR("still image");
    case FORMAT_SOFTWARE: return STR("software, multimedia");
    case FORMAT_KIT: return STR("mixed material");
    case FORMAT_OBJECT: return STR("three dimensional object");
    case FORMAT_UNKNOWN:
    case FORMAT_BOOK:
    case FORMAT_SERIAL:
    case FORMAT_ARTICLE:
    case FORMAT_THESIS:
    case FORMAT_MANUSCRIPT:
    case FORMAT_COUNT: break;
    }
    return STR("text");
}

/* Terms of the MARC genre list. */
static struct str genre(enum format f)
{
    switch (f) {
    case FORMAT_SERIAL: return STR("periodical");
    case FORMAT_ARTICLE: return STR("article");
    case FORMAT_THESIS: return STR("thesis");
    default: return (struct str){0};
    }
}

static void add_origin(struct buf *to, const struct bib *b, struct arena *a)
{
    bool serial = b->format == FORMAT_SERIAL;
    struct str date = b->year ? arena_printf(a, "%04d", b->year) : b->year_text;
    buf_add(to, STR("<originInfo>"));
    if (b->place.n) {
        buf_add(to, STR("<place>"));
        xml_element(to, "placeTerm type=\"text\"", b->place);
        buf_add(to, STR("</place>"));
    }
    if (b->country.n) {
        buf_add(to, STR("<place>"));
        xml_element(to, "placeTerm type=\"code\" authority=\"marccountry\"", b->country);
        buf_add(to, STR("</place>"));
    }
    xml_element(to, "publisher", b->publisher);
    xml_element(to, "dateIssued", date);
    xml_element(to, "edition", b->edition);
    xml_element(to, "issuance", serial ? STR("serial") : STR("monographic"));
    xml_element(to, "frequency", b->frequency);
    buf_add(to, STR("</originInfo>"));
}

static void add_languages(struct buf *to, const struct bib *b)
{
    for (size_t i = 0; i < b->languages.n; i++) {
        buf_add(to, STR("<language>"));
        xml_element(to, "languageTerm type=\"code\" authority=\"iso639-2b\"", b->languages.item[i]);
        buf_add(to, STR("</language>"));
    }
}

/* The parts of "Fiksi Indonesia -- Abad 20" one by one. */
static void add_subjects(struct buf *to, const struct bib *b)
{
    for (size_t i = 0; i < b->subjects.n; i++) {
        struct str rest = b->subjects.item[i];
        if (rest.n == 0) continue;
        buf_add(to, STR("<subject>"));
        while (rest.n) {
            size_t dash = MIN(str_find(rest, STR(" -- ")), rest.n);
            xml_element(to, "topic", str_trim(str_slice(rest, 0, dash)));
            rest = str_slice(rest, dash + 4, rest.n);
        }
        buf_add(to, STR("</subject>"));
    }
}

static void add_description(struct buf *to, const struct bib *b)
{
    if (b->extent.n) {
        buf_add(to, STR("<physicalDescription>"));
        xml_element(to, "extent", b->extent);
        buf_add(to, STR("</physicalDescription>"));
    }
    xml_element(to, "abstract", b->summary);
    xml_element(to, "tableOfContents", b->contents);
    xml_element(to, "note type=\"statement of responsibility\"", b->responsibility);
    for (size_t i = 0; i < b->notes.n; i++) xml_element(to, "note", b->notes.item[i]);
    add_subjects(to, b);
    bool dewey = b->classification.n >= 3;
    for (size_t i = 0; dewey && i < 3; i++) dewey = ascii_is_digit(b->classification.p[i]);
    xml_element(to, dewey ? "classification authority=\"ddc\"" : "classification",
                b->classification);
}

/* ---- relations and numbers ---- */

static void add_related(struct buf *to, const char *start, struct str title, struct str part,
                        struct str issn)
{
    if (title.n + issn.n == 0) return;
    buf_printf(to, "<%s>", start);
    add_title_info(to, "titleInfo", title, (struct str){0}, part);
    xml_element(to, "identifier type=\"issn\"", issn);
    xml_end(to, start);
}

static void add_relations(struct buf *to, const struct bib *b)
{
    struct str none = {0};
    for (size_t i = 0; i < b->series.n; i++)
        add_related(to, "relatedItem type=\"series\"", b->series.item[i].title,
                    b->series.item[i].volume, none);
    add_related(to, "relatedItem type=\"host\"", b->host_title.n ? b->host_title : b->host,
                b->host_title.n ? b->host_part : none, none);
    for (size_t i = 0; i < b->originals.n; i++)
        add_related(to, "relatedItem type=\"original\"", b->originals.item[i], none, none);
    for (size_t i = 0; i < b->before.n; i++)
        add_related(to, "relatedItem type=\"preceding\"", b->before.item[i].title, none,
                    b->before.item[i].issn);
    for (size_t i = 0; i < b->after.n; i++)
        add_related(to, "relatedItem type=\"succeeding\"", b->after.item[i].title, none,
                    b->after.item[i].issn);
}

static void add_all(struct buf *to, const char *start, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) xml_element(to, start, list->item[i]);
}

static void add_locations(struct buf *to, const struct bib *b, const struct mods_about *about)
{
    for (size_t i = 0; i < about->n_places; i++) {
        buf_add(to, STR("<location>"));
        xml_element(to, "physicalLocation", about->place[i].library);
        xml_element(to, "shelfLocator", about->place[i].shelf);
        buf_add(to, STR("</location>"));
    }
    if (about->address.n + b->urls.n == 0) return;
    buf_add(to, STR("<location>"));
    xml_element(to, "url usage=\"primary display\"", about->address);
    add_all(to, "url", &b->urls);
    buf_add(to, STR("</location>"));
}

void mods_write(const struct bib *b, const struct mods_about *about, struct arena *a,
                struct buf *to)
{
    buf_add(to, STR("<mods xmlns=\"http://www.loc.gov/mods/v3\""
                    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"3.7\""
                    " xsi:schemaLocation=\"http://www.loc.gov/mods/v3"
                    " http://www.loc.gov/standards/mods/v3/mods-3-7.xsd\">"));
    add_titles(to, b);
    add_names(to, b);
    xml_element(to, "typeOfResource", resource_type(b->format));
    xml_element(to, "genre authority=\"marcgt\"", genre(b->format));
    add_origin(to, b, a);
    add_languages(to, b);
    add_description(to, b);
    add_relations(to, b);
    add_all(to, "identifier type=\"isbn\"", &b->isbns);
    add_all(to, "identifier type=\"issn\"", &b->issns);
    xml_element(to, "identifier type=\"uri\"", about->address);
    add_locations(to, b, about);
    if (about->id.n) {
        buf_add(to, STR("<recordInfo>"));
        xml_element(to, "recordIdentifier", about->id);
        buf_add(to, STR("</recordInfo>"));
    }
    buf_add(to, STR("</mods>"));
}
