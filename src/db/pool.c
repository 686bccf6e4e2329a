/* pool.c -- a stack of idle connections under one lock. */
#include "db/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct db_pool {
    pthread_mutex_t lock;
    pthread_cond_t returned;
    char *path;
    enum db_mode mode;
    int out, max;
    int n_idle;
    struct db **idle;
};

struct db_pool *db_pool_new(const char *path, enum db_mode mode, int max)
{
    struct db_pool *p = mem_zero(1, sizeof *p);
    size_t n = strlen(path) + 1;
    p->path = memcpy(mem_alloc(n), path, n);
    p->mode = mode;
    p->max = max;
    p->idle = mem_zero((size_t)max, sizeof(struct db *));
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->returned, NULL);
    return p;
}

void db_pool_free(struct db_pool *p)
{
    if (!p) return;
    while (p->n_idle) db_close(p->idle[--p->n_idle]);
    pthread_cond_destroy(&p->returned);
    pthread_mutex_destroy(&p->lock);
    mem_free(p->idle);
    mem_free(p->path);
    mem_free(p);
}

enum err db_pool_get(struct db_pool *p, struct db **ret)
{
    pthread_mutex_lock(&p->lock);
    while (p->out == p->max) pthread_cond_wait(&p->returned, &p->lock);
    p->out++;
    struct db *db = p->n_idle ? p->idle[--p->n_idle] : NULL;
    pthread_mutex_unlock(&p->lock);

    enum err e = db ? OK : db_open(p->path, p->mode, &db);
    if (e) {
        db_pool_put(p, NULL);
        return e;
    }
    *ret = db;
    return OK;
}

void db_pool_put(struct db_pool *p, struct db *db)
{
    pthread_mutex_lock(&p->lock);
    p->out--;
    if (db) p->idle[p->n_idle++] = db;
    pthread_cond_signal(&p->returned);
    pthread_mutex_unlock(&p->lock);
}
