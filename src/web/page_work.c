/* page_work.c -- jobs and backups: what runs, what came of it, asking for a backup, its file. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "html.h"
#include "network/audit.h"
#include "web/system.h"
#include "work/schedule.h"

enum { JOBS_SHOWN = 50, BACKUPS_SHOWN = 40, REFRESH_SECONDS = 3 };

/* ---- jobs ---- */

static enum err library_name(struct ask *k, int64_t agency, struct str *ret)
{
    struct agency g;
    if (!agency) return OK;
    enum err e = agency_get(k->db, agency, k->mem, &g);
    if (!e) *ret = g.name;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err job_view_of(struct ask *k, const struct job_row *row, struct job_view *ret)
{
    static const char *const style[JOB_STATES] = {"", "info", "ok", "no", ""};
    struct job_view v = {.row = row, .style = style[row->state], .per_cent = -1};
    v.kind = named_text(k, "job", arena_cstr(k->mem, row->kind));
    v.state = named_text(k, "jobstate", job_state_name(row->state));
    v.moving = row->state == JOB_WAITING || row->state == JOB_RUNNING;
    if (row->state == JOB_RUNNING && row->phase.n)
        v.phase = named_text(k, "jobphase", arena_cstr(k->mem, row->phase));
    if (row->error.n) v.error = named_text(k, "err", arena_cstr(k->mem, row->error));
    if (row->all > 0) v.per_cent = MIN(row->done, row->all) * 100 / row->all;
    enum err e = library_name(k, row->agency, &v.library);
    if (!e) *ret = v;
    return e;
}

enum err page_jobs(struct ask *k)
{
    struct job_rows rows;
    struct jobs_page p = {0};
    struct staff_frame s;
    enum err e = work_list(k->db, &k->actor, 0, NULL, JOBS_SHOWN, k->mem, &rows);
    if (e) return e;
    p.item = arena_array(k->mem, struct job_view, rows.n);
    for (; !e && p.n < rows.n; p.n++) {
        e = job_view_of(k, &rows.item[p.n], &p.item[p.n]);
        p.moving |= p.item[p.n].moving;
    }
    if (!e) e = staff_frame(k, ask_text(k, MSG_system_jobs), &s);
    if (e) return e;
    if (p.moving) staff_refresh(k, REFRESH_SECONDS);
    html_jobs(&k->out, &s, &p);
    return OK;
}

enum err page_job_cancel(struct ask *k)
{
    enum err e = work_cancel(k->db, &k->actor, form_number(k, "pekerjaan", 0), k->out.now);
    if (e == ERR_CONFLICT) e = OK; /* it came to its end meanwhile: the list shows how */
    return e ? e : page_done(k, STR("/sistem/pekerjaan"), "batal");
}

/* ---- backups ---- */

static void add_rows(struct ask *k, const struct backup_rows *rows, struct backups_page *p)
{
    p->item = arena_array(k->mem, struct backup_view, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct backup_row *b = &rows->item[i];
        if (b->gone) continue;
        bool bad = b->error.n > 0, proved = b->proved && !bad;
        p->item[p->n++] = (struct backup_view){b,
                                               ask_text(k, bad      ? MSG_backup_bad
                                                           : proved ? MSG_backup_proved
                                                                    : MSG_backup_unproved),
                                               bad      ? "no"
                                               : proved ? "ok"
                                                        : ""};
    }
}

/* The newest backup job, if it waits or runs. */
static enum err add_running(struct ask *k, struct backups_page *p)
{
    struct job_rows rows;
    enum err e = work_list(k->db, &k->actor, 0, "backup", 1, k->mem, &rows);
    if (e || rows.n == 0 || rows.item[0].state > JOB_RUNNING) return e;
    p->running = arena_make(k->mem, struct job_view);
    return job_view_of(k, &rows.item[0], p->running);
}

static enum err add_schedule(struct ask *k, struct str typed, struct backups_page *p)
{
    struct schedules list;
    int minute = 150;
    enum err e = schedule_list(k->db, &k->actor, k->mem, &list);
    for (size_t i = 0; !e && i < list.n; i++)
        if (str_eq(list.item[i].name, STR("backup"))) {
            p->nightly = list.item[i].days != SCHEDULE_NEVER;
            minute = list.item[i].minute;
        }
    p->time = (struct field_view){
        .name = "jam",
        .type = "time",
        .label = MSG_backup_time,
        .value = typed.n ? typed : arena_printf(k->mem, "%02d:%02d", minute / 60, minute % 60),
        .hint = msg_text(k->mem, k->out.lang, MSG_backup_time_hint,
                         (struct str[]){str_of(zone_name(k->out.zone))}, 1),
        .wrong = wrong_if(k, typed.n > 0, MSG_backup_time_wrong),
        .required = true,
        .max = 5};
    return e;
}

static enum err show_backups(struct ask *k, struct str typed)
{
    struct backups_page p = {.wrong = wrong_if(k, typed.n > 0, MSG_form_wrong)};
    struct backup_rows rows;
    struct staff_frame s;
    enum err e = backup_list(k->db, &k->actor, BACKUPS_SHOWN, k->mem, &rows);
    if (!e) e = backup_last(k->db, k->mem, &p.last);
    if (!e) e = add_running(k, &p);
    if (!e) e = add_schedule(k, typed, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_system_backups), &s);
    if (e) return e;
    add_rows(k, &rows, &p);
    p.folder = arena_printf(k->mem, "%s/backup", k->config->dir);
    if (p.running) staff_refresh(k, REFRESH_SECONDS);
    html_backups(&k->out, &s, &p);
    return OK;
}

enum err page_backups(struct ask *k)
{
    return show_backups(k, STR(""));
}

/* Pressed twice it is one backup. */
enum err page_backup_now(struct ask *k)
{
    struct backups_page p = {0};
    const struct job_order order = {.kind = "backup"};
    int64_t id = 0;
    enum err e = add_running(k, &p);
    if (!e && !p.running) e = work_enqueue(k->db, &k->actor, &order, k->out.now, &id);
    return e ? e : page_done(k, STR("/sistem/cadangan"), "cadangan");
}

/* "02:30" */
static bool read_time(struct str text, int *ret_minute)
{
    uint64_t hour = 0, minute = 0;
    size_t colon = str_find_char(text, ':', 0);
    bool ok = str_to_u64(str_slice(text, 0, colon), &hour) == OK &&
              str_to_u64(str_slice(text, colon + 1, text.n), &minute) == OK && hour < 24 &&
              minute < 60;
    if (ok) *ret_minute = (int)(hour * 60 + minute);
    return ok;
}

enum err page_backup_times(struct ask *k)
{
    struct str typed = form_text(k, "jam");
    struct schedule s = {.name = STR("backup"), .kind = STR("backup")};
    s.days = form_has(k, "hidup") ? SCHEDULE_DAILY : SCHEDULE_NEVER;
    if (!read_time(typed, &s.minute)) {
        k->rs->status = 422;
        return show_backups(k, typed.n ? typed : STR("?"));
    }
    enum err e = schedule_set(k->db, &k->actor, &s, k->out.now);
    return e ? e : page_done(k, STR("/sistem/cadangan"), "jadwal");
}

/* ---- the file of a backup ---- */

static enum err find_row(struct ask *k, int64_t id, struct backup_row *ret)
{
    struct backup_rows rows;
    enum err e = backup_list(k->db, &k->actor, 1000, k->mem, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.item[i].id == id && rows.item[i].kept && !rows.item[i].gone) {
            *ret = rows.item[i];
            return OK;
        }
    return e ? e : ERR_NOT_FOUND;
}

/* It holds everything, so its going out is noted. */
static enum err note(struct db *db, void *ctx)
{
    struct ask *k = ctx;
    return audit_add(db, &k->actor,
                     &(struct audit_entry){k->out.now, 0, "backup.take", "backup",
                                           form_number(k, "cadangan", 0), STR("")});
}

enum err page_backup_file(struct ask *k)
{
    struct backup_row row;
    struct stat st;
    enum err e = find_row(k, form_number(k, "cadangan", 0), &row);
    if (e) return e;
    const char *path = arena_cstr(
        k->mem, arena_printf(k->mem, "%s/backup/%.*s", k->config->dir, STR_ARG(row.file)));
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return err_from_errno(errno);
    e = fstat(fd, &st) == 0 ? db_write(k->db, note, k) : err_from_errno(errno);
    if (e) {
        close(fd);
        return e;
    }
    http_set(k->rq, k->rs, "Content-Type", STR("application/octet-stream"));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%.*s\"", STR_ARG(row.file)));
    k->rs->file = fd;
    k->rs->file_bytes = st.st_size;
    return OK;
}
