/* block_write.h -- rows of blocks that a batch changes.
 *
 * Where a batch changes many rows of a block, the block is written anew; where it changes few, each
 * of them is written beside it (overlay.h), which costs a hundredth of that. From OVERLAY_SOME rows
 * on they may go home: of BLOCKS_OPEN blocks that are written together one does, that with the
 * most. So no batch has to do that for all of them, and none grows on. */
#ifndef INDEX_BLOCK_WRITE_H
#define INDEX_BLOCK_WRITE_H

#include "index/internal.h"

enum {
    OVERLAY_SOME = 16,  /* rows beside a block: more may go home, */
    OVERLAY_MOST = 128, /* more do */
    OVERLAY_BATCH = 64  /* more than these of a block in one batch are written with it */
};

struct changed_row {
    uint32_t at;
    struct row_values values;
    struct often_row often;
};

struct changed_block {
    int64_t number;
    struct arena *mem;
    struct changed_row *item;
    size_t n, cap;
    size_t beside;              /* rows that would be beside it, */
    bool there;                 /* and whether there is one: known when it is written */
    uint16_t place[BLOCK_ROWS]; /* of a row among them, from 1; 0: it is not changed */
};

enum { BLOCKS_OPEN = 64 };
enum block_statement {
    BLOCK_GET,
    BLOCK_PUT,
    OVERLAY_COUNT, /* and whether the block is there */
    OVERLAY_GET,
    OVERLAY_PUT,
    OVERLAY_DROP,
    OVERLAY_ALL,
    OVERLAY_NEXT,
    BLOCK_STATEMENTS
};
struct block_writer {
    sqlite3 *db;
    sqlite3_stmt *st[BLOCK_STATEMENTS];
    int64_t version; /* of this batch */
    int64_t beside;  /* at least as many rows as lie beside blocks */
    struct often_terms *often;
    struct changed_block *block[BLOCKS_OPEN];
    size_t n;
};

/* The file's, whose terms are known. */
MUST enum err block_writer_open(struct block_writer *w, sqlite3 *db);

/* A row to be filled in, with memory of its block; both until the next call. */
MUST enum err blocks_row(struct block_writer *w, int64_t id, struct changed_row **ret,
                         struct arena **ret_mem);
MUST enum err blocks_flush(struct block_writer *w);
void blocks_forget(struct block_writer *w);
void block_writer_close(struct block_writer *w);

/* Takes the rows beside the blocks from..to-1 home, of at most `most` of them: *ret_next is the
 * next block with some, BLOCKS_NONE: there is none. In a transaction, as of the batch's version. */
enum { BLOCKS_NONE = -1 };
MUST enum err blocks_home(struct block_writer *w, int64_t from, int64_t to, int most,
                          int64_t *ret_next);
MUST enum err blocks_count(struct block_writer *w); /* `beside` exactly */

#endif
