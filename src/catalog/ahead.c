/* ahead.c -- two lists of units: one is written while the other is read. */
#include "catalog/ahead.h"

#include <pthread.h>

#include "base/checked.h"
#include "base/mem.h"

struct ahead {
    struct source *source;
    struct units list[2];
    int at; /* the list that is being read, or will be */
    size_t limit;
    bool running;
    pthread_t thread;
    enum err status;
};

struct ahead *ahead_new(struct source *s)
{
    struct ahead *a = mem_zero(1, sizeof *a);
    a->source = s;
    for (int i = 0; i < 2; i++) a->list[i].mem = arena_new();
    return a;
}

struct digest unit_digest(const struct source *s, struct str bytes)
{
    struct str parts[] = {bytes, str_of(source_format_name(source_format(s))), source_meaning(s)};
    return digest_of_parts(parts, COUNT(parts));
}

static enum err read_units(struct source *s, size_t limit, struct units *u)
{
    size_t bytes = 0;
    struct arena *mem = u->mem;
    arena_reset(mem);
    *u = (struct units){.mem = mem};
    while (u->n < limit && bytes < AHEAD_BYTES && arena_used(mem) < AHEAD_MEMORY) {
        struct unit one = {0};
        enum err e = source_next(s, mem, &one.of);
        if (e == ERR_NOT_FOUND) u->end = true;
        if (e) return u->end ? OK : e;
        if (!one.of.rejected) identity_of(&one.of.bib, unit_digest(s, one.of.bytes), mem, &one.id);
        bytes += one.of.bytes.n;
        VEC_PUSH(mem, u, one);
    }
    return OK;
}

static void *run(void *arg)
{
    struct ahead *a = arg;
    struct units *u = &a->list[a->at];
    a->status = read_units(a->source, a->limit, u);
    source_progress(a->source, &u->done, &u->all);
    return NULL;
}

void ahead_begin(struct ahead *a, size_t limit)
{
    a->limit = limit;
    a->running = pthread_create(&a->thread, NULL, run, a) == 0;
    if (!a->running) run(a);
}

enum err ahead_end(struct ahead *a, struct units **ret)
{
    if (a->running) pthread_join(a->thread, NULL);
    a->running = false;
    *ret = &a->list[a->at];
    a->at = !a->at;
    return a->status;
}

void ahead_free(struct ahead *a)
{
    if (!a) return;
    if (a->running) pthread_join(a->thread, NULL);
    for (int i = 0; i < 2; i++) arena_free(a->list[i].mem);
    mem_free(a);
}
