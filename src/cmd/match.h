/* match.h -- what the commands about matching share: the records of a file by their numbers, a
 * file of pairs, and what labels say of the verdicts. */
#ifndef CMD_MATCH_H
#define CMD_MATCH_H

#include "catalog/match.h"
#include "cmd/cmd.h"

/* ---- match_records.c ---- */

struct match_record {
    struct str id;    /* 001, blanks at the ends aside */
    struct str facts; /* packed */
    size_t order;     /* in the file */
};

struct match_records {
    struct match_record *item; /* by id, of one id the first of the file first */
    size_t n, cap;
    size_t refused, repeated, unnumbered;
};

/* Reads any file of records. False after saying why not. */
bool match_read_records(struct run *r, const char *path, struct match_records *ret);

/* The record with that 001, or with 003 and '/' before it; NULL: none. */
const struct match_record *match_find_record(const struct match_records *all, struct str id);

/* ---- match_pairs.c ---- */

enum label { LABEL_NONE, LABEL_DIFFERENT, LABEL_SAME };

struct match_pair {
    int64_t line;
    struct str x, y; /* as written, blanks at the ends aside */
    enum label label;
};

struct match_pairs {
    struct match_pair *item;
    size_t n, cap;
    bool labelled; /* there is a column of labels */
};

/* Reads a table of pairs: any separator, with or without a heading, more columns than needed. The
 * columns of the ids are those the heading names (id1, id2), else the two whose values are most
 * often ids of records. False after saying why not. */
bool match_read_pairs(struct run *r, const char *path, const struct match_records *known,
                      struct match_pairs *ret);

/* ---- match_summary.c ---- */

struct match_tally {
    int64_t pair[3][3]; /* by enum label and verdict */
    int64_t unknown;
};

/* Precision and recall with intervals of 95 per cent (Wilson), when there are labels. */
void match_say_summary(const struct run *r, const struct match_tally *t);

#endif
