/* cluster.h -- which title each live record belongs to.
 *
 * Records are grouped by their descriptions (group.h), so the titles are a function of the records
 * and the decisions alone. They are worked out again only where a record came, changed or went.
 *
 * A title that falls apart leaves its id with the part that has the record it was made for; titles
 * that become one keep the oldest id, and the others are aliases of it until they part again. */
#ifndef CATALOG_CLUSTER_H
#define CATALOG_CLUSTER_H

#include "catalog/group.h"

/* Why titles move: for the log of changes and for the history of a title. */
struct cause {
    int64_t load, decision; /* 0: not by one */
    int64_t at;
    bool correction; /* a record in force was changed: it takes no address away from others */
};

/* Brings titles into line after `record` took on the description *bib, or went (bib == NULL), or
 * was decided about. Its row must already say which version holds. Inside db_write. */
MUST enum err cluster_update(struct db *db, int64_t record, const struct bib *bib,
                             const struct cause *cause);

/* Groups what is around the descriptions again. `fresh`: those that came into force, whose doubts
 * are to be noted. Inside db_write. */
MUST enum err cluster_regroup(struct db *db, struct arena *a, const struct ids *seeds,
                              const struct ids *fresh, const struct cause *cause);

/* The same for several at once, that a decision is about: `bib` [i] is of `record` [i]. */
struct redescribed {
    int64_t record;
    struct bib bib;
};
MUST enum err cluster_update_all(struct db *db, const struct redescribed *one, size_t n,
                                 const struct cause *cause);

/* For rebuild.h: the record takes on its description, in force under the title the record has, and
 * nothing is grouped yet; and the record goes where its description is. Inside db_write. */
MUST enum err cluster_describe(struct db *db, int64_t record, const struct bib *bib,
                               struct arena *a);
MUST enum err cluster_follow(struct db *db, int64_t record, const struct cause *cause);

/* Compares descriptions, keys and titles of all live records with what they should be, calling
 * `fault` for each that is wrong. For `silang verify`. */
typedef void cluster_fault_fn(void *ctx, int64_t record, const char *what);
MUST enum err cluster_verify(struct db *db, cluster_fault_fn *fault, void *ctx);

/* Of that only: whether live records stand under titles that are there; and whether those with ids
 * after..last (the last included) have the description of their text, under their title. */
MUST enum err cluster_verify_titles(struct db *db, cluster_fault_fn *fault, void *ctx);
MUST enum err cluster_verify_records(struct db *db, int64_t after, int64_t last,
                                     cluster_fault_fn *fault, void *ctx);

#endif
