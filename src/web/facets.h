/* facets.h -- facets of an answer as groups of boxes to tick, and those in use as chips. */
#ifndef WEB_FACETS_H
#define WEB_FACETS_H

#include "web/address.h"
#include "web/search_view.h"

struct chips {
    struct chip *item;
    size_t n, cap;
};

/* A value as it stands in addresses. */
struct str facet_value(struct ask *k, enum index_facet f, const struct index_facet_value *v);

/* A value as people read it. */
struct str facet_label(struct ask *k, enum index_facet f, struct str value);

/* The groups of the answer: at most `limit` values in each, all of a tree; and chosen ones that are
 * not among them, so that they can be unticked. */
void facet_groups(struct ask *k, const struct question *q, const struct index_hits *hits,
                  size_t limit, struct filters_view *v);

/* One group with the values as they are. */
struct facet_group facet_group_of(struct ask *k, const struct question *q,
                                  const struct facet_kind *kind,
                                  const struct index_facet_list *found);

/* "900 Sejarah, geografi", "950 Sejarah Indonesia dan Asia", "959": hundreds and tens have names.
 */
struct str class_label(struct ask *k, struct str digits);

/* One for each condition in use, with the address without it. */
struct chips facet_chips(struct ask *k, const struct question *q);

/* More conditions than strangers may put at once, until one has said that it is a person. */
enum { FREE_CONDITIONS = 3 };
bool facet_too_many(struct ask *k, const struct question *q);
enum err facet_ask_person(struct ask *k, const struct question *q);

#endif
