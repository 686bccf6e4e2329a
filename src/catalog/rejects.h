/* rejects.h -- the rows of a load that were refused, with their bytes, to be mended and sent again.
 *
 * The first ones are kept (see stage.c); of each at most 64 KiB. */
#ifndef CATALOG_REJECTS_H
#define CATALOG_REJECTS_H

#include "network/actor.h"

struct reject {
    int64_t id;
    int64_t record, line, byte; /* as in struct fault */
    bool fatal;                 /* false: a warning, the record was taken */
    struct str reason;          /* a name: the message "reason.<name>" */
    struct str field;           /* MARC tag or name of the column, may be empty */
    struct str excerpt;
    struct str bytes; /* of a refused row */
};
struct rejects {
    struct reject *item;
    size_t n, cap;
};

/* Those after the id `after`, in the order of the file: refused ones (`fatal`) or warnings. Who
 * asks must be known to have access to the load (load_get). */
MUST enum err rejects_list(struct db *db, int64_t load, bool fatal, int64_t after, int64_t limit,
                           struct arena *a, struct rejects *ret);

/* ---- the refused rows of a table as a workbook ---- */

struct rejects_words {
    struct str sheet, row, reason; /* "Baris ditolak", "Baris", "Alasan" */
    struct str (*sentence)(void *ctx, const struct reject *r); /* what is wrong, what to do */
    void *ctx;
};

typedef enum err rejects_write_fn(void *ctx, struct str bytes);

/* Writes the columns as they came, then the row they had and the reason. Sent back, these two are
 * passed over, and the feed knows the form again. How many rows in *ret. ERR_ARG: the load has no
 * rows (MARC); ERR_NOT_FOUND: no such load for this actor. */
MUST enum err rejects_write_book(struct db *db, const struct actor *actor, int64_t load,
                                 const struct rejects_words *words, rejects_write_fn *write,
                                 void *ctx, int64_t *ret);

#endif
