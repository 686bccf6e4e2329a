/* mods_read.h -- MODS (3.0 to 3.8) as libraries send it, with the habits of SLiMS: copies in
 * holdingSimple, the title of a series outside titleInfo.
 *
 * What each element gives is in docs/en/reference/protocols.md. */
#ifndef RECORD_MODS_READ_H
#define RECORD_MODS_READ_H

#include "record/bib.h"
#include "record/iso2709.h"
#include "record/xml_tree.h"

/* The description in one <mods>. Strings live in `a` or in the tree. `control` is the
 * recordIdentifier, or else the ID of the element. A record without a title leaves ret->title
 * empty. */
void mods_describe(const struct xml_node *mods, struct arena *a, struct bib *ret);

#endif
