/* cache_test.c -- what is kept, what goes, and what several do who ask the same at once. */
#include "base/cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "test.h"

enum { SECOND = 1000000, ASKERS = 8 };

static struct digest question(int n)
{
    return digest_of((struct str){(const char *)&n, sizeof n});
}

/* Makes the answer unless it is there; whether it was. */
static bool have(struct cache *c, struct arena *mem, int n, const char *answer)
{
    struct str got = {0};
    struct cache_entry *making = NULL;
    if (cache_begin(c, question(n), SECOND, mem, &got, &making)) return true;
    CHECK(making != NULL);
    cache_end(c, making, str_of(answer), CACHE_KEEP);
    return false;
}

TEST(an_answer_is_made_once_and_kept)
{
    struct cache *c = cache_new(100000);
    struct str got = {0};
    CHECK(!cache_get(c, question(1), mem, &got));
    CHECK(!have(c, mem, 1, "one"));
    CHECK(have(c, mem, 1, "another"));
    CHECK(cache_get(c, question(1), mem, &got));
    CHECK_STR(got, "one");
    CHECK(!cache_get(c, question(2), mem, &got));
    struct cache_counts n = cache_counts(c);
    CHECK_INT(n.made, 1);
    CHECK_INT(n.kept, 2);
    CHECK_INT(n.entries, 1);
    cache_free(c);
}

TEST(the_least_recently_used_goes_first_and_the_room_is_never_exceeded)
{
    char answer[900];
    memset(answer, 'x', sizeof answer - 1);
    answer[sizeof answer - 1] = 0;
    struct cache *c = cache_new(20000);
    struct str got = {0};
    for (int i = 0; i < 1000; i++) {
        have(c, mem, i, answer);
        CHECK(cache_get(c, question(0), mem, &got)); /* asked for again and again: it stays */
        CHECK(cache_counts(c).bytes <= 20000);
    }
    CHECK(cache_counts(c).entries >= 15);
    CHECK(cache_get(c, question(999), mem, &got));
    CHECK(!cache_get(c, question(1), mem, &got));
    CHECK(!cache_get(c, question(900), mem, &got));
    cache_free(c);
}

TEST(an_answer_too_large_is_not_kept)
{
    static char answer[5000];
    memset(answer, 'x', sizeof answer - 1);
    struct cache *c = cache_new(16 * 4000);
    have(c, mem, 1, "small");
    CHECK(!have(c, mem, 2, answer));
    CHECK(!have(c, mem, 2, answer));
    CHECK(have(c, mem, 1, "small"));
    cache_free(c);
}

TEST(nothing_is_kept_without_room)
{
    struct cache *c = cache_new(0);
    CHECK(!have(c, mem, 1, "one"));
    CHECK(!have(c, mem, 1, "one"));
    CHECK_INT(cache_counts(c).bytes, 0);
    cache_free(c);
}

TEST(what_failed_is_not_there_and_is_made_again)
{
    struct cache *c = cache_new(100000);
    struct str got = {0};
    struct cache_entry *making = NULL;
    CHECK(!cache_begin(c, question(1), SECOND, mem, &got, &making));
    cache_end(c, making, STR(""), CACHE_FAILED);
    CHECK(!cache_get(c, question(1), mem, &got));
    CHECK(!have(c, mem, 1, "one"));
    CHECK(have(c, mem, 1, "one"));
    cache_free(c);
}

TEST(what_is_at_hand_can_be_put_there)
{
    struct cache *c = cache_new(100000);
    struct str got = {0};
    cache_put(c, question(1), STR("one"));
    cache_put(c, question(1), STR("another"));
    CHECK(cache_get(c, question(1), mem, &got));
    CHECK_STR(got, "one");
    CHECK_INT(cache_counts(c).made, 0);
    cache_free(c);
}

/* ---- several at once ---- */

struct askers {
    struct cache *cache;
    enum cache_end first_ends; /* what the first to make an answer does */
    int64_t wait_us;
    atomic_int made, same;
    pthread_t thread[ASKERS];
};

static void let_others_come(struct askers *x)
{
    const struct timespec ms = {0, 1000000};
    for (int i = 0; i < 60000 && cache_counts(x->cache).waiting < ASKERS - 1; i++)
        nanosleep(&ms, NULL);
}

static void *ask_once(void *arg)
{
    struct askers *x = arg;
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct str got = {0};
    struct cache_entry *making = NULL;
    if (!cache_begin(x->cache, question(1), x->wait_us, mem, &got, &making)) {
        bool first = x->made++ == 0;
        if (first) let_others_come(x);
        got = STR("one");
        cache_end(x->cache, making, got, first ? x->first_ends : CACHE_KEEP);
    }
    if (str_eq(got, STR("one"))) x->same++;
    return NULL;
}

static void ask_all(struct askers *x)
{
    x->cache = cache_new(100000);
    for (int i = 0; i < ASKERS; i++) pthread_create(&x->thread[i], NULL, ask_once, x);
    for (int i = 0; i < ASKERS; i++) pthread_join(x->thread[i], NULL);
    CHECK_INT(x->same, ASKERS);
}

TEST(equal_questions_at_once_are_answered_by_one)
{
    struct askers x = {.first_ends = CACHE_KEEP, .wait_us = 60 * SECOND};
    ask_all(&x);
    CHECK_INT(x.made, 1);
    cache_free(x.cache);
}

TEST(an_answer_that_is_not_kept_still_serves_those_who_wait)
{
    struct askers x = {.first_ends = CACHE_PASS, .wait_us = 60 * SECOND};
    struct str got = {0};
    ask_all(&x);
    CHECK_INT(x.made, 1);
    CHECK_INT(cache_counts(x.cache).passed, ASKERS - 1);
    CHECK(!cache_get(x.cache, question(1), mem, &got));
    cache_free(x.cache);
}

TEST(when_the_first_fails_another_of_them_makes_it)
{
    struct askers x = {.first_ends = CACHE_FAILED, .wait_us = 60 * SECOND};
    ask_all(&x);
    CHECK_INT(x.made, 2);
    cache_free(x.cache);
}

TEST(who_has_waited_long_enough_makes_his_own)
{
    struct cache *c = cache_new(100000);
    struct str got = {0};
    struct cache_entry *first = NULL, *second = NULL;
    CHECK(!cache_begin(c, question(1), SECOND, mem, &got, &first));
    CHECK(!cache_begin(c, question(1), 1000, mem, &got, &second));
    CHECK(second == NULL);
    cache_end(c, second, STR("two"), CACHE_KEEP); /* changes nothing: it is the first one's */
    CHECK(!cache_get(c, question(1), mem, &got));
    cache_end(c, first, STR("one"), CACHE_KEEP);
    CHECK(cache_get(c, question(1), mem, &got));
    CHECK_STR(got, "one");
    cache_free(c);
}
