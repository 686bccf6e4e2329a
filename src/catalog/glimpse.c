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
    struct index_cutter *cutter; /* while they are cut */
    struct index_doc doc[GLIMPSE_MAX];
    bool gone[GLIMPSE_MAX];
    const struct index_cut *cut[GLIMPSE_MAX];
};

struct glimpse *glimpse_new(struct db *db)
{
    struct glimpse *g = mem_zero(1, sizeof *g);
    g->db = db;
    g->mem = arena_new();
    return g;
}

static enum err make(struct glimpse *g)
{
    struct holding_cache cache = {.db = g->db, .mem = g->mem};
    enum err e = db_read_begin(g->db);
    if (e) return e;
    while (!e && g->made < g->n && arena_used(g->mem) < GLIMPSE_BYTES) {
        e = document_of_title(&cache, g->item[g->made].title, &g->doc[g->made]);
        g->gone[g->made] = e == ERR_NOT_FOUND;
        if (e == ERR_NOT_FOUND) e = OK;
        g->made += !e;
    }
    db_read_end(g->db);
    return e;
}

static enum err cut(struct glimpse *g)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < g->made; i++) {
        g->cut[i] = NULL;
        if (!g->gone[i]) e = index_cut(g->cutter, &g->doc[i], g->mem, &g->cut[i]);
    }
    return e;
}

/* ---- threads ---- */

static void *run_make(void *arg)
{
    struct glimpse *g = arg;
    g->status = make(g);
    return NULL;
}

static void *run_cut(void *arg)
{
    struct glimpse *g = arg;
    g->status = cut(g);
    return NULL;
}

static void begin(struct glimpse *g, void *(*run)(void *))
{
    g->running = pthread_create(&g->thread, NULL, run, g) == 0;
    if (!g->running) run(g);
}

static void join(struct glimpse *g)
{
    if (g->running) pthread_join(g->thread, NULL);
    g->running = false;
}

void glimpse_begin(struct glimpse *g, const struct change *item, size_t n)
{
    arena_reset(g->mem);
    g->item = item;
    g->n = MIN(n, (size_t)GLIMPSE_MAX);
    g->made = 0;
    begin(g, run_make);
}

enum err glimpse_end(struct glimpse *g, size_t *ret_n)
{
    join(g);
    *ret_n = g->made;
    return g->status;
}

void glimpse_cut_begin(struct glimpse *g, struct index_cutter *cutter)
{
    g->cutter = cutter;
    begin(g, run_cut);
}

enum err glimpse_cut_end(struct glimpse *g)
{
    join(g);
    return g->status;
}

const struct index_cut *glimpse_cut(const struct glimpse *g, size_t i)
{
    return g->cut[i];
}

void glimpse_free(struct glimpse *g)
{
    if (!g) return;
    join(g);
    arena_free(g->mem);
    mem_free(g);
}
