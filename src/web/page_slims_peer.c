/* page_slims_peer.c -- /index.php: what the copy cataloguing of SLiMS asks of another SLiMS
 * (share/slims_peer.h); people who come with such an address are led to the page of ours. */
#include "share/slims_peer.h"

#include "base/checked.h"
#include "catalog/title_id.h"
#include "text/utf8.h"
#include "web/forms_of_title.h"
#include "web/search_gate.h"

static struct str given(const struct ask *k, const char *name)
{
    return str_trim(http_param(k->rq, name));
}

static bool is_true(const struct ask *k, const char *name)
{
    return str_eq_nocase(given(k, name), STR("true"));
}

/* What SLiMS was given here is a number; what a person copied may be an id of ours. */
static bool read_id(struct str text, int64_t *ret)
{
    return (str_to_i64(text, ret) == OK && *ret > 0) || title_id_read(text, ret) == OK;
}

static enum err to_title(struct ask *k, const char *ending)
{
    int64_t id = 0;
    if (!read_id(given(k, "id"), &id)) return ERR_NOT_FOUND;
    struct str address = title_id_write(k->mem, id);
    page_redirect(k, 302, arena_printf(k->mem, "/b/%.*s%s", STR_ARG(address), ending));
    return OK;
}

static enum err to_search(struct ask *k, const char *page)
{
    static const char *const names[] = {"keywords", "title", "author", "isbn", "subject"};
    struct buf CLEANUP(buf_release) b = BUF(4000);
    struct str words = {0};
    for (size_t i = 0; i < COUNT(names) && !words.n; i++)
        words = utf8_cut(given(k, names[i]), SLIMS_PEER_VALUE_MAX);
    buf_printf(&b, "%s?q=", page);
    http_encode(&b, words);
    page_redirect(k, 302, words.n ? arena_copy(k->mem, buf_str(&b)) : STR("/"));
    return OK;
}

static enum err list(struct ask *k, const struct slims_peer *site)
{
    struct slims_peer_ask ask = {.keywords = given(k, "keywords"),
                                 .title = given(k, "title"),
                                 .author = given(k, "author"),
                                 .isbn = given(k, "isbn"),
                                 .subject = given(k, "subject"),
                                 .page = ask_number(k, "page", 1)};
    return slims_peer_list(site, k->db, &ask, k->mem, &k->rs->body);
}

enum err page_slims_peer(struct ask *k)
{
    const struct search_answering answering = ask_answering(k);
    const struct slims_peer site = {k->network.name, k->config->index, &answering, k->config->env};
    bool detail = str_eq(given(k, "p"), STR("show_detail"));
    int64_t id = 0;
    if (detail && is_true(k, "JSONLD")) return to_title(k, ".jsonld");
    if (detail && is_true(k, "MARC")) return to_title(k, ".mrc");
    if (detail && !is_true(k, "inXML")) return to_title(k, "");
    if (!detail && given(k, "p").n) return ERR_NOT_FOUND;
    if (!detail && is_true(k, "rss")) return to_search(k, "/cari.atom");
    if (!detail && !is_true(k, "resultXML")) return to_search(k, "/cari");
    if (detail && !read_id(given(k, "id"), &id)) return ERR_NOT_FOUND;
    http_set(k->rq, k->rs, "Content-Type", STR("text/xml; charset=utf-8"));
    return detail ? slims_peer_record(&site, k->db, id, k->mem, &k->rs->body) : list(k, &site);
}
