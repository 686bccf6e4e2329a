/* walk.c -- ids in stretches, each stretch a transaction. */
#include "catalog/walk.h"

#include "base/checked.h"

enum { FIRST = 50, LEAST = 50, MOST = 2000 };

int64_t walk_pace(int64_t steps, int64_t took)
{
    return took > WALK_US ? MAX(steps / 2, (int64_t)LEAST) : MIN(steps * 2, (int64_t)MOST);
}

enum err walk_read(struct db_rows *r, struct walk *w, int more, struct walk_steps *ret)
{
    while (db_next(r)) {
        struct walk_step s = {.id = db_int(r, 0)};
        for (int i = 0; i < more; i++) s.of[i] = db_int(r, i + 1);
        VEC_PUSH(w->list, ret, s);
    }
    return r->status;
}

static enum err stretch(struct db *db, void *ctx)
{
    struct walk *w = ctx;
    struct walk_steps steps = {0};
    w->seen = 0;
    w->last = w->after;
    arena_reset(w->list);
    if (w->begun) w->begun(w);
    enum err e = w->next(db, w, w->after, w->limit, &steps);
    for (size_t i = 0; !e && i < steps.n && (i == 0 || !db_wanted(db)); i++) {
        arena_reset(w->mem);
        e = w->step(db, w, &steps.item[i]);
        w->seen++;
        w->last = steps.item[i].id;
    }
    return e;
}

static enum err walk_stretches(struct walk *w)
{
    const struct env *env = w->store->env;
    for (;;) {
        int64_t before = env->monotonic(env);
        if (w->watch->stop && w->watch->stop(w->watch->ctx)) return ERR_INTERRUPTED;
        enum err e = db_write_batch(w->store->db, stretch, w);
        if (e || !w->seen) return e;
        if (w->kept) w->kept(w);
        w->after = w->last;
        w->done += w->seen;
        w->limit = walk_pace(w->seen, env->monotonic(env) - before);
        struct load_progress p = {w->phase, MIN(w->done, w->all), w->all, w->done};
        if (w->watch->progress) w->watch->progress(w->watch->ctx, &p);
    }
}

enum err walk_run(struct walk *w)
{
    struct arena CLEANUP(arena_freep) *list = arena_new(), CLEANUP(arena_freep) *mem = arena_new();
    w->list = list;
    w->mem = mem;
    w->after = 0;
    w->limit = FIRST;
    enum err e = walk_stretches(w);
    w->list = w->mem = NULL;
    return e;
}
