/* sitemap.h -- what search engines are told there is (sitemaps.org, version 0.9): an index, a file
 * of pages, and a file for each SITEMAP_TITLES numbers of titles.
 *
 * A title stands in the file of its number, so files do not shift when titles come and go, and none
 * has more than the protocol allows. Dates are those harvesters are told. */
#ifndef SHARE_SITEMAP_H
#define SHARE_SITEMAP_H

#include "base/buf.h"
#include "base/env.h"
#include "db/db.h"
#include "index/index.h"
#include "network/actor.h"

enum { SITEMAP_TITLES = 10000 }; /* a file costs 50 ms of processor */

struct sitemap_site {
    struct str base; /* "https://katalog.example.id" */
    struct index_reader *index;
    const struct actor *actor;
    int64_t now;
};

/* Appends the index: the file of pages and each file that has a title. */
MUST enum err sitemap_index(const struct sitemap_site *site, struct db *db, struct arena *a,
                            struct buf *to);

/* Appends the file of pages: home, libraries, networks. */
MUST enum err sitemap_pages(const struct sitemap_site *site, struct db *db, struct arena *a,
                            struct buf *to);

/* The file of titles with numbers above (n - 1) * SITEMAP_TITLES, piece by piece. */
struct sitemap {
    struct sitemap_site site;
    int64_t after, last;
    bool begun, ended;
};

/* ERR_NOT_FOUND: there is no title in it. */
MUST enum err sitemap_begin(const struct sitemap_site *site, int64_t n, struct db *db,
                            struct sitemap *ret);

/* Appends about `bytes`; nothing appended: that was all. */
MUST enum err sitemap_next(struct sitemap *s, struct db *db, size_t bytes, struct buf *to);

#endif
