/* cfb.h -- one stream out of a compound file (MS-CFB 3.1), the wrapping of Excel 97-2003 workbooks.
 *
 * Chains of sectors are followed once, at opening, and never in circles: memory is four bytes a
 * sector. Streams in the mini stream (under 4096 bytes) are not read; no workbook is so small. */
#ifndef RECORD_CFB_H
#define RECORD_CFB_H

#include "base/arena.h"
#include "record/bytes.h"

enum { CFB_STREAM_MAX = 256 << 20 };

struct cfb {
    struct bytes_at from;
    uint32_t *sector; /* of the stream, in order */
    size_t n;
    int64_t sector_bytes, size;
};

bool cfb_recognise(struct str head);

/* Opens the stream of that name (ASCII, letter case aside) in the root. ERR_NOT_FOUND: there is
 * none; ERR_FORMAT: damaged; ERR_LIMIT: over CFB_STREAM_MAX. All in `a`. */
MUST enum err cfb_open(struct bytes_at from, struct str name, struct arena *a, struct cfb *ret);

/* Up to n bytes of the stream from `at`, fewer where it ends; how many in *ret. */
MUST enum err cfb_read(const struct cfb *c, int64_t at, char *to, size_t n, size_t *ret);

#endif
