/* output.c -- see output.h. */
#include "z3950/output.h"

#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"
#include "record/marcxml.h"
#include "record/marcxml_write.h"
#include "text/marc8.h"
#include "z3950/opac.h"
#include "z3950/pdu.h"
#include "z3950/sutrs.h"

/* ---- what is asked for ---- */

static const struct {
    const char *oid;
    enum syntax syntax;
    const char *schema;
} syntaxes[] = {{SYNTAX_USMARC, IN_USMARC, "parcel"},
                {SYNTAX_SUTRS, IN_SUTRS, "marcxml"},
                {SYNTAX_OPAC, IN_OPAC, "opac"},
                {SYNTAX_XML, IN_XML, "marcxml"}};

/* Names of schemas of XML: element sets, addresses, the short names of SRU. */
static const struct {
    const char *name, *schema;
} schemas[] = {{"marcxml", "marcxml"},
               {"marc21", "marcxml"},
               {"http://www.loc.gov/MARC21/slim", "marcxml"},
               {"info:srw/schema/1/marcxml-v1.1", "marcxml"},
               {"mods", "mods"},
               {"http://www.loc.gov/mods/v3", "mods"},
               {"dc", "dc"},
               {"info:srw/schema/1/dc-v1.1", "dc"},
               {"opac", "opac"}};

static const char *schema_of(struct str name)
{
    for (size_t i = 0; i < COUNT(schemas); i++)
        if (str_eq_nocase(name, str_of(schemas[i].name))) return schemas[i].schema;
    return NULL;
}

struct diagnostic output_choose(struct str syntax, struct str elements, struct str schema,
                                struct output *ret)
{
    size_t i = 0;
    if (!syntax.n) syntax = STR(SYNTAX_USMARC);
    while (i < COUNT(syntaxes) && !str_eq(syntax, str_of(syntaxes[i].oid))) i++;
    if (i == COUNT(syntaxes)) return (struct diagnostic){DIAGNOSTIC_SYNTAX, syntax};
    ret->syntax = syntaxes[i].syntax;
    ret->schema = syntaxes[i].schema;
    ret->brief = str_eq_nocase(elements, STR("B"));
    /* A record too long for ISO 2709 may have room in it when it is brief. */
    if (ret->brief && ret->syntax == IN_USMARC) ret->schema = "marcxml";
    bool full = !elements.n || str_eq_nocase(elements, STR("F"));
    const char *named = ret->brief || full ? NULL : schema_of(elements);
    if (ret->syntax == IN_XML && named) ret->schema = named;
    if (!ret->brief && !full && (ret->syntax != IN_XML || !named))
        return (struct diagnostic){DIAGNOSTIC_NO_ELEMENT_SET, elements};
    if (!schema.n || ret->syntax != IN_XML) return (struct diagnostic){0};
    named = schema_of(schema);
    if (!named) return (struct diagnostic){DIAGNOSTIC_NO_ELEMENT_SET, schema};
    ret->schema = named;
    return (struct diagnostic){0};
}

/* ---- MARC ---- */

/* Brief is what a list of hits shows, and who has it. */
static bool is_brief(const struct marc_field *f)
{
    static const char *const tags[] = {"001", "003", "005", "008", "020", "022",
                                       "100", "110", "111", "245", "250", "260",
                                       "264", "300", "490", "773", "852"};
    for (size_t i = 0; i < COUNT(tags); i++)
        if (!memcmp(f->tag, tags[i], 3)) return true;
    return false;
}

static void shorten(struct marc *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (is_brief(&m->field[i])) m->field[n++] = m->field[i];
    m->n = n;
}

static bool read_marc(const struct output *o, struct str xml, struct arena *a, struct marc *ret)
{
    struct faults faults = {0};
    if (marcxml_parse(xml, a, ret, &faults)) return false;
    if (o->brief) shorten(ret);
    return true;
}

/* Leader/09 is a blank for MARC-8 (MARC 21, leader). */
static bool write_marc(const struct output *o, struct marc *m, struct arena *a, struct buf *to)
{
    size_t at = to->n, strange = 0;
    for (size_t i = 0; o->marc8 && i < m->n; i++)
        m->field[i].data = utf8_marc8(a, m->field[i].data, &strange);
    if (iso2709_write(m, to)) return false;
    if (o->marc8 && !to->full) to->p[at + 9] = ' ';
    return true;
}

/* What comes in ISO 2709 goes out as it is, unless something of it is wanted otherwise. */
static bool add_marc(const struct output *o, struct str given, struct arena *a, struct buf *to)
{
    struct marc m;
    struct faults faults = {0};
    struct buf CLEANUP(buf_release) bytes = BUF(MARC_RECORD_MAX);
    if (o->brief || o->marc8) {
        bool read = o->brief ? read_marc(o, given, a, &m) : !iso2709_parse(given, a, &m, &faults);
        if (!read || !write_marc(o, &m, a, &bytes)) return false;
        given = buf_str(&bytes);
    }
    if (given.n) pdu_add_record(to, o->database, STR(SYNTAX_USMARC), given);
    return given.n > 0;
}

static bool add_opac(const struct output *o, struct str xml, struct arena *a, struct buf *to)
{
    struct marc m;
    struct str rest = xml, marc_xml;
    struct buf CLEANUP(buf_release) bytes = BUF(MARC_RECORD_MAX);
    if (!sru_element(&rest, "bibliographicRecord", &marc_xml, NULL) ||
        !read_marc(o, marc_xml, a, &m) || !write_marc(o, &m, a, &bytes))
        return false;
    struct pdu_record record;
    pdu_begin_record(to, o->database, STR(SYNTAX_OPAC), &record);
    opac_write(buf_str(&bytes), rest, a, to);
    pdu_end_record(to, &record);
    return true;
}

/* ---- XML, text ---- */

static bool add_xml(const struct output *o, struct str xml, struct arena *a, struct buf *to)
{
    struct marc m;
    struct buf CLEANUP(buf_release) bytes = BUF(MARC_RECORD_MAX);
    if (o->brief && !strcmp(o->schema, "marcxml")) {
        if (!read_marc(o, xml, a, &m)) return false;
        marcxml_alone(&m, a, &bytes);
        xml = buf_str(&bytes);
    }
    pdu_add_record(to, o->database, STR(SYNTAX_XML), xml);
    return true;
}

static bool add_sutrs(const struct output *o, struct str xml, struct arena *a, struct buf *to)
{
    struct marc m;
    struct pdu_record record;
    struct buf CLEANUP(buf_release) text = BUF(SUTRS_MAX);
    if (!read_marc(o, xml, a, &m)) return false;
    sutrs_write(&m, o->brief, a, &text);
    pdu_begin_record(to, o->database, STR(SYNTAX_SUTRS), &record);
    size_t at = ber_open(to, BER_CONTEXT(0));
    ber_add_string(to, BER_UNIVERSAL(BER_GENERAL), buf_str(&text));
    ber_close(to, at);
    pdu_end_record(to, &record);
    return true;
}

bool output_add(const struct output *o, struct str given, struct arena *a, struct buf *to)
{
    switch (o->syntax) {
    case IN_USMARC: return add_marc(o, given, a, to);
    case IN_OPAC: return add_opac(o, given, a, to);
    case IN_XML: return add_xml(o, given, a, to);
    case IN_SUTRS: return add_sutrs(o, given, a, to);
    }
    return false;
}
