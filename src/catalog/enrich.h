/* enrich.h -- what a library's records lack and other libraries' records of the same title have.
 *
 * Only gaps are filled: what the library says itself is never changed. Values are those that most
 * of the others have (merge.h), and each says whose records have it. Records of libraries readers
 * do not see are not used. */
#ifndef CATALOG_ENRICH_H
#define CATALOG_ENRICH_H

#include "catalog/stored.h"
#include "catalog/title.h"

enum enrich_kind {
    ENRICH_NUMBERS, /* ISBN; of serials ISSN */
    ENRICH_NAMES,   /* of records without any */
    ENRICH_YEAR,
    ENRICH_PUBLISHER,
    ENRICH_LANGUAGE,
    ENRICH_CLASS,
    ENRICH_SUBJECTS,
    ENRICH_EXTENT,
    ENRICH_KINDS
};
enum { ENRICH_ALL = (1 << ENRICH_KINDS) - 1 };

/* "numbers"; also the message "enrich.numbers". */
const char *enrich_name(enum enrich_kind k);
bool enrich_parse(struct str name, enum enrich_kind *ret);

struct enrich_gain {
    enum enrich_kind kind;
    struct strs values;  /* one, or several names, numbers, subjects, languages */
    struct strs sources; /* names of libraries that have it, at most ENRICH_SOURCES_MAX */
};
enum { ENRICH_SOURCES_MAX = 5 };
struct enrich_gains {
    struct enrich_gain item[ENRICH_KINDS];
    size_t n;
    struct bib bib; /* what is gained, and nothing else */
};

/* What a description lacks of `kinds` (bits) and the others of its title have. `members` as of
 * scope_public. `agency` is the library's own. */
MUST enum err enrich_find(struct db *db, const struct scope *members, int64_t agency, int64_t title,
                          const struct bib *own, unsigned kinds, struct arena *a,
                          struct enrich_gains *ret);

/* The gains put into a description, and into a MARC record as fields of their own: each bears $8
 * and an 883 (Metadata Provenance) says whose it is, by which process and when. `day` is
 * "20261128". */
void enrich_bib(const struct enrich_gains *g, struct bib *b);
void enrich_marc(const struct enrich_gains *g, struct str day, struct arena *a, struct marc *m);

#endif
