/* oai.c -- see oai.h. */
#include "record/oai.h"

#include "base/checked.h"
#include "record/dublin_core_read.h"
#include "record/mods_read.h"
#include "record/xml_tags.h"
#include "record/xml_tree.h"
#include "record/xml_write.h"

/* ---- one record ---- */

static struct str plain_of(struct str in, const char *element, struct arena *a)
{
    struct str text;
    size_t at = 0;
    return xml_element_next(in, element, &at, &text) ? xml_plain(a, text) : (struct str){0};
}

static bool says_deleted(struct str record)
{
    struct xml_tag t;
    for (size_t at = 0; xml_tag_next(record, at, &t); at = t.end)
        if (str_eq(t.name, STR("header")))
            return str_eq(xml_tag_attribute(record, &t, "status"), STR("deleted"));
    return false;
}

enum err oai_record_read(struct str record, struct arena *a, struct oai_record *ret)
{
    struct str header = {0}, metadata = {0};
    size_t at = 0;
    if (!xml_element_next(record, "header", &at, &header)) return ERR_FORMAT;
    struct oai_record r = {.identifier = plain_of(header, "identifier", a),
                           .datestamp = plain_of(header, "datestamp", a),
                           .deleted = says_deleted(record)};
    if (r.identifier.n == 0) return ERR_FORMAT;
    if (xml_element_next(record, "metadata", &at, &metadata)) r.metadata = str_trim(metadata);
    *ret = r;
    return OK;
}

void oai_record_keep(const struct oai_record *r, struct buf *to)
{
    buf_add(to, r->deleted ? STR("<record><header status=\"deleted\">") : STR("<record><header>"));
    xml_element(to, "identifier", r->identifier);
    buf_add(to, STR("</header>"));
    if (!r->deleted) {
        buf_add(to, STR("<metadata>"));
        buf_add(to, r->metadata);
        buf_add(to, STR("</metadata>"));
    }
    buf_add(to, STR("</record>\n"));
}

enum err oai_describe(struct str record, struct arena *a, struct bib *ret, struct faults *faults)
{
    struct oai_record r;
    struct xml_node *root = NULL;
    struct bib b = {0};
    if (oai_record_read(record, a, &r)) return fault_refuse(faults, a, REASON_XML_BAD, 1, record);
    if (r.deleted) {
        *ret = (struct bib){.deleted = true, .control = r.identifier};
        return OK;
    }
    enum err e = xml_tree_read(r.metadata, a, &root, faults);
    if (e) return e;
    if (str_eq(root->name, STR("modsCollection")) && xml_child(root, "mods"))
        mods_describe(xml_child(root, "mods"), a, &b);
    else if (str_eq(root->name, STR("mods")))
        mods_describe(root, a, &b);
    else
        dublin_core_describe(root, a, &b);
    b.control = r.identifier;
    if (b.title.n == 0) return fault_refuse(faults, a, REASON_NO_TITLE, 1, r.identifier);
    *ret = b;
    return OK;
}

/* ---- whole answers ---- */

static bool begins_page(struct str page)
{
    struct xml_tag t;
    if (!xml_tag_next(page, 0, &t)) return false;
    if (str_eq_nocase(t.name, STR("!DOCTYPE")) && !xml_tag_next(page, t.end, &t)) return false;
    return str_eq_nocase(t.name, STR("html")) || str_eq_nocase(t.name, STR("head")) ||
           str_eq_nocase(t.name, STR("body"));
}

static void read_token(struct str page, const struct xml_tag *t, struct arena *a,
                       struct oai_page *p)
{
    struct str text = {0}, size = xml_tag_attribute(page, t, "completeListSize");
    size_t at = t->at;
    p->has_token = true;
    if (xml_element_next(page, "resumptionToken", &at, &text)) p->token = xml_plain(a, text);
    if (str_to_i64(str_trim(size), &p->size)) p->size = 0;
}

static void read_error(struct str page, const struct xml_tag *t, struct arena *a,
                       struct oai_page *p)
{
    struct str text = {0};
    size_t at = t->at;
    if (xml_element_next(page, "error", &at, &text)) p->error.text = xml_plain(a, text);
    p->error.code = arena_copy(a, xml_tag_attribute(page, t, "code"));
    if (p->error.code.n == 0) p->error.code = STR("error");
}

/* Of what is there more than once the last holds, and only that is read: to the end of the page, if
 * nothing closes it. */
void oai_page_read(struct str page, struct arena *a, struct oai_page *ret)
{
    struct oai_page p = {.html = begins_page(page)};
    struct xml_tag t, token = {0}, error = {0}, date = {0};
    int inside = 0; /* of records: what stands there is not ours */
    for (size_t at = 0; xml_tag_next(page, at, &t); at = t.end) {
        if (str_eq(t.name, STR("OAI-PMH"))) {
            p.answer = true;
            p.ended = t.closing;
        } else if (str_eq(t.name, STR("metadata"))) {
            inside = MAX(inside + (t.closing ? -1 : !t.empty), 0);
        } else if (!t.closing && str_eq(t.name, STR("resumptionToken"))) {
            inside = 0; /* stands after all records, whatever they left open */
            token = t;
        } else if (!inside && !t.closing && str_eq(t.name, STR("error"))) {
            error = t;
        } else if (!inside && !t.closing && str_eq(t.name, STR("responseDate"))) {
            date = t;
        }
    }
    if (token.end) read_token(page, &token, a, &p);
    if (error.end) read_error(page, &error, a, &p);
    if (date.end) p.date = plain_of(str_slice(page, date.at, page.n), "responseDate", a);
    *ret = p;
}

void oai_identify_read(struct str page, struct arena *a, struct oai_identify *ret)
{
    struct str in = {0};
    size_t at = 0;
    if (!xml_element_next(page, "Identify", &at, &in)) in = (struct str){0};
    *ret = (struct oai_identify){
        .name = plain_of(in, "repositoryName", a),
        .version = plain_of(in, "protocolVersion", a),
        .earliest = plain_of(in, "earliestDatestamp", a),
        .deleted = plain_of(in, "deletedRecord", a),
        .granularity = plain_of(in, "granularity", a),
        .email = plain_of(in, "adminEmail", a),
    };
}

void oai_values(struct str page, const char *element, struct arena *a, struct strs *ret)
{
    enum { VALUES_MAX = 2000 };
    struct str text;
    struct strs list = {0};
    for (size_t at = 0; list.n < VALUES_MAX && xml_element_next(page, element, &at, &text);)
        VEC_PUSH(a, &list, xml_plain(a, text));
    *ret = list;
}
