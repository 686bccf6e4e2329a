/* review.h -- pages on which people decide what is one title: the queue of doubts, two titles side
 * by side, many at once for the same reason; and by hand, from the page of a title. */
#ifndef WEB_REVIEW_H
#define WEB_REVIEW_H

#include "catalog/decision.h"
#include "catalog/history.h"
#include "catalog/review.h"
#include "web/compare.h"
#include "web/reasons.h"
#include "web/staff.h"
#include "web/view.h"

enum { REVIEW_ROWS = 20, REVIEW_BULK = 50, REVIEW_HOLDERS = 12, REVIEW_WHY_MAX = 500 };

/* What the address asks for; it goes along from pair to pair. */
struct review_ask {
    int64_t library, network; /* 0: any */
    struct str reason, format, language;
    bool no_keys; /* the shortcuts are switched off */
    struct review_filter filter;
    struct str query; /* all of the above: "perpustakaan=3&sebab=..."; may be empty */
    bool has_after;
    struct review_place after;
    int64_t decided; /* the decision that was just made; 0: none */
};

/* ERR_ARG, with k->bad, when a value names nothing there is. */
MUST enum err review_ask_read(struct ask *k, struct review_ask *ret);

/* "/tinjau" with `rest` behind it, the query of `q`, and `more` ("setelah=1_2_3"; may be empty). */
struct str review_address(const struct ask *k, const struct review_ask *q, struct str rest,
                          struct str more);

/* "7kq2-9mn3", for addresses of pairs. */
struct str review_pair_write(struct arena *a, int64_t one, int64_t other);
MUST enum err review_pair_read(struct str text, int64_t *ret_one, int64_t *ret_other);

/* ---- the bar that takes back what was just decided ---- */

struct undo_view {
    int64_t decision; /* 0: there is nothing */
    struct str words, back;
    struct str pair;  /* of one decision: the titles side by side; empty: several */
    struct str title; /* whose history it is shown in; empty: elsewhere */
};
MUST enum err undo_view_of(struct ask *k, int64_t decision, struct str back, struct undo_view *ret);

/* Where to after a decision: the next pair of the queue, or the queue when that was the last. */
MUST enum err review_go_on(struct ask *k, const struct review_ask *q, int64_t decided,
                           const char *word);

/* ---- the queue ---- */

struct review_row {
    struct str address, one, other, one_meta, other_meta, reason, pair;
    int64_t score;
};
struct reason_row {
    struct str words, address;
    int64_t doubts;
    bool many; /* "sekitar": there are more than were counted */
};
struct review_page {
    struct review_row *item;
    size_t n;
    struct str start, next, reset; /* addresses; empty: none */
    int64_t today;                 /* decided by this person */
    struct undo_view undo;
    struct reason_row *reasons;
    size_t n_reasons;
    struct choice_view *libraries, *networks, *causes, *formats, *languages;
    size_t n_libraries, n_networks, n_causes, n_formats, n_languages;
    bool filtered, no_keys;
};

/* Decided today by who is signed in. */
MUST enum err review_today(struct ask *k, int64_t *ret);

/* ---- many at once ---- */

struct bulk_page {
    struct review_row *item;
    size_t n;
    struct str words, address, next, choose_all, wrong;
    bool all; /* chosen */
    struct undo_view undo;
};

/* ---- two side by side ---- */

struct record_row {
    const struct title_record *r;
    struct str format;
};
struct pair_side {
    const struct title_view *v;
    struct str summary; /* "11 perpustakaan, 24 eksemplar" */
    struct str holders; /* "SMAN 1, SMPN 2" */
    size_t more_holders;
    int64_t newest; /* when its newest record came */
    struct record_row *records;
    size_t n_records;
};
struct reason_view {
    struct str words;
    int points;
};
struct pair_page {
    struct pair_side left, right;
    struct compare_rows rows;
    int score;
    struct str verdict;
    struct reason_view *reasons;
    size_t n_reasons;
    struct str address, skip, queue, seen, cursor, wrong, why, keys;
    bool by_hand, no_keys;
    bool apart; /* told apart by a decision that holds */
    int64_t today;
    struct undo_view undo;
};

/* Everything a person saw of the titles: what was decided on is what was shown. */
struct str seen_of(struct arena *a, const struct title_view *one, const struct title_view *other);

/* ---- by hand ---- */

struct merge_page {
    const struct title_view *v;
    struct str address, query, wrong;
    struct rows_view rows;
    struct str *pairs; /* the address of each row beside the title */
};
struct split_row {
    const struct title_record *r;
    struct str format, meta;
    bool chosen;
};
struct split_page {
    const struct title_view *v;
    struct str address, wrong, why, seen;
    struct split_row *item;
    size_t n, n_chosen;
    bool preview;
    struct compare_rows rows; /* the oldest records of both sides */
};

/* ---- history ---- */

struct event_row {
    const struct history_event *x;
    struct str what, why, who, undone; /* why, who, undone: for staff */
    struct str pair;                   /* of a decision: the titles side by side; empty: no */
    bool may_undo;
    bool mends; /* has its way back on the page where the title is mended */
};
struct title_history {
    const struct title_view *v;
    struct event_row *item;
    size_t n;
    int64_t older; /* before which there is more; 0: none */
    bool staff;    /* may decide about the title */
    struct undo_view undo;
};

page_fn page_review, page_review_next, page_review_bulk, page_review_bulk_post, page_review_undo,
    page_pair, page_pair_decide, page_merge, page_split, page_split_post, page_title_history;

#endif
