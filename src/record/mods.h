/* mods.h -- a description as MODS, the Library of Congress' Metadata Object Description Schema.
 *
 * What is written is valid against 3.7 and 3.8. What each element takes is in
 * docs/en/reference/protocols.md. */
#ifndef RECORD_MODS_H
#define RECORD_MODS_H

#include "base/buf.h"
#include "record/bib.h"

/* Where a library keeps it: <location>. */
struct mods_place {
    struct str library, shelf; /* shelf: its call number; may be empty */
};

/* What is not in the description. */
struct mods_about {
    struct str address; /* of the title's page; may be empty */
    struct str id;      /* of the record; may be empty */
    const struct mods_place *place;
    size_t n_places;
};

/* Appends <mods> with its namespace, no XML declaration. */
void mods_write(const struct bib *b, const struct mods_about *about, struct arena *a,
                struct buf *to);

#endif
