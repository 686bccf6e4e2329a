/* trust.h -- how far a record is believed when records of one title differ, and in which language
 * and script it speaks. From its contents alone. */
#ifndef CATALOG_TRUST_H
#define CATALOG_TRUST_H

#include "catalog/stored.h"

enum { TRUST_MAX = 49 };

/* 0 to TRUST_MAX: MARC before tables (20), encoding level (up to 10), a named cataloguing source
 * and rules (up to 8), how much is filled in (up to 11). */
int trust_of(const struct stored *s);

/* The order in which records are believed: trust, then contents; ids only part records that are
 * equal byte for byte. For qsort. */
int trust_compare(const struct stored *x, const struct stored *y);

/* The language a record was catalogued in: 040 $b, else by the words of its extent ("hlm.", "p."),
 * else Indonesian for tables; empty when it cannot be told. A MARC code. */
struct str trust_language(const struct stored *s);

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_OTHER };

/* By most of the letters; SCRIPT_NONE without any. */
enum script script_of(struct str s);

#endif
