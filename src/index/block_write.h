/* block_write.h -- blocks of columns that a batch changes. */
#ifndef INDEX_BLOCK_WRITE_H
#define INDEX_BLOCK_WRITE_H

#include "index/internal.h"

/* A block being changed: its rows as values in an arena of its own. */
struct changed_block {
    int64_t n;
    struct arena *mem;
    bool there; /* in the file, before */
    struct row_values row[BLOCK_ROWS];
    struct often_block had;
    struct often_row often[BLOCK_ROWS];
};

enum { BLOCKS_OPEN = 64 };
enum block_statement { BLOCK_GET, BLOCK_PUT, BLOCK_STATEMENTS };
struct block_writer {
    sqlite3 *db;
    sqlite3_stmt *st[BLOCK_STATEMENTS];
    int64_t version; /* of this batch */
    struct often_terms *often;
    struct changed_block *block[BLOCKS_OPEN];
    size_t n;
};

/* The block of a document, to be changed until the next call. */
enum err blocks_row(struct block_writer *w, int64_t id, struct changed_block **ret);
enum err blocks_flush(struct block_writer *w);
void blocks_forget(struct block_writer *w);
void block_writer_close(struct block_writer *w);

#endif
