/* query.h -- what a person typed into the box, as a tree for the index.
 *
 *     laskar pelangi            all words, anywhere; in any order
 *     "laskar pelangi"          as a phrase; pelang* begins like this; ^laskar first in its field
 *     judul:laskar              a field; judul:(laskar ATAU pelangi), judul:"...", judul:=... all
 * of it a ATAU b, a BUKAN b       operators in capitals (AND OR NOT NEAR, DAN ATAU BUKAN DEKAT),
 * with parentheses; not when the whole query is in capitals a DEKAT/3 b               at most 3
 * words between them (5 when no number stands there) tahun:1999-2005           conditions: year,
 * language, format, library; for the whole query kelas:899.2               classes that begin like
 * this; kelas:510-519
 *
 * Nothing typed is an error but a condition that makes no sense, or words that are only refused:
 * what cannot be an operator is a word, parentheses that do not match are ignored. */
#ifndef CATALOG_QUERY_H
#define CATALOG_QUERY_H

#include "catalog/search.h"

/* The words of `text` as *ret_root, NULL when it has none; conditions are added to *filters.
 * ERR_ARG with *ret_bad, ERR_LIMIT. `t` may be NULL. */
MUST enum err query_parse(struct str text, enum index_field field, const struct thesaurus *t,
                          struct arena *a, const struct index_node **ret_root,
                          struct search_filters *filters, struct str *ret_bad);

#endif
