/* take.h -- taking everything home: the live records of one agency in the forms other systems read,
 * piece by piece, so that neither memory nor a transaction grows with the collection.
 *
 * Records that came as MARC leave as they came, but for values that the library decided to write in
 * another form (chosen.h); the others are described in MARC 21 with their copies, those of separate
 * item files too. Each piece is read from the truth as it is then. */
#ifndef CATALOG_TAKE_H
#define CATALOG_TAKE_H

#include "base/buf.h"
#include "network/actor.h"

enum take_form {
    TAKE_MARC, /* ISO 2709, UTF-8; what does not fit 99,999 bytes is left out */
    TAKE_MARCXML,
    TAKE_SLIMS, /* CSV of 18 columns */
    TAKE_ITEMS, /* CSV of 19 columns, one row a copy */
    TAKE_XLSX,  /* the same 18 columns */
    TAKE_FORMS
};

/* "mrc", "xml", "csv", "items", "xlsx"; also the message "take.mrc". */
const char *take_name(enum take_form f);
bool take_parse(struct str name, enum take_form *ret);
const char *take_media_type(enum take_form f);

/* "SMAN-1-Depok-2026-11-25.mrc"; `day` is "2026-11-25". */
struct str take_file_name(enum take_form f, struct str agency_name, struct str day,
                          struct arena *a);

struct take;

/* Gaps that are filled from records of the same title (enrich.h). */
struct take_filling {
    unsigned kinds; /* bits of enum enrich_kind; 0: none */
    struct str day; /* "20261128" */
};

/* Takes PERM_CATALOGUE in the agency. `a` must outlive the take. */
MUST enum err take_begin(struct db *db, const struct actor *actor, int64_t agency, enum take_form f,
                         const struct take_filling *filling, struct arena *a, struct take **ret);

/* Appends the next piece, about `bytes` long; nothing appended: that was all. */
MUST enum err take_next(struct take *t, struct db *db, size_t bytes, struct buf *to);

/* NULL is fine. */
void take_end(struct take *t);

#endif
