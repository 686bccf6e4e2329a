/* sru_words.c -- what versions, schemas and diagnostics are called. */
#include "base/checked.h"
#include "share/sru_internal.h"

const struct sru_version_words *sru_words(enum sru_version v)
{
#define OASIS "http://docs.oasis-open.org/ns/search-ws/"
    static const struct sru_version_words words[] = {
        [SRU_1_1] = {"1.1", "http://www.loc.gov/zing/srw/", "http://www.loc.gov/zing/srw/",
                     "http://www.loc.gov/zing/srw/diagnostic/", OASIS "facetedResults"},
        [SRU_1_2] = {"1.2", "http://www.loc.gov/zing/srw/", "http://www.loc.gov/zing/srw/",
                     "http://www.loc.gov/zing/srw/diagnostic/", OASIS "facetedResults"},
        [SRU_2_0] = {"2.0", OASIS "sruResponse", OASIS "scan", OASIS "diagnostic",
                     OASIS "facetedResults"},
    };
    return &words[v];
}

/* ---- schemas ---- */

static const struct sru_schema schemas[SRU_SCHEMAS] = {
    {"marcxml", "info:srw/schema/1/marcxml-v1.1", "MARCXML",
     "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", FORM_MARCXML, false},
    {"mods", "info:srw/schema/1/mods-v3.7", "MODS 3.7",
     "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd", FORM_MODS, false},
    {"dc", "info:srw/schema/1/dc-v1.1", "Dublin Core",
     "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", FORM_DC, false},
    {"oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/", "Dublin Core (OAI)",
     "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", FORM_DC, false},
    {"iso20775", "info:ofi/fmt:xml:xsd:iso20775", "ISO 20775 holdings",
     "http://www.loc.gov/standards/iso20775/ISOholdings_V1.0.xsd", FORM_HOLDINGS, false},
    {"opac", "info:srw/schema/1/opacxml-v1.0", "MARCXML and holdings (OPAC of Z39.50)", NULL,
     FORM_OPAC, false},
    {"json", "json", "JSON", NULL, FORM_JSON, true},
};

/* Other names that clients use. MODS of any version from 3.3 on is one answer: each is valid
 * against the later ones, and readers of older ones pass over what is new. */
static const struct {
    const char *name, *ours;
} names[] = {
    {"marc", "marcxml"},
    {"marc21", "marcxml"},
    {"marc21-xml", "marcxml"},
    {"usmarc", "marcxml"},
    {"info:srw/schema/1/marcxml-v1.0", "marcxml"},
    {"http://www.loc.gov/marc21/slim", "marcxml"},
    {"http://www.loc.gov/mods/v3", "mods"},
    {"mods3", "mods"},
    {"dublincore", "dc"},
    {"srw_dc", "dc"},
    {"info:srw/schema/1/dc-v1.0", "dc"},
    {"info:srw/schema/1/dc-schema", "dc"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"holdings", "iso20775"},
    {"isoholdings", "iso20775"},
    {"info:srw/schema/5/iso20775-v1.0", "iso20775"},
    {"opacxml", "opac"},
    {"application/json", "json"},
};

const struct sru_schema *sru_schema_at(size_t i)
{
    return i < SRU_SCHEMAS ? &schemas[i] : NULL;
}

/* "mods33", "mods-v3.6", "info:srw/schema/1/mods-v3.3". */
static bool is_mods(struct str name)
{
    struct str uri = STR("info:srw/schema/1/");
    if (str_starts(name, uri)) name = str_slice(name, uri.n, name.n);
    if (!str_starts(name, STR("mods"))) return false;
    name = str_slice(name, 4, name.n);
    if (str_starts(name, STR("-"))) name = str_slice(name, 1, name.n);
    if (str_starts(name, STR("v"))) name = str_slice(name, 1, name.n);
    if (!str_starts(name, STR("3"))) return false;
    name = str_slice(name, 1, name.n);
    if (str_starts(name, STR("."))) name = str_slice(name, 1, name.n);
    return name.n == 1 && name.p[0] >= '3' && name.p[0] <= '8';
}

const struct sru_schema *sru_schema_of(struct str name)
{
    if (is_mods(name)) name = STR("mods");
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq_nocase(name, str_of(names[i].name))) name = str_of(names[i].ours);
    for (size_t i = 0; i < SRU_SCHEMAS; i++)
        if (str_eq_nocase(name, str_of(schemas[i].name)) ||
            str_eq_nocase(name, str_of(schemas[i].uri)))
            return &schemas[i];
    return NULL;
}

/* ---- diagnostics (SRU 1.2, diagnostics list; searchRetrieve part 3, appendix C) ---- */

const char *sru_fault_text(int number)
{
    static const struct {
        int number;
        const char *text;
    } list[] = {
        {1, "General system error"},
        {2, "System temporarily unavailable"},
        {4, "Unsupported operation"},
        {5, "Unsupported version"},
        {6, "Unsupported parameter value"},
        {7, "Mandatory parameter not supplied"},
        {8, "Unsupported parameter"},
        {10, "Query syntax error"},
        {12, "Too many characters in query"},
        {13, "Invalid or unsupported use of parentheses"},
        {14, "Invalid or unsupported use of quotes"},
        {15, "Unsupported context set"},
        {16, "Unsupported index"},
        {19, "Unsupported relation"},
        {20, "Unsupported relation modifier"},
        {22, "Unsupported combination of relation and index"},
        {27, "Empty term unsupported"},
        {32, "Anchoring character in unsupported position"},
        {36, "Term in invalid format for index or relation"},
        {38, "Too many boolean operators in query"},
        {39, "Proximity not supported"},
        {46, "Unsupported boolean modifier"},
        {48, "Query feature unsupported"},
        {49, "Masking character in unsupported position"},
        {50, "Result sets not supported"},
        {61, "First record position out of range"},
        {65, "Record does not exist"},
        {66, "Unknown schema for retrieval"},
        {67, "Record not available in this schema"},
        {70, "Record too large to send"},
        {71, "Unsupported record packing"},
        {72, "XPath retrieval unsupported"},
        {81, "Unsupported sort type"},
        {88, "Unsupported path for sort"},
        {90, "Unsupported direction value"},
        {120, "Response position out of range"},
    };
    for (size_t i = 0; i < COUNT(list); i++)
        if (list[i].number == number) return list[i].text;
    return "General system error";
}
