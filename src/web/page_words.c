/* page_words.c -- pages of words, and the small answers machines ask for. */
#include "base/checked.h"
#include "html.h"
#include "web/static.h"
#include "web/view.h"

enum err page_help(struct ask *k)
{
    struct around f = around_of(k, ask_text(k, MSG_help_heading));
    f.current = "/bantuan";
    f.canonical = STR("/bantuan");
    html_help(&k->out, &f);
    return OK;
}

enum err page_privacy(struct ask *k)
{
    struct around f = around_of(k, ask_text(k, MSG_privacy_heading));
    f.canonical = STR("/privasi");
    html_privacy(&k->out, &f);
    return OK;
}

static enum err plain(struct ask *k, struct str text)
{
    http_set(k->rq, k->rs, "Content-Type", STR("text/plain; charset=utf-8"));
    buf_add(&k->rs->body, text);
    return OK;
}

enum err page_health(struct ask *k)
{
    return plain(k, STR("ok\n"));
}

/* Ready when truth and index answer. */
enum err page_ready(struct ask *k)
{
    int64_t applied = 0;
    enum err e = index_applied(k->config->index, &applied);
    return e ? ERR_BUSY : plain(k, STR("ready\n"));
}

/* ---- compiled-in files ---- */

static bool accepts(const struct ask *k, struct str encoding)
{
    struct str rest = http_header(k->rq, "accept-encoding"), part;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        struct str name = str_trim(str_slice(part, 0, str_find_char(part, ';', 0)));
        struct str q = str_slice(part, str_find_char(part, '=', 0) + 1, part.n);
        if (str_eq(name, encoding)) return !str_eq(q, STR("0")) && !str_starts(q, STR("0.0"));
    }
    return false;
}

static enum err send_file(struct ask *k, const struct static_file *f)
{
    struct str body = f->plain;
    if (f->brotli.n < body.n && accepts(k, STR("br"))) {
        body = f->brotli;
        http_set(k->rq, k->rs, "Content-Encoding", STR("br"));
    } else if (f->gzip.n < body.n && accepts(k, STR("gzip"))) {
        body = f->gzip;
        http_set(k->rq, k->rs, "Content-Encoding", STR("gzip"));
    }
    http_set(k->rq, k->rs, "Content-Type", str_of(f->type));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Encoding"));
    k->rs->static_body = body;
    return OK;
}

enum err page_static(struct ask *k)
{
    for (int i = 0; i < static_files_n; i++)
        if (str_eq(k->segment, str_of(static_files[i].name))) return send_file(k, &static_files[i]);
    return ERR_NOT_FOUND;
}

enum err page_favicon(struct ask *k)
{
    page_redirect(k, 301, STR(STATIC_logo_svg));
    return OK;
}
