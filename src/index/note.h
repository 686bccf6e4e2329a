/* note.h -- the documents that have a phrase, noted block by block.
 *
 * FTS5 gives the rows of a query to a statement; those of one phrase it gives to a function, which
 * is quicker. */
#ifndef INDEX_NOTE_H
#define INDEX_NOTE_H

#include "index/internal.h"
#include "index/often.h"

enum { NOTES_MOST = 4 << 20 };

struct note_run { /* the postings of a block, up to the next run's */
    uint32_t block, from;
};

struct notes {
    struct arena *mem;
    bool (*stop)(void *ctx); /* asked for each document; NULL: all are noted */
    void *ctx;
    bool each;    /* those of the statement, which has conditions; else all of its phrase */
    bool stopped; /* or there are more than NOTES_MOST */
    int size;     /* words of the phrase; 0: nobody has it */
    struct {
        struct note_run *item;
        size_t n, cap;
    } run;
    uint32_t *item;
    size_t n, cap;
    uint32_t *start; /* once they are settled: of each block, and one more at the end */
};

/* Statements that call the function with notes bound under this name give no rows. */
#define NOTE_POINTER "silang_notes"

/* Of several phrases, one noted after the other: all of them block by block, in `start`. */
void notes_settle(struct notes *n, size_t blocks);

/* Runs "... MATCH ?1 AND silang_note(fts, ?2)" for one phrase. */
MUST enum err note_phrase(sqlite3_stmt *st, struct str expression, struct notes *to);

#endif
