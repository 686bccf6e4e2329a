/* hash_test.c -- digests as others compute them. */
#include <string.h>

#include "base/hash.h"
#include "test.h"

static struct str hex(struct arena *a, const unsigned char *byte, size_t n)
{
    struct str text = STR("");
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%.*s%02x", STR_ARG(text), (unsigned)byte[i]);
    return text;
}

static struct str sha1(struct arena *a, struct str s)
{
    unsigned char digest[20];
    sha1_of(s, digest);
    return hex(a, digest, sizeof digest);
}

TEST(sha1_is_that_of_the_standard)
{
    CHECK_STR(sha1(mem, STR("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK_STR(sha1(mem, STR("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK_STR(sha1(mem, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

TEST(sha1_takes_texts_of_any_length)
{
    char *p = arena_alloc(mem, 1000000);
    memset(p, 'a', 1000000);
    CHECK_STR(sha1(mem, (struct str){p, 1000000}), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    CHECK_STR(sha1(mem, (struct str){p, 55}), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    CHECK_STR(sha1(mem, (struct str){p, 64}), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}
