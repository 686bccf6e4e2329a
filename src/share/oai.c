/* oai.c -- see oai.h: the answer as a document, and the verbs that are no lists. */
#include "share/oai.h"

#include "base/checked.h"
#include "catalog/harvest.h"
#include "catalog/title_id.h"
#include "record/xml_write.h"
#include "share/oai_internal.h"
#include "share/stamp.h"

/* The name of the repository in identifiers: the host of the base address.
 * oai-identifier.xsd: labels that begin with a letter, with dots between them; a host that is none
 * is given a name of that form. */
static struct str repository_of(struct str base, struct arena *a)
{
    size_t slashes = str_find(base, STR("://"));
    struct str host = slashes > base.n ? base : str_slice(base, slashes + 3, base.n), label;
    host = str_slice(host, 0, str_find_char(host, ':', 0));
    struct str rest = host;
    size_t labels = 0;
    bool fine = true;
    while (fine && str_split(&rest, '.', &label)) {
        fine = label.n && ((label.p[0] | 32) >= 'a' && (label.p[0] | 32) <= 'z');
        labels++;
    }
    return fine && labels > 1 ? arena_copy(a, host) : STR("katalog.local");
}

struct oai *oai_begin(const struct oai_site *site, const struct oai_argument *arg, size_t n,
                      struct arena *a)
{
    struct oai *o = arena_make(a, struct oai);
    *o = (struct oai){.site = *site, .mem = a, .now = site->env->now(site->env)};
    o->repository = repository_of(site->base, a);
    o->fault = oai_read(arg, n, a, &o->ask);
    return o;
}

/* ---- the frame ---- */

static void add_attribute(struct buf *to, const char *name, struct str value)
{
    if (!value.n) return;
    buf_printf(to, " %s=\"", name);
    xml_text(to, value);
    buf_add_char(to, '"');
}

/* What was asked stands in the answer, but not when it makes no sense (3.2). */
static void add_head(const struct oai *o, struct buf *to)
{
    const struct oai_ask *q = &o->ask;
    bool repeat = !o->fault.code || (!str_eq(str_of(o->fault.code), STR("badVerb")) &&
                                     !str_eq(str_of(o->fault.code), STR("badArgument")));
    buf_printf(to,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\""
               " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
               " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/"
               " http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n"
               "<responseDate>%.*s</responseDate>\n<request",
               STR_ARG(time_stamp(o->now, o->mem)));
    if (repeat) {
        bool token = q->token.n > 0;
        add_attribute(to, "verb", str_of(oai_verb_name(q->verb)));
        add_attribute(to, "identifier", q->identifier);
        add_attribute(to, "metadataPrefix", token ? (struct str){0} : q->prefix);
        add_attribute(to, "from", q->from);
        add_attribute(to, "until", q->until);
        add_attribute(to, "set", token ? (struct str){0} : q->set);
        add_attribute(to, "resumptionToken", q->token);
    }
    buf_add_char(to, '>');
    xml_text(to, o->site.base);
    buf_add(to, STR("/oai</request>\n"));
}

static void add_fault(struct oai *o, struct buf *to)
{
    buf_printf(to, "<error code=\"%s\">", o->fault.code);
    xml_text(to, o->fault.why);
    buf_add(to, STR("</error>\n</OAI-PMH>\n"));
}

/* ---- records ---- */

enum err oai_entry(const struct oai *o, int64_t title, int64_t at, const struct title_view *v,
                   struct arena *a, struct buf *to)
{
    bool whole = o->ask.verb != OAI_LIST_IDENTIFIERS;
    struct str id = title_id_write(a, title);
    if (whole) buf_add(to, STR("<record>"));
    buf_printf(to, "<header%s><identifier>oai:%.*s:%.*s</identifier><datestamp>%.*s</datestamp>",
               v ? "" : " status=\"deleted\"", STR_ARG(o->repository), STR_ARG(id),
               STR_ARG(time_stamp(at, a)));
    if (v) oai_sets_of(&o->networks, v, to);
    buf_add(to, STR("</header>"));
    enum err e = OK;
    if (v && whole) {
        buf_add(to, STR("<metadata>"));
        e = form_write(v, o->site.base, o->ask.form, a, to);
        buf_add(to, STR("</metadata>"));
    }
    if (whole) buf_add(to, STR("</record>"));
    buf_add_char(to, '\n');
    return e;
}

/* "oai:HOST:7kq2" */
static bool read_identifier(const struct oai *o, int64_t *ret)
{
    struct str rest = o->ask.identifier, scheme, repository;
    return str_split(&rest, ':', &scheme) && str_split(&rest, ':', &repository) && rest.p &&
           str_eq(scheme, STR("oai")) && str_eq(repository, o->repository) &&
           title_id_read(rest, ret) == OK && str_eq(rest, title_id_write(o->mem, *ret));
}

static enum err find_identifier(struct oai *o, struct db *db, int64_t *ret, int64_t *ret_at)
{
    enum err e =
        read_identifier(o, ret) ? harvest_changed(db, *ret, o->now, ret_at) : ERR_NOT_FOUND;
    if (e != ERR_NOT_FOUND) return e;
    o->fault = (struct oai_fault){"idDoesNotExist", STR("There is no such record")};
    return OK;
}

static enum err get_record(struct oai *o, struct db *db, struct buf *to)
{
    static const struct actor anybody = {.kind = ACTOR_STRANGER};
    struct title_views views = {0};
    int64_t id = 0, at = 0;
    enum err e = find_identifier(o, db, &id, &at);
    if (e || o->fault.code) return e;
    e = oai_networks_read(db, o->now, o->mem, &o->networks);
    if (!e) e = title_views(db, &anybody, NULL, &id, 1, o->mem, &views);
    buf_add(to, STR("<GetRecord>\n"));
    if (!e) e = oai_entry(o, id, at, views.n ? &views.item[0] : NULL, o->mem, to);
    buf_add(to, STR("</GetRecord>\n"));
    return e;
}

/* ---- about the repository ---- */

static enum err identify(struct oai *o, struct db *db, struct buf *to)
{
    int64_t earliest = 0;
    struct str mail = o->site.email;
    enum err e = harvest_earliest(db, o->now, &earliest);
    if (e) return e;
    if (!mail.n) mail = arena_printf(o->mem, "admin@%.*s", STR_ARG(o->repository));
    buf_add(to, STR("<Identify>\n"));
    xml_element(to, "repositoryName", o->site.name.n ? o->site.name : STR("Silang"));
    xml_element(to, "baseURL", arena_printf(o->mem, "%.*s/oai", STR_ARG(o->site.base)));
    xml_element(to, "protocolVersion", STR("2.0"));
    xml_element(to, "adminEmail", mail);
    xml_element(to, "earliestDatestamp", time_stamp(earliest, o->mem));
    xml_element(to, "deletedRecord", STR("persistent"));
    xml_element(to, "granularity", STR("YYYY-MM-DDThh:mm:ssZ"));
    buf_printf(to,
               "<description><oai-identifier"
               " xmlns=\"http://www.openarchives.org/OAI/2.0/oai-identifier\""
               " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai-identifier"
               " http://www.openarchives.org/OAI/2.0/oai-identifier.xsd\"><scheme>oai</scheme>"
               "<repositoryIdentifier>%.*s</repositoryIdentifier><delimiter>:</delimiter>"
               "<sampleIdentifier>oai:%.*s:%.*s</sampleIdentifier></oai-identifier>"
               "</description>\n</Identify>\n",
               STR_ARG(o->repository), STR_ARG(o->repository), STR_ARG(title_id_write(o->mem, 1)));
    return OK;
}

static enum err list_formats(struct oai *o, struct db *db, struct buf *to)
{
    int64_t id = 0, at = 0;
    enum form f = FORM_DC;
    const char *prefix = NULL;
    enum err e = o->ask.identifier.n ? find_identifier(o, db, &id, &at) : OK;
    if (e || o->fault.code) return e;
    buf_add(to, STR("<ListMetadataFormats>\n"));
    for (size_t i = 0; (prefix = oai_prefix(i, &f)); i++)
        buf_printf(to,
                   "<metadataFormat><metadataPrefix>%s</metadataPrefix><schema>%s</schema>"
                   "<metadataNamespace>%s</metadataNamespace></metadataFormat>\n",
                   prefix, form_kind(f)->schema, form_kind(f)->space);
    buf_add(to, STR("</ListMetadataFormats>\n"));
    return OK;
}

static enum err list_sets(struct oai *o, struct db *db, struct buf *to)
{
    buf_add(to, STR("<ListSets>\n"));
    enum err e = oai_sets_list(db, o->now, o->mem, to);
    buf_add(to, STR("</ListSets>\n"));
    return e;
}

/* ---- answering ---- */

static enum err answer(struct oai *o, struct db *db, size_t bytes, struct buf *body)
{
    switch (o->ask.verb) {
    case OAI_IDENTIFY: return identify(o, db, body);
    case OAI_LIST_FORMATS: return list_formats(o, db, body);
    case OAI_LIST_SETS: return list_sets(o, db, body);
    case OAI_GET_RECORD: return get_record(o, db, body);
    case OAI_LIST_IDENTIFIERS:
    case OAI_LIST_RECORDS: break;
    case OAI_NONE:
    case OAI_VERBS: return OK;
    }
    enum err e = oai_list_begin(o, db);
    return e ? e : oai_list_next(o, db, bytes, body);
}

/* The body is begun first: only then is known whether it is one or a fault. */
static enum err start(struct oai *o, struct db *db, size_t bytes, struct buf *to)
{
    struct buf CLEANUP(buf_release) body = BUF(to->max);
    enum err e = o->fault.code ? OK : answer(o, db, bytes, &body);
    if (e) return e;
    add_head(o, to);
    if (o->fault.code)
        add_fault(o, to);
    else
        buf_add(to, buf_str(&body));
    bool list = o->state != OAI_START && !o->fault.code;
    if (!list && !o->fault.code) buf_add(to, STR("</OAI-PMH>\n"));
    if (!list) o->state = OAI_DONE;
    return body.full ? ERR_LIMIT : OK;
}

enum err oai_next(struct oai *o, struct db *db, size_t bytes, struct buf *to)
{
    if (o->state == OAI_DONE) return OK;
    enum err e = db_read_begin(db);
    if (e) return e;
    e = o->state == OAI_START ? start(o, db, bytes, to) : oai_list_next(o, db, bytes, to);
    db_read_end(db);
    return e;
}
