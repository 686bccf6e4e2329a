/* gathering.h -- inside the room: one run of one address, shared by gather_*.c. */
#ifndef WORK_GATHERING_H
#define WORK_GATHERING_H

#include "catalog/gather_folder.h"
#include "peer/fetch.h"
#include "peer/target.h"
#include "work/gather_job.h"

enum {
    GATHER_PAGE_MAX = 64 << 20, /* bytes of one answer */
    GATHER_SECONDS = 300        /* for one answer */
};
#define GATHER_FILE_MAX (INT64_C(2) << 30)

struct gathering {
    struct job_task *t;
    struct gather g;
    struct fetcher *fetcher;
    struct arena *mem; /* of the page at hand */
    bool private_ok;
    struct str password;
    int64_t pause_us, asked_at, slice_end;
    struct buf page;
    struct buf token; /* what g.run.token points into */
    struct fetch_answer answer;
    int fd;        /* of the file; -1 */
    int64_t bytes; /* in it */
    int64_t saved; /* when the state was written last */
    /* how it ended */
    struct str outcome, detail; /* in t->mem */
    int64_t later;              /* seconds, as the server asks; -1: it does not */
    bool soon;                  /* something waits, so that it is worth looking again soon */
};

/* OK and an outcome when it ended by itself, well or not; ERR_BUSY when its slice is over;
 * ERR_INTERRUPTED, or an error of our own disk. */
typedef enum err gather_fn(struct gathering *x);
gather_fn gather_oai, gather_file; /* gather_oai.c, gather_file.c */
gather_fn gather_target;           /* gather_target.c: SRU, Z39.50, SLiMS */
gather_fn gather_folder;           /* gather_folder.c */

/* ---- gather_fetch.c ---- */

MUST enum err gather_open(struct job_task *t, int64_t id, struct gathering *ret);
void gather_close(struct gathering *x);

/* The page at the address, in x->page, after the pause that courtesy asks for; waits out a short
 * "come back later". OK also when there is none: then x->outcome says why. */
MUST enum err gather_fetch(struct gathering *x, struct str url);

/* Waits until courtesy allows the next request; ERR_INTERRUPTED. */
MUST enum err gather_courtesy(struct gathering *x);

/* Sets the outcome, unless there is one. */
void gather_end(struct gathering *x, const char *outcome, struct str detail);

/* ---- gather_spool.c ---- */

/* The file of records, cut to what counts; begun anew when it is not what it should be. */
MUST enum err gather_spool_open(struct gathering *x);
MUST enum err gather_spool_add(struct gathering *x, struct str bytes);
/* What was added is safe and counts from now on: file, then truth. */
MUST enum err gather_spool_save(struct gathering *x);
const char *gather_spool_path(const struct gathering *x);
void gather_spool_remove(const struct gathering *x);

/* ---- gather_target.c ---- */

/* The address as a catalogue to be asked. */
void gather_site(const struct gathering *x, struct arena *a, struct target_site *ret);

/* ---- gather_since.c ---- */

/* The way this catalogue can be asked for what changed since a day; not usable: there is none. */
MUST enum err gather_dating(struct gathering *x, struct target *t, struct target_since *ret);

/* The day of that time and so many days later, in UTC: "2026-11-27". */
struct str gather_day(struct arena *a, int64_t us, int days);

/* ---- gather_look.c, gather_folder.c ---- */
MUST enum err gather_look(struct gathering *x, struct buf *findings);
MUST enum err gather_folder_look(struct gathering *x, struct buf *findings);

/* ---- gather_job.c ---- */

/* What came, for who asks about the job. */
void gather_tell(struct job_task *t, const struct gather_taken *n);

/* The best of the formats on offer: MARC, MODS, Dublin Core; empty when none is read. */
struct str gather_choose_prefix(const struct strs *offered);
bool gather_is_marc_prefix(struct str prefix);

/* SLiMS: its dates say nothing about changes. */
bool gather_is_slims(struct str url);

#endif
