/* quality.h -- the pages on which a library sees how complete its records are, and completes them.
 */
#ifndef WEB_QUALITY_H
#define WEB_QUALITY_H

#include "catalog/enrich.h"
#include "web/books.h"

struct quality_row {
    enum mark mark;
    struct str words, effect;
    int64_t count, change; /* change: against before the last load, when that is known */
    int share;             /* titles of a hundred; 0: fewer than one */
};
struct quality_page {
    struct str address; /* of the page */
    struct quality q;
    struct quality_before before;
    struct quality_row item[MARKS]; /* what would help most first */
    size_t n;
    int64_t varying; /* ways of writing with a proposal (catalog/spelling.h) */
    bool may_change;
};

struct gain_view {
    enum enrich_kind kind;
    struct str words, value, sources;
};

struct filling_row {
    const struct entry_view *v;
    struct str kind, value, sources;
};
struct filling_page {
    struct str address, chosen; /* chosen: "isi=class&isi=..." */
    struct choice_view kinds[ENRICH_KINDS], forms[TAKE_FORMS];
    size_t n_forms;
    struct filling_row *item;
    size_t n;
    int64_t titles, looked; /* with gaps; of them looked at for the examples */
};

/* The kinds that are asked for with "isi"; 0: none. */
unsigned filling_kinds(const struct ask *k);

/* Its values for people: languages by their names. */
struct str gain_text(struct ask *k, const struct enrich_gain *g);

/* What the library could take over into this record: nothing is changed yet. */
MUST enum err suggestions_for(struct ask *k, const struct entry_view *v, struct enrich_gains *ret);

page_fn page_quality, page_quality_csv, page_filling, page_book_suggested;

#endif
