/* group.h -- the descriptions around one, and which of them are the same publication: what
 * cluster.h puts into force and a preview foresees.
 *
 * Descriptions that share a key are judged. Those the judge finds the same are neighbours, and the
 * neighbourhood of a description is all that can be reached from neighbour to neighbour. In it the
 * surest pairs are joined first, and two groups never where one of each contradict, so that a chain
 * A-B-C falls apart when A and C conflict. What comes out depends on the descriptions alone, never
 * on the order in which they came.
 *
 *   decisions    records that a person called the same are joined first, and stand together for
 *                what follows: another contradicts them when it contradicts all of them. Those told
 *                apart never meet
 *   common keys  under a key of more than KEY_COMMON descriptions (a textbook of two thousand
 *                libraries) only one of each title is looked at, and the description is not
 *                grouped but placed: with the title it fits best. A key of more than KEY_TITLES
 *                titles (one ISBN on five hundred books) says too little and leads nowhere; the
 *                compound keys still do
 *   size         so is one whose neighbourhood has more than NEIGHBOURS_MAX, or costs too many
 *                comparisons */
#ifndef CATALOG_GROUP_H
#define CATALOG_GROUP_H

#include "catalog/description.h"

enum {
    NEIGHBOURS_MAX = 400,
    KEY_COMMON = 200,
    KEY_TITLES = 100,
    KEY_SEEN = 1000, /* under a common key */
    JUDGED_MAX = 50000
};

/* The descriptions as they are (staged 0), or as they would be with a staged load in force; its
 * records and keys are then in staged_record and staged_key. */
struct group_view {
    struct db *db;
    int64_t staged;
    struct arena *mem;
    const struct key_filter *home; /* keys_home.h: NULL when it is not known */
};

struct node {
    struct description d;
    bool inside;   /* of the neighbourhood; else only seen from it */
    bool expanded; /* compared with all that share a key with it */
    size_t asked;  /* by which node it was met last, plus 1 */
    size_t group;  /* index of the first node of its group */
    size_t bundle; /* the same for what decisions joined */
};

struct edge {
    size_t x, y; /* indexes of nodes */
    enum verdict verdict;
    int score;
    bool decided;      /* by a person */
    struct str reason; /* the signs that count most, "isbn.same year.near" */
};

struct ids {
    int64_t *item;
    size_t n, cap;
};

struct graph {
    struct group_view view;
    struct {
        struct node *item;
        size_t n, cap;
    } nodes; /* the seed is the first */
    struct {
        struct edge *item;
        size_t n, cap;
    } edges;    /* same and in doubt */
    bool whole; /* false: the seed is to be placed, and there are no groups */
};

/* The neighbourhood of a description that is there, and the groups in it (when it is whole). */
MUST enum err group_around(const struct group_view *v, int64_t seed, struct graph *ret);

/* Only those that share a key with the description, which need not be there (id 0), and no groups:
 * it alone is inside. */
MUST enum err group_beside(const struct group_view *v, const struct description *d,
                           struct graph *ret);

/* Whether the seed is the same as nothing it was compared with. */
bool graph_stands_alone(const struct graph *g);

/* Whether two descriptions must not be of one title, decisions aside: judged different. */
bool group_conflict(const struct description *x, const struct description *y);

/* Gives each node inside its group and bundle. */
void group_form(struct graph *g);

bool ids_have(const struct ids *list, int64_t id);
void ids_note(struct ids *list, struct arena *a, int64_t id); /* once */

#endif
