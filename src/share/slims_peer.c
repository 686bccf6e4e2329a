/* slims_peer.c -- see slims_peer.h. */
#include "share/slims_peer.h"

#include "base/checked.h"
#include "catalog/query_cql.h"
#include "record/slims_write.h"
#include "record/xml_write.h"
#include "text/utf8.h"

enum { SECONDS = 5, WORDS_A_VALUE = 24 }; /* SEARCH_TERMS_MAX is for all values */

/* Columns of slims_biblio_row. */
enum {
    TITLE,
    GMD,
    EDITION,
    ISBN_ISSN,
    PUBLISHER,
    YEAR,
    COLLATION,
    SERIES,
    CALL_NUMBER,
    LANGUAGE,
    PLACE,
    CLASSIFICATION,
    NOTES
};

static const struct actor anybody = {.kind = ACTOR_STRANGER};

/* ---- a record ---- */

static void open_element(struct buf *to, const char *name)
{
    buf_printf(to, "<%s>", name);
}

static void end_line(struct buf *to, const char *name)
{
    xml_end(to, name);
    buf_add_char(to, '\n');
}

/* The first letter of the type is what SLiMS keeps: personal, organisational. */
static void add_names(struct buf *to, const struct bib *b)
{
    bool primary = false;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        if (!n->name.n) continue;
        bool first = !primary && (n->main || n->role == ROLE_AUTHOR);
        primary |= first;
        buf_printf(to, "<name type=\"%s\" authority=\"\">",
                   n->corporate ? "Organizational Body" : "Personal Name");
        xml_element(to, "namePart", n->name);
        buf_printf(to, "<role><roleTerm type=\"text\">%s</roleTerm></role></name>\n",
                   first ? "Primary Author" : "Additional Author");
    }
}

static void add_origin(struct buf *to, const struct bib *b, const struct str *row)
{
    open_element(to, "originInfo");
    if (row[PLACE].n) {
        open_element(to, "place");
        xml_element(to, "placeTerm type=\"text\"", row[PLACE]);
        xml_end(to, "place");
    }
    xml_element(to, "publisher", row[PUBLISHER]);
    xml_element(to, "dateIssued", row[YEAR]);
    xml_element(to, "issuance",
                b->format == FORMAT_SERIAL ? STR("continuing") : STR("monographic"));
    xml_element(to, "edition", row[EDITION]);
    end_line(to, "originInfo");
}

/* Also when it is unknown: SLiMS reads its name without asking. */
static void add_language(struct buf *to, const struct bib *b, const struct str *row)
{
    open_element(to, "language");
    if (b->languages.n) xml_element(to, "languageTerm type=\"code\"", b->languages.item[0]);
    open_element(to, "languageTerm type=\"text\"");
    xml_text(to, row[LANGUAGE]);
    xml_end(to, "languageTerm");
    end_line(to, "language");
}

static void add_about(struct buf *to, const struct bib *b, const struct str *row)
{
    open_element(to, "physicalDescription");
    xml_element(to, "form authority=\"gmd\"", row[GMD]);
    xml_element(to, "extent", row[COLLATION]);
    end_line(to, "physicalDescription");
    if (row[SERIES].n) {
        buf_add(to, STR("<relatedItem type=\"series\"><titleInfo>"));
        xml_element(to, "title", row[SERIES]);
        buf_add(to, STR("</titleInfo></relatedItem>\n"));
    }
    xml_element(to, "note", row[NOTES]);
    for (size_t i = 0; i < b->subjects.n; i++) {
        if (!b->subjects.item[i].n) continue;
        open_element(to, "subject authority=\"\"");
        xml_element(to, "topic", b->subjects.item[i]);
        end_line(to, "subject");
    }
    xml_element(to, "classification", row[CLASSIFICATION]);
    xml_element(to, "identifier type=\"isbn\"", row[ISBN_ISSN]);
}

/* SLiMS has one library; ours stand as the places of copies. */
static void add_location(struct buf *to, const struct slims_peer *site, const struct title_view *v,
                         struct str call_number, bool whole, struct arena *a)
{
    if (!call_number.n && v->n_holdings) call_number = v->holding[0].call_number;
    open_element(to, "location");
    xml_element(to, "physicalLocation", site->name.n ? site->name : STR("Silang"));
    xml_element(to, "shelfLocator", call_number);
    if (whole && v->n_holdings) open_element(to, "holdingSimple");
    for (size_t i = 0; whole && i < v->n_holdings; i++) {
        const struct title_holding *h = &v->holding[i];
        for (size_t k = 0; k < h->n; k++) {
            const struct bib_item *item = &h->item[k];
            struct str place[] = {h->agency->name, item->place};
            open_element(to, "copyInformation");
            xml_element(to, "numerationAndChronology type=\"1\"", item->code);
            xml_element(to, "sublocation", arena_join(a, place, COUNT(place), STR(", ")));
            xml_element(to, "shelfLocator",
                        item->call_number.n ? item->call_number : h->call_number);
            end_line(to, "copyInformation");
        }
    }
    if (whole && v->n_holdings) xml_end(to, "holdingSimple");
    end_line(to, "location");
}

static void add_record(struct buf *to, const struct slims_peer *site, const struct title_view *v,
                       bool whole, struct arena *a)
{
    struct str row[SLIMS_BIBLIO_COLUMNS], id = arena_printf(a, "%lld", (long long)v->id);
    slims_biblio_row(&v->bib, a, row);
    buf_printf(to, "<mods version=\"3.3\" %s=\"%.*s\">\n<titleInfo>", whole ? "id" : "ID",
               STR_ARG(id));
    xml_element(to, "title", row[TITLE]);
    buf_add(to, STR("</titleInfo>\n"));
    add_names(to, &v->bib);
    buf_add(to, STR("<typeOfResource manuscript=\"no\" collection=\"yes\">text</typeOfResource>\n"
                    "<genre authority=\"marcgt\">bibliography</genre>\n"));
    add_origin(to, &v->bib, row);
    add_language(to, &v->bib, row);
    add_about(to, &v->bib, row);
    add_location(to, site, v, row[CALL_NUMBER], whole, a);
    open_element(to, "recordInfo");
    xml_element(to, "recordIdentifier", id);
    xml_element(to, "recordOrigin", STR("machine generated"));
    xml_end(to, "recordInfo");
    buf_add(to, STR("</mods>\n"));
}

static void begin(struct buf *to)
{
    buf_add(to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<modsCollection xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    " xmlns=\"http://www.loc.gov/mods/v3\" xmlns:slims=\"http://slims.web.id\""
                    " xsi:schemaLocation=\"http://www.loc.gov/mods/v3"
                    " http://www.loc.gov/standards/mods/v3/mods-3-3.xsd\">\n"));
}

static void add_info(struct buf *to, int64_t total, int64_t page, size_t shown)
{
    buf_printf(to,
               "<slims:resultInfo><slims:modsResultNum>%lld</slims:modsResultNum>"
               "<slims:modsResultPage>%lld</slims:modsResultPage>"
               "<slims:modsResultShowed>%zu</slims:modsResultShowed></slims:resultInfo>\n",
               (long long)total, (long long)page, shown);
}

/* ---- a page of results ---- */

/* What is too long ends with a whole word. */
static struct str cut(struct str words)
{
    struct str part = utf8_cut(words, SLIMS_PEER_VALUE_MAX);
    size_t end = 0;
    for (size_t i = 0, n = 0; i < part.n; i++) {
        if (part.p[i] != ' ') continue;
        end = i;
        if (++n == WORDS_A_VALUE) return str_slice(part, 0, end);
    }
    return part.n < words.n && end ? str_slice(part, 0, end) : part;
}

/* and dc.title all "..." */
static void add_clause(struct buf *to, const char *index, const char *relation, struct str words)
{
    words = cut(words);
    if (!words.n) return;
    buf_printf(to, "%s%s %s \"", to->n ? " and " : "", index, relation);
    for (size_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        bool mark = c == '"' || c == '\\' || c == '*' || c == '?' || c == '^';
        buf_add_char(to, mark ? ' ' : c);
    }
    buf_add_char(to, '"');
}

static enum err find(const struct slims_peer *site, struct db *db, const struct slims_peer_ask *ask,
                     struct arena *a, struct search_result *ret)
{
    struct buf CLEANUP(buf_release) query = BUF(CQL_BYTES_MAX);
    struct cql_problem problem = {0};
    int64_t last = SEARCH_OFFSET_MAX / SLIMS_PEER_PAGE, page = MIN(MAX(ask->page, 1), last);
    add_clause(&query, "cql.anywhere", "all", ask->keywords);
    add_clause(&query, "dc.title", "all", ask->title);
    add_clause(&query, "dc.creator", "all", ask->author);
    add_clause(&query, "dc.subject", "all", ask->subject);
    add_clause(&query, "dc.identifier", "=", ask->isbn);
    bool all = query.n == 0;
    struct search_request rq = {
        .query = all ? STR("cql.allRecords = 1") : buf_str(&query),
        .field = INDEX_ANY,
        .cql = &problem,
        .sort = all ? INDEX_BY_ADDED : INDEX_BY_RELEVANCE,
        .offset = (size_t)(page - 1) * SLIMS_PEER_PAGE,
        .limit = SLIMS_PEER_PAGE,
        .answering = site->answering,
        .deadline_us = site->env->monotonic(site->env) + SECONDS * INT64_C(1000000),
    };
    *ret = (struct search_result){0};
    enum err e = site->index ? search_run(db, site->index, &anybody, &rq, a, NULL, ret) : ERR_BUSY;
    return e == ERR_ARG || e == ERR_LIMIT ? OK : e;
}

enum err slims_peer_list(const struct slims_peer *site, struct db *db,
                         const struct slims_peer_ask *ask, struct arena *a, struct buf *to)
{
    struct search_result found;
    enum err e = find(site, db, ask, a, &found);
    if (e) return e;
    begin(to);
    add_info(to, found.hits.total, MAX(ask->page, 1), SLIMS_PEER_PAGE);
    for (size_t i = 0; i < found.titles.n; i++)
        add_record(to, site, &found.titles.item[i], false, a);
    buf_add(to, STR("</modsCollection>\n"));
    return OK;
}

enum err slims_peer_record(const struct slims_peer *site, struct db *db, int64_t id,
                           struct arena *a, struct buf *to)
{
    struct title_view v;
    enum err e = title_view(db, &anybody, NULL, id, a, &v);
    if (e) return e;
    begin(to);
    add_info(to, 1, 1, 1);
    add_record(to, site, &v, true, a);
    buf_add(to, STR("</modsCollection>\n"));
    return OK;
}
