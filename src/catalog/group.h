/* group.h -- the records around one, and which of them describe the same publication: what
 * cluster.h puts into force and a preview foresees. */
#ifndef CATALOG_GROUP_H
#define CATALOG_GROUP_H

#include "catalog/match.h"
#include "db/db.h"

/* A neighbourhood larger than this is a key that says too little. */
enum { NEIGHBOURS_MAX = 400 };

struct member {
    int64_t id, title, founded;
    bool live; /* it holds now, whatever a staged load says of it */
    struct match_facts facts;
    size_t group; /* index of the oldest member of its group */
};

struct members {
    struct member *item;
    size_t n, cap;
};

/* The records as they are (staged 0), or as they would be with a staged load in force; the keys of
 * its records are then in staged_key. */
struct group_view {
    struct db *db;
    int64_t staged;
    struct arena *mem;
};

struct member *group_find(const struct members *m, int64_t id);

/* Adds the record; OK and nothing added when it does not hold in this view. */
MUST enum err group_add(const struct group_view *v, int64_t id, struct members *all);

/* Ids of records that share a key or the title with `m`, itself among them. */
struct group_ids {
    int64_t *item;
    size_t n, cap;
};
MUST enum err group_neighbours(const struct group_view *v, const struct member *m,
                               struct group_ids *found);

/* Everything reachable from the members already there. False in *ret_whole when it was cut off at
 * NEIGHBOURS_MAX. */
MUST enum err group_spread(const struct group_view *v, struct members *all, bool *ret_whole);

/* Sorts the members by age and gives each its group: oldest first, each joins the oldest group in
 * which it is the same as some record and contradicts none, or founds its own. */
void group_form(struct members *m);

#endif
