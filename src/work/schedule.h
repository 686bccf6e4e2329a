/* schedule.h -- what is asked for again and again, by the clock of the network's place. A moment
 * that passed while the server was off is made up for at its start. */
#ifndef WORK_SCHEDULE_H
#define WORK_SCHEDULE_H

#include "work/job.h"

enum { SCHEDULE_DAILY = 127, SCHEDULE_NEVER = 0, SCHEDULE_NAME_MAX = 60 };

struct schedule {
    struct str name; /* "backup", "recheck-12" */
    struct str kind, args;
    int64_t agency; /* 0: of the installation */
    int minute;     /* of the day: 150 is 02:30 */
    int days;       /* bit 0 is Monday */
    int64_t asked;  /* when its last job was asked for, or it was first set */
};
struct schedules {
    struct schedule *item;
    size_t n, cap;
};

/* Sets or replaces the schedule of that name; `asked` is ours. Who may: as with work_enqueue.
 * ERR_ARG for a minute or day that is none, ERR_CONFLICT for a name of another agency. */
MUST enum err schedule_set(struct db *db, const struct actor *actor, const struct schedule *s,
                           int64_t now);

/* The same, unless there is one of that name already. */
MUST enum err schedule_default(struct db *db, const struct schedule *s, int64_t now);

MUST enum err schedule_list(struct db *db, const struct actor *actor, struct arena *a,
                            struct schedules *ret);

/* The last moment at or before `now` at which it was due; 0 when it is never due. */
int64_t schedule_due(const struct schedule *s, int64_t now, int64_t zone_us);

/* Asks for the jobs that are due. */
MUST enum err schedule_ask(struct db *db, int64_t now, int64_t zone_us);

#endif
