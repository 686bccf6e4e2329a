/* outside.h -- other catalogues as a librarian sees them: asked all at once, answers side by side,
 * a record looked at, compared, taken home. */
#ifndef WEB_OUTSIDE_H
#define WEB_OUTSIDE_H

#include "catalog/targets.h"
#include "peer/asker.h"
#include "web/books.h"
#include "web/compare.h"

enum {
    OUTSIDE_WAIT_US = 2500000,
    OUTSIDE_CHOSEN_MAX = 100,
    OUTSIDE_WINDOWS = 5 /* of TARGET_RECORDS hits each, one after the other */
};

/* ---- asking ---- */

struct outside_window {
    struct digest key;
    enum asker_state state;
    int64_t start;
    const struct target_answer *answer; /* of ASKER_DONE */
    struct asked *hold;
};
struct outside_source {
    const struct target_row *t;
    struct outside_window window[OUTSIDE_WINDOWS];
    int n, wanted; /* windows asked for; asked for by the person */
    bool busy;     /* was not asked: too much is asked just now */
};

struct outside {
    struct str text; /* as typed */
    enum target_field field;
    struct outside_source *source;
    size_t n;
    bool waiting; /* some have not answered yet */
};

/* Asks the targets of the library at hand, or only the one with the number `only`, for the
 * request's words, and waits a little. Of each as many windows as the request says ("lagi=3.2": two
 * of target 3); of a single one until it gave its hit `number`. ERR_NOT_FOUND: no such target. Ends
 * with outside_end in any case. */
MUST enum err outside_ask(struct ask *k, int64_t only, int64_t number, struct outside *ret);

/* Its hit number `at` (0 is the first) of all windows; NULL: it gave no so many. */
const struct target_hit *outside_hit(const struct outside_source *s, size_t at);
void outside_end(struct ask *k, struct outside *o);

/* ---- the list ---- */

struct outside_state {
    struct str name, words, took;
    struct str more; /* the page with its next hits; empty: there are none, or not more of them */
    const char *style, *icon;
};
struct outside_place {
    struct str name, address, value, form; /* value: of the box, "3.7": target, number */
};
struct outside_row {
    struct str title, meta;
    struct str own;              /* the address of the library's own record of it; empty: none */
    struct outside_place *place; /* the same title in several catalogues */
    size_t n, cap;
};
struct outside_rows {
    struct outside_row *item;
    size_t n, cap;
};
struct outside_page {
    struct str query, address, rule, wrong;
    struct strs more; /* "3.2": of which more is shown */
    struct choice_view fields[TARGET_FIELDS];
    struct outside_state *state;
    size_t n_states;
    struct outside_rows rows;
    struct copy_page network; /* what the network's own catalogue has */
    bool waiting, none, may_rule;
};

/* The hits of all of them, those of one title together, best of each first. */
MUST enum err outside_merge(struct ask *k, const struct outside *o, struct outside_rows *ret);

/* The address of the library's own record of the same title, or empty. */
MUST enum err outside_own(struct ask *k, const struct bib *b, struct str *ret);
struct outside_state outside_state_of(struct ask *k, const struct outside *o,
                                      const struct outside_source *s);

/* What was asked for as parts of an address: "?q=...&f=title&lagi=3.2". */
struct str outside_query(const struct ask *k, const struct outside *o);

/* What the network's own catalogue has for p->query (page_books.c). */
MUST enum err copy_rows(struct ask *k, struct copy_page *p);

/* ---- one record ---- */

struct marc_line {
    struct str tag, ind, text;
};
struct outside_record {
    const struct target_hit *hit;
    struct str source, value;
    struct marc marc; /* as it would be saved */
};
struct outside_record_page {
    struct str address, back, query, field, source, value, seen, nonce, form, text, title, wrong;
    struct str own; /* as in outside_row */
    struct marc_line *kept, *dropped;
    size_t n_kept, n_dropped;
    struct field_view copies;
    bool may_copy;
};
struct outside_compare_page {
    struct str back, left, right, left_address, right_address;
    struct compare_rows rows;
};

page_fn page_outside, page_outside_rule, page_outside_record, page_outside_copy,
    page_outside_chosen;

#endif
