/* dublin_core_read.h -- simple Dublin Core as repositories really send it.
 *
 * What each element gives is in docs/en/reference/protocols.md. Elements that Dublin Core does not
 * have (SLiMS sends some) are passed over, but for numbers. */
#ifndef RECORD_DUBLIN_CORE_READ_H
#define RECORD_DUBLIN_CORE_READ_H

#include "record/bib.h"
#include "record/iso2709.h"
#include "record/xml_tree.h"

/* The description in the children of `dc`. Strings live in `a` or in the tree. A record without a
 * title leaves ret->title empty. */
void dublin_core_describe(const struct xml_node *dc, struct arena *a, struct bib *ret);

#endif
