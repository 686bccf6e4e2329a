/* cluster.h -- which title each live record belongs to.
 *
 * The grouping is a function of the records alone: taken oldest first, each joins the oldest group
 * in which it is the same as some record and contradicts none (so a chain A-B-C is refused when A
 * and C conflict), or founds its own. It is worked out again only where a record came, changed or
 * went: for the records that can be reached through shared keys and shared titles.
 *
 * A group keeps the title of its oldest record; a title that lost all its records to another
 * becomes an alias of it, and comes back when they part again. */
#ifndef CATALOG_CLUSTER_H
#define CATALOG_CLUSTER_H

#include "db/db.h"
#include "record/bib.h"

/* Brings titles into line after `record` took on the description *bib, or went (bib == NULL). Its
 * row must already say which version holds. Appends the titles touched to the change log with
 * `load` (0: none). Inside db_write. */
MUST enum err cluster_update(struct db *db, int64_t record, const struct bib *bib, int64_t load);

/* Compares keys and titles of all live records with what they should be, calling `fault` for each
 * that is wrong. For `silang verify`. */
typedef void cluster_fault_fn(void *ctx, int64_t record, const char *what);
MUST enum err cluster_verify(struct db *db, cluster_fault_fn *fault, void *ctx);

#endif
