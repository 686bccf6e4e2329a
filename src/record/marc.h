/* marc.h -- a MARC record as views into the bytes it was read from (MARC 21, ISO 2709).
 *
 * Nothing is copied: fields point into the record's own bytes, which must outlive it.
 * Control fields (00X) have no indicators and no subfields. */
#ifndef RECORD_MARC_H
#define RECORD_MARC_H

#include "base/arena.h"

enum {
    MARC_RECORD_MAX = 4 << 20, /* ISO 2709 itself ends at 99,999; wrong lengths may say less */
    MARC_FIELDS_MAX = 50000
};

struct marc_field {
    char tag[3];
    char ind[2]; /* blanks for control fields */
    bool control;
    struct str data; /* after the indicators, without the field terminator */
};

struct marc {
    char leader[24];
    struct marc_field *field;
    size_t n;
    struct str bytes; /* what it was read from, so that faults can say where; or empty */
};

/* The next field with `tag` at or after index `from`; "6??" style wildcards with '?'. NULL: none.
 */
const struct marc_field *marc_find(const struct marc *m, const char *tag, size_t from);

/* Loop: for (f = marc_find(m,"650",0); f; f = marc_after(m,"650",f)) */
const struct marc_field *marc_after(const struct marc *m, const char *tag,
                                    const struct marc_field *f);

/* Value of a control field, empty when missing. */
struct str marc_control(const struct marc *m, const char *tag);

/* One subfield after another: *at starts at 0. False at the end. */
bool marc_subfield(const struct marc_field *f, size_t *at, char *ret_code, struct str *ret_value);

/* The first subfield with that code, empty when missing. */
struct str marc_sub(const struct marc_field *f, char code);

/* The first `code` of the first `tag`. */
struct str marc_value(const struct marc *m, const char *tag, char code);

/* All subfields whose code is in `codes`, in their order, joined by `sep`. */
struct str marc_join(struct arena *a, const struct marc_field *f, const char *codes,
                     struct str sep);

/* Without the ISBD punctuation that ends an area or element: " /", " :", " ;", ",", " =", and a
 * final full stop that does not belong to an abbreviation or initial. */
struct str marc_trim_punctuation(struct str s);

#endif
