/* dump.h -- the whole catalogue as readers see it in one file: gzip (RFC 1952) of lines, each a
 * title in JSON as /api/v1/titles/ID gives it, without other editions.
 *
 * It is made beside the older ones and gets its name when it is complete and on the disk, so that
 * whoever looks finds a whole one or none. The name says all that is known of it; the newest two
 * stay, for who is still fetching one. Memory does not depend on the size of the catalogue. */
#ifndef WORK_DUMP_H
#define WORK_DUMP_H

#include "work/job.h"

struct dump_file {
    struct str path;
    int64_t made;      /* microseconds since 1970, to the second */
    int64_t seq;       /* all changes up to this one are in it; some later ones may be */
    int64_t titles;    /* lines */
    int64_t bytes;     /* of the file */
    struct str sha256; /* of the file, 64 hexadecimal digits */
};

struct dump_order {
    const char *to;  /* the new file; NULL: in DIR/dump, where the server gives it out */
    struct str base; /* "https://katalog.example.id", or empty: without addresses */
};

/* ERR_CONFLICT: `to` is there already; ERR_FULL, ERR_INTERRUPTED: nothing of it remains. */
MUST enum err dump_make(struct store *store, const struct dump_order *order,
                        const struct load_watch *watch, struct arena *a, struct dump_file *ret);

/* The newest complete one of the data folder. ERR_NOT_FOUND: there is none yet. */
MUST enum err dump_newest(const char *dir, struct arena *a, struct dump_file *ret);

/* "dump": as a job; the schedule asks for one a night. `ctx` is the address of the catalogue (a C
 * string, may be empty). */
job_fn dump_job;

/* Asks for one when there is none yet. */
MUST enum err dump_ask(struct store *store, int64_t now);

#endif
