/* authority.h -- authority files: loaded whole, one of each source in force, taken back at any
 * time.
 *
 * They change no title and nothing in the index: lists of headings (browse.h) and searches
 * (widen.h) ask them as they are now. */
#ifndef CATALOG_AUTHORITY_H
#define CATALOG_AUTHORITY_H

#include "catalog/load.h"
#include "catalog/store.h"

enum { AUTHORITY_SOURCE_MAX = 200 };

struct authority_row { /* a file in force */
    struct str source, file, format;
    int64_t loaded, records, refused, warnings;
    bool former; /* the file before it is kept: undo brings it back */
};
struct authority_rows {
    struct authority_row *item;
    size_t n, cap;
};

/* Reads ISO 2709, MARCXML, lines of MARC text or MARC-in-JSON. What `source` had before is former
 * from now on; its former file is thrown away. Takes PERM_OPERATE. ERR_FORMAT with *ret_why: not a
 * file we read, or none of its records is an authority record (a report is given then). ERR_BUSY:
 * somebody else is at it. Faults are told to the watch as they come. */
MUST enum err authority_load(struct store *store, const struct actor *actor, const char *path,
                             struct str source, const struct load_watch *watch, struct arena *a,
                             struct fault *ret_why, struct authority_row *ret);

/* What loading the file would bring, without loading anything. `fresh` are records whose heading is
 * not yet in force from any source; `example` are some of those headings. As authority_load. */
enum { AUTHORITY_EXAMPLES = 10 };
struct authority_sight {
    struct authority_row row;
    int64_t fresh;
    struct str example[AUTHORITY_EXAMPLES];
    size_t examples;
};
MUST enum err authority_look(struct store *store, const struct actor *actor, const char *path,
                             const struct load_watch *watch, struct arena *a, struct fault *ret_why,
                             struct authority_sight *ret);

/* Takes the file in force back; the one before it, if any, holds again: *ret_former. ERR_NOT_FOUND:
 * no such source. */
MUST enum err authority_undo(struct store *store, const struct actor *actor, struct str source,
                             bool *ret_former);

/* Takes away all of a source. ERR_NOT_FOUND. */
MUST enum err authority_remove(struct store *store, const struct actor *actor, struct str source);

/* By name of source. */
MUST enum err authority_list(struct db *db, struct arena *a, struct authority_rows *ret);

/* Throws away what a killed process left; nothing while somebody is at it. */
MUST enum err authority_recover(struct store *store);

/* Whether the forms of each record in force are those of its bytes; calls fn with what is wrong. */
typedef void authority_fault_fn(void *ctx, struct str what);
MUST enum err authority_verify(struct db *db, authority_fault_fn *fn, void *ctx);

#endif
