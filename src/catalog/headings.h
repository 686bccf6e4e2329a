/* headings.h -- under which headings a title stands in the lists that readers leaf through, and
 * how they sort. */
#ifndef CATALOG_HEADINGS_H
#define CATALOG_HEADINGS_H

#include "catalog/title.h"
#include "index/heading.h"

/* What is longer is no heading of a name or subject but an accident of the record; titles are cut.
 */
enum { HEADING_BYTES_MAX = 300 };

/* The key of a text among the headings of its kind: letters without case and marks, numbers by
 * their value, call numbers as shelves are ordered (813.54 before 813.6). `language` is that of a
 * title, whose leading article does not count. */
struct str heading_sort(struct arena *a, enum heading_kind k, struct str text, struct str language);

/* All headings of a title. Names and subjects are those that facets count, so that a heading and
 * the filter of the same words find the same titles. */
void headings_of_title(const struct title_view *v, const struct strs *authors,
                       const struct strs *subjects, struct arena *a, struct index_headings *ret);

#endif
