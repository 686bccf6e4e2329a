/* gather_file.c -- a file at an address: taken again when the server says that it changed. */
#include <unistd.h>

#include "base/checked.h"
#include "work/gathering.h"

enum { FILE_SECONDS = 3600 };

static enum err add_piece(void *ctx, struct str piece)
{
    struct gathering *x = ctx;
    enum err e = gather_spool_add(x, piece);
    job_progress(x->t, "fetching", x->bytes, 0);
    return e;
}

/* Too large is the sender's doing, a full disk ours. */
static enum err judge(struct gathering *x, enum err e)
{
    if (e == ERR_IO && x->answer.trouble == FETCH_FINE) return e;
    if (e == ERR_IO || e == ERR_LIMIT) {
        enum fetch_trouble why = e == ERR_LIMIT ? FETCH_LARGE : x->answer.trouble;
        gather_end(x, "unreachable", str_of(fetch_trouble_name(why)));
        return OK;
    }
    if (e) return e;
    x->later = x->answer.retry_after;
    if (x->answer.status == 503 || x->answer.status == 429)
        gather_end(x, "later", (struct str){0});
    else if (x->answer.status == 401)
        gather_end(x, "login", (struct str){0});
    else if (x->answer.status != 200 && x->answer.status != 304)
        gather_end(x, "status", arena_printf(x->t->mem, "%d", x->answer.status));
    return OK;
}

static enum err fetch(struct gathering *x)
{
    const bool anew = job_get_i64(x->t->args, "whole", 0) != 0;
    const struct str none = {0};
    const struct fetch_order o = {.url = x->g.url,
                                  .private_ok = x->private_ok,
                                  .bytes_max = GATHER_FILE_MAX,
                                  .seconds = FILE_SECONDS,
                                  .login = x->g.login,
                                  .password = x->password,
                                  .agent = STR("Silang/" SILANG_VERSION " (union catalogue)"),
                                  .etag = anew ? none : x->g.etag,
                                  .modified = anew ? none : x->g.modified};
    return judge(x, fetch_get(x->fetcher, &o, add_piece, x, x->t->mem, &x->answer));
}

enum err gather_file(struct gathering *x)
{
    struct gather_run *r = &x->g.run;
    enum err e = r->began && r->complete ? gather_spool_open(x) : OK;
    if (e || r->complete) return e; /* only the taking is left */
    *r = (struct gather_run){.began = x->t->env->now(x->t->env), .whole = true};
    e = gather_spool_open(x);
    if (!e) e = fetch(x);
    if (e || x->outcome.n) return e;
    if (x->answer.status == 304) {
        *r = (struct gather_run){0};
        gather_end(x, "same", (struct str){0});
        return OK;
    }
    r->complete = true;
    r->pages = 1;
    r->etag = x->answer.etag;
    r->modified = x->answer.modified;
    return gather_spool_save(x);
}
