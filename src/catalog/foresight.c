/* foresight.c -- a ring of places between a thread that looks ahead and the load that comes after.
 */
#include "catalog/foresight.h"

#include <pthread.h>
#include <string.h>

#include "base/checked.h"
#include "base/idmap.h"
#include "base/mem.h"
#include "catalog/stored.h"

enum { PLACES = 32 }; /* how far it looks ahead */

struct place {
    enum { EMPTY, MAKING, READY } state;
    struct arena *mem;
    struct foreseen x;
};

struct foresight {
    struct store *store; /* the thread's */
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t work, made;
    const struct newcomer *item;
    size_t n;
    const struct key_filter *home;
    size_t begun;  /* items before this one are the thread's, or the load looked itself */
    size_t passed; /* the load is done with those before this one */
    bool busy, ending;
    struct place place[PLACES]; /* of item i: i modulo PLACES */

    struct arena *mem;    /* of `item` and `brought`; the load's alone */
    struct idmap brought; /* keys */
    bool spoilt;
};

enum err foresee(struct db *db, struct newcomer one, struct arena *a, struct foreseen *ret)
{
    struct stored s;
    enum err e = stored_version(db, one.version, a, &s);
    return e ? e : description_foresee(one.record, &s.bib, a, &ret->d);
}

/* ---- the thread ---- */

static enum err look(struct db *db, const struct key_filter *home, struct newcomer one,
                     struct place *p)
{
    const struct group_view v = {.db = db, .mem = p->mem, .home = home};
    arena_reset(p->mem);
    p->x = (struct foreseen){0};
    enum err e = foresee(db, one, p->mem, &p->x);
    return e ? e : group_beside(&v, &p->x.d, &p->x.g);
}

static bool has_work(const struct foresight *f)
{
    return MAX(f->begun, f->passed) < MIN(f->n, f->passed + PLACES);
}

/* For either. What fails is met again, and told, by the load. */
static void make_next(struct foresight *f, struct db *db)
{
    const size_t i = MAX(f->begun, f->passed);
    const struct newcomer one = f->item[i];
    const struct key_filter *home = f->home;
    struct place *p = &f->place[i % PLACES];
    p->state = MAKING;
    f->begun = i + 1;
    pthread_mutex_unlock(&f->lock);
    enum err e = look(db, home, one, p);
    pthread_mutex_lock(&f->lock);
    p->state = e ? EMPTY : READY;
    pthread_cond_signal(&f->made);
}

/* As many as there are room for, from one moment of the truth. */
static void make_some(struct foresight *f)
{
    f->busy = true;
    pthread_mutex_unlock(&f->lock);
    enum err e = db_read_begin(f->store->db);
    pthread_mutex_lock(&f->lock);
    while (!e && !f->ending && has_work(f)) make_next(f, f->store->db);
    if (e) f->n = 0; /* the load looks itself */
    pthread_mutex_unlock(&f->lock);
    if (!e) db_read_end(f->store->db);
    pthread_mutex_lock(&f->lock);
    f->busy = false;
    pthread_cond_signal(&f->made);
}

static void *run(void *arg)
{
    struct foresight *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->ending)
        if (has_work(f))
            make_some(f);
        else
            pthread_cond_wait(&f->work, &f->lock);
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

/* ---- the load ---- */

static void free_all(struct foresight *f)
{
    for (int i = 0; i < PLACES; i++) arena_free(f->place[i].mem);
    arena_free(f->mem);
    store_close(f->store);
    pthread_cond_destroy(&f->work);
    pthread_cond_destroy(&f->made);
    pthread_mutex_destroy(&f->lock);
    mem_free(f);
}

struct foresight *foresight_open(const struct store *s)
{
    struct store *own = NULL;
    if (store_open(s->dir, DB_READ, s->env, &own) != OK) return NULL;
    struct foresight *f = mem_zero(1, sizeof *f);
    f->store = own;
    f->mem = arena_new();
    for (int i = 0; i < PLACES; i++) f->place[i].mem = arena_new();
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->work, NULL);
    pthread_cond_init(&f->made, NULL);
    if (pthread_create(&f->thread, NULL, run, f) == 0) return f;
    free_all(f);
    return NULL;
}

void foresight_close(struct foresight *f)
{
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->ending = true;
    pthread_cond_signal(&f->work);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    free_all(f);
}

void foresight_begin(struct foresight *f, const struct key_filter *home,
                     const struct newcomer *item, size_t n)
{
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->n = 0;
    while (f->busy) pthread_cond_wait(&f->made, &f->lock);
    arena_reset(f->mem);
    struct newcomer *copy = arena_array(f->mem, struct newcomer, n + 1);
    if (n) memcpy(copy, item, n * sizeof *item);
    f->item = copy;
    f->home = home;
    f->n = n;
    f->begun = f->passed = 0;
    pthread_cond_signal(&f->work);
    pthread_mutex_unlock(&f->lock);
    f->brought = (struct idmap){0};
    f->spoilt = false;
}

/* Nothing was brought under its keys. */
static bool holds(const struct foresight *f, const struct match_facts *facts)
{
    for (size_t i = 0; i < facts->n_keys; i++)
        if (idmap_get(&f->brought, facts->key[i])) return false;
    return !f->spoilt;
}

/* The place of `next` once somebody has made it. Under the lock. */
static struct place *place_of(struct foresight *f, struct db *db, struct newcomer next)
{
    while (f->passed < f->n && f->item[f->passed].record < next.record) f->passed++;
    const size_t i = f->passed;
    if (i >= f->n || f->item[i].record != next.record || f->item[i].version != next.version)
        return NULL;
    struct place *p = &f->place[i % PLACES];
    while (i >= f->begun || p->state == MAKING)
        if (has_work(f))
            make_next(f, db);
        else
            pthread_cond_wait(&f->made, &f->lock);
    return p->state == READY ? p : NULL;
}

const struct foreseen *foresight_of(struct foresight *f, struct db *db, struct newcomer next)
{
    if (!f) return NULL;
    pthread_mutex_lock(&f->lock);
    struct place *p = place_of(f, db, next);
    pthread_cond_signal(&f->work);
    pthread_mutex_unlock(&f->lock);
    if (p) p->x.beside = holds(f, &p->x.d.facts);
    return p ? &p->x : NULL;
}

void foresight_note(struct foresight *f, const struct match_facts *keys)
{
    for (size_t i = 0; f && i < keys->n_keys; i++) idmap_put(&f->brought, f->mem, keys->key[i], 1);
}

void foresight_spoil(struct foresight *f)
{
    if (f) f->spoilt = true;
}
