/* sru_read.c -- the parameters of a request: which there are, and what they may be. */
#include "base/checked.h"
#include "share/sru_internal.h"

enum { VALUE_MAX = CQL_BYTES_MAX, NAME_MAX_BYTES = 60 };

/* Of all versions. What is only known to be passed over: resultSetTTL (nothing is kept), stylesheet
 * (its address is never repeated), what HTTP says already, and what SLiMS adds. */
enum name {
    OPERATION,
    VERSION,
    QUERY,
    QUERY_TYPE,
    START,
    MAXIMUM,
    PACKING,
    ESCAPING,
    SCHEMA,
    XPATH,
    SORT,
    SCAN_CLAUSE,
    POSITION,
    TERMS,
    FACET_LIMIT,
    FACET_START,
    FACET_SORT,
    XMLFORMAT,
    PASSED_OVER,
    NAMES
};

static const struct {
    const char *text;
    enum name name;
} names[] = {
    {"operation", OPERATION},
    {"version", VERSION},
    {"query", QUERY},
    {"queryType", QUERY_TYPE},
    {"startRecord", START},
    {"maximumRecords", MAXIMUM},
    {"recordPacking", PACKING},
    {"recordXMLEscaping", ESCAPING},
    {"recordSchema", SCHEMA},
    {"recordXPath", XPATH},
    {"sortKeys", SORT},
    {"scanClause", SCAN_CLAUSE},
    {"responsePosition", POSITION},
    {"maximumTerms", TERMS},
    {"facetLimit", FACET_LIMIT},
    {"facetStart", FACET_START},
    {"facetSort", FACET_SORT},
    {"xmlformat", XMLFORMAT},
    {"resultSetTTL", PASSED_OVER},
    {"stylesheet", PASSED_OVER},
    {"renderedBy", PASSED_OVER},
    {"httpAccept", PASSED_OVER},
    {"responseType", PASSED_OVER},
    {"extraRequestData", PASSED_OVER},
    {"maxitem", PASSED_OVER},
    {"lang", PASSED_OVER},
};

struct given {
    struct str value[NAMES];
    bool there[NAMES];
};

static void refuse(struct sru_ask *ask, int number, struct str details)
{
    if (!ask->fault.number) ask->fault = (struct sru_fault){number, details};
}

static bool name_of(struct str text, enum name *ret)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!str_eq(text, str_of(names[i].text))) continue;
        *ret = names[i].name;
        return true;
    }
    return false;
}

/* x-... are extensions, utm_... what mail programs add. */
static bool may_be_ignored(struct str name)
{
    return str_starts(name, STR("x-")) || str_starts(name, STR("utm_"));
}

static void take(const struct sru_argument *arg, size_t n, struct given *to, struct sru_ask *ask)
{
    for (size_t i = 0; i < n; i++) {
        enum name name = PASSED_OVER;
        struct str shown = str_slice(arg[i].name, 0, NAME_MAX_BYTES);
        if (!name_of(arg[i].name, &name)) {
            if (!may_be_ignored(arg[i].name)) refuse(ask, 8, shown);
            continue;
        }
        bool twice = to->there[name] && name != PASSED_OVER;
        if (twice || (arg[i].value.n > VALUE_MAX && name != PASSED_OVER))
            refuse(ask, twice ? 6 : name == QUERY ? 12 : 6, shown);
        to->there[name] = true;
        to->value[name] = str_trim(str_slice(arg[i].value, 0, VALUE_MAX));
    }
}

/* ---- version and operation ---- */

static void read_version(const struct given *g, struct sru_ask *ask)
{
    struct str v = g->value[VERSION];
    bool new_one = !g->there[OPERATION] && (g->there[QUERY] || g->there[SCAN_CLAUSE]);
    ask->version = new_one || g->there[ESCAPING] ? SRU_2_0 : SRU_1_2;
    if (!v.n) return;
    if (str_eq(v, STR("1.1")))
        ask->version = SRU_1_1;
    else if (str_eq(v, STR("1.2")))
        ask->version = SRU_1_2;
    else if (str_eq(v, STR("2.0")))
        ask->version = SRU_2_0;
    else
        refuse(ask, 5, str_starts(v, STR("1.")) ? STR("1.2") : STR("2.0"));
    if (str_eq(v, STR("1.0"))) ask->version = SRU_1_1;
    if (!str_starts(v, STR("1."))) ask->version = SRU_2_0;
}

static void read_operation(const struct given *g, struct sru_ask *ask)
{
    struct str o = g->value[OPERATION];
    if (!o.n)
        ask->operation = g->there[QUERY]         ? SRU_SEARCH
                         : g->there[SCAN_CLAUSE] ? SRU_SCAN
                                                 : SRU_EXPLAIN;
    else if (str_eq(o, STR("searchRetrieve")))
        ask->operation = SRU_SEARCH;
    else if (str_eq(o, STR("scan")))
        ask->operation = SRU_SCAN;
    else if (str_eq(o, STR("explain")))
        ask->operation = SRU_EXPLAIN;
    else {
        ask->operation = SRU_SEARCH;
        refuse(ask, 4, str_slice(o, 0, NAME_MAX_BYTES));
    }
}

/* ---- numbers ---- */

static uint64_t number(const struct given *g, enum name name, uint64_t least, uint64_t otherwise,
                       struct sru_ask *ask)
{
    uint64_t n = 0;
    if (!g->value[name].n) return otherwise;
    if (str_to_u64(g->value[name], &n) == OK && n >= least) return n;
    for (size_t i = 0; i < COUNT(names); i++)
        if (names[i].name == name) refuse(ask, 6, str_of(names[i].text));
    return otherwise;
}

static void read_numbers(const struct given *g, struct sru_ask *ask)
{
    ask->start = number(g, START, 1, 1, ask);
    ask->maximum = number(g, MAXIMUM, 0, SRU_RECORDS_USUAL, ask);
    ask->position = number(g, POSITION, 0, 1, ask);
    ask->terms = number(g, TERMS, 1, SRU_RECORDS_USUAL, ask);
    ask->maximum = MIN(ask->maximum, (uint64_t)SRU_RECORDS_MAX);
    ask->terms = MIN(ask->terms, (uint64_t)SRU_TERMS_MAX);
}

/* ---- records ---- */

/* In 2.0 recordPacking says something else, which is all the same here. */
static void read_packing(const struct given *g, struct sru_ask *ask)
{
    bool two = ask->version == SRU_2_0;
    struct str p = g->value[two ? ESCAPING : PACKING];
    struct str packing = two ? g->value[PACKING] : (struct str){0};
    ask->escaped = str_eq(p, STR("string"));
    if (p.n && !ask->escaped && !str_eq(p, STR("xml"))) refuse(ask, 71, p);
    if (packing.n && !str_eq(packing, STR("packed")) && !str_eq(packing, STR("unpacked")))
        refuse(ask, 6, STR("recordPacking"));
}

/* SLiMS asks for recordSchema=marc and wants <collection> with nothing around it. */
static void read_schema(const struct given *g, struct sru_ask *ask)
{
    struct str name = g->value[SCHEMA];
    bool collection = str_eq(g->value[XMLFORMAT], STR("marc21"));
    ask->schema_given = name;
    ask->parcel = ask->inside && str_eq(name, STR("parcel"));
    ask->schema = name.n && !ask->parcel ? sru_schema_of(name) : sru_schema_at(0);
    ask->bare = collection || (ask->version == SRU_1_1 && str_eq(name, STR("marc")));
    if (!ask->schema) {
        refuse(ask, 66, name);
        ask->schema = sru_schema_at(0);
    }
    if (g->value[XPATH].n) refuse(ask, 72, g->value[XPATH]);
}

static void read_query(const struct given *g, struct sru_ask *ask)
{
    struct str type = g->value[QUERY_TYPE];
    ask->query = g->value[QUERY];
    ask->words = str_eq(type, STR("searchTerms"));
    if (type.n && !ask->words && !str_eq_nocase(type, STR("cql"))) refuse(ask, 6, STR("queryType"));
    if (!ask->query.n) refuse(ask, 7, STR("query"));
    ask->sort_keys = g->value[SORT];
}

void sru_read(const struct sru_argument *arg, size_t n, bool inside, struct sru_ask *ret)
{
    struct given given = {0};
    struct sru_ask ask = {.inside = inside};
    take(arg, n, &given, &ask);
    read_version(&given, &ask);
    read_operation(&given, &ask);
    read_numbers(&given, &ask);
    read_packing(&given, &ask);
    read_schema(&given, &ask);
    if (ask.operation == SRU_SEARCH) read_query(&given, &ask);
    ask.scan_clause = given.value[SCAN_CLAUSE];
    if (ask.operation == SRU_SCAN && !ask.scan_clause.n) refuse(&ask, 7, STR("scanClause"));
    if (given.there[FACET_LIMIT] || given.there[FACET_START] || given.there[FACET_SORT])
        sru_read_facets(given.value[FACET_LIMIT], given.value[FACET_START], given.value[FACET_SORT],
                        &ask);
    *ret = ask;
}
