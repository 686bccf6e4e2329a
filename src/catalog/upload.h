/* upload.h -- files that browsers send, in pieces if need be, until a load takes them over.
 *
 * They lie in DIR/upload (mode 0700) under random names (mode 0600), bound to the person and the
 * agency that began them. How much of a file is there is its length on disk, so a cut connection
 * or a killed server loses nothing that came. A week after its beginning an unfinished one goes. */
#ifndef CATALOG_UPLOAD_H
#define CATALOG_UPLOAD_H

#include "catalog/store.h"
#include "network/actor.h"

enum {
    UPLOAD_NAME = 26,           /* characters */
    UPLOAD_FILE_NAME_MAX = 200, /* bytes; longer ones are cut */
    UPLOAD_DAYS = 7,
    UPLOAD_OPEN_MAX = 20 /* unfinished ones of an agency */
};

#define UPLOAD_BYTES_MAX  (INT64_C(2) << 30)
#define UPLOAD_DISK_FLOOR (INT64_C(256) << 20) /* of free space, to be left after it */

struct upload {
    int64_t id, agency, person; /* person 0: the operator */
    struct str name, file;
    int64_t size; /* announced */
    int64_t have; /* bytes that are there */
    int64_t started, done;
};

/* Takes PERM_CATALOGUE in the agency. ERR_ARG without a name or with a size under 1, ERR_LIMIT over
 * UPLOAD_BYTES_MAX or with too many unfinished ones, ERR_FULL when the disk could not hold it. */
MUST enum err upload_begin(struct store *store, const struct actor *actor, int64_t agency,
                           struct str file, int64_t size, struct arena *a, struct upload *ret);

/* ERR_NOT_FOUND also for those of another person or agency. */
MUST enum err upload_find(struct db *db, const char *dir, const struct actor *actor, int64_t agency,
                          struct str name, struct arena *a, struct upload *ret);

/* A file that comes in one request: nothing of it is in the truth before upload_adopt, and one that
 * stays behind is swept away. `size` is the most it may become; errors as upload_begin. Agency 0:
 * of the installation, which is never adopted; whoever takes it moves it away. */
MUST enum err upload_draft(struct store *store, const struct actor *actor, int64_t agency,
                           struct str file, int64_t size, struct arena *a, struct upload *ret);
MUST enum err upload_adopt(struct store *store, const struct actor *actor, struct upload *u);
void upload_abandon(const char *dir,
                    const struct upload *u); /* a draft that will not be finished */

/* Writing at the end. `offset` must be what is there: ERR_CONFLICT otherwise; ERR_BUSY while
 * another request writes. */
struct upload_sink;
MUST enum err upload_open(const char *dir, const struct upload *u, int64_t offset,
                          struct upload_sink **ret);
/* ERR_LIMIT past the announced size, ERR_FULL, ERR_IO. */
MUST enum err upload_write(struct upload_sink *s, struct str piece);
/* What was written stays, even when the client went away. On disk for certain when `sync`. */
MUST enum err upload_close(struct upload_sink *s, bool sync);

/* All of it is there. `size` 0: as announced; else the real one, when it was not known before.
 * ERR_CONFLICT when bytes are missing. Idempotent. */
MUST enum err upload_finish(struct store *store, const struct actor *actor, int64_t id,
                            int64_t size);

/* The path of its file, in `a`. */
const char *upload_path(const char *dir, struct str name, struct arena *a);

/* Removes what is too old, and what no load needs any more, rows and files. Files without a row are
 * left alone for a day. */
MUST enum err upload_sweep(struct store *store);

#endif
