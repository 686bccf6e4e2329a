/* reset_job.c -- the code is made when it is sent, so that it never waits anywhere in the clear. */
#include "work/reset_job.h"

#include "base/log.h"
#include "network/person.h"
#include "network/session.h"

/* Whoever asked is unknown; the owner of the address is who gets the code. */
static const struct actor nobody = {.kind = ACTOR_OPERATOR};

struct asking {
    struct str args;
    int64_t now;
};

static enum err add(struct db *db, void *ctx)
{
    const struct asking *x = ctx;
    struct job_order o = {.kind = "reset", .args = x->args};
    int64_t id = 0;
    return job_add(db, &nobody, &o, x->now, &id);
}

enum err reset_ask(struct db *db, struct str login, const struct reset_words *words, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) args = BUF(JOB_ARGS_MAX);
    struct person p;
    enum err e = person_by_login(db, login, a, &p);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    if (p.disabled || str_find_char(p.login, '@', 0) == p.login.n) return OK;
    job_put_i64(&args, "person", p.id);
    job_put(&args, "subject", words->subject);
    job_put(&args, "text", words->text);
    struct asking x = {buf_str(&args), now};
    return args.full ? ERR_LIMIT : db_write(db, add, &x);
}

static struct str with_code(struct arena *a, struct str text, struct str code)
{
    struct buf CLEANUP(buf_release) b = BUF(2 * RESET_TEXT_MAX);
    for (size_t at = 0; at < text.n;) {
        size_t next = str_find(str_slice(text, at, text.n), STR("CODE"));
        bool found = next <= text.n - at;
        buf_add(&b, str_slice(text, at, found ? at + next : text.n));
        if (found) buf_add(&b, code);
        at = found ? at + next + 4 : text.n;
    }
    buf_add_char(&b, '\n');
    return arena_copy(a, buf_str(&b));
}

enum err reset_job(struct job_task *t)
{
    struct person p;
    struct str code, why = {0};
    enum err e = person_get(t->store->db, job_get_i64(t->args, "person", 0), t->mem, &p);
    if (!e) e = code_make(t->store->db, &nobody, p.id, t->env, t->mem, &code);
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) return OK; /* gone or closed meanwhile */
    if (e) return e;
    struct smtp_message m = {.to = p.login,
                             .subject = job_get(t->args, "subject"),
                             .text = with_code(t->mem, job_get(t->args, "text"), code),
                             .date = t->env->now(t->env)};
    e = smtp_send(t->kind->ctx, &m, t->mem, &why);
    if (e) log_warn("mail: %.*s", STR_ARG(why));
    return e;
}
