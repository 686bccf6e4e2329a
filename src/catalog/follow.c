/* follow.c -- from the change log to the index. */
#include "catalog/follow.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "catalog/change.h"
#include "catalog/glimpse.h"
#include "index/damage.h"

/* A batch of the index: nobody waits to write there, and each page it touches is written once, so
 * far behind it is long. */
enum {
    LEAST = 2000, /* changes: of the first batch, and of each when they are many */
    MOST = 32000,
    BATCH_US = 8000000,
    POLL_US = 50000
};

static const struct load_watch nobody = {0};

static int compare_title(const void *x, const void *y)
{
    const struct change *a = x, *b = y;
    return a->title != b->title ? (a->title > b->title) - (a->title < b->title)
                                : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Damage of the index, not of the truth. */
static enum err of_index(enum err e)
{
    return e == ERR_FORMAT ? ERR_DAMAGED : e;
}

struct catching {
    struct db *db;
    struct index_writer *w;
    const struct load_watch *watch;
    int64_t first, newest; /* of the log: applied when it began, to be applied */
    struct follow_batch *batch;
};

static bool stopped(const struct catching *c)
{
    return c->watch->stop && c->watch->stop(c->watch->ctx);
}

static void report(const struct catching *c, int64_t applied)
{
    struct load_progress p = {LOAD_INDEXING, applied - c->first, c->newest - c->first, 0};
    if (c->watch->progress) c->watch->progress(c->watch->ctx, &p);
}

/* What stands between the log and the index: one glimpse is put while the next is cut and the one
 * after that is made. */
struct line {
    struct glimpse *glimpse[3];
    struct index_cutter *cutter;
};

static struct line *line_new(struct db *db)
{
    struct line *l = mem_zero(1, sizeof *l);
    for (int i = 0; i < 3; i++) l->glimpse[i] = glimpse_new(db);
    l->cutter = index_cutter_new();
    return l;
}

static void line_free(struct line *l)
{
    for (int i = 0; i < 3; i++) glimpse_free(l->glimpse[i]);
    index_cutter_free(l->cutter);
    mem_free(l);
}

struct stretch {
    const struct change *item;
    size_t n;
};

static enum err put_glimpse(const struct catching *c, const struct glimpse *g, struct stretch of)
{
    enum err e = stopped(c) ? ERR_INTERRUPTED : OK;
    for (size_t i = 0; !e && i < of.n; i++) {
        const struct index_cut *cut = glimpse_cut(g, i);
        e = of_index(cut ? index_put_cut(c->w, cut) : index_delete(c->w, of.item[i].title));
    }
    return e;
}

static enum err put_all(const struct catching *c, struct line *l, struct stretch all, int64_t last)
{
    const int64_t before = c->batch->last;
    struct stretch cut = {all.item, 0}, put = cut; /* of the glimpse being cut, and put */
    size_t at = 0;
    enum err e = OK;
    glimpse_begin(l->glimpse[0], all.item, all.n);
    for (size_t i = 0; !e && (at < all.n || cut.n); i++, put = cut) {
        struct glimpse *making = l->glimpse[i % 3], *next = l->glimpse[(i + 1) % 3];
        cut = (struct stretch){all.item + at, 0};
        if (at < all.n) e = glimpse_end(making, &cut.n);
        at += cut.n;
        if (!e && at < all.n) glimpse_begin(next, all.item + at, all.n - at);
        if (!e && cut.n) glimpse_cut_begin(making, l->cutter);
        if (!e && put.n) e = put_glimpse(c, l->glimpse[(i + 2) % 3], put);
        enum err of_cut = cut.n ? glimpse_cut_end(making) : OK;
        if (!e) e = of_cut;
        if (!e) report(c, before + (last - before) * (int64_t)at / (int64_t)all.n);
    }
    return e;
}

static enum err put_titles(const struct catching *c, struct stretch all, int64_t last)
{
    struct line *l = line_new(c->db);
    enum err e = put_all(c, l, all, last);
    line_free(l);
    return e;
}

static enum err begin(struct catching *c)
{
    if (c->batch->open) return OK;
    enum err e = of_index(index_begin(c->w));
    *c->batch = (struct follow_batch){.open = !e, .last = index_writer_applied(c->w)};
    return e;
}

enum err follow_commit(struct index_writer *w, struct follow_batch *b)
{
    if (!b->open) return OK;
    b->open = false;
    return of_index(index_commit(w, b->last));
}

static void take_back(struct index_writer *w, struct follow_batch *b)
{
    if (b->open) index_rollback(w);
    b->open = false;
}

/* One stretch of the log; a title changed ten times is put once. All of it is read after the log,
 * so what is put is at least as new as its change. */
static enum err apply_changes(struct catching *c, const struct changes *list)
{
    const int64_t last = list->item[list->n - 1].seq;
    size_t n = 0;
    qsort(list->item, list->n, sizeof list->item[0], compare_title);
    for (size_t i = 0; i < list->n; i++)
        if (i + 1 == list->n || list->item[i + 1].title != list->item[i].title)
            list->item[n++] = list->item[i];

    enum err e = begin(c);
    if (!e) e = put_titles(c, (struct stretch){list->item, n}, last);
    if (e) return e;
    c->batch->last = last;
    c->batch->put += (int64_t)n;
    return OK;
}

static int64_t pace(int64_t n, int64_t took)
{
    return took > BATCH_US ? MAX(n / 2, (int64_t)LEAST) : MIN(n * 2, (int64_t)MOST);
}

/* Stretches of the log to its end, a commit whenever so many titles are put. */
static enum err apply_all(struct catching *c, const struct env *env, int64_t most)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct changes list = {.n = 1};
    int64_t limit = LEAST;
    enum err e = OK;
    while (!e && list.n) {
        if (stopped(c)) return ERR_INTERRUPTED;
        int64_t before = env->monotonic(env);
        int64_t last = c->batch->open ? c->batch->last : index_writer_applied(c->w);
        arena_reset(a);
        e = change_newest(c->db, &c->newest);
        if (!e) e = change_after(c->db, last, limit, a, &list);
        if (!e && list.n) e = apply_changes(c, &list);
        if (!e && c->batch->put >= most) e = follow_commit(c->w, c->batch);
        if (!e && list.n) report(c, c->batch->last);
        limit = pace(limit, env->monotonic(env) - before);
    }
    return e;
}

enum err follow_catch_up(struct db *db, const struct env *env, struct index_writer *w,
                         const struct load_watch *watch)
{
    struct follow_batch batch = {0};
    struct catching c = {db, w, watch ? watch : &nobody, index_writer_applied(w), 0, &batch};
    enum err e = apply_all(&c, env, 1);
    take_back(w, &batch);
    if (index_writer_applied(w) - c.first > LEAST) index_writer_rest(w);
    return e;
}

enum err follow_gather(struct db *db, const struct env *env, struct index_writer *w,
                       const struct load_watch *watch, int64_t most, struct follow_batch *b)
{
    struct catching c = {db, w, watch, index_writer_applied(w), 0, b};
    enum err e = apply_all(&c, env, most);
    if (e && e != ERR_INTERRUPTED) take_back(w, b);
    return e;
}

/* ---- for commands ---- */

static enum err wait_for_other(struct store *store, const struct load_watch *watch, int seconds)
{
    int64_t newest = 0, applied = 0, last = -1;
    int64_t patience = 0;
    struct index_reader *reader = NULL;
    enum err e = change_newest(store->db, &newest);
    if (!e) e = index_reader_open(store->dir, &reader);
    while (!e) {
        e = index_applied(reader, &applied);
        if (e || applied >= newest) break;
        if (watch->stop && watch->stop(watch->ctx)) e = ERR_INTERRUPTED;
        if (applied != last) patience = 0;
        last = applied;
        patience += POLL_US;
        if (!e && patience > (int64_t)seconds * 1000000) e = ERR_BUSY;
        if (!e) usleep(POLL_US);
    }
    index_reader_close(reader);
    return e;
}

/* What a fresh index cures. */
static bool unusable(enum err e)
{
    return e == ERR_VERSION || e == ERR_FORMAT || e == ERR_DAMAGED;
}

/* An index ahead of the truth followed another one: somebody put an older copy in its place. */
static enum err open_ours(struct store *store, struct index_writer **ret)
{
    struct index_writer *w = NULL;
    int64_t newest = 0;
    enum err e = index_marked(store->dir) ? ERR_DAMAGED : index_writer_open(store->dir, &w);
    if (!e) e = change_newest(store->db, &newest);
    if (!e && index_writer_applied(w) > newest) e = ERR_DAMAGED;
    if (e)
        index_writer_close(w);
    else
        *ret = w;
    return e;
}

enum err follow_open(struct store *store, struct index_writer **ret)
{
    int64_t newest = 0;
    enum err e = open_ours(store, ret);
    if (!unusable(e)) return e;
    e = change_newest(store->db, &newest);
    if (!e) e = index_restore(store->dir, newest);
    if (!e && newest)
        log_warn(
            "the index is damaged, gone, of other rules or another truth: it is being made anew");
    return e ? e : index_writer_open(store->dir, ret);
}

enum err follow_now(struct store *store, const struct load_watch *watch, int seconds)
{
    struct index_writer *w = NULL;
    if (!watch) watch = &nobody;
    enum err e = open_ours(store, &w);
    if (e == ERR_BUSY) return wait_for_other(store, watch, seconds);
    if (!e) e = follow_catch_up(store->db, store->env, w, watch);
    index_writer_close(w);
    return unusable(e) ? follow_rebuild(store, watch) : e;
}

enum err follow_make_sure(struct store *store)
{
    struct index_reader *r = NULL;
    struct index_writer *w = NULL;
    enum err e = index_reader_open(store->dir, &r);
    if (!e) index_reader_close(r);
    if (!e) return OK;
    if (unusable(e) || e == ERR_NOT_FOUND) index_mark(store->dir);
    e = follow_open(store, &w);
    index_writer_close(w);
    return e;
}

enum err follow_later(struct store *store)
{
    int64_t newest = 0;
    enum err e = change_newest(store->db, &newest);
    if (e) return e;
    index_mark(store->dir);
    return index_restore(store->dir, newest);
}

enum err follow_rebuild(struct store *store, const struct load_watch *watch)
{
    struct index_writer *w = NULL;
    bool more = true;
    enum err e = index_rebuild_open(store->dir, &w);
    if (!e) e = follow_catch_up(store->db, store->env, w, watch);
    while (!e && more) e = index_tidy(w, &more);
    if (!e) e = index_rebuild_swap(&w);
    index_writer_close(w);
    return e;
}
