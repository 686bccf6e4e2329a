/* photo.h -- the picture of a library: kept in the database, never as a file, and without what
 * a camera wrote into it (image_bare): where it was taken is nobody's business. */
#ifndef NETWORK_PHOTO_H
#define NETWORK_PHOTO_H

#include "base/image.h"
#include "db/db.h"
#include "network/actor.h"

enum { PHOTO_BYTES_MAX = 300 << 10, PHOTO_SIDE_MIN = 40, PHOTO_SIDE_MAX = 6000 };

struct photo {
    struct image image;
    struct str bytes;
    int64_t changed;
};

/* Puts it in the place of the one before. ERR_LIMIT when it has too many bytes or its sides are too
 * long, ERR_FORMAT when it is no JPEG, PNG or WebP through and through, or smaller than a stamp. */
MUST enum err photo_set(struct db *db, const struct actor *actor, int64_t agency, struct str bytes,
                        int64_t now);
MUST enum err photo_remove(struct db *db, const struct actor *actor, int64_t agency, int64_t now);

/* ERR_NOT_FOUND when there is none. */
MUST enum err photo_get(struct db *db, int64_t agency, struct arena *a, struct photo *ret);

#endif
