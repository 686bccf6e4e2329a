/* reader.h -- what readers share: connections, and the columns of one version. */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include "index/internal.h"

struct snapshot { /* columns of one version; counted under the lock of the reader */
    int64_t refs, file, version, seq;
    uint32_t terms;
    uint32_t often; /* all blocks know the terms that many have below this */
    size_t n;
    struct held_block **block;
    struct overlay **overlay; /* beside each; most are NULL */
};

/* often_check.c */
enum err often_check(sqlite3 *db, const struct snapshot *s, struct arena *a, struct str *ret_why);

struct connection {
    sqlite3 *db;
    sqlite3_stmt *meta, *ranked, *plain, *term, *find_term, *titles, *headings, *word;
    sqlite3_stmt *note, *often, *often_begin, *terms;
    int64_t file;
    struct counters { /* one for each term, all 0 between searches (facets.c) */
        uint32_t *item, n;
    } counters[2]; /* for each thread of a search */
    struct connection *next;
};

struct index_reader;

/* How many search now; whether a search may have a second thread: no other one needs it. */
void reader_searches(struct index_reader *r, int change);
bool reader_has_time(const struct index_reader *r);

/* The words every search of this reader shares. */
struct vocabulary *reader_vocabulary(struct index_reader *r);

/* How often each term occurs in a scope, in one version; made for the first suggestion after a
 * change, of those before it and the blocks that changed, and kept for the next ones. */
struct term_counts {
    int64_t refs;
    struct snapshot *of; /* what was counted; NULL until it is kept */
    uint64_t scope;      /* a digest of it */
    uint32_t terms;
    uint32_t count[];
};
/* The one that is kept, when it is of this scope and file, of whichever version; else NULL. */
const struct term_counts *reader_counts(struct index_reader *r, const struct snapshot *s,
                                        uint64_t scope);
/* A fresh one like the old one (NULL: all zero), to be counted and then kept instead of it. */
struct term_counts *term_counts_new(const struct snapshot *s, uint64_t scope,
                                    const struct term_counts *old);
void reader_keep_counts(struct index_reader *r, struct term_counts *t, struct snapshot *of);
void reader_drop_counts(struct index_reader *r, const struct term_counts *t);

/* What a question ended with, for who asked: damage that was met is marked and ERR_DAMAGED. */
enum err reader_told(const struct index_reader *r, enum err e);

/* A connection inside a read transaction and the columns of the same version. */
enum err reader_begin(struct index_reader *r, struct connection **ret,
                      struct snapshot **ret_columns, int64_t *ret_seq);
void reader_end(struct index_reader *r, struct connection *c, struct snapshot *s);

size_t snapshot_blocks(const struct snapshot *s);
const struct block *snapshot_block(const struct snapshot *s, size_t n); /* NULL: empty */
/* What counts instead of some of its rows; NULL: nothing. */
const struct overlay *snapshot_overlay(const struct snapshot *s, size_t n);
bool snapshot_row(const struct snapshot *s, int64_t id, struct row_ref *ret); /* is it there */
const struct often_block *snapshot_often(const struct snapshot *s, size_t n); /* the same */
uint32_t snapshot_often_known(const struct snapshot *s); /* by all blocks: terms below this */
uint32_t snapshot_terms(const struct snapshot *s);       /* ordinals are below this */
/* Whether two snapshots of one file have the same rows there. */
bool snapshot_same(const struct snapshot *x, const struct snapshot *y, size_t n);

/* The columns as `c` sees them, at this version; blocks and overlays that did not change since
 * `old` (NULL: there is none) are shared with it. Under the lock, as the next one. */
MUST enum err snapshot_after(const struct snapshot *old, const struct connection *c,
                             int64_t version, int64_t seq, uint32_t terms, struct snapshot **ret);
void snapshot_drop(struct snapshot *s); /* one who used it is gone; NULL is fine */

#endif
