/* adapt.h -- a record of another catalogue made ready to be a library's own: without the fields
 * that are the other's business, its number kept in 035, where it is from in 040. */
#ifndef CATALOG_ADAPT_H
#define CATALOG_ADAPT_H

#include "base/arena.h"
#include "record/marc.h"

/* Tags with '9XX' for all that begin with 9, separated by spaces: copies and holdings, local notes,
 * local subjects, local call numbers, numbers of systems. What is copied from national catalogues
 * keeps its 050, 082 and 6XX. */
#define ADAPT_USUAL "001 003 005 029 049 09X 59X 69X 84X 85X+856 86X 87X 9XX"

/* Whether the text is such a list. A tag behind '+' is kept although a list before it drops it. */
bool adapt_rule_ok(struct str rule);

struct adapt_source {
    struct str name;   /* of the target: goes to 040 $a when the record has none, and to 035 */
    struct str number; /* of the record there; empty: its 001 */
};

/* *ret is in `a` and views of m. */
void adapt_marc(const struct marc *m, struct str rule, const struct adapt_source *from,
                struct arena *a, struct marc *ret);

#endif
