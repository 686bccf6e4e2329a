/* find_file.c -- workers take turns reading a stretch of the file, look it up each with a
 * connection of its own, and take turns again, in the same order, to tell. */
#include "catalog/find_file.h"

#include <pthread.h>
#include <unistd.h>

#include "base/checked.h"
#include "catalog/internal.h"
#include "catalog/source.h"

enum { STRETCH = 64, WORKERS_MAX = 16, PROGRESS_EVERY = 4096 };

struct finding {
    struct store *store;
    struct source *source;
    const struct load_watch *watch;
    find_line_fn *tell;
    void *ctx;
    pthread_mutex_t reading, telling;
    pthread_cond_t told;
    int64_t next_read, next_told; /* stretches */
    enum err status;              /* the first error; guarded by `telling` */
    bool end;                     /* guarded by `reading` */
    struct find_counts counts;
};

struct stretch {
    struct arena *mem;
    int64_t turn;
    struct source_unit unit[STRETCH];
    struct find_line line[STRETCH];
    size_t n;
};

/* The next stretch, with the bytes of its records left behind; its descriptions stay. */
static enum err read_stretch(struct finding *f, struct stretch *s)
{
    enum err e = OK;
    arena_reset(s->mem);
    s->n = 0;
    pthread_mutex_lock(&f->reading);
    s->turn = f->next_read++;
    while (!e && !f->end && s->n < STRETCH) {
        e = source_next(f->source, s->mem, &s->unit[s->n]);
        if (e == ERR_NOT_FOUND) f->end = true;
        if (e == ERR_NOT_FOUND) e = OK;
        if (!e && !f->end) s->n++;
    }
    pthread_mutex_unlock(&f->reading);
    return e;
}

static enum err look_up(struct db *db, struct stretch *s)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < s->n; i++) {
        const struct source_unit *u = &s->unit[i];
        struct find_line *l = &s->line[i];
        *l = (struct find_line){
            .number = u->number, .control = u->bib.control, .rejected = u->rejected};
        if (!u->rejected) e = find_title(db, &u->bib, s->mem, &l->found);
    }
    return e;
}

static void count(struct find_counts *c, const struct find_line *l)
{
    c->read++;
    c->rejected += l->rejected;
    c->same += l->found.verdict == VERDICT_SAME;
    c->doubt += l->found.verdict == VERDICT_DOUBT;
}

static void show(struct finding *f)
{
    struct load_progress p = {.phase = LOAD_COMPARING, .records = f->counts.read};
    if (f->counts.read % PROGRESS_EVERY >= STRETCH || !f->watch->progress) return;
    p.done = p.records;
    f->watch->progress(f->watch->ctx, &p);
}

/* Tells the lines when it is their turn; the status of all the work. */
static enum err tell_stretch(struct finding *f, const struct stretch *s, enum err status)
{
    pthread_mutex_lock(&f->telling);
    while (f->next_told != s->turn) pthread_cond_wait(&f->told, &f->telling);
    if (!f->status) f->status = status;
    if (!f->status && f->watch->stop && f->watch->stop(f->watch->ctx)) f->status = ERR_INTERRUPTED;
    for (size_t i = 0; !f->status && i < s->n; i++) {
        count(&f->counts, &s->line[i]);
        f->status = f->tell(f->ctx, &s->line[i]);
    }
    show(f);
    f->next_told++;
    status = f->status;
    pthread_cond_broadcast(&f->told);
    pthread_mutex_unlock(&f->telling);
    return status;
}

static void *work(void *ctx)
{
    struct finding *f = ctx;
    struct arena CLEANUP(arena_freep) *a = arena_new(), CLEANUP(arena_freep) *mem = arena_new();
    struct db CLEANUP(db_closep) *db = NULL;
    struct stretch *s = arena_make(a, struct stretch);
    enum err opened = db_open(f->store->db_path, DB_SWEEP, &db), e;
    s->mem = mem;
    do {
        e = read_stretch(f, s);
        if (!e) e = opened ? opened : db_read_begin(db);
        if (!e) e = look_up(db, s);
        if (db) db_read_end(db);
        e = tell_stretch(f, s, e);
    } while (!e && s->n);
    return NULL;
}

static enum err run(struct finding *f)
{
    pthread_t thread[WORKERS_MAX];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t want = (size_t)MIN(MAX(cores, 1), (long)WORKERS_MAX), n = 0;
    pthread_mutex_init(&f->reading, NULL);
    pthread_mutex_init(&f->telling, NULL);
    pthread_cond_init(&f->told, NULL);
    while (n < want && pthread_create(&thread[n], NULL, work, f) == 0) n++;
    for (size_t i = 0; i < n; i++) pthread_join(thread[i], NULL);
    pthread_cond_destroy(&f->told);
    pthread_mutex_destroy(&f->telling);
    pthread_mutex_destroy(&f->reading);
    return n ? f->status : ERR_LIMIT;
}

enum err find_file(struct store *store, const char *path, const struct load_watch *watch,
                   find_line_fn *tell, void *ctx, struct arena *a, struct fault *ret_why,
                   struct find_counts *ret)
{
    struct source CLEANUP(source_closep) *source = NULL;
    struct finding f = {
        .store = store, .watch = watch ? watch : &load_nobody, .tell = tell, .ctx = ctx};
    enum err e = source_open(path, (struct str){0}, a, &source, ret_why);
    if (e) return e;
    f.source = source;
    e = run(&f);
    *ret = f.counts;
    return e;
}
