/* find_file.h -- find.h for every record of a file, on several threads, told in the order of the
 * file. */
#ifndef CATALOG_FIND_FILE_H
#define CATALOG_FIND_FILE_H

#include "catalog/find.h"
#include "catalog/load.h"

struct find_line {
    int64_t number;     /* of the record in the file */
    struct str control; /* its 001, may be empty */
    bool rejected;      /* it cannot be read; `found` says nothing */
    struct found found;
};

/* Called by one thread at a time; anything but OK ends the work. */
typedef enum err find_line_fn(void *ctx, const struct find_line *line);

struct find_counts {
    int64_t read, same, doubt, rejected;
};

/* Errors of opening the file as of source_open; ERR_INTERRUPTED when the watch says stop. Reads
 * with DB_SWEEP, so only for a process that may die of SIGBUS when the disk fails. */
MUST enum err find_file(struct store *store, const char *path, const struct load_watch *watch,
                        find_line_fn *tell, void *ctx, struct arena *a, struct fault *ret_why,
                        struct find_counts *ret);

#endif
