/* slims_push.h -- what the union-catalogue client of SLiMS sends: one JSON body that says who
 * sends, and records or the numbers of records that were deleted.
 *
 *     {"node_info": {"id": ..., "password": ..., ...}, "node_data": {"12": {"biblio_id": ...},
 * ...}}
 *     {"node_info": {...}, "node_data": {"operation": "delete", "biblio": "12,15"}}
 *
 * PHP writes numbers as numbers or strings, and lists as arrays or, when keys are missing, as
 * objects: both are read. A record has no copies and no item codes. */
#ifndef RECORD_SLIMS_PUSH_H
#define RECORD_SLIMS_PUSH_H

#include "record/bib.h"

enum {
    SLIMS_PUSH_RECORD_MAX = 256 << 10, /* bytes of one record */
    SLIMS_PUSH_RECORDS_MAX = 20000     /* in one body; the command-line sender sends all at once */
};

#define SLIMS_PUSH_NUMBER_MAX INT64_C(999999999999)

enum slims_push_kind {
    SLIMS_PUSH_NOTHING, /* no records and no numbers */
    SLIMS_PUSH_RECORDS,
    SLIMS_PUSH_DELETE,
    SLIMS_PUSH_OTHER /* an operation that is not known */
};

struct slims_pushed {
    int64_t number;   /* biblio_id, of the record or else of its key; 0: none that can be read */
    struct str bytes; /* the record as it was sent, in the body; empty: of a deletion */
};

struct slims_push {
    struct str node, password; /* as sent, trimmed; empty: not said */
    enum slims_push_kind kind;
    struct {
        struct slims_pushed *item;
        size_t n, cap;
    } records; /* in the order of the body; of one number the last holds */
};

/* ERR_FORMAT when it is no such body, *ret_at is then the byte at which it stops being one;
 * ERR_LIMIT over SLIMS_PUSH_RECORDS_MAX. Strings are in the body or in `a`. */
MUST enum err slims_push_read(struct str body, struct arena *a, struct slims_push *ret,
                              size_t *ret_at);

/* The description in the bytes of one record. ERR_FORMAT: no such record; ERR_NOT_FOUND: it has no
 * title; ERR_LIMIT: longer than SLIMS_PUSH_RECORD_MAX. */
MUST enum err slims_push_describe(struct str bytes, struct arena *a, struct bib *ret);

#endif
