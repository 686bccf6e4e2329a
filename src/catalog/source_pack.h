/* source_pack.h -- packed files (gzip, ZIP) unpacked into files without a name. Inside source.c
 * only.
 *
 * Names in an archive are shown to people and never lead anywhere. Archives in archives are
 * refused; workbooks, which are ZIP archives too, are files like others. */
#ifndef CATALOG_SOURCE_PACK_H
#define CATALOG_SOURCE_PACK_H

#include "base/arena.h"
#include "record/bytes.h"
#include "record/fault.h"

enum { PACK_FILES_MAX = 100 };
#define PACK_BYTES_MAX (INT64_C(2) << 30) /* unpacked, of gzip; of ZIP see zip.h */

struct pack_file {
    struct str name;
    int fd; /* whoever takes it closes it and sets -1 */
};

struct pack {
    struct pack_file *item;
    size_t n, cap;
};

/* Whether it begins as something packed; *ret_why tells of what we do not unpack (RAR, 7z, ...),
 * which is then refused. Workbooks begin so too. */
bool pack_maybe(struct str head, enum reason *ret_why);

/* Unpacks every file of it. ERR_NOT_FOUND: it is no archive but a workbook or other office file;
 * ERR_FORMAT with *ret_why, the name of the file meant in its excerpt; ERR_FULL, ERR_IO.
 * `name` of a gzip file is empty. All in `a`; pack_close closes what was not taken. */
MUST enum err pack_open(struct bytes_at from, struct str head, struct arena *a, struct pack *ret,
                        struct fault *ret_why);
void pack_close(struct pack *p); /* also for CLEANUP */

#endif
