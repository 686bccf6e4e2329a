/* authority_job.h -- authority files that a browser sent: looked at, then loaded or thrown away.
 *
 * One waits at a time, in DIR/authority under the name it came with. */
#ifndef WORK_AUTHORITY_JOB_H
#define WORK_AUTHORITY_JOB_H

#include "work/job.h"

/* "authority-look": what loading would bring is its result (records, refused, warnings, fresh,
 * example). "authority-load": loads and removes the file. "authority-undo". Their argument is
 * `source`; empty: the name of the file. */
job_fn authority_look_job, authority_load_job, authority_undo_job;

/* Moves a file here, in the place of one that waited. ERR_ARG: it is empty. */
MUST enum err authority_file_take(const char *dir, const char *from, struct str name,
                                  struct arena *a);

/* The file that waits: its path, or NULL. */
const char *authority_file_waiting(const char *dir, struct arena *a);
void authority_file_drop(const char *dir);

/* ERR_BUSY: one of these jobs is under way. */
MUST enum err authority_ask(struct db *db, const struct actor *actor, const char *kind,
                            struct str source, int64_t now, struct arena *a);

/* The newest job of these; id 0: none. */
MUST enum err authority_job(struct db *db, const struct actor *actor, struct arena *a,
                            struct job_row *ret);

#endif
