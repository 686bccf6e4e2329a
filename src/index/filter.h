/* filter.h -- which conditions of a query a document fails.
 *
 * A document that fails none is a hit. One that fails the condition of a single facet is none, but
 * counts in that facet, where the reader is shown what else could be chosen. */
#ifndef INDEX_FILTER_H
#define INDEX_FILTER_H

#include "index/internal.h"

/* Sets of facets, a bit each. */
#define FACET_BIT(facet) (1u << (facet))
enum {
    FILTER_OUT = 1 << 30, /* a condition that is no facet's: scope, years */
    FILTER_HOLDERS = 1 << FACET_AGENCY | 1 << FACET_TYPE | 1 << FACET_PLACE | 1 << FACET_STATUS
};

struct ords {
    uint32_t *item;
    size_t n, cap;
    bool asked; /* there is a condition, even when none of its values occurs anywhere */
};

enum { FILTER_FEW = 16 };

struct holder { /* an agency as the query sees it */
    uint32_t fails;
    uint8_t type;
    uint16_t province, regency;
};

struct filter {
    const struct index_filter *q;
    struct ords terms[COLUMN_LISTS]; /* of the lists but LIST_AGENCIES */
    struct holder *holder;           /* by agency */
    uint32_t n;
    struct holder other; /* those that are not in the table */
    bool any_holder;     /* there is no condition on who holds it */
    bool few;            /* only these may: */
    uint32_t agency[FILTER_FEW];
    size_t n_agencies;
    bool no_condition; /* and none on anything else */
};

/* Everything lives in `a`. */
MUST enum err filter_make(struct filter *f, struct connection *c, const struct index_query *q,
                          struct arena *a);

/* What of FILTER_HOLDERS this holder fails, or FILTER_OUT. */
static inline uint32_t filter_holder(const struct filter *f, uint32_t packed)
{
    uint32_t id = holder_agency(packed);
    uint32_t fails = id < f->n ? f->holder[id].fails : f->other.fails;
    if (f->q->status && !(f->q->status & holder_status(packed))) fails |= FACET_BIT(FACET_STATUS);
    return fails;
}

/* The facet of what a list holds. */
static inline enum index_facet filter_facet(enum column_list list)
{
    static const enum index_facet facet[COLUMN_LISTS] = {
        [LIST_AGENCIES] = FACET_AGENCY, [LIST_LANGUAGES] = FACET_LANGUAGE,
        [LIST_AUTHORS] = FACET_AUTHOR,  [LIST_SUBJECTS] = FACET_SUBJECT,
        [LIST_MARKS] = FACET_MARK,      [LIST_SERIES] = FACET_SERIES,
        [LIST_CLASSES] = FACET_CLASS,
    };
    return facet[list];
}

/* The facets whose conditions a row fails, holders aside. */
uint32_t filter_row(const struct filter *f, const struct block *b, size_t i);

/* Whether some agency that holds it meets all conditions on holders. */
bool filter_held(const struct filter *f, const struct block *b, size_t i);

/* The same for all rows of a block, a bit each; of rows that are not there it says nothing. */
void filter_held_rows(const struct filter *f, const struct block *b, uint64_t ret[ROW_WORDS]);

#endif
