/* quality.h -- what can be said of a library's part of the catalogue, for its staff: how much there
 * is, what is missing in its records, what only it holds.
 *
 * Each title carries marks in the index, one per library and finding; so counts are exact, quick
 * and as fresh as the search itself, and lists are searches. */
#ifndef CATALOG_QUALITY_H
#define CATALOG_QUALITY_H

#include "catalog/search.h"

enum mark {               /* names are stored in the index, order may change */
            MARK_NO_ISBN, /* or ISSN; of kinds and years that have one */
            MARK_NO_YEAR,
            MARK_NO_SUBJECT,
            MARK_NO_CALL_NUMBER,
            MARK_NO_COPY,
            MARK_ONLY, /* nobody else holds it */
            MARKS
};

/* "isbn"; also the message "mark.isbn". */
const char *mark_name(enum mark m);
bool mark_parse(struct str name, enum mark *ret);

/* The mark of one library as the index has it, for search_filters.marks. */
struct str mark_text(struct arena *a, int64_t agency, enum mark m);

/* All marks of a title, for its document. */
struct strs quality_marks(const struct title_view *v, struct arena *a);

struct quality {
    int64_t titles, copies;
    int64_t with[MARKS]; /* titles with each mark */
};

/* Takes PERM_LOOK in the agency. */
MUST enum err quality_of(struct db *db, struct index_reader *index, const struct actor *actor,
                         int64_t agency, int64_t deadline_us, struct arena *a, struct quality *ret);

#endif
