/* glimpse.c -- see glimpse.h. */
#include "catalog/glimpse.h"

#include <pthread.h>

#include "base/checked.h"
#include "base/mem.h"

struct glimpse {
    struct db *db;
    struct arena *mem;
    const struct change *item;
    size_t n, made;
    bool running; /* `thread` is to be joined */
    pthread_t thread;
    enum err status;
    struct index_cutter *cutter;
    struct index_doc doc[GLIMPSE_MAX];
    const struct index_cut *cut[GLIMPSE_MAX];
};

struct glimpse *glimpse_new(struct db *db)
{
    struct glimpse *g = mem_zero(1, sizeof *g);
    g->db = db;
    g->mem = arena_new();
    g->cutter = index_cutter_new();
    return g;
}

static enum err make(struct glimpse *g)
{
    struct holding_cache cache = {.db = g->db, .mem = g->mem};
    enum err e = db_read_begin(g->db);
    if (e) return e;
    while (!e && g->made < g->n && arena_used(g->mem) < GLIMPSE_BYTES) {
        const size_t i = g->made;
        g->cut[i] = NULL;
        e = document_of_title(&cache, g->item[i].title, &g->doc[i]);
        if (!e) e = index_cut(g->cutter, &g->doc[i], g->mem, &g->cut[i]);
        if (e == ERR_NOT_FOUND) e = OK;
        g->made += !e;
    }
    db_read_end(g->db);
    return e;
}

static void *run(void *arg)
{
    struct glimpse *g = arg;
    g->status = make(g);
    return NULL;
}

void glimpse_begin(struct glimpse *g, const struct change *item, size_t n)
{
    arena_reset(g->mem);
    g->item = item;
    g->n = MIN(n, (size_t)GLIMPSE_MAX);
    g->made = 0;
    g->running = pthread_create(&g->thread, NULL, run, g) == 0;
    if (!g->running) run(g);
}

enum err glimpse_end(struct glimpse *g, size_t *ret_n)
{
    if (g->running) pthread_join(g->thread, NULL);
    g->running = false;
    *ret_n = g->made;
    return g->status;
}

const struct index_cut *glimpse_cut(const struct glimpse *g, size_t i)
{
    return g->cut[i];
}

void glimpse_free(struct glimpse *g)
{
    if (!g) return;
    if (g->running) pthread_join(g->thread, NULL);
    index_cutter_free(g->cutter);
    arena_free(g->mem);
    mem_free(g);
}
