/* keys_home.c -- a thread goes once through the table of keys. */
#include "catalog/keys_home.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/checked.h"
#include "base/mem.h"
#include "catalog/keys.h"

enum {
    WORTH = 50,        /* titles there may be for each record that comes: reading a title's keys
                          costs some hundredth of what they save */
    KEYS_OF_TITLE = 10 /* about as many as a description has */
};

struct keys_home {
    struct key_filter *filter; /* NULL: none is known or read */
    struct store *reading;     /* the thread's; NULL: there is no thread */
    pthread_t thread;
    _Atomic bool known, ending;
    bool forgotten; /* `filter` is not true any more */
    int64_t coming; /* records since the last reading */
    int64_t others; /* db_others when the last load ended */
    int64_t settled;
};

static struct keys_home *of(struct store *s)
{
    if (s->home) return s->home;
    s->home = mem_zero(1, sizeof *s->home);
    s->env->random(s->env, &s->home->settled, sizeof s->home->settled);
    s->home->settled &= INT64_MAX;
    return s->home;
}

/* ---- the thread ---- */

static void *read_all(void *arg)
{
    struct keys_home *h = arg;
    struct db_rows CLEANUP(db_done) r =
        db_query(h->reading->db, SQL("SELECT keyed FROM description_key"));
    while (!h->ending && db_next(&r)) key_filter_add(h->filter, db_int(&r, 0));
    h->known = !h->ending && r.status == OK;
    return NULL;
}

static void leave(struct keys_home *h)
{
    h->ending = true;
    if (h->reading) pthread_join(h->thread, NULL);
    store_close(h->reading);
    key_filter_free(h->filter);
    h->reading = NULL;
    h->filter = NULL;
    h->known = h->ending = h->forgotten = false;
}

static void begin(struct store *s, int64_t descriptions)
{
    struct keys_home *h = of(s);
    leave(h);
    if (store_open(s->dir, DB_READ, s->env, &h->reading) != OK) {
        h->reading = NULL;
        return;
    }
    h->filter = key_filter_new(descriptions * KEYS_OF_TITLE);
    if (pthread_create(&h->thread, NULL, read_all, h) == 0) return;
    store_close(h->reading);
    h->reading = NULL;
    leave(h);
}

/* ---- whoever loads ---- */

/* Made for a catalogue of half the size. */
static bool outgrown(const struct keys_home *h)
{
    return h->filter && key_filter_count(h->filter) > 2 * key_filter_room(h->filter);
}

void keys_home_want(struct store *s, int64_t records)
{
    struct keys_home *h = of(s);
    int64_t newest = 0;
    h->coming += records;
    if (h->filter && !h->forgotten && !outgrown(h)) return;
    enum err e = keys_newest(s->db, &newest);
    if (e || newest < KEYS_RECENT_FROM || h->coming < newest / WORTH) return;
    h->coming = 0;
    begin(s, newest);
}

const struct key_filter *keys_home_known(struct store *s)
{
    return s->home && s->home->known ? keys_home_gathering(s) : NULL;
}

int64_t *keys_home_settled(struct store *s)
{
    return &of(s)->settled;
}

struct key_filter *keys_home_gathering(struct store *s)
{
    return s->home && !s->home->forgotten ? s->home->filter : NULL;
}

void keys_home_forget(struct store *s)
{
    if (s->home) s->home->forgotten = true;
}

void keys_home_begin(struct store *s)
{
    int64_t others = 0;
    struct keys_home *h = of(s);
    if (db_others(s->db, &others) != OK || others != h->others) leave(h);
}

void keys_home_end(struct store *s)
{
    struct keys_home *h = of(s);
    if (db_others(s->db, &h->others) != OK) leave(h);
}

void keys_home_free(struct keys_home *h)
{
    if (!h) return;
    leave(h);
    mem_free(h);
}
