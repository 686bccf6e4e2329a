/* connect.c -- see connect.h: what each system is told. Labels are those of its own screens. */
#include "web/connect.h"

#include "base/checked.h"
#include "record/xml_write.h"

/* ---- building ---- */

enum { ROWS_MAX = 16 };

static struct connect_system *add_system(struct connect_page *p, struct arena *a,
                                         const char *anchor, const char *name)
{
    VEC_PUSH(a, p, (struct connect_system){.anchor = anchor, .name = name});
    return &p->item[p->n - 1];
}

static struct connect_way *add_way(struct connect_system *s, struct arena *a, enum msg what,
                                   enum msg where, enum connect_tried tried, enum msg how)
{
    VEC_PUSH(a, s, (struct connect_way){.what = what, .where = where, .tried = tried, .how = how});
    struct connect_way *w = &s->item[s->n - 1];
    w->row = arena_array(a, struct connect_row, ROWS_MAX);
    return w;
}

static void say(struct connect_way *w, const char *label, struct str value)
{
    if (w->rows < ROWS_MAX) w->row[w->rows++] = (struct connect_row){label, value, false};
}

/* Something to be chosen there. */
static void pick(struct connect_way *w, const char *label, struct str value)
{
    if (w->rows < ROWS_MAX) w->row[w->rows++] = (struct connect_row){label, value, true};
}

static struct str under(const struct connect_here *h, const char *path, struct arena *a)
{
    return arena_printf(a, "%.*s%s", STR_ARG(h->base), path);
}

/* "host:port/Default" */
static struct str target_of(const struct connect_here *h, struct arena *a)
{
    return arena_printf(a, "%.*s:%.*s/Default", STR_ARG(h->z_host), STR_ARG(h->z_port));
}

/* ---- SLiMS, INLISLite ---- */

static void add_slims(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "slims", "SLiMS");
    struct connect_way *w = add_way(s, a, MSG_connect_slims_p2p, MSG_connect_slims_p2p_where,
                                    CONNECT_PARTLY, MSG_connect_how_slims);
    say(w, "Name", h->name);
    say(w, "URI", h->base);
    pick(w, "Server Type", STR("P2P Server"));
    w = add_way(s, a, MSG_connect_slims_sru, MSG_connect_slims_sru_where, CONNECT_PARTLY,
                MSG_connect_how_slims);
    say(w, "Name", h->name);
    say(w, "URI", under(h, "/sru", a));
    pick(w, "Server Type", STR("Z3950 SRU / MARC SRU"));
    if (h->z_port.n) {
        w = add_way(s, a, MSG_connect_slims_z3950, MSG_connect_slims_z3950_where, CONNECT_PARTLY,
                    MSG_connect_how_yaz);
        say(w, "Name", h->name);
        say(w, "URI", target_of(h, a));
    }
    w = add_way(s, a, MSG_connect_slims_push, MSG_connect_slims_push_where, CONNECT_PARTLY,
                MSG_connect_how_push);
    say(w, "Server address", h->base);
    say(w, "Server Name", h->name);
}

static void add_inlislite(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "inlislite", "INLISLite");
    struct connect_way *w = NULL;
    if (h->z_port.n) {
        w = add_way(s, a, MSG_connect_copy_cataloguing, MSG_connect_inlis_copy_where,
                    CONNECT_UNTRIED, MSG_connect_how_no_copy);
        say(w, "Host", h->z_host);
        say(w, "Port", h->z_port);
        say(w, "Database", STR("Default"));
        pick(w, "Syntax", STR("USMARC / MARC21"));
    }
    w = add_way(s, a, MSG_connect_inlis_take, MSG_connect_inlis_take_where, CONNECT_UNTRIED,
                MSG_connect_how_no_copy);
    say(w, "MARC", under(h, "/b/ID.mrc", a));
    say(w, "MARCXML", under(h, "/b/ID.marcxml", a));
    w = add_way(s, a, MSG_connect_fetch, MSG_connect_inlis_fetch_where, CONNECT_PARTLY,
                MSG_connect_how_inlis);
    say(w, "OAI-PMH", STR("http://ALAMAT-INLISLITE/oai-pmh"));
}

/* ---- Koha ---- */

static void add_koha_sru(const struct connect_here *h, struct arena *a, struct connect_system *s)
{
    struct connect_way *w = add_way(s, a, MSG_connect_sru, MSG_connect_koha_sru_where,
                                    CONNECT_PARTLY, MSG_connect_how_koha);
    say(w, "Server name", h->name);
    say(w, "Hostname", arena_printf(a, "%.*s%.*s", STR_ARG(h->scheme), STR_ARG(h->host)));
    say(w, "Port", h->port);
    say(w, "Database", STR("sru"));
    pick(w, "Syntax", STR("MARC21/USMARC"));
    pick(w, "Encoding", STR("utf8"));
    pick(w, "Record type", STR("Bibliographic"));
    say(w, "Additional SRU options", STR("sru=get,sru_version=1.2"));
    say(w, "Title", STR("dc.title"));
    say(w, "Author", STR("dc.creator"));
    say(w, "Keyword (any)", STR("cql.anywhere"));
    say(w, "ISBN", STR("bath.isbn"));
    say(w, "ISSN", STR("bath.issn"));
    say(w, "Subject heading", STR("dc.subject"));
    say(w, "Control number", STR("rec.id"));
}

static void add_koha(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "koha", "Koha");
    struct connect_way *w = NULL;
    add_koha_sru(h, a, s);
    if (h->z_port.n) {
        w = add_way(s, a, MSG_connect_z3950, MSG_connect_koha_z3950_where, CONNECT_PARTLY,
                    MSG_connect_how_koha);
        say(w, "Server name", h->name);
        say(w, "Hostname", h->z_host);
        say(w, "Port", h->z_port);
        say(w, "Database", STR("Default"));
        pick(w, "Syntax", STR("MARC21/USMARC"));
        pick(w, "Encoding", STR("utf8"));
        pick(w, "Record type", STR("Bibliographic"));
    }
    w = add_way(s, a, MSG_connect_harvest, MSG_connect_koha_oai_where, CONNECT_PARTLY,
                MSG_connect_how_harvesters);
    say(w, "Server name", h->name);
    say(w, "Endpoint", under(h, "/oai", a));
    pick(w, "Data format", STR("marcxml"));
}

/* ---- VuFind, Zotero, pazpar2 ---- */

struct str connect_vufind(const struct connect_here *h, struct arena *a)
{
    return arena_printf(a,
                        "[%.*s]\n"
                        "url = \"%.*s/oai\"\n"
                        "metadataPrefix = \"marc21\"\n"
                        "idSearch[] = \"/^oai:[^:]+:/\"\n"
                        "idReplace[] = \"\"\n"
                        "dateGranularity = \"auto\"\n"
                        "harvestedIdLog = \"harvest.log\"\n",
                        STR_ARG(h->word), STR_ARG(h->base));
}

static void add_setting(struct buf *to, const char *name, struct str value)
{
    buf_printf(to, "  <set name=\"pz:%s\" value=\"", name);
    xml_text(to, value);
    buf_add(to, STR("\"/>\n"));
}

/* How words of its own query language are asked here: Bib-1, or names of indexes. */
static void add_cclmap(struct buf *to, bool z3950)
{
    static const struct {
        const char *name, *use, *index;
    } map[] = {{"cclmap:term", "u=1016 s=al", "1=cql.anywhere s=al"},
               {"cclmap:ti", "u=4 s=al", "1=dc.title s=al"},
               {"cclmap:au", "u=1003 s=al", "1=dc.creator s=al"},
               {"cclmap:su", "u=21 s=al", "1=dc.subject s=al"},
               {"cclmap:isbn", "u=7", "1=bath.isbn"},
               {"cclmap:issn", "u=8", "1=bath.issn"},
               {"cclmap:date", "u=31 r=r", "1=dc.date r=r"}};
    for (size_t i = 0; i < COUNT(map); i++)
        add_setting(to, map[i].name, str_of(z3950 ? map[i].use : map[i].index));
}

struct str connect_pazpar2(const struct connect_here *h, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(16 << 10);
    bool z3950 = h->z_port.n > 0;
    buf_add(&b, STR("<settings target=\""));
    xml_text(&b, z3950 ? target_of(h, a) : under(h, "/sru", a));
    buf_add(&b, STR("\">\n"));
    add_setting(&b, "name", h->name);
    if (!z3950) {
        add_setting(&b, "sru", STR("get"));
        add_setting(&b, "sru_version", STR("1.2"));
    }
    add_setting(&b, "queryencoding", STR("UTF-8"));
    add_setting(&b, "requestsyntax", z3950 ? STR("usmarc") : STR("xml"));
    add_setting(&b, "nativesyntax", z3950 ? STR("iso2709;utf-8") : STR("xml"));
    add_setting(&b, "xslt", STR("marc21.xsl"));
    add_cclmap(&b, z3950);
    buf_add(&b, STR("</settings>\n"));
    return arena_copy(a, buf_str(&b));
}

static void add_discovery(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "vufind", "VuFind");
    struct connect_way *w = add_way(s, a, MSG_connect_harvest, MSG_connect_vufind_where,
                                    CONNECT_PARTLY, MSG_connect_how_harvesters);
    w->text = connect_vufind(h, a);
    w->file = "/sambung/oai.ini";
    w = add_way(s, a, MSG_connect_vufind_import, MSG_connect_vufind_import_where, CONNECT_UNTRIED,
                MSG_connect_how_no_copy);
    w->text = arena_printf(a,
                           "# import/marc_local.properties\n"
                           "collection = \"%.*s\"\n"
                           "institution = 852a\n"
                           "building = 852a\n",
                           STR_ARG(h->word));
    s = add_system(p, a, "zotero", "Zotero");
    add_way(s, a, MSG_connect_zotero, MSG_connect_zotero_where, CONNECT_PARTLY,
            MSG_connect_how_zotero);
    s = add_system(p, a, "pazpar2", "pazpar2");
    w = add_way(s, a, MSG_connect_pazpar2, MSG_connect_pazpar2_where,
                h->z_port.n ? CONNECT_PARTLY : CONNECT_UNTRIED,
                h->z_port.n ? MSG_connect_how_pazpar2 : MSG_connect_how_no_copy);
    w->text = connect_pazpar2(h, a);
    w->file = "/sambung/pazpar2.xml";
}

/* ---- commands ---- */

static void add_catmandu(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "catmandu", "Catmandu");
    struct connect_way *w = add_way(s, a, MSG_connect_commands, MSG_connect_catmandu_where,
                                    CONNECT_RUN, MSG_connect_how_run);
    w->text = arena_printf(a,
                           "catmandu convert OAI --url %.*s/oai --metadataPrefix marc21 --handler"
                           " marcxml to MARC --type XML\n"
                           "catmandu convert SRU --base %.*s/sru --recordSchema marcxml --parser"
                           " marcxml --query 'dc.title=pelangi' to MARC --type XML\n",
                           STR_ARG(h->base), STR_ARG(h->base));
}

static void add_yaz(const struct connect_here *h, struct arena *a, struct connect_page *p)
{
    struct connect_system *s = add_system(p, a, "yaz", "YAZ, curl");
    struct connect_way *w = add_way(s, a, MSG_connect_commands, MSG_connect_yaz_where, CONNECT_RUN,
                                    MSG_connect_how_run);
    struct str z = {0};
    if (h->z_port.n)
        z = arena_printf(a,
                         "zoomsh 'connect tcp:%.*s' 'search @attr 1=4 pelangi' 'show 0 1' quit\n",
                         STR_ARG(target_of(h, a)));
    w->text = arena_printf(a,
                           "%.*s"
                           "zoomsh 'set sru get' 'connect %.*s/sru' 'search cql:dc.title=pelangi'"
                           " 'show 0 1' quit\n"
                           "curl '%.*s/sru?version=1.2&operation=searchRetrieve"
                           "&query=dc.title=pelangi'\n"
                           "curl '%.*s/oai?verb=ListRecords&metadataPrefix=marc21'\n",
                           STR_ARG(z), STR_ARG(h->base), STR_ARG(h->base), STR_ARG(h->base));
}

void connect_systems(const struct connect_here *h, struct arena *a, struct connect_page *ret)
{
    add_slims(h, a, ret);
    add_inlislite(h, a, ret);
    add_koha(h, a, ret);
    add_discovery(h, a, ret);
    add_catmandu(h, a, ret);
    add_yaz(h, a, ret);
}
