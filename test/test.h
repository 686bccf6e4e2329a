/* test.h -- tests that read as specifications.
 *
 *     TEST(a_record_without_a_title_is_kept_and_says_so) { CHECK(...); CHECK_STR(got, "want"); }
 *
 * A TEST registers itself; each runs even when an earlier one failed. Arguments of the test
 * program select tests by part of their name. The last line is "N passed, N failed". */
#ifndef TEST_TEST_H
#define TEST_TEST_H

#include "base/arena.h"
#include "base/buf.h"

struct test {
    const char *name;
    const char *file;
    void (*run)(struct arena *mem); /* `mem` is freed after the test */
    struct test *next;
};
void test_register(struct test *t);
void test_fail(const char *file, int line, const char *fmt, ...) PRINTF(3, 4);
void test_skip(const char *why); /* the rest of the test is not run for lack of something */

#define TEST(title)                                                                                \
    static void title(struct arena *mem);                                                          \
    __attribute__((constructor)) static void register_##title(void)                                \
    {                                                                                              \
        static struct test t = {#title, __FILE__, title, NULL};                                    \
        test_register(&t);                                                                         \
    }                                                                                              \
    static void title(struct arena *mem __attribute__((unused)))

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) test_fail(__FILE__, __LINE__, "%s", #condition);                         \
    } while (0)
#define CHECK_INT(got, want)                                                                       \
    do {                                                                                           \
        long long got_ = (long long)(got), want_ = (long long)(want);                              \
        if (got_ != want_)                                                                         \
            test_fail(__FILE__, __LINE__, "%s is %lld, not %lld", #got, got_, want_);              \
    } while (0)
#define CHECK_STR(got, want)                                                                       \
    do {                                                                                           \
        struct str got_ = (got), want_ = str_of(want);                                             \
        if (!str_eq(got_, want_))                                                                  \
            test_fail(__FILE__, __LINE__, "%s is \"%.*s\", not \"%.*s\"", #got, STR_ARG(got_),     \
                      STR_ARG(want_));                                                             \
    } while (0)

/* The bytes of a file, or a skip when it is not there (p == NULL then). */
struct str test_file(struct arena *a, const char *path);

/* A fresh empty directory, removed when the program ends. */
const char *test_dir(struct arena *a);

#endif
