/* gate.c -- refusing what proxies and servers read differently, before anything else looks at it
 * (RFC 9110 5.5, RFC 9112 3.2, 5.1, 6.1-6.3). The library below reads kindly, and hides what it
 * mended: bare LF, folded lines, NUL in a value. But what it gives us lies where it came in, so the
 * places tell what stood between, but for one thing: version 0.9 writes NUL over CR and LF, so that
 * NUL LF passes for them. What it hides of chunks ends with the connection (respond.c). */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "net/internal.h"

static bool is_token(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        bool letter = ascii_is_letter(c) || ascii_is_digit(c);
        if (!letter && (c == 0 || !strchr("!#$%&'*+-.^_`|~", c))) return false;
    }
    return n > 0;
}

static bool has_control(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) return true;
    }
    return false;
}

bool gate_method(const char *method, enum http_method *ret)
{
    static const struct {
        const char *name;
        enum http_method method;
    } known[] = {{"GET", HTTP_GET},       {"HEAD", HTTP_HEAD},       {"POST", HTTP_POST},
                 {"DELETE", HTTP_DELETE}, {"OPTIONS", HTTP_OPTIONS}, {"PUT", HTTP_OTHER},
                 {"PATCH", HTTP_OTHER}};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (strcmp(method, known[i].name) != 0) continue;
        *ret = known[i].method;
        return true;
    }
    return false;
}

/* Origin form only (RFC 9112 3.2.1), printable, without a fragment. */
int gate_target(struct str target)
{
    if (target.n > TARGET_MAX) return 414;
    if (target.n == 0 || target.p[0] != '/') return 400;
    for (size_t i = 0; i < target.n; i++) {
        unsigned char c = (unsigned char)target.p[i];
        if (c <= 0x20 || c >= 0x7F || c == '#' || c == '\\') return 400;
    }
    return 0;
}

/* host[:port], a name, IPv4 or [IPv6]. */
static bool host_ok(const char *p, size_t n)
{
    if (n == 0 || n > 255) return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        bool letter = ascii_is_letter(c) || ascii_is_digit(c);
        if (!letter && (c == 0 || !strchr("-._:[]", c))) return false;
    }
    return true;
}

struct counting {
    struct exchange *x;
    int headers, host, length, encoding, bad;
    bool places;
    uintptr_t end; /* of what was seen of the head so far, behind which CR LF has to stand */
};

static void judge(struct counting *n, struct str name, struct str value)
{
    if (!is_token(name.p, name.n) || has_control(value.p, value.n)) n->bad = 400;
    if (str_eq_nocase(name, STR("host"))) {
        n->host++;
        if (!host_ok(value.p, value.n)) n->bad = 400;
    } else if (str_eq_nocase(name, STR("content-length"))) {
        uint64_t length = 0;
        n->length++;
        if (str_to_u64(value, &length)) n->bad = 400;
    } else if (str_eq_nocase(name, STR("transfer-encoding"))) {
        n->encoding++;
        if (!str_eq_nocase(value, STR("chunked"))) n->bad = 400;
    }
}

static enum MHD_Result see_header(void *ctx, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    struct counting *n = ctx;
    struct arena *a = n->x->rq.mem;
    struct str key = str_of(name), text = str_of(value);
    (void)kind;
    n->headers++; /* of too many the rest is read too: it says which page to show */
    judge(n, key, text);
    bool placed = (uintptr_t)name == n->end + 2 && (uintptr_t)value > (uintptr_t)name + key.n;
    if (!placed && n->places) n->bad = 400;
    n->end = (uintptr_t)value + text.n;
    char *lower = arena_cstr(a, key);
    for (char *p = lower; *p; p++) *p = ascii_lower(*p);
    struct http_pair pair = {{lower, key.n}, arena_copy(a, text)};
    VEC_PUSH(a, &n->x->rq.header, pair);
    return MHD_YES;
}

int gate_version(const char *version)
{
    return strcmp(version, "HTTP/1.1") == 0 || strcmp(version, "HTTP/1.0") == 0 ? 0 : 505;
}

/* How 0.9 lays out a head is known; 1.0 and later refuse most of this by themselves, for they are
 * told to be strict. */
bool gate_sees_places(void)
{
    return strncmp(MHD_get_version(), "0.", 2) == 0;
}

/* Whether the head is as long as what we saw of it: "GET /x HTTP/1.1", each line behind CR LF, and
 * the empty one. */
static bool is_all(struct MHD_Connection *c, const struct exchange *x, const char *method,
                   const char *version, uintptr_t end)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    uintptr_t begin = (uintptr_t)method;
    return info && info->header_size == end + 4 - begin &&
           (uintptr_t)version == begin + strlen(method) + 1 + x->target.n + 1;
}

int gate_headers(struct MHD_Connection *c, struct exchange *x, const char *method,
                 const char *version)
{
    struct counting n = {
        .x = x, .places = gate_sees_places(), .end = (uintptr_t)version + strlen(version)};
    MHD_get_connection_values(c, MHD_HEADER_KIND, see_header, &n);
    if (n.headers > HEADERS_MAX) return 431;
    if (n.bad) return n.bad;
    if (n.places && !is_all(c, x, method, version, n.end)) return 400;
    if (n.host != 1 || n.length > 1 || n.encoding > 1 || (n.length && n.encoding)) return 400;
    if (n.encoding && strcmp(version, "HTTP/1.1") != 0) return 400; /* RFC 9112 6.1 */
    return 0;
}
