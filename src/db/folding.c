/* folding.c -- the log of a long work is folded into the database by a thread of its own.
 *
 * Folding in means to wait for the disk twice and to copy some thousand pages; SQLite does so at
 * the end of a commit, while the one who committed waits. The thread does the same beside him
 * ("passive": nobody waits for it). Since the log can begin anew only when all of it is folded in
 * and he always adds to it, he waits for the thread once it is LOG_PAGES_LONG long and folds in the
 * little that is left. */
#include <pthread.h>

#include "base/mem.h"
#include "db/internal.h"

struct folding {
    sqlite3 *handle; /* the thread's, once that runs */
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t work, done;
    bool wanted, ending; /* `wanted` until it is done */
    int asked;           /* pages of the log when the thread was asked last */
};

/* Errors are no matter: what is not folded in is still in the log, and is tried again. */
static void fold(sqlite3 *h)
{
    sqlite3_wal_checkpoint_v2(h, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static void *run(void *arg)
{
    struct folding *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->ending) {
        if (!f->wanted) {
            pthread_cond_wait(&f->work, &f->lock);
            continue;
        }
        pthread_mutex_unlock(&f->lock);
        fold(f->handle);
        pthread_mutex_lock(&f->lock);
        f->wanted = false;
        pthread_cond_signal(&f->done);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

static void release(struct folding *f)
{
    sqlite3_close_v2(f->handle);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->work);
    pthread_cond_destroy(&f->done);
    mem_free(f);
}

/* A connection knows of the log once it has read something. */
static bool connect(struct folding *f, const char *path)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    return sqlite3_open_v2(path, &f->handle, flags, NULL) == SQLITE_OK &&
           sqlite3_exec(f->handle, "PRAGMA schema_version", NULL, NULL, NULL) == SQLITE_OK;
}

struct folding *folding_start(const char *path)
{
    struct folding *f = mem_zero(1, sizeof *f);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->work, NULL);
    pthread_cond_init(&f->done, NULL);
    if (connect(f, path) && pthread_create(&f->thread, NULL, run, f) == 0) return f;
    release(f);
    return NULL;
}

void folding_stop(struct folding *f)
{
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->ending = true;
    pthread_cond_signal(&f->work);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    release(f);
}

int folding_committed(void *folding, sqlite3 *h, const char *name, int pages)
{
    struct folding *f = folding;
    (void)name;
    pthread_mutex_lock(&f->lock);
    if (pages < f->asked) f->asked = 0; /* the log began anew */
    if (pages - f->asked >= LOG_PAGES_FOLDED) {
        f->asked = pages;
        f->wanted = true;
        pthread_cond_signal(&f->work);
    }
    const bool full = pages >= LOG_PAGES_LONG;
    while (full && f->wanted) pthread_cond_wait(&f->done, &f->lock);
    pthread_mutex_unlock(&f->lock);
    if (full) fold(h);
    return SQLITE_OK;
}
