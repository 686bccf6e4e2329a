/* load.h -- deliveries: staged out of sight, then published, and undone at any later time. In one
 * go (load_run), or looked at in between (preview.h).
 *
 * A load that fails, is stopped or killed before it is published leaves nothing: it takes itself
 * back, or the next command that opens the data for writing does (load_recover). One process at a
 * time loads or undoes (store_lock); search goes on meanwhile. */
#ifndef CATALOG_LOAD_H
#define CATALOG_LOAD_H

#include "catalog/store.h"
#include "network/actor.h"
#include "record/fault.h"

enum load_phase {
    LOAD_WAITING,
    LOAD_READING,
    LOAD_COMPARING, /* with what the network has, for a preview */
    LOAD_PUBLISHING,
    LOAD_UNDOING,
    LOAD_INDEXING,
    LOAD_COPYING, /* these three: of backups (work/backup.h), in bytes */
    LOAD_PACKING,
    LOAD_UNPACKING
};

struct load_progress {
    enum load_phase phase;
    int64_t done, all; /* bytes while reading, records after; all 0: unknown */
    int64_t records;
};

/* What the caller wants to know and decide on the way. Any function may be NULL. */
struct load_watch {
    void (*progress)(void *ctx, const struct load_progress *p);
    bool (*stop)(void *ctx); /* true: give up; nothing of it remains */
    void (*fault)(void *ctx, const struct fault *f);
    void *ctx;
};

struct load_order {
    int64_t agency;
    const char *path;
    struct str file_name; /* shown to people, without folders */
    bool whole;           /* the whole collection: what is absent was withdrawn */
    bool dry_run;         /* say what would happen, change nothing */
    struct str mapping;   /* lines of mapping.h; what is remembered also holds for the next loads */
};

enum {
    LOAD_REASONS_MAX = 64,
    LOAD_FAULTS_KEPT = 10000 /* per load, to be shown and mended; the rest is only counted */
};

struct load_report {
    int64_t id; /* 0 for a dry run */
    struct str format;
    int64_t read, new_, changed, unchanged, deleted, rejected, warnings;
    int64_t titles;                      /* titles its records belong to; dry run: -1 */
    bool whole_refused;                  /* nothing was deleted because the file was not complete */
    int64_t by_reason[LOAD_REASONS_MAX]; /* faults per enum reason */
};

/* Takes PERM_CATALOGUE in the agency. ERR_NOT_FOUND: no such agency, or no such file; ERR_FORMAT
 * with *ret_why: not a file we read; ERR_FORMAT without a reason: the mapping cannot be understood,
 * the part in ret_why->excerpt; ERR_BUSY: somebody else loads and `wait` is false; ERR_FULL,
 * ERR_IO: nothing of it remains. */
MUST enum err load_run(struct store *store, const struct actor *actor,
                       const struct load_order *order, const struct load_watch *watch,
                       struct arena *a, struct fault *ret_why, struct load_report *ret);

/* The state the feed would have had without this load. Takes PERM_CATALOGUE in its agency.
 * ERR_NOT_FOUND when there is no such load or not for this actor, ERR_CONFLICT when it is not in
 * force. */
MUST enum err load_undo(struct store *store, const struct actor *actor, int64_t load,
                        const struct load_watch *watch);

/* Takes back what a killed process left, previews excepted; does nothing while somebody loads. */
MUST enum err load_recover(struct store *store);

enum load_state {                /* names are stored, order may change */
                  LOAD_RECEIVED, /* its file is here */
                  LOAD_REFUSED,  /* nothing we read */
                  LOAD_STAGING,  /* being read */
                  LOAD_PREVIEW,  /* waits for a person */
                  LOAD_IN_PUBLISHING,
                  LOAD_PUBLISHED,
                  LOAD_IN_UNDOING,
                  LOAD_UNDONE,
                  LOAD_DISCARDED,
                  LOAD_EXPIRED,
                  LOAD_STATES
};

/* "preview"; also the message "load.preview". */
const char *load_state_name(enum load_state s);

struct load_row {
    int64_t id, agency, person; /* person 0: the operator */
    int64_t started, finished;
    enum load_state state;
    struct str file, format, encoding, layout, mapping;
    struct str closed;  /* names of columns that are not published, one a line */
    struct str failure; /* of LOAD_REFUSED: the name of a reason; else of an error, or empty */
    bool whole, whole_refused;
    int64_t read, new_, changed, unchanged, deleted, rejected, warnings;
    int64_t fresh, match, doubt; /* of the new and changed bibliographic ones: see preview.h */
    int64_t copies;              /* new and changed rows about copies */
    int64_t titles;              /* in force: titles its records belong to */
    int64_t before;              /* live records of the feed when it was staged */
    int64_t upload;              /* its file, while it is kept; 0: none */
    int64_t kept;                /* of a preview: until then */
    int64_t basis;               /* load_publish asks for it */
};
struct load_rows {
    struct load_row *item;
    size_t n, cap;
};

/* Newest first, those thrown away left out. agency 0: of all. */
MUST enum err load_list(struct db *db, int64_t agency, int64_t limit, struct arena *a,
                        struct load_rows *ret);

/* One, in any state. ERR_NOT_FOUND when there is none or the actor may not look at its agency. */
MUST enum err load_get(struct db *db, const struct actor *actor, int64_t load, struct arena *a,
                       struct load_row *ret);

#endif
