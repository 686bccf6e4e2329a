/* rejected.h -- the refused rows of a load, to be mended and sent again.
 *
 * Of a table: a workbook with the columns as they came, then two more: the row they had, and the
 * reason in the words of whoever asks. Sent back, the two are passed over, and the feed knows the
 * form again. Of MARC: the records themselves. */
#ifndef CATALOG_REJECTED_H
#define CATALOG_REJECTED_H

#include "catalog/store.h"
#include "network/actor.h"
#include "record/fault.h"

struct rejected_words {
    struct str sheet, row, reason; /* "Baris ditolak", "Baris", "Alasan" */
    struct str (*sentence)(void *ctx, const struct fault *f); /* what is wrong and what to do */
    void *ctx;
};

typedef enum err rejected_write_fn(void *ctx, struct str bytes);

struct rejected_report {
    bool workbook; /* else MARC */
    int64_t rows;
};

/* What the file of a load will be, for its name and type. ERR_NOT_FOUND, ERR_DENIED: not for this
 * actor (PERM_CATALOGUE in its agency). */
MUST enum err rejected_look(struct db *db, const struct actor *actor, int64_t load,
                            struct rejected_report *ret);

/* Writes it. At most the faults that are kept (catalog/stage.c). */
MUST enum err rejected_write(struct db *db, const struct actor *actor, int64_t load,
                             const struct rejected_words *words, rejected_write_fn *write,
                             void *ctx, struct rejected_report *ret);

#endif
