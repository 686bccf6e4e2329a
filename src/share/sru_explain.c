/* sru_explain.c -- explain: ZeeRex 2.0 about what can be asked here. */
#include "base/checked.h"
#include "record/xml_write.h"
#include "share/sru_internal.h"

#define ZEEREX "http://explain.z3950.org/dtd/2.0/"

static const struct {
    const char *name, *uri;
} sets[] = {
    {"cql", "info:srw/cql-context-set/1/cql-v1.2"},
    {"dc", "info:srw/cql-context-set/1/dc-v1.1"},
    {"bath", "http://zing.z3950.org/cql/bath/2.0/"},
    {"rec", "info:srw/cql-context-set/2/rec-1.1"},
};

/* What can be sought, leafed through and ordered by; names that mean the same stand together. */
static const struct {
    const char *title;
    bool scan, sort;
    const char *names[5]; /* "set.name" */
} indexes[] = {
    {"Anywhere", false, false, {"cql.serverChoice", "cql.anywhere", "bath.any"}},
    {"All records", false, false, {"cql.allRecords"}},
    {"Title", true, true, {"dc.title", "bath.title", "bath.uniformTitle", "bath.keyTitle"}},
    {"Author",
     true,
     true,
     {"dc.creator", "dc.contributor", "dc.author", "bath.name", "bath.personalName"}},
    {"Corporate name", true, false, {"bath.corporateName", "bath.conferenceName"}},
    {"Subject", true, false, {"dc.subject", "bath.subject", "bath.topicalSubject"}},
    {"Series", true, false, {"bath.seriesTitle"}},
    {"Publisher", false, false, {"dc.publisher", "bath.publisher"}},
    {"Year", false, true, {"dc.date", "bath.date"}},
    {"Language", false, false, {"dc.language", "bath.language"}},
    {"Kind of material", false, false, {"dc.type", "dc.format"}},
    {"Notes", false, false, {"dc.description", "bath.notes"}},
    {"ISBN", false, false, {"bath.isbn"}},
    {"ISSN", false, false, {"bath.issn"}},
    {"Any number", false, false, {"dc.identifier", "bath.standardIdentifier"}},
    {"Record", false, false, {"rec.id", "rec.identifier"}},
};

/* "https://host:8080/": what stands for host and port. */
static void add_server(const struct sru *s, struct buf *to)
{
    struct str base = s->site.base;
    bool tls = str_starts(base, STR("https:"));
    size_t slashes = str_find(base, STR("://"));
    struct str host = slashes > base.n ? base : str_slice(base, slashes + 3, base.n);
    size_t colon = str_find_char(host, ':', 0);
    struct str port = str_slice(host, colon + 1, host.n);
    host = str_slice(host, 0, colon);
    buf_printf(to, "<serverInfo protocol=\"SRU\" version=\"%s\" transport=\"%s\">",
               sru_words(s->ask.version)->name, tls ? "https" : "http");
    xml_element(to, "host", host.n ? host : STR("localhost"));
    xml_element(to, "port", port.n ? port : tls ? STR("443") : STR("80"));
    buf_add(to, STR("<database>sru</database></serverInfo>\n<databaseInfo>"));
    xml_element(to, "title", s->site.name.n ? s->site.name : STR("Silang"));
    buf_add(to, STR("<implementation identifier=\"silang\" version=\"" SILANG_VERSION "\"/>"
                    "</databaseInfo>\n"));
}

static void add_name(const char *name, struct buf *to)
{
    struct str whole = str_of(name);
    size_t dot = str_find_char(whole, '.', 0);
    buf_printf(to, "<map><name set=\"%.*s\">%s</name></map>", (int)dot, name, name + dot + 1);
}

static void add_indexes(struct buf *to)
{
    buf_add(to, STR("<indexInfo>\n"));
    for (size_t i = 0; i < COUNT(sets); i++)
        buf_printf(to, "<set name=\"%s\" identifier=\"%s\"/>\n", sets[i].name, sets[i].uri);
    for (size_t i = 0; i < COUNT(indexes); i++) {
        buf_printf(to,
                   "<index search=\"true\" scan=\"%s\" sort=\"%s\"><title lang=\"en\">%s</title>",
                   indexes[i].scan ? "true" : "false", indexes[i].sort ? "true" : "false",
                   indexes[i].title);
        for (size_t k = 0; k < COUNT(indexes[i].names) && indexes[i].names[k]; k++)
            add_name(indexes[i].names[k], to);
        buf_add(to, STR("</index>\n"));
    }
    buf_add(to, STR("</indexInfo>\n"));
}

static void add_schemas(struct buf *to)
{
    buf_add(to, STR("<schemaInfo>\n"));
    for (size_t i = 0; i < SRU_SCHEMAS; i++) {
        const struct sru_schema *x = sru_schema_at(i);
        buf_printf(to, "<schema identifier=\"%s\" name=\"%s\"", x->uri, x->name);
        if (x->location) buf_printf(to, " location=\"%s\"", x->location);
        buf_printf(to, " sort=\"false\" retrieve=\"true\"><title>%s</title></schema>\n", x->title);
    }
    buf_add(to, STR("</schemaInfo>\n"));
}

static void add_limits(struct buf *to)
{
    static const char *const relations[] = {"=",    "==",   "exact", "adj",   "all",   "any",
                                            "&lt;", "&gt;", "&lt;=", "&gt;=", "within"};
    buf_printf(to,
               "<configInfo><default type=\"numberOfRecords\">%d</default>"
               "<default type=\"contextSet\">cql</default><default type=\"index\">serverChoice"
               "</default><default type=\"retrieveSchema\">%s</default>"
               "<setting type=\"maximumRecords\">%d</setting>",
               SRU_RECORDS_USUAL, sru_schema_at(0)->name, SRU_RECORDS_MAX);
    for (size_t i = 0; i < COUNT(relations); i++)
        buf_printf(to, "<supports type=\"relation\">%s</supports>", relations[i]);
    buf_add(to, STR("<supports type=\"proximity\"/><supports type=\"scan\"/>"
                    "<supports type=\"sort\"/><supports type=\"maskingCharacter\">*</supports>"
                    "<supports type=\"anchoring\"/></configInfo>\n"));
}

void sru_explain(struct sru *s, struct buf *to)
{
    struct buf CLEANUP(buf_release) data = BUF(64 << 10);
    buf_add(&data, STR("<explain xmlns=\"" ZEEREX "\">\n"));
    add_server(s, &data);
    add_indexes(&data);
    add_schemas(&data);
    add_limits(&data);
    buf_add(&data, STR("</explain>"));
    sru_open(s, "explainResponse", to);
    sru_record(s, ZEEREX, buf_str(&data), s->ask.escaped, 0, (struct str){0}, to);
    buf_add(to, STR("</zs:explainResponse>\n"));
}
