/* parcel.h -- what a search found, on its way between two of our own processes: how many there are,
 * and records as they will go out.
 *
 *     parcel TOTAL LF, then for each record: its length, LF, its bytes
 *
 * A length of 0 is a record that cannot be given: the next ones keep their places. */
#ifndef RECORD_PARCEL_H
#define RECORD_PARCEL_H

#include "base/arena.h"
#include "base/buf.h"

struct parcel {
    int64_t total;
    struct strs record; /* views of the bytes read */
};

void parcel_begin(struct buf *to, int64_t total);
void parcel_add(struct buf *to, struct str record);

bool parcel_is(struct str bytes); /* whether it begins as one */
MUST enum err parcel_read(struct str bytes, struct arena *a, struct parcel *ret); /* ERR_FORMAT */

#endif
