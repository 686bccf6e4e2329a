/* kinds.c -- the kinds of jobs, one line each. */
#include "cmd/kinds.h"

#include "base/checked.h"
#include "network/setting.h"
#include "cmd/commands.h"
#include "work/authority_job.h"
#include "work/backup.h"
#include "work/dump.h"
#include "work/gather_job.h"
#include "work/rebuild_job.h"
#include "work/recheck_job.h"
#include "work/reset_job.h"
#include "work/sample_job.h"
#include "work/load_jobs.h"
#include "work/schedule.h"
#include "work/target_job.h"

struct job_kinds kinds_all(const struct run *r, struct smtp_server *mail)
{
    char *sample = arena_cstr(r->mem, str_of(sample_dir(r)));
    char *base = arena_cstr(r->mem, str_of(r->opt[OPT_BASE_URL]));
    const struct job_kind all[] = {
        {"backup", backup_job, JOB_QUIET, 2, NULL},
        {"verify", verify_job, JOB_QUIET, 2, NULL},
        {"dump", dump_job, JOB_QUIET, 3, base},
        {"recheck", recheck_job, JOB_QUIET, 1, NULL},
        {"match-rebuild", rebuild_job, JOB_SOON, 3, NULL},
        {"sample-load", sample_load_job, JOB_SOON, 1, sample},
        {"sample-empty", sample_empty_job, JOB_SOON, 3, NULL},
        {"reset", reset_job, JOB_PEER, 4, mail}, /* asked for only when there is a mail server */
        {"load-read", load_read_job, JOB_SOON, 3, NULL},
        {"load-publish", load_publish_job, JOB_SOON, 3, NULL},
        {"load-undo", load_undo_job, JOB_SOON, 3, NULL},
        {"load-discard", load_discard_job, JOB_SOON, 3, NULL},
        {"load-expire", load_expire_job, JOB_QUIET, 2, NULL},
        {"gather", gather_job, JOB_PEER, 20, NULL},
        {"gather-look", gather_look_job, JOB_PEER, 2, NULL},
        {"gather-withdraw", gather_withdraw_job, JOB_SOON, 3, NULL},
        {"target-look", target_look_job, JOB_PEER, 2, NULL},
        {"authority-look", authority_look_job, JOB_SOON, 2, NULL},
        {"authority-load", authority_load_job, JOB_SOON, 3, NULL},
        {"authority-undo", authority_undo_job, JOB_SOON, 3, NULL},
    };
    struct job_kind *copy = arena_array(r->mem, struct job_kind, COUNT(all));
    for (size_t i = 0; i < COUNT(all); i++) copy[i] = all[i];
    return (struct job_kinds){copy, COUNT(all)};
}

int64_t kinds_zone(struct db *db, void *otherwise)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum zone zone = *(const enum zone *)otherwise;
    struct str name;
    if (setting_get(db, "zone", a, &name) == OK && name.n) zone_parse(name, &zone);
    return zone_offset_us(zone);
}

enum err kinds_schedule(struct db *db, int64_t now)
{
    enum { SUNDAY = 1 << 6, MONDAY = 1 };
    const struct schedule all[] = {
        {.name = STR("load-expire"), .minute = 1 * 60 + 30, .days = SCHEDULE_DAILY},
        {.name = STR("dump"), .minute = 1 * 60, .days = SCHEDULE_DAILY},
        {.name = STR("backup"), .minute = 2 * 60 + 30, .days = SCHEDULE_DAILY},
        {.name = STR("verify"), .minute = 3 * 60 + 30, .days = SUNDAY},
        {.name = STR("recheck"), .minute = 3 * 60 + 30, .days = MONDAY},
    };
    enum err e = OK;
    for (size_t i = 0; !e && i < COUNT(all); i++) {
        struct schedule one = all[i];
        one.kind = one.name;
        e = schedule_default(db, &one, now);
    }
    return e;
}
