/* backup.h -- one file that holds the network, and the proof that it does.
 *
 * A backup is the truth as of one moment, made while others read and write. It holds no sessions,
 * no one-time codes and no index: the first two must not outlive their moment, the last is made
 * from the rest. It is proved by restoring it beside itself and letting verify compare. */
#ifndef WORK_BACKUP_H
#define WORK_BACKUP_H

#include "catalog/verify.h"
#include "work/archive.h"
#include "work/job.h"

struct backup_order {
    const char *to; /* the new file; NULL: DIR/backup/silang-DATE-TIME.backup, thinned out later */
    bool prove;
    int64_t zone_us; /* for the date in the name, and the days of thinning out */
};

struct backup_report {
    struct str file;
    int64_t bytes; /* of the file */
    struct archive_head head;
    struct verify_report proof; /* when proved */
    int64_t thinned;            /* older files removed */
    int64_t need, free;         /* bytes, of ERR_FULL; need 0: not known */
};

/* PERM_OPERATE. ERR_CONFLICT: `to` is there already; ERR_BUSY: another backup is being made;
 * ERR_FULL: nothing of it remains; ERR_FORMAT: it was made but could not be restored or verified,
 * and stays for inspection. */
MUST enum err backup_make(struct store *store, const struct actor *actor,
                          const struct backup_order *order, const struct load_watch *watch,
                          struct arena *a, struct backup_report *ret);

struct restore_report {
    struct archive_head head;
    struct verify_report verify;
    int upgraded_from;  /* the schema it had; 0: this program's */
    bool index_later;   /* a server will make the index; the truth alone was verified */
    int64_t need, free; /* of ERR_FULL */
};

/* Makes the data folder `dir` from a backup, and its index unless it is large or `quick` is asked
 * for. ERR_CONFLICT: there is something in it; ERR_FORMAT:
 * the file is no backup or damaged; ERR_VERSION: of a newer program; ERR_FULL. After a failure
 * nothing of it remains. What verify finds is told to `fault`, and counted. */
MUST enum err backup_restore(const char *dir, const char *file, bool quick, const struct env *env,
                             const struct load_watch *watch, verify_fault_fn *fault, void *ctx,
                             struct arena *a, struct restore_report *ret);

/* Restores into a folder inside `room`, verifies, and removes it again. ERR_FORMAT too when verify
 * found faults. */
MUST enum err backup_prove(const char *file, const char *room, const struct env *env,
                           const struct load_watch *watch, struct arena *a,
                           struct restore_report *ret);

struct backup_row {
    int64_t id, made, bytes, records, titles;
    int64_t proved, faults, gone; /* 0: not */
    struct str file;              /* kept: its name in DIR/backup; else the whole path */
    struct str error;             /* err_name of a proof that failed */
    bool kept;                    /* thinned out by itself */
};
struct backup_rows {
    struct backup_row *item;
    size_t n, cap;
};

/* Newest first; PERM_OPERATE. */
MUST enum err backup_list(struct db *db, const struct actor *actor, int64_t limit, struct arena *a,
                          struct backup_rows *ret);

/* The newest that was made, and the newest that was proved sound; id 0: none yet. */
struct backup_state {
    struct backup_row made, proved;
};
MUST enum err backup_last(struct db *db, struct arena *a, struct backup_state *ret);

/* ---- thinning out ---- */

enum { KEEP_DAYS = 7, KEEP_WEEKS = 4, KEEP_UNSOUND = 3 };

/* Of files sorted newest first, those to keep: the newest sound one of each of the last KEEP_DAYS
 * days and KEEP_WEEKS weeks that have one, and up to KEEP_UNSOUND newer than the newest sound one.
 */
struct kept_file {
    int64_t made;
    bool sound; /* was restored and verified */
};
void backup_choose(const struct kept_file *file, size_t n, int64_t zone_us, bool *keep);

/* ---- as a job ---- */

/* "backup": makes, proves, thins out. */
job_fn backup_job;

/* "verify": compares truth, titles and index; fails when they do not agree. */
job_fn verify_job;

#endif
