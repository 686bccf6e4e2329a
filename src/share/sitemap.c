/* sitemap.c -- see sitemap.h. */
#include "share/sitemap.h"

#include "base/checked.h"
#include "catalog/harvest.h"
#include "catalog/search.h"
#include "catalog/title_id.h"
#include "network/agency.h"
#include "network/network.h"
#include "record/xml_write.h"
#include "share/stamp.h"

enum { BATCH = 500 };

#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

static void begin_xml(struct buf *to, const char *root)
{
    buf_printf(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"" NAMESPACE "\">\n",
               root);
}

/* The first titles readers may see whose numbers are above `after`. */
static enum err titles_after(const struct sitemap_site *site, struct db *db, int64_t after,
                             size_t limit, struct arena *a, struct search_ids *ret)
{
    const struct search_request all = {.field = INDEX_ANY, .limit = limit};
    return search_walk(db, site->index, site->actor, &all, after, a, NULL, ret);
}

enum err sitemap_index(const struct sitemap_site *site, struct db *db, struct arena *a,
                       struct buf *to)
{
    int64_t after = 0;
    begin_xml(to, "sitemapindex");
    buf_add(to, STR("<sitemap><loc>"));
    xml_text(to, site->base);
    buf_add(to, STR("/sitemap/halaman.xml</loc></sitemap>\n"));
    while (true) {
        struct search_ids first;
        enum err e = titles_after(site, db, after, 1, a, &first);
        if (e) return e;
        if (!first.n) break;
        int64_t n = (first.item[0] - 1) / SITEMAP_TITLES + 1;
        buf_add(to, STR("<sitemap><loc>"));
        xml_text(to, site->base);
        buf_printf(to, "/sitemap/%lld.xml</loc></sitemap>\n", (long long)n);
        after = n * SITEMAP_TITLES;
    }
    buf_add(to, STR("</sitemapindex>\n"));
    return OK;
}

static void add_page(const struct sitemap_site *site, struct str path, struct buf *to)
{
    buf_add(to, STR("<url><loc>"));
    xml_text(to, site->base);
    xml_text(to, path);
    buf_add(to, STR("</loc></url>\n"));
}

enum err sitemap_pages(const struct sitemap_site *site, struct db *db, struct arena *a,
                       struct buf *to)
{
    static const char *const pages[] = {"/", "/perpustakaan", "/jelajah", "/bantuan", "/privasi"};
    struct agencies members;
    struct networks networks;
    enum err e = agency_list(db, a, &members);
    if (!e) e = network_list(db, a, &networks);
    if (e) return e;
    begin_xml(to, "urlset");
    for (size_t i = 0; i < COUNT(pages); i++) add_page(site, str_of(pages[i]), to);
    for (size_t i = 0; i < networks.n; i++)
        add_page(site, arena_printf(a, "/jejaring/%lld", (long long)networks.item[i].id), to);
    for (size_t i = 0; i < members.n; i++)
        add_page(site, arena_printf(a, "/perpustakaan/%.*s", STR_ARG(members.item[i].slug)), to);
    buf_add(to, STR("</urlset>\n"));
    return OK;
}

/* ---- titles ---- */

enum err sitemap_begin(const struct sitemap_site *site, int64_t n, struct db *db,
                       struct sitemap *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct search_ids first = {0};
    if (n < 1 || n > INT64_MAX / SITEMAP_TITLES) return ERR_NOT_FOUND;
    struct sitemap s = {
        .site = *site, .after = (n - 1) * SITEMAP_TITLES, .last = n * SITEMAP_TITLES};
    enum err e = titles_after(site, db, s.after, 1, a, &first);
    if (!e && (!first.n || first.item[0] > s.last)) e = ERR_NOT_FOUND;
    if (!e) *ret = s;
    return e;
}

static enum err add_title(const struct sitemap *s, struct db *db, int64_t id, struct arena *a,
                          struct buf *to)
{
    int64_t at = 0;
    enum err e = harvest_changed(db, id, s->site.now, &at);
    if (e == ERR_NOT_FOUND) return OK;
    if (e) return e;
    buf_add(to, STR("<url><loc>"));
    xml_text(to, s->site.base);
    buf_printf(to, "/b/%.*s</loc><lastmod>%.*s</lastmod></url>\n", STR_ARG(title_id_write(a, id)),
               STR_ARG(time_stamp(at, a)));
    return OK;
}

static enum err add_batch(struct sitemap *s, struct db *db, struct buf *to)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct search_ids ids;
    enum err e = titles_after(&s->site, db, s->after, BATCH, a, &ids);
    if (!e && !ids.n) s->after = s->last;
    for (size_t i = 0; !e && i < ids.n && s->after < s->last; i++) {
        s->after = ids.item[i];
        if (s->after <= s->last) e = add_title(s, db, ids.item[i], a, to);
    }
    return e;
}

enum err sitemap_next(struct sitemap *s, struct db *db, size_t bytes, struct buf *to)
{
    size_t until = to->n + bytes;
    if (s->ended) return OK;
    if (!s->begun) begin_xml(to, "urlset");
    s->begun = true;
    while (s->after < s->last && to->n < until) {
        enum err e = add_batch(s, db, to);
        if (e) return e;
    }
    if (s->after < s->last) return OK;
    buf_add(to, STR("</urlset>\n"));
    s->ended = true;
    return OK;
}
