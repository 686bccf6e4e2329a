/* availability.c -- see availability.h. */
#include "record/availability.h"

#include <string.h>

#include "record/json.h"
#include "record/xml_tree.h"

/* ---- DAIA: items with services that are available and that are not ---- */

struct services {
    bool loan, here, other, any; /* other: open access, remote */
    struct str expected;
};

static void read_service(struct json *j, struct services *to)
{
    struct str key, name = {0}, expected = {0};
    if (json_peek(j) != '{') {
        json_skip(j);
        return;
    }
    json_open(j, '{');
    for (bool first = true; json_member(j, &first, &key);) {
        bool text = json_peek(j) == '"';
        if (text && str_eq(key, STR("service")))
            json_string(j, &name);
        else if (text && str_eq(key, STR("expected")))
            json_string(j, &expected);
        else
            json_skip(j);
    }
    to->any = true;
    to->loan |= str_eq(name, STR("loan")) || str_ends(name, STR("/Loan"));
    to->here |= str_eq(name, STR("presentation")) || str_ends(name, STR("/Presentation"));
    to->other |= str_eq(name, STR("openaccess")) || str_eq(name, STR("remote"));
    if (expected.n && !str_eq(expected, STR("unknown"))) to->expected = expected;
}

static void read_services(struct json *j, struct services *to)
{
    if (json_peek(j) != '[') {
        json_skip(j);
        return;
    }
    json_open(j, '[');
    for (bool first = true; json_element(j, &first);) read_service(j, to);
}

static bool is_date(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= '0' && c <= '9') || c == '-' || c == ':' || c == 'T' || c == 'Z' || c == '+'))
            return false;
    }
    return s.n >= 10 && s.n < AVAILABILITY_DATE;
}

/* The earliest; dates of ISO 8601 sort as texts. */
static void keep_date(struct live_copies *c, struct str s)
{
    struct str have = str_of(c->expected);
    if (!is_date(s) || (have.n && str_cmp(have, s) <= 0)) return;
    memcpy(c->expected, s.p, s.n);
    c->expected[s.n] = '\0';
}

static void count(struct live_copies *c, const struct services *yes, const struct services *no)
{
    if (c->copies >= AVAILABILITY_ITEMS) return;
    c->copies++;
    if (yes->loan || yes->other)
        c->available++;
    else if (yes->here)
        c->here_only++;
    else if (no->any)
        c->lent++;
    else
        c->unknown++;
    if (!yes->loan) keep_date(c, no->expected);
}

static void read_item(struct json *j, struct live_copies *c)
{
    struct services yes = {0}, no = {0};
    struct str key;
    json_open(j, '{');
    for (bool first = true; json_member(j, &first, &key);) {
        if (str_eq(key, STR("available")))
            read_services(j, &yes);
        else if (str_eq(key, STR("unavailable")))
            read_services(j, &no);
        else
            json_skip(j);
    }
    count(c, &yes, &no);
}

static void read_document(struct json *j, struct live_copies *c)
{
    struct str key;
    json_open(j, '{');
    c->known = true;
    for (bool first = true; json_member(j, &first, &key);) {
        if (!str_eq(key, STR("item")) || json_peek(j) != '[') {
            json_skip(j);
            continue;
        }
        json_open(j, '[');
        for (bool one = true; json_element(j, &one);) read_item(j, c);
    }
}

enum err daia_read(struct str bytes, struct arena *a, struct live_copies *ret)
{
    struct json j = {.s = str_slice(bytes, 0, AVAILABILITY_BYTES), .a = a};
    struct live_copies c = {.known = false};
    struct str key;
    bool documents = false;
    if (json_peek(&j) != '{') return ERR_FORMAT;
    json_open(&j, '{');
    for (bool first = true; json_member(&j, &first, &key);) {
        if (!str_eq(key, STR("document")) || json_peek(&j) != '[') {
            json_skip(&j);
            continue;
        }
        documents = true;
        json_open(&j, '[');
        for (bool one = true; json_element(&j, &one);) read_document(&j, &c);
    }
    if (j.failed || !documents) return ERR_FORMAT;
    *ret = c;
    return OK;
}

/* ---- ILS-DI ---- */

static bool says(struct str s, const char *word)
{
    struct str w = str_of(word);
    for (size_t i = 0; i + w.n <= s.n; i++)
        if (str_eq_nocase(str_slice(s, i, i + w.n), w)) return true;
    return false;
}

static void read_simple(const struct xml_node *n, struct live_copies *c)
{
    struct str status = xml_path(n, "availabilitystatus"), words = xml_path(n, "availabilitymsg");
    if (c->copies >= AVAILABILITY_ITEMS) return;
    c->copies++;
    if (str_eq_nocase(status, STR("available")))
        c->available++;
    else if (says(words, "not for loan") || says(words, "reference"))
        c->here_only++;
    else if (says(status, "not available"))
        c->lent++;
    else
        c->unknown++;
    keep_date(c, xml_path(n, "dateavailable"));
}

enum err ilsdi_read(struct str bytes, struct arena *a, struct live_copies *ret)
{
    struct xml_node *root = NULL;
    struct live_copies c = {.known = false};
    if (bytes.n > AVAILABILITY_BYTES || xml_tree_read(bytes, a, &root, NULL)) return ERR_FORMAT;
    if (!str_eq(root->name, STR("collection"))) return ERR_FORMAT;
    for (const struct xml_node *r = xml_child(root, "record"); r; r = xml_after(r, "record")) {
        c.known = true;
        const struct xml_node *items = xml_child(r, "items");
        const struct xml_node *item = items ? xml_child(items, "item") : NULL;
        for (; item; item = xml_after(item, "item")) {
            const struct xml_node *s = xml_child(item, "simpleavailability");
            for (; s; s = xml_after(s, "simpleavailability")) read_simple(s, &c);
        }
        const struct xml_node *own = xml_child(r, "simpleavailability");
        if (!items && own) read_simple(own, &c);
    }
    *ret = c;
    return OK;
}
