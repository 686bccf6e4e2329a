/* oai_read.c -- what a harvester asks: verb, arguments, dates, tokens. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "share/oai_internal.h"
#include "share/stamp.h"
#include "text/utf8.h"

enum { SECOND_US = 1000000, DAY_S = 86400, TOKEN_PARTS = 7, TOKEN_CHECK = 12 };

const char *oai_verb_name(enum oai_verb v)
{
    static const char *const names[OAI_VERBS] = {
        [OAI_NONE] = "",
        [OAI_IDENTIFY] = "Identify",
        [OAI_LIST_FORMATS] = "ListMetadataFormats",
        [OAI_LIST_SETS] = "ListSets",
        [OAI_GET_RECORD] = "GetRecord",
        [OAI_LIST_IDENTIFIERS] = "ListIdentifiers",
        [OAI_LIST_RECORDS] = "ListRecords",
    };
    return names[v];
}

const char *oai_prefix(size_t i, enum form *ret)
{
    static const struct {
        const char *prefix;
        enum form form;
    } list[] = {{"oai_dc", FORM_DC},
                {"marc21", FORM_MARCXML},
                {"marcxml", FORM_MARCXML}, /* what some harvesters ask for without a choice */
                {"mods", FORM_MODS}};
    if (i >= COUNT(list)) return NULL;
    *ret = list[i].form;
    return list[i].prefix;
}

static bool prefix_parse(struct str prefix, enum form *ret)
{
    const char *name = NULL;
    for (size_t i = 0; (name = oai_prefix(i, ret)); i++)
        if (str_eq(prefix, str_of(name))) return true;
    return false;
}

/* ---- dates ---- */

static struct oai_fault bad(const char *why)
{
    return (struct oai_fault){"badArgument", str_of(why)};
}

static struct oai_fault read_dates(struct oai_ask *q)
{
    int64_t from = 0, until = 0;
    bool from_day = false, until_day = false;
    if (q->from.n && !date_read(q->from, &from, &from_day)) return bad("from is not a date");
    if (q->until.n && !date_read(q->until, &until, &until_day)) return bad("until is not a date");
    if (q->from.n && q->until.n && from_day != until_day)
        return bad("from and until have different granularities");
    if (q->from.n && q->until.n && until < from) return bad("until is before from");
    if (q->from.n) q->from_us = from * SECOND_US;
    if (q->until.n) q->until_us = MAX((until + (until_day ? DAY_S : 1)) * SECOND_US, (int64_t)1);
    return (struct oai_fault){0};
}

/* ---- tokens ---- */

static struct str check_of(struct str text, struct arena *a)
{
    char hex[DIGEST_HEX + 1];
    struct str part[] = {STR("silang oai 1"), text};
    struct digest d = digest_of_parts(part, COUNT(part));
    digest_hex(&d, hex);
    return arena_copy(a, (struct str){hex, TOKEN_CHECK});
}

struct str oai_token_write(const struct oai_ask *q, struct arena *a)
{
    struct str text = arena_printf(a, "%d.%.*s.%lld.%lld.%lld.%.*s", (int)q->verb,
                                   STR_ARG(q->prefix), (long long)q->after, (long long)q->cursor,
                                   (long long)q->until_us, STR_ARG(q->set));
    struct str check = check_of(text, a);
    return arena_printf(a, "%.*s.%.*s", STR_ARG(text), STR_ARG(check));
}

static bool token_read(struct str token, struct arena *a, struct oai_ask *q)
{
    struct str part[TOKEN_PARTS], rest = token;
    size_t n = 0;
    int64_t verb = 0;
    while (n < TOKEN_PARTS && str_split(&rest, '.', &part[n])) n++;
    if (n != TOKEN_PARTS || rest.p) return false;
    struct str text = str_slice(token, 0, token.n - part[6].n - 1);
    if (!str_eq(part[6], check_of(text, a))) return false;
    if (str_to_i64(part[0], &verb) || verb != (int64_t)q->verb ||
        !prefix_parse(part[1], &q->form) || str_to_i64(part[2], &q->after) ||
        str_to_i64(part[3], &q->cursor) || str_to_i64(part[4], &q->until_us))
        return false;
    q->prefix = part[1];
    q->set = part[5];
    return true;
}

/* ---- arguments ---- */

enum { IDENTIFIER = 1, PREFIX = 2, SET = 4, FROM = 8, UNTIL = 16, TOKEN = 32 };

static const struct {
    unsigned may, must; /* must: unless there is a token */
} verbs[OAI_VERBS] = {
    [OAI_LIST_FORMATS] = {IDENTIFIER, 0},
    [OAI_LIST_SETS] = {TOKEN, 0},
    [OAI_GET_RECORD] = {IDENTIFIER | PREFIX, IDENTIFIER | PREFIX},
    [OAI_LIST_IDENTIFIERS] = {PREFIX | SET | FROM | UNTIL | TOKEN, PREFIX},
    [OAI_LIST_RECORDS] = {PREFIX | SET | FROM | UNTIL | TOKEN, PREFIX},
};

static struct str *place_of(struct oai_ask *q, struct str name, unsigned *ret)
{
    const struct {
        const char *name;
        unsigned bit;
        struct str *place;
    } list[] = {{"identifier", IDENTIFIER, &q->identifier},
                {"metadataPrefix", PREFIX, &q->prefix},
                {"set", SET, &q->set},
                {"from", FROM, &q->from},
                {"until", UNTIL, &q->until},
                {"resumptionToken", TOKEN, &q->token}};
    for (size_t i = 0; i < COUNT(list); i++) {
        if (!str_eq(name, str_of(list[i].name))) continue;
        *ret = list[i].bit;
        return list[i].place;
    }
    return NULL;
}

static struct oai_fault read_verb(const struct oai_argument *arg, size_t n, struct oai_ask *q)
{
    size_t given = 0;
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(arg[i].name, STR("verb"))) continue;
        given++;
        for (enum oai_verb v = OAI_IDENTIFY; v < OAI_VERBS; v++)
            if (str_eq(arg[i].value, str_of(oai_verb_name(v)))) q->verb = v;
    }
    if (given == 1 && q->verb) return (struct oai_fault){0};
    q->verb = OAI_NONE;
    return (struct oai_fault){"badVerb", given > 1 ? STR("The verb is repeated")
                                         : given   ? STR("There is no such verb")
                                                   : STR("The verb is missing")};
}

static struct oai_fault read_arguments(const struct oai_argument *arg, size_t n, struct oai_ask *q)
{
    unsigned have = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned bit = 0;
        if (str_eq(arg[i].name, STR("verb"))) continue;
        struct str *place = place_of(q, arg[i].name, &bit);
        if (!place || !(verbs[q->verb].may & bit)) return bad("An argument is not of this verb");
        if (have & bit) return bad("An argument is repeated");
        if (!arg[i].value.n || arg[i].value.n > OAI_VALUE_MAX || !utf8_valid(arg[i].value))
            return bad("The value of an argument is missing or too long");
        *place = arg[i].value;
        have |= bit;
    }
    if ((have & TOKEN) && have != TOKEN) return bad("resumptionToken stands alone");
    if (!(have & TOKEN) && (have & verbs[q->verb].must) != verbs[q->verb].must)
        return bad("A required argument is missing");
    return (struct oai_fault){0};
}

struct oai_fault oai_read(const struct oai_argument *arg, size_t n, struct arena *a,
                          struct oai_ask *ret)
{
    *ret = (struct oai_ask){.verb = OAI_NONE};
    struct oai_fault f = read_verb(arg, n, ret);
    if (!f.code) f = read_arguments(arg, n, ret);
    if (!f.code) f = read_dates(ret);
    if (f.code) return f;
    struct oai_ask of_token = {.verb = ret->verb};
    if (ret->token.n && !token_read(ret->token, a, &of_token))
        return (struct oai_fault){"badResumptionToken", STR("This token is not of this list")};
    if (ret->token.n) {
        of_token.token = ret->token;
        *ret = of_token;
    } else if (ret->prefix.n && !prefix_parse(ret->prefix, &ret->form)) {
        return (struct oai_fault){"cannotDisseminateFormat",
                                  STR("Formats are oai_dc, marc21 and mods")};
    }
    return (struct oai_fault){0};
}
