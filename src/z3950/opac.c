/* opac.c -- see opac.h. */
#include "z3950/opac.h"

#include "base/checked.h"
#include "z3950/output.h"

enum { HOLDINGS_MAX = 2000 };

/* A name in XML and a tag in BER. */
struct pair {
    const char *name;
    unsigned tag;
};

/* HoldingsAndCircData. */
static const struct pair parts[] = {
    {"typeOfRecord", 1},      {"encodingLevel", 2},    {"format", 3},
    {"receiptAcqStatus", 4},  {"generalRetention", 5}, {"completeness", 6},
    {"dateOfReport", 7},      {"nucCode", 8},          {"localLocation", 9},
    {"shelvingLocation", 10}, {"callNumber", 11},      {"shelvingData", 12},
    {"copyNumber", 13},       {"publicNote", 14},      {"reproductionNote", 15},
    {"termsUseRepro", 16},    {"enumAndChron", 17},
};

/* CircRecord: flags are attributes, the rest is text. */
static const struct pair flags[] = {{"availableNow", 1}, {"renewable", 6}, {"onHold", 7}};
static const struct pair texts[] = {
    {"availablityDate", 2}, {"availableThru", 3}, {"restrictions", 4},      {"itemId", 5},
    {"enumAndChron", 8},    {"midspine", 9},      {"temporaryLocation", 10}};

static void add_texts(struct str xml, const struct pair *list, size_t n, struct arena *a,
                      struct buf *to)
{
    struct str text;
    for (size_t i = 0; i < n; i++) {
        struct str rest = xml;
        if (sru_element(&rest, list[i].name, &text, NULL))
            ber_add_string(to, BER_CONTEXT(list[i].tag), sru_text(a, text));
    }
}

static void add_flag(struct str xml, const struct pair *p, struct buf *to)
{
    struct str text, start = {0};
    bool there = sru_element(&xml, p->name, &text, &start);
    struct str yes = STR("value=\"1\"");
    ber_add_boolean(to, BER_CONTEXT(p->tag), there && str_find(start, yes) <= start.n);
}

static void add_copy(struct str xml, struct arena *a, struct buf *to)
{
    size_t at = ber_open(to, BER_UNIVERSAL(BER_SEQUENCE));
    add_flag(xml, &flags[0], to);
    add_texts(xml, texts, 4, a, to);
    add_flag(xml, &flags[1], to);
    add_flag(xml, &flags[2], to);
    add_texts(xml, texts + 4, COUNT(texts) - 4, a, to);
    ber_close(to, at);
}

static void add_holding(struct str xml, struct arena *a, struct buf *to)
{
    enum { TAG_CIRCULATION = 19 };
    struct str rest = xml, copies = {0}, copy;
    bool any = sru_element(&rest, "circulations", &copies, NULL);
    /* A copy has elements of the same names: they are behind those of the holding. */
    struct str head = any ? str_slice(xml, 0, (size_t)(copies.p - xml.p)) : xml;
    size_t at = ber_open(to, BER_CONTEXT(2));
    add_texts(head, parts, COUNT(parts), a, to);
    if (any) {
        size_t list = ber_open(to, BER_CONTEXT(TAG_CIRCULATION));
        while (sru_element(&copies, "circulation", &copy, NULL)) add_copy(copy, a, to);
        ber_close(to, list);
    }
    ber_close(to, at);
}

void opac_write(struct str marc, struct str holdings, struct arena *a, struct buf *to)
{
    size_t at[4];
    struct str holding;
    at[0] = ber_open(to, BER_CONTEXT(0));
    at[1] = ber_open(to, BER_UNIVERSAL(BER_SEQUENCE));
    at[2] = ber_open(to, BER_CONTEXT(1));
    ber_add_oid(to, BER_UNIVERSAL(BER_OID), STR(SYNTAX_USMARC));
    ber_add_string(to, BER_CONTEXT(1), marc);
    ber_close(to, at[2]);
    at[3] = ber_open(to, BER_CONTEXT(2));
    for (int i = 0; i < HOLDINGS_MAX && sru_element(&holdings, "holding", &holding, NULL); i++)
        add_holding(holding, a, to);
    ber_close(to, at[3]);
    ber_close(to, at[1]);
    ber_close(to, at[0]);
}
