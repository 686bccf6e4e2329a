/* walk_test.c -- a long work in stretches: each id once, in order, also when people write between.
 */
#include "catalog/walk.h"

#include <pthread.h>

#include "world.h"

#include "base/checked.h"

enum { IDS = 3000 };

struct visits {
    int64_t last, at_hand, kept;
    int stretches, out_of_order;
    int64_t stop_at; /* 0: never */
};

static enum err next_ids(struct db *db, struct walk *w, int64_t after, int64_t limit,
                         struct walk_steps *ret)
{
    (void)db;
    for (int64_t id = after + 1; id <= IDS && id <= after + limit; id++)
        VEC_PUSH(w->list, ret, (struct walk_step){.id = id});
    return OK;
}

static enum err visit(struct db *db, struct walk *w, const struct walk_step *step)
{
    struct visits *v = w->ctx;
    (void)db;
    v->out_of_order += step->id != v->last + 1;
    v->last = step->id;
    v->at_hand++;
    return OK;
}

static void begun(struct walk *w)
{
    struct visits *v = w->ctx;
    v->at_hand = 0;
}

static void kept(struct walk *w)
{
    struct visits *v = w->ctx;
    v->kept += v->at_hand;
    v->stretches++;
}

static bool stop(void *ctx)
{
    const struct visits *v = ctx;
    return v->stop_at && v->kept >= v->stop_at;
}

static enum err walk_ids(struct world *w, struct visits *v)
{
    const struct load_watch watch = {.stop = stop, .ctx = v};
    struct walk walk = {.store = w->store,
                        .watch = &watch,
                        .all = IDS,
                        .ctx = v,
                        .next = next_ids,
                        .step = visit,
                        .begun = begun,
                        .kept = kept};
    return walk_run(&walk);
}

TEST(a_walk_takes_each_id_once_and_in_order)
{
    struct world w = world_make(mem);
    struct visits v = {0};
    CHECK_INT(walk_ids(&w, &v), OK);
    CHECK_INT(v.last, IDS);
    CHECK_INT(v.kept, IDS);
    CHECK_INT(v.out_of_order, 0);
    CHECK(v.stretches < 20); /* they grow: not one for each fifty */
    world_end(&w);
}

TEST(a_walk_that_is_stopped_keeps_what_it_did)
{
    struct world w = world_make(mem);
    struct visits v = {.stop_at = 100};
    CHECK_INT(walk_ids(&w, &v), ERR_INTERRUPTED);
    CHECK(v.kept >= 100 && v.kept < IDS);
    CHECK_INT(v.last, v.kept);
    world_end(&w);
}

TEST(a_transaction_that_took_too_long_is_followed_by_a_shorter_one)
{
    (void)mem;
    CHECK_INT(walk_pace(100, WALK_US / 2), 200);
    CHECK_INT(walk_pace(100, WALK_US + 1), 50);
    CHECK(walk_pace(1, INT64_MAX) > 1);     /* but never none */
    CHECK(walk_pace(1000000, 1) < 1000000); /* nor without an end */
}

/* ---- people ---- */

struct person {
    const char *path;
    volatile bool stop;
};

static enum err save(struct db *db, void *ctx)
{
    (void)ctx;
    return db_exec(db, SQL("INSERT INTO setting (name, value) VALUES ('person', '')"
                           " ON CONFLICT (name) DO UPDATE SET value = ''"));
}

static void *save_all_the_time(void *arg)
{
    struct person *p = arg;
    struct db *db = NULL;
    CHECK(db_open(p->path, DB_WRITE, &db) == OK);
    while (!p->stop) CHECK(db_write(db, save, NULL) == OK);
    db_close(db);
    return NULL;
}

TEST(people_who_write_shorten_the_stretches_and_lose_no_id)
{
    struct world w = world_make(mem);
    struct visits v = {0};
    struct person p = {.path = arena_cstr(mem, arena_printf(mem, "%s/silang.db", w.dir))};
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, save_all_the_time, &p) == 0);
    CHECK_INT(walk_ids(&w, &v), OK);
    p.stop = true;
    pthread_join(thread, NULL);
    CHECK_INT(v.kept, IDS);
    CHECK_INT(v.out_of_order, 0);
    world_end(&w);
}
