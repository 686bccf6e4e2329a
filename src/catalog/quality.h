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
            MARK_BAD_ISBN,
            MARK_NO_AUTHOR,   /* nor editor, body, responsibility; of books and theses */
            MARK_NO_YEAR,     /* or what stands there is none */
            MARK_NO_LANGUAGE, /* or no code or name of one */
            MARK_NO_PUBLISHER,
            MARK_NO_CLASS,
            MARK_NO_SUBJECT,
            MARK_NO_EXTENT,
            MARK_NO_CALL_NUMBER,
            MARK_ODD_CALL_NUMBER, /* only digits, or no digit at all */
            MARK_NO_COPY,
            MARK_NO_CODES, /* MARC without the coded field 008 */
            MARK_ONLY,     /* nobody else holds it; no fault */
            MARKS
};

/* How much it helps readers and matching that one title has it no more, 1 to 5; 0: no fault. */
int mark_weight(enum mark m);

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

/* ---- what loads did (quality_trend.c) ---- */

/* Keeps what is lacking now, before a load comes into force. Without an index there is nothing to
 * keep. Takes db_write; the newest QUALITY_POINTS stay. */
enum { QUALITY_POINTS = 10 };
struct store;
MUST enum err quality_keep(struct store *store, int64_t agency, const struct actor *actor);

struct quality_before {
    int64_t at; /* 0: nothing was kept yet */
    int64_t titles, with[MARKS];
};
/* The newest that was kept. */
MUST enum err quality_before(struct db *db, const struct actor *actor, int64_t agency,
                             struct quality_before *ret);

#endif
