/* page_crawl.c -- what search engines and browsers read of the whole site: robots.txt, sitemaps,
 * and how to search here (OpenSearch 1.1). */
#include "base/checked.h"
#include "db/pool.h"
#include "record/xml_write.h"
#include "share/sitemap.h"
#include "text/utf8.h"
#include "web/forms_of_title.h"

enum { SHORT_NAME_MAX = 16, LONG_NAME_MAX = 48 };

enum err page_robots(struct ask *k)
{
    http_set(k->rq, k->rs, "Content-Type", STR("text/plain; charset=utf-8"));
    buf_add(&k->rs->body, STR("User-agent: *\nDisallow: /cari\nDisallow: /saran\nDisallow: "
                              "/daftar\nDisallow: /unduh\nDisallow: /awal/\nDisallow: "
                              "/masuk\nDisallow: /staf\nDisallow: /tinjau\n"));
    buf_printf(&k->rs->body, "Sitemap: %.*s/sitemap.xml\n", STR_ARG(base_of(k)));
    return OK;
}

/* ---- sitemaps ---- */

static struct sitemap_site site_of(const struct ask *k)
{
    return (struct sitemap_site){
        .base = base_of(k), .index = k->config->index, .actor = &k->actor, .now = k->out.now};
}

static void as_xml(struct ask *k)
{
    http_set(k->rq, k->rs, "Content-Type", STR("application/xml; charset=utf-8"));
}

enum err page_sitemap_index(struct ask *k)
{
    struct sitemap_site site = site_of(k);
    as_xml(k);
    return sitemap_index(&site, k->db, k->mem, &k->rs->body);
}

struct mapping {
    const struct web_config *config;
    struct actor actor;
    struct sitemap map;
};

static enum err next_piece(void *ctx, struct buf *to)
{
    struct mapping *m = ctx;
    struct db *db = NULL;
    enum err e = db_pool_get(m->config->db, &db);
    if (e) return e;
    e = sitemap_next(&m->map, db, HTTP_PIECE, to);
    db_pool_put(m->config->db, db);
    return e;
}

/* /sitemap/halaman.xml, /sitemap/1.xml */
enum err page_sitemap(struct ask *k)
{
    int64_t n = 0;
    struct sitemap_site site = site_of(k);
    struct mapping *m = arena_make(k->mem, struct mapping);
    if (str_eq(k->segment, STR("halaman"))) {
        as_xml(k);
        return sitemap_pages(&site, k->db, k->mem, &k->rs->body);
    }
    if (str_to_i64(k->segment, &n)) return ERR_NOT_FOUND;
    m->config = k->config;
    m->actor = k->actor;
    site.actor = &m->actor;
    enum err e = sitemap_begin(&site, n, k->db, &m->map);
    if (e) return e;
    as_xml(k);
    k->rs->source = (struct http_source){next_piece, NULL, m};
    return OK;
}

/* ---- OpenSearch ---- */

static void add_url(struct ask *k, const char *type, const char *rel, const char *path)
{
    struct buf *to = &k->rs->body;
    buf_printf(to, "<Url type=\"%s\" rel=\"%s\" template=\"", type, rel);
    xml_text(to, base_of(k));
    xml_text(to, str_of(path));
    buf_add(to, STR("\"/>\n"));
}

enum err page_opensearch(struct ask *k)
{
    struct buf *to = &k->rs->body;
    struct str name = k->network.name.n ? k->network.name : STR("Silang");
    buf_add(to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription "
                    "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"));
    xml_element(to, "ShortName", str_trim(utf8_cut(name, SHORT_NAME_MAX)));
    xml_element(to, "LongName", str_trim(utf8_cut(name, LONG_NAME_MAX)));
    xml_element(to, "Description", msg_text(k->mem, k->out.lang, MSG_opensearch_about, &name, 1));
    add_url(k, "text/html", "results", "/cari?q={searchTerms}");
    add_url(k, "application/atom+xml", "results", "/cari.atom?q={searchTerms}");
    add_url(k, "application/opensearchdescription+xml", "self", "/opensearch.xml");
    xml_element(to, "Language", str_of(lang_code(k->out.lang)));
    buf_add(to, STR("<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
                    "</OpenSearchDescription>\n"));
    http_set(k->rq, k->rs, "Content-Type",
             STR("application/opensearchdescription+xml; charset=utf-8"));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language, Cookie"));
    return OK;
}
