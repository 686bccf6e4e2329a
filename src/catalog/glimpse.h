/* glimpse.h -- documents of some titles, read from one moment of the truth. They are made in a
 * thread of their own, and cut in another, while the writer of the index puts those before them. */
#ifndef CATALOG_GLIMPSE_H
#define CATALOG_GLIMPSE_H

#include "catalog/change.h"
#include "catalog/document.h"

/* The truth is read from one moment for some titles only, or its log would grow all the while. */
enum { GLIMPSE_MAX = 100, GLIMPSE_BYTES = 4 << 20 };

struct glimpse;

/* `db` is a connection that no other thread uses between begin and end. */
struct glimpse *glimpse_new(struct db *db);
void glimpse_free(struct glimpse *g); /* NULL is fine; ends it first */

/* Begins with the first of the titles of item[0..n); `item` stays where it is until the end. */
void glimpse_begin(struct glimpse *g, const struct change *item, size_t n);

/* Waits for it. *ret_n: how many it has, one at least unless it failed. */
MUST enum err glimpse_end(struct glimpse *g, size_t *ret_n);

/* The same for cutting them, once they are made; the cutter is the thread's meanwhile. */
void glimpse_cut_begin(struct glimpse *g, struct index_cutter *cutter);
MUST enum err glimpse_cut_end(struct glimpse *g);

/* The document of the i-th title, cut, until the next begin; NULL: it has none any more. */
const struct index_cut *glimpse_cut(const struct glimpse *g, size_t i);

#endif
