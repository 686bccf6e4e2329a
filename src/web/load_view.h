/* load_view.h -- what the pages about sent files show. */
#ifndef WEB_LOAD_VIEW_H
#define WEB_LOAD_VIEW_H

#include "catalog/recheck.h"
#include "catalog/rejects.h"
#include "web/staff.h"
#include "work/load_jobs.h"

/* ---- sending ---- */

struct sent_row {
    const struct load_row *l;
    struct str address, state;
    const char *style, *icon; /* of its badge */
    bool undoable;
};
struct send_page {
    struct str address, slims, gather, wrong;
    struct sent_row *item;
    size_t n;
    bool whole;            /* chosen before */
    bool may;              /* send, and undo */
    struct recheck looked; /* the last quiet look at what is published */
};

/* ---- one load ---- */

struct fault_view {
    struct str where, what;
};
struct fault_views {
    struct fault_view *item;
    size_t n;
};

struct doubt_view {
    const struct pile_sample *s;
    struct str reason;
};

/* A column of a table that a person may say something about. */
struct column_view {
    const struct column *c;
    size_t index;
    struct str name, examples;
};
struct column_views {
    struct column_view *item;
    size_t n, cap;
};

/* What the file seems to be, before it is read. */
struct form_view {
    const struct source_form *form;
    struct column_views asked, known; /* doubtful ones and those nobody knows; the rest */
    struct str field[COLUMN_FIELDS];  /* their names in words */
};

/* What the page is about; decides what is shown below the file. */
enum load_face {
    FACE_RUNNING,
    FACE_RECEIVED, /* reading failed, or was not asked for yet */
    FACE_REFUSED,
    FACE_PREVIEW,
    FACE_PUBLISHED,
    FACE_ENDED /* undone, discarded, expired */
};

struct load_page {
    const struct ask *ask;
    const struct load_row *l;
    enum load_face face;
    struct str address, send, history, format, state;
    bool may;
    bool table;         /* it has columns */
    size_t columns;     /* of a table */
    struct strs closed; /* columns that stay with the agency */
    /* a job at work, or the failure of the last one */
    struct str phase, failed;
    int64_t done, all;
    bool bytes;                   /* done and all count bytes */
    enum preview_outcome outcome; /* of the last publishing */
    /* piles */
    struct pile_samples fresh, match, gone;
    struct doubt_view *doubts;
    size_t n_doubts;
    struct fault_views refused, warned;
    int64_t ready;                /* records that publishing would bring */
    bool much;                    /* a withdrawal that takes a yes */
    int step;                     /* of the trail: 1 to 4 */
    const struct form_view *form; /* of a table that waits to be read; NULL: none */
};

/* Looks at the file of a load that waits to be read. */
MUST enum err form_view_of(struct ask *k, const struct load_row *l, struct form_view *ret);

/* Keeps what the form says about columns and sheet as the mapping of the load. *ret_more: the sheet
 * was changed, so its columns should be looked at first. */
MUST enum err form_take(struct ask *k, const struct load_row *l, bool *ret_more);

/* "Baris 12", "Data ke-12", or empty. */
struct str place_text(const struct ask *k, const struct load_row *l, int64_t place);

page_fn page_send, page_send_post, page_send_begin, page_send_piece, page_send_offset,
    page_send_finish, page_load, page_load_read, page_load_publish, page_load_undo,
    page_load_discard, page_load_rejects, page_load_sheet, page_load_raw;

#endif
