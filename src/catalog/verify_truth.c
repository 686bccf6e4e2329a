/* verify_truth.c -- the truth by itself, in pieces that threads take one after the other. */
#include <pthread.h>
#include <unistd.h>

#include "base/checked.h"
#include "catalog/authority.h"
#include "catalog/cluster.h"
#include "catalog/verify_parts.h"

enum { RANGES = 64, THREADS_MAX = 8 };

struct truth {
    struct store *store;
    const struct load_watch *watch;
    verify_fault_fn *fault;
    void *ctx;
    pthread_mutex_t lock; /* for what follows, and for `fault` */
    struct verify_report *report;
    int next; /* piece nobody has taken */
    enum err status;
    int64_t last; /* id of a record */
};

/* ---- the pieces ---- */

static enum err rest_of_it(struct verifying *v)
{
    enum err e = verify_loads(v);
    if (!e) e = verify_feeds(v);
    if (!e) e = authority_verify(v->store->db, verify_authority_fault, v);
    if (!e) e = verify_count(v);
    return e ? e : cluster_verify_titles(v->store->db, verify_title_fault, v);
}

/* The longest first. */
static enum err piece(struct verifying *v, const struct truth *t, int n)
{
    enum { FILE_ITSELF, VERSIONS, REST, RECORDS };
    switch (n) {
    case FILE_ITSELF: return verify_file(v);
    case VERSIONS: return verify_versions(v);
    case REST: return rest_of_it(v);
    default: break;
    }
    const int64_t part = n - RECORDS, size = t->last / RANGES + 1;
    return cluster_verify_records(v->store->db, part * size, (part + 1) * size, verify_title_fault,
                                  v);
}

enum { PIECES = 3 + RANGES };

/* ---- the threads ---- */

static void hear(void *ctx, const char *where, const char *what)
{
    struct truth *t = ctx;
    pthread_mutex_lock(&t->lock);
    t->report->faults++;
    t->fault(t->ctx, where, what);
    pthread_mutex_unlock(&t->lock);
}

/* What a piece found out besides faults; the next one's number, PIECES at the end. */
static int take_piece(struct truth *t, const struct verify_report *found, enum err e)
{
    const struct load_watch *w = t->watch;
    pthread_mutex_lock(&t->lock);
    t->report->records += found->records;
    t->report->titles += found->titles;
    if (!e && w->stop && w->stop(w->ctx)) e = ERR_INTERRUPTED;
    if (e && !t->status) t->status = e;
    int n = t->status || t->next == PIECES ? PIECES : t->next++;
    if (w->progress)
        w->progress(w->ctx, &(struct load_progress){LOAD_COMPARING, t->next, PIECES, 0});
    pthread_mutex_unlock(&t->lock);
    return n;
}

static void *run(void *arg)
{
    struct truth *t = arg;
    struct store CLEANUP(store_closep) *store = NULL;
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct verify_report found = {0};
    struct verifying v = {.fault = hear, .ctx = t, .report = &found, .mem = mem};
    enum err e = store_open(t->store->dir, DB_READ, t->store->env, &store);
    v.store = store;
    for (int n = take_piece(t, &found, e); n < PIECES; n = take_piece(t, &found, e)) {
        found = (struct verify_report){0};
        e = piece(&v, t, n);
    }
    return NULL;
}

static void run_all(struct truth *t)
{
    long n = MAX(1, MIN(sysconf(_SC_NPROCESSORS_ONLN), (long)THREADS_MAX)) - 1, begun = 0;
    pthread_t thread[THREADS_MAX];
    while (begun < n && pthread_create(&thread[begun], NULL, run, t) == 0) begun++;
    run(t);
    while (begun) pthread_join(thread[--begun], NULL);
}

enum err verify_truth(struct store *store, const struct load_watch *watch, verify_fault_fn *fault,
                      void *ctx, struct verify_report *ret)
{
    static const struct load_watch nobody = {0};
    struct truth t = {.store = store,
                      .watch = watch ? watch : &nobody,
                      .fault = fault,
                      .ctx = ctx,
                      .report = ret};
    *ret = (struct verify_report){0};
    enum err e = verify_bring_up(store, t.watch);
    if (!e) e = authority_recover(store);
    if (!e) e = db_get_int(store->db, &t.last, SQL("SELECT coalesce(max(id), 0) FROM record"));
    if (e) return e;
    pthread_mutex_init(&t.lock, NULL);
    run_all(&t);
    pthread_mutex_destroy(&t.lock);
    return t.status;
}
