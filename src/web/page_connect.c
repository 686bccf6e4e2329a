/* page_connect.c -- "Connect your system": the page and the files it offers. */
#include "base/ascii.h"
#include "base/checked.h"
#include "html.h"
#include "web/connect.h"

/* ---- this server ---- */

static bool is_loopback(struct str host)
{
    return str_starts(host, STR("127.")) || str_eq(host, STR("[::1]")) ||
           str_eq(host, STR("localhost"));
}

static bool is_any(struct str host)
{
    return str_eq(host, STR("0.0.0.0")) || str_eq(host, STR("[::]"));
}

/* "host:port"; a host may be "[::1]". */
static void split_port(struct str s, struct str *ret_host, struct str *ret_port)
{
    size_t colon = s.n;
    while (colon && ascii_is_digit(s.p[colon - 1])) colon--;
    bool has = colon && s.p[colon - 1] == ':' && colon < s.n;
    *ret_host = has ? str_slice(s, 0, colon - 1) : s;
    *ret_port = has ? str_slice(s, colon, s.n) : (struct str){0};
}

/* What listens on this computer alone is no use to who reads this elsewhere. */
static void find_z3950(struct str listening, struct connect_here *h)
{
    struct str host, port;
    split_port(listening, &host, &port);
    if (!port.n || (is_loopback(host) && !is_loopback(h->host))) return;
    h->z_host = is_any(host) ? h->host : host;
    h->z_port = port;
}

/* "Jejaring Contoh" is "JejaringContoh": a name for sections of files and folders. */
static struct str word_of(struct str name, struct arena *a)
{
    char *p = arena_alloc(a, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < 30; i++) {
        char c = name.p[i], small = (char)(c | 0x20);
        if ((c >= '0' && c <= '9') || (small >= 'a' && small <= 'z')) p[n++] = c;
    }
    return n ? (struct str){p, n} : STR("Silang");
}

static struct connect_here here_of(const struct ask *k)
{
    struct connect_here h = {.base = base_of(k), .name = k->network.name};
    size_t slashes = MIN(str_find(h.base, STR("://")) + 3, h.base.n);
    h.scheme = str_slice(h.base, 0, slashes);
    split_port(str_slice(h.base, slashes, h.base.n), &h.host, &h.port);
    if (!h.port.n) h.port = str_eq(h.scheme, STR("https://")) ? STR("443") : STR("80");
    if (!h.name.n) h.name = STR("Silang");
    h.word = word_of(h.name, k->mem);
    find_z3950(k->config->z3950, &h);
    return h;
}

/* ---- the page ---- */

enum err page_connect(struct ask *k)
{
    struct connect_page p = {.here = here_of(k)};
    struct around f = around_of(k, ask_text(k, MSG_connect_heading));
    connect_systems(&p.here, k->mem, &p);
    f.canonical = STR("/sambung");
    f.icons = ICON(CHECK) | ICON(DOWN);
    html_connect(&k->out, &f, &p);
    return OK;
}

/* ---- the files ---- */

enum err page_connect_file(struct ask *k)
{
    struct connect_here h = here_of(k);
    bool ini = str_eq(k->segment, STR("oai.ini"));
    if (!ini && !str_eq(k->segment, STR("pazpar2.xml"))) return ERR_NOT_FOUND;
    buf_add(&k->rs->body, ini ? connect_vufind(&h, k->mem) : connect_pazpar2(&h, k->mem));
    http_set(k->rq, k->rs, "Content-Type",
             ini ? STR("text/plain; charset=utf-8") : STR("application/xml; charset=utf-8"));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%.*s\"", STR_ARG(k->segment)));
    return OK;
}
