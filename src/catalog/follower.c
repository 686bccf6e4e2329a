/* follower.c -- the thread of a server that keeps the index abreast, and the dates of changes. When
 * another process writes the index (a command at work), it stands by and tries again. */
#include <pthread.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "catalog/follow.h"
#include "catalog/harvest.h"
#include "index/damage.h"

enum {
    LOOK_MS = 150,
    AFTER_ERROR_MS = 2000,
    ANNOUNCE_US = 2000000,
    QUIET_US = 3000000,   /* without a change, and the index is put in order, */
    TIDY_MS = 20,         /* with this much time between two steps */
    RESTORE_US = 60000000 /* a disk that spoils every index is not written to all the time */
};

struct follower {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    const char *dir;
    const struct env *env;
    struct index_writer *w;   /* NULL: it is opened at the next look */
    struct index_files files; /* that it writes */
    int64_t next_restore;     /* not before this */
    int64_t applied, quiet;   /* of the truth, at the last look, and since when */
    bool tidying;             /* there is another step */
    bool trimmed;             /* since the last change */
};

static bool stopping(void *ctx)
{
    struct follower *f = ctx;
    pthread_mutex_lock(&f->lock);
    bool s = f->stopping;
    pthread_mutex_unlock(&f->lock);
    return s;
}

/* Sleeps, unless asked to stop. */
static void rest(struct follower *f, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&f->lock);
    if (!f->stopping) pthread_cond_timedwait(&f->wake, &f->lock, &until);
    pthread_mutex_unlock(&f->lock);
}

/* Marks the index when somebody has damaged, removed or replaced its files. */
static bool sound(struct follower *f)
{
    struct index_files now;
    enum err e = index_files_look(f->dir, &now);
    bool fine = e ? e != ERR_FORMAT : index_files_sound(&f->files, &now);
    if (!e && fine) f->files = now;
    if (!fine) index_mark(f->dir);
    return fine && !index_marked(f->dir);
}

static void put_down(struct follower *f)
{
    index_writer_close(f->w);
    f->w = NULL;
}

static enum err take_up(struct follower *f, struct store *store)
{
    const int64_t now = f->env->monotonic(f->env);
    if (index_marked(f->dir) && now < f->next_restore) return ERR_DAMAGED;
    if (index_marked(f->dir)) f->next_restore = now + RESTORE_US;
    enum err e = follow_open(store, &f->w);
    return e ? e : index_files_look(f->dir, &f->files);
}

/* A step of putting the index in order, when nothing else is to be done there. */
static enum err tidy(struct follower *f)
{
    const int64_t now = f->env->monotonic(f->env), applied = index_writer_applied(f->w);
    if (f->applied != applied) f->quiet = now;
    if (f->applied != applied) f->trimmed = false;
    f->applied = applied;
    f->tidying = false;
    if (now - f->quiet < QUIET_US) return OK;
    enum err e = index_tidy(f->w, &f->tidying);
    if (!f->tidying && !f->trimmed) mem_trim(); /* readers let go of blocks all over the heap */
    f->trimmed = !f->tidying;
    return e;
}

/* One look: opens what is needed, catches up. */
static enum err look(struct follower *f, struct store *store)
{
    const struct load_watch watch = {.stop = stopping, .ctx = f};
    if (f->w && !sound(f)) put_down(f);
    enum err e = f->w ? OK : take_up(f, store);
    if (!e) e = follow_catch_up(store->db, f->env, f->w, &watch);
    if (!e) e = tidy(f);
    if (e == ERR_FORMAT) e = ERR_DAMAGED;
    if (e == ERR_DAMAGED) index_mark(f->dir);
    return e;
}

/* What harvesters are told, kept up: *next is when members are looked at again. */
static enum err keep_harvest(struct follower *f, struct store **store, int64_t *next)
{
    bool more = false;
    enum err e = *store ? OK : store_open(f->dir, DB_WRITE, f->env, store);
    if (!e && f->env->monotonic(f->env) >= *next) {
        e = harvest_announce((*store)->db, f->env, &more);
        *next = f->env->monotonic(f->env) + (more ? 0 : ANNOUNCE_US);
    }
    return e ? e : harvest_note((*store)->db, f->env);
}

static void *run(void *arg)
{
    struct follower *f = arg;
    struct store *store = NULL, *writer = NULL;
    int64_t announce_at = 0;
    while (!stopping(f)) {
        enum err e = store ? OK : store_open(f->dir, DB_READ, f->env, &store);
        if (!e) e = look(f, store);
        if (!e || e == ERR_BUSY) e = keep_harvest(f, &writer, &announce_at);
        if (e && e != ERR_BUSY && e != ERR_INTERRUPTED) {
            log_error("index follower: %s", err_name(e));
            put_down(f);
        }
        rest(f, e && e != ERR_BUSY ? AFTER_ERROR_MS : f->tidying ? TIDY_MS : LOOK_MS);
    }
    put_down(f);
    store_close(store);
    store_close(writer);
    return NULL;
}

enum err follower_start(const char *dir, const struct env *env, struct follower **ret)
{
    struct follower *f = mem_zero(1, sizeof *f);
    f->dir = dir;
    f->env = env;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->wake, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&f->thread, NULL, run, f) != 0) {
        mem_free(f);
        return ERR_LIMIT;
    }
    *ret = f;
    return OK;
}

void follower_stop(struct follower *f)
{
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->stopping = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    pthread_cond_destroy(&f->wake);
    pthread_mutex_destroy(&f->lock);
    mem_free(f);
}
