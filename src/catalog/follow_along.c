/* follow_along.c -- a thread that brings the index forward while a command changes the truth: the
 * one reads and groups records, the other writes postings. */
#include <pthread.h>
#include <time.h>

#include "base/checked.h"
#include "base/mem.h"
#include "catalog/change.h"
#include "catalog/follow.h"
#include "index/damage.h"

enum {
    LOOK_US = 500000,
    LEAST = 4000, /* changes worth a look, and titles of a batch */
    MOST = 100000
};

struct follow_along {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool finishing;
    const char *dir;
    const struct env *env;
    const struct load_watch *watch; /* from follow_along_finish on; NULL: at once */
};

/* NULL while the command itself is at work and tells how far it is. */
static const struct load_watch *watch_of(struct follow_along *f, bool *ret_finishing)
{
    pthread_mutex_lock(&f->lock);
    const struct load_watch *w = f->watch;
    *ret_finishing = f->finishing;
    pthread_mutex_unlock(&f->lock);
    return w;
}

static bool stop(void *ctx)
{
    bool finishing = false;
    const struct load_watch *w = watch_of(ctx, &finishing);
    return finishing && (!w || (w->stop && w->stop(w->ctx)));
}

static void progress(void *ctx, const struct load_progress *p)
{
    bool finishing = false;
    const struct load_watch *w = watch_of(ctx, &finishing);
    if (w && w->progress) w->progress(w->ctx, p);
}

static void rest(struct follow_along *f)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_US * 1000L;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&f->lock);
    if (!f->finishing) pthread_cond_timedwait(&f->wake, &f->lock, &until);
    pthread_mutex_unlock(&f->lock);
}

/* How many titles make a batch, after as many changes as there were: in a small index a short one
 * costs nothing and leaves less for the end; in one of a million it would touch nearly as many
 * pages as one of 100,000. */
static int64_t worth(int64_t newest)
{
    const int64_t thousands = MIN(newest / 1000, (int64_t)MOST);
    return MAX((int64_t)LEAST, MIN(thousands * thousands / 10, (int64_t)MOST));
}

/* Whatever fails here is met again, and told, by follow_now. */
static void *run(void *arg)
{
    struct follow_along *f = arg;
    const struct load_watch watch = {.progress = progress, .stop = stop, .ctx = f};
    struct store *store = NULL;
    struct index_writer *w = NULL;
    struct follow_batch batch = {0};
    enum err e = index_marked(f->dir) ? ERR_DAMAGED : store_open(f->dir, DB_READ, f->env, &store);
    if (!e) e = index_writer_open(f->dir, &w);
    for (bool last = false; !e && !last;) {
        int64_t newest = 0;
        rest(f);
        (void)watch_of(f, &last);
        e = change_newest(store->db, &newest);
        int64_t done = batch.open ? batch.last : index_writer_applied(w);
        if (e || (!last && newest - done < LEAST)) continue;
        e = follow_gather(store->db, f->env, w, &watch, worth(newest), &batch);
    }
    if (!e || e == ERR_INTERRUPTED) e = follow_commit(w, &batch);
    index_writer_close(w);
    store_close(store);
    return NULL;
}

struct follow_along *follow_along_start(const struct store *store)
{
    struct follow_along *f = mem_zero(1, sizeof *f);
    f->dir = store->dir;
    f->env = store->env;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->wake, NULL);
    if (pthread_create(&f->thread, NULL, run, f) != 0) {
        mem_free(f);
        return NULL;
    }
    return f;
}

void follow_along_finish(struct follow_along *f, const struct load_watch *watch)
{
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->watch = watch;
    f->finishing = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    pthread_cond_destroy(&f->wake);
    pthread_mutex_destroy(&f->lock);
    mem_free(f);
}
