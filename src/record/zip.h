/* zip.h -- reading ZIP archives (APPNOTE.TXT 6.3.10), as much of them as office files use: one
 * disk, stored or deflated entries, no encryption, no ZIP64.
 *
 * The central directory at the end is the truth. What a bomb needs is refused before anything is
 * inflated: too many entries, entries that share bytes, ratios no document has; and inflating stops
 * at a budget for the whole archive, whatever was declared. Memory does not grow with entries read.
 */
#ifndef RECORD_ZIP_H
#define RECORD_ZIP_H

#include "base/arena.h"
#include "record/bytes.h"

enum {
    ZIP_ENTRIES_MAX = 2000,
    ZIP_RATIO_MAX = 100,         /* of an entry larger than ... */
    ZIP_RATIO_FREE = 4 << 20,    /* ... this; empty styled cells compress well */
    ZIP_UNPACKED_MAX = 512 << 20 /* bytes declared by all entries */
};

struct zip_entry {
    struct str name; /* '/' between parts, none in front */
    int64_t at;      /* of its local header */
    int64_t packed, size;
    uint32_t crc;
    int method; /* 0 or 8 */
    bool locked;
};

struct zip {
    struct bytes_at from;
    struct zip_entry *entry;
    size_t n;
};

/* Names live in `a`. ERR_FORMAT: not a ZIP archive, cut or damaged; ERR_LIMIT: refused as a bomb;
 * or what reading gave. */
MUST enum err zip_open(struct bytes_at from, struct arena *a, struct zip *ret);

/* By name, letter case of ASCII aside (ECMA-376 part 2, 6.3.5); NULL when there is none. */
const struct zip_entry *zip_find(const struct zip *z, struct str name);

struct zip_stream;

/* ERR_FORMAT when its local header does not agree, or it is locked. */
MUST enum err zip_stream_open(const struct zip *z, const struct zip_entry *e,
                              struct zip_stream **ret);

/* The next bytes, at least one; 0 in *ret at the end, where length and CRC-32 have been checked.
 * ERR_FORMAT: damaged. */
MUST enum err zip_stream_read(struct zip_stream *s, char *to, size_t n, size_t *ret);
/* Unpacked bytes still to come. */
void zip_stream_progress(const struct zip_stream *s, int64_t *ret_left);
void zip_stream_close(struct zip_stream *s); /* NULL is fine */
void zip_stream_closep(struct zip_stream **s);

#endif
