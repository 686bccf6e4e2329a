/* dublin_core.c -- see dublin_core.h. */
#include "record/dublin_core.h"

#include "base/checked.h"
#include "record/xml_write.h"

/* The DCMI Type Vocabulary (2010). */
static struct str dcmi_type(enum format f)
{
    switch (f) {
    case FORMAT_UNKNOWN:
    case FORMAT_BOOK:
    case FORMAT_SERIAL:
    case FORMAT_ARTICLE:
    case FORMAT_THESIS:
    case FORMAT_MANUSCRIPT: return STR("Text");
    case FORMAT_MAP:
    case FORMAT_SCORE:
    case FORMAT_IMAGE: return STR("StillImage");
    case FORMAT_MUSIC:
    case FORMAT_AUDIO: return STR("Sound");
    case FORMAT_VIDEO: return STR("MovingImage");
    case FORMAT_SOFTWARE: return STR("Software");
    case FORMAT_KIT: return STR("Collection");
    case FORMAT_OBJECT: return STR("PhysicalObject");
    case FORMAT_COUNT: break;
    }
    return (struct str){0};
}

static void add_all(struct buf *to, const char *name, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) xml_element(to, name, list->item[i]);
}

static void add_names(struct buf *to, const struct bib *b, bool authors)
{
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        if ((n->main || n->role == ROLE_AUTHOR) == authors)
            xml_element(to, authors ? "dc:creator" : "dc:contributor", n->name);
    }
}

static void add_numbers(struct buf *to, const struct bib *b, struct arena *a)
{
    for (size_t i = 0; i < b->isbns.n; i++)
        xml_element(to, "dc:identifier",
                    arena_printf(a, "urn:isbn:%.*s", STR_ARG(b->isbns.item[i])));
    for (size_t i = 0; i < b->issns.n; i++)
        xml_element(to, "dc:identifier",
                    arena_printf(a, "urn:issn:%.*s", STR_ARG(b->issns.item[i])));
    add_all(to, "dc:identifier", &b->urls);
}

static void add_series(struct buf *to, const struct bib *b, struct arena *a)
{
    for (size_t i = 0; i < b->series.n; i++) {
        struct str part[] = {b->series.item[i].title, b->series.item[i].volume};
        xml_element(to, "dc:relation", arena_join(a, part, COUNT(part), STR(" ; ")));
    }
}

void dublin_core_write(const struct bib *b, struct str address, struct arena *a, struct buf *to)
{
    struct str title[] = {b->title, b->part};
    struct str date = b->year ? arena_printf(a, "%04d", b->year) : b->year_text;
    buf_add(to, STR("<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\""
                    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/"
                    " http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">"));
    xml_element(to, "dc:title", arena_join(a, title, COUNT(title), STR(". ")));
    xml_element(to, "dc:title", b->native);
    add_names(to, b, true);
    add_all(to, "dc:subject", &b->subjects);
    xml_element(to, "dc:subject", b->classification);
    xml_element(to, "dc:description", b->summary);
    add_all(to, "dc:description", &b->notes);
    xml_element(to, "dc:publisher", b->publisher);
    add_names(to, b, false);
    xml_element(to, "dc:date", date);
    xml_element(to, "dc:type", dcmi_type(b->format));
    xml_element(to, "dc:format", b->extent);
    xml_element(to, "dc:identifier", address);
    add_numbers(to, b, a);
    xml_element(to, "dc:source", b->host);
    add_all(to, "dc:language", &b->languages);
    add_series(to, b, a);
    buf_add(to, STR("</oai_dc:dc>"));
}
