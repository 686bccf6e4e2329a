/* form_holdings.c -- holdings as ISO 20775:2009 has them. A library that tells of its copies one by
 * one is a holdingSimple; one that says which volumes it has, a holdingStructured. */
#include "base/checked.h"
#include "record/xml_write.h"
#include "share/form_parts.h"

/* Codes of availabilityStatus and availableFor (ISO 20775, annex A). */
enum { UNKNOWN = 0, AVAILABLE = 1, NOT_AVAILABLE = 2, POSSIBLY = 3 };
enum { FOR_LOAN = 1, FOR_REFERENCE = 5 };

struct str form_library_address(const struct agency *g, struct str base, struct arena *a)
{
    if (!base.n) return base;
    return arena_printf(a, "%.*s/perpustakaan/%.*s", STR_ARG(base), STR_ARG(g->slug));
}

/* codeOrIdentifier: a value, and where its meaning is from. */
static void add_code(struct buf *to, const char *name, struct str value, const char *kind,
                     struct str source)
{
    buf_printf(to, "<%s>", name);
    xml_element(to, "value", value);
    buf_add(to, STR("<typeOrSource>"));
    xml_element(to, kind, source);
    buf_add(to, STR("</typeOrSource>"));
    xml_end(to, name);
}

static void add_institution(struct buf *to, const struct agency *g, struct str base,
                            struct arena *a)
{
    struct str address = form_library_address(g, base, a), place = agency_place(a, g);
    struct str where[] = {g->address, place};
    struct str physical = arena_join(a, where, COUNT(where), STR(", "));
    if (g->isil.n)
        add_code(to, "institutionIdentifier", g->isil, "text", STR("ISIL"));
    else if (g->npp.n)
        add_code(to, "institutionIdentifier", g->npp, "text", STR("NPP"));
    else
        add_code(to, "institutionIdentifier", g->slug, base.n ? "pointer" : "text",
                 base.n ? arena_printf(a, "%.*s/perpustakaan", STR_ARG(base)) : STR("local"));
    xml_element(to, "physicalLocation", g->name);
    if (physical.n) {
        buf_add(to, STR("<physicalAddress>"));
        xml_element(to, "text", physical);
        buf_add(to, STR("</physicalAddress>"));
    }
    if (!address.n) return;
    buf_add(to, STR("<electronicAddress>"));
    xml_element(to, "text", address);
    buf_add(to, STR("</electronicAddress>"));
}

static int availability_of(enum item_status s)
{
    switch (s) {
    case ITEM_AVAILABLE:
    case ITEM_NOT_FOR_LOAN: return AVAILABLE;
    case ITEM_ON_LOAN:
    case ITEM_REPAIR:
    case ITEM_MISSING:
    case ITEM_ON_ORDER: return NOT_AVAILABLE;
    case ITEM_UNSTATED: return POSSIBLY;
    case ITEM_HIDDEN: break;
    }
    return UNKNOWN;
}

static void add_status(struct buf *to, int count, int purpose)
{
    buf_printf(to,
               "<status><availableCount>%d</availableCount><availableFor>%d</availableFor>"
               "</status>",
               count, purpose);
}

/* Counts only of what the source says; that copies may be there is no count. */
static void add_summary(struct buf *to, const struct title_holding *h)
{
    bool says = h->by_status[ITEM_AVAILABLE] + h->by_status[ITEM_ON_LOAN] > 0;
    buf_printf(to, "<copiesSummary><copiesCount>%d</copiesCount>", MAX(h->copies, 1));
    if (says) add_status(to, h->by_status[ITEM_AVAILABLE], FOR_LOAN);
    if (h->by_status[ITEM_NOT_FOR_LOAN])
        add_status(to, h->by_status[ITEM_NOT_FOR_LOAN], FOR_REFERENCE);
    if (h->by_status[ITEM_ON_ORDER])
        buf_printf(to, "<onOrderCount>%d</onOrderCount>", h->by_status[ITEM_ON_ORDER]);
    buf_add(to, STR("</copiesSummary>"));
}

static void add_copy(struct buf *to, const struct bib_item *item, const struct title_holding *h)
{
    struct str shelf = item->call_number.n ? item->call_number : h->call_number;
    bool inside = item->status == ITEM_NOT_FOR_LOAN;
    buf_add(to, STR("<copyInformation>"));
    add_code(to, "pieceIdentifier", item->code, "text", STR("barcode"));
    xml_element(to, "sublocation", item->place);
    xml_element(to, "shelfLocator", shelf);
    buf_printf(to,
               "<availabilityInformation><status><availabilityStatus>%d</availabilityStatus>"
               "<availableFor>%d</availableFor></status></availabilityInformation>"
               "</copyInformation>",
               availability_of(item->status), inside ? FOR_REFERENCE : FOR_LOAN);
}

static void add_set(struct buf *to, const struct bib_item *item, const struct title_holding *h)
{
    buf_add(to, STR("<set>"));
    xml_element(to, "sublocation", item->place);
    xml_element(to, "shelfLocator", item->call_number.n ? item->call_number : h->call_number);
    if (item->coverage.n) {
        buf_add(to, STR("<enumerationAndChronology><startingEnumAndChronology>"));
        xml_element(to, "text", item->coverage);
        buf_add(to, STR("</startingEnumAndChronology></enumerationAndChronology>"));
    }
    buf_add(to, STR("</set>"));
}

static void add_holding(struct buf *to, const struct title_holding *h, struct str base,
                        struct arena *a)
{
    bool sets = false;
    for (size_t i = 0; i < h->n && !sets; i++) sets = h->item[i].coverage.n > 0;
    buf_add(to, STR("<holding>"));
    add_institution(to, h->agency, base, a);
    buf_add(to, sets ? STR("<holdingStructured>") : STR("<holdingSimple>"));
    if (!sets) add_summary(to, h);
    for (size_t i = 0; i < h->n; i++) {
        if (sets)
            add_set(to, &h->item[i], h);
        else if (h->item[i].code.n)
            add_copy(to, &h->item[i], h);
    }
    buf_add(to, sets ? STR("</holdingStructured>") : STR("</holdingSimple>"));
    buf_add(to, STR("</holding>"));
}

void form_holdings(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    buf_add(to, STR("<holdings xmlns=\"info:ofi/fmt:xml:xsd:iso20775\">"));
    for (size_t i = 0; i < v->n_holdings; i++) add_holding(to, &v->holding[i], base, a);
    buf_add(to, STR("</holdings>"));
}
