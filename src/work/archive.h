/* archive.h -- the file of a backup: a head of text lines, an empty line, then the database of the
 * truth as gzip (RFC 1952). Without Silang: sed '1,/^$/d' FILE | gunzip > silang.db
 *
 *     silang-backup 1
 *     program 0.1.0
 *     schema 4
 *     made 1795573800000000
 *     network Jejaring Sekolah Sleman
 *     libraries 9
 *     records 379
 *     titles 341
 *     bytes 2531328
 *     digest 5f0c...      of the database, BLAKE2b of 16 bytes
 *     check 91ab...       of the lines above */
#ifndef WORK_ARCHIVE_H
#define WORK_ARCHIVE_H

#include "base/hash.h"
#include "catalog/load.h"

struct archive_head {
    struct str program, network;
    int schema;
    int64_t made; /* microseconds since 1970 */
    int64_t libraries, records, titles;
    int64_t bytes; /* of the database */
    struct digest digest;
};

enum { ARCHIVE_HEAD_MAX = 4096 };

/* Packs the database at `db` as the new file `to` (mode 0600), on the disk when this returns. bytes
 * and digest of *head are found out. On failure there is no file. */
MUST enum err archive_write(const char *db, const char *to, struct archive_head *head,
                            const struct load_watch *watch);

/* ERR_FORMAT when it is no backup or its head is damaged; ERR_VERSION when a later program made it
 * in another way. Strings live in `a`. */
MUST enum err archive_read(const char *file, struct arena *a, struct archive_head *ret);

/* Unpacks into the new file `to`, on the disk when this returns. ERR_FORMAT when it is cut, damaged
 * or longer than it says; there is no file then. */
MUST enum err archive_unpack(const char *file, const char *to, const struct load_watch *watch);

#endif
