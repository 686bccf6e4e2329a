/* iso2709_walk.h -- a record whose directory is being read; shared by the files iso2709*.c alone.
 */
#ifndef RECORD_ISO2709_WALK_H
#define RECORD_ISO2709_WALK_H

#include "record/iso2709.h"

enum { LEADER = 24, ENTRY = 12 };

#define FT '\x1E'
#define RT '\x1D'

struct walk {
    struct str bytes;
    struct arena *a;
    struct marc *m;
    struct faults *faults;
    size_t base;     /* of the data */
    size_t entries;  /* in the directory */
    size_t before;   /* faults there were when we came */
    size_t told;     /* faults reported */
    size_t used;     /* bytes of fields taken */
    size_t end;      /* of the last field taken */
    size_t searched; /* bytes looked through for terminators of wrong entries */
};

/* A warning about the record. `tag` may be NULL. */
void walk_tell(struct walk *w, enum reason reason, size_t at, const char *tag);

bool walk_is_tag(const char *p);

/* Adds the field: `data` is what stands before its terminator, indicators included. */
void walk_take(struct walk *w, const char *tag, struct str data);

/* The bytes of the field that an entry leads to exactly, without the terminator. */
bool walk_locate(const struct walk *w, const char *entry, struct str *ret);

/* For directories that do not lead to their fields. Each tells what it mended; false, with nothing
 * taken, when it is not certain that the fields have these tags. */

/* As many fields as entries, and nothing that says they stand in another order. */
bool mend_in_order(struct walk *w);

/* Numbers that outgrew their places, as some programs write them for large records: each entry is
 * what it should be, only longer than 12. */
bool mend_wide(struct walk *w);

/* The last fields, without their terminators, that agree with as many entries counted from the end
 * of the directory; none unless it is certain that they belong together. */
struct tail {
    struct str *field;
    size_t n;
    bool all; /* there are no other fields */
};
struct tail mend_tail(const struct walk *w);

/* Entries that stand elsewhere than they should: the leader is short or long, or a part of the
 * directory is lost. Then only the fields whose entries are whole are taken, and the 001. */
bool mend_from_end(struct walk *w);

#endif
