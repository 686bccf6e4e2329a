/* ahead.h -- units of a source, read in a thread of their own while those before them are written,
 * and by what they will be known again. */
#ifndef CATALOG_AHEAD_H
#define CATALOG_AHEAD_H

#include "catalog/identity.h"
#include "catalog/source.h"

/* Units in a row, at most so many bytes as sent and in memory, or one that is larger. */
enum { AHEAD_BYTES = 4 << 20, AHEAD_MEMORY = 8 << 20 };

struct unit {
    struct source_unit of;
    struct identity id; /* of units that are not rejected; feed and load are the reader's */
};

struct units {
    struct unit *item;
    size_t n, cap;
    struct arena *mem; /* theirs; a reader may use it too */
    int64_t done, all; /* as of source_progress after them */
    bool end;          /* no more follow */
};

struct ahead;

/* The digest by which a version is known: of what was sent, its format and what bytes mean. */
struct digest unit_digest(const struct source *s, struct str bytes);

/* Nobody else may use the source until ahead_free. */
struct ahead *ahead_new(struct source *s);
void ahead_free(struct ahead *a); /* NULL is fine; ends it first */

/* Begins with the next `limit` units. */
void ahead_begin(struct ahead *a, size_t limit);

/* Waits for them; they live until the next call but one of ahead_end. Errors as of source_next. */
MUST enum err ahead_end(struct ahead *a, struct units **ret);

#endif
