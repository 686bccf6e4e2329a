/* page_authority.c -- authority files: sent, looked at, loaded, taken back. */
#include "base/checked.h"
#include "html.h"
#include "web/stream.h"
#include "web/system.h"
#include "work/authority_job.h"

enum { REFRESH_SECONDS = 3 };

static const char ADDRESS[] = "/sistem/kendali";

/* ---- the page ---- */

static struct str file_of(const char *path)
{
    struct str s = str_of(path);
    size_t at = s.n;
    while (at && s.p[at - 1] != '/') at--;
    return str_slice(s, at, s.n);
}

/* Of the newest job: its progress, or what the look found of the file that waits. */
static enum err add_state(struct ask *k, struct authority_page *p)
{
    struct job_row *j = arena_make(k->mem, struct job_row);
    struct job_view v;
    const char *path = authority_file_waiting(k->config->dir, k->mem);
    enum err e = authority_job(k->db, &k->actor, k->mem, j);
    if (!e && j->id) e = job_view_of(k, j, &v);
    if (e) return e;
    if (j->id && v.moving) {
        p->running = arena_make(k->mem, struct job_view);
        *p->running = v;
        return OK;
    }
    if (!path || !j->id) return OK;
    struct str source = job_get(j->args, "source");
    p->waiting = file_of(path);
    p->source = source.n ? source : p->waiting;
    if (!str_eq(j->kind, STR("authority-look")) || j->state != JOB_DONE) {
        p->failed = v.error.n ? v.error : v.state;
        return OK;
    }
    p->records = job_get_i64(j->result, "records", 0);
    p->refused = job_get_i64(j->result, "refused", 0);
    p->warnings = job_get_i64(j->result, "warnings", 0);
    p->fresh = job_get_i64(j->result, "fresh", 0);
    p->examples = job_get(j->result, "example");
    return OK;
}

static enum err show(struct ask *k, struct str wrong)
{
    struct staff_frame s;
    struct authority_page p = {.wrong = wrong,
                               .name = {.name = "nama",
                                        .label = MSG_authority_source,
                                        .value = form_text(k, "nama"),
                                        .hint = ask_text(k, MSG_authority_source_hint),
                                        .max = AUTHORITY_SOURCE_MAX}};
    enum err e = authority_list(k->db, k->mem, &p.rows);
    if (!e) e = add_state(k, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_system_authority), &s);
    if (e) return e;
    if (p.running) staff_refresh(k, REFRESH_SECONDS);
    html_authority(&k->out, &s, &p);
    return OK;
}

enum err page_authority(struct ask *k)
{
    return show(k, (struct str){0});
}

/* ---- what is done ---- */

static enum err refused(struct ask *k, enum err e)
{
    struct str wrong = {0};
    if (e == ERR_ARG) wrong = ask_text(k, MSG_send_empty);
    if (e == ERR_LIMIT) wrong = ask_text(k, MSG_send_too_large);
    if (e == ERR_FULL) wrong = ask_text(k, MSG_send_full);
    if (e == ERR_BUSY) wrong = ask_text(k, MSG_authority_busy);
    if (!wrong.n) return e;
    k->rs->status = e == ERR_LIMIT ? 413 : e == ERR_FULL ? 507 : e == ERR_BUSY ? 409 : 422;
    return show(k, wrong);
}

/* A file under way is not pushed aside. */
static enum err is_free(struct ask *k)
{
    struct job_row j;
    enum err e = authority_job(k->db, &k->actor, k->mem, &j);
    return e ? e : j.id && j.state <= JOB_RUNNING ? ERR_BUSY : OK;
}

enum err page_authority_send(struct ask *k)
{
    const struct streamed *f = k->streamed;
    const char *dir = k->config->dir;
    enum err e = f->error;
    if (!e && !f->has_file) e = ERR_ARG;
    if (!e) e = is_free(k);
    if (!e)
        e = authority_file_take(dir, upload_path(dir, f->upload.name, k->mem), f->upload.file,
                                k->mem);
    if (e) stream_abandon(k);
    if (!e)
        e = authority_ask(k->db, &k->actor, "authority-look", form_text(k, "nama"), k->out.now,
                          k->mem);
    return e ? refused(k, e) : page_done(k, str_of(ADDRESS), NULL);
}

static enum err ask(struct ask *k, const char *kind, struct str source)
{
    enum err e = authority_ask(k->db, &k->actor, kind, source, k->out.now, k->mem);
    return e ? refused(k, e) : page_done(k, str_of(ADDRESS), NULL);
}

enum err page_authority_load(struct ask *k)
{
    if (!authority_file_waiting(k->config->dir, k->mem)) return ERR_NOT_FOUND;
    return ask(k, "authority-load", form_text(k, "nama"));
}

enum err page_authority_drop(struct ask *k)
{
    enum err e = is_free(k);
    if (e) return refused(k, e);
    authority_file_drop(k->config->dir);
    return page_done(k, str_of(ADDRESS), NULL);
}

enum err page_authority_undo(struct ask *k)
{
    return ask(k, "authority-undo", form_text(k, "nama"));
}
