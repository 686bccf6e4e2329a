/* gzip_test.c -- packed files: whole, in several members, cut, wrong, and bombs. */
#include "record/gzip.h"

#include <string.h>
#include <zlib.h>

#include "test.h"

static struct str packed(struct arena *a, struct str s)
{
    z_stream z = {0};
    size_t most = s.n + 1000;
    char *p = arena_alloc(a, most);
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = (unsigned char *)arena_cstr(a, s);
    z.avail_in = (unsigned)s.n;
    z.next_out = (unsigned char *)p;
    z.avail_out = (unsigned)most;
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    size_t n = most - z.avail_out;
    deflateEnd(&z);
    return (struct str){p, n};
}

static enum err collect(void *ctx, struct str s)
{
    buf_add(ctx, s);
    return OK;
}

static enum err unpack(struct str s, int64_t max, struct buf *to)
{
    return gzip_unpack(bytes_of(&s), max, collect, to);
}

TEST(members_follow_each_other_and_zeros_may_end_them)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str parts[] = {
        packed(mem, STR("Laskar ")), packed(mem, STR("pelangi")), {"\0\0\0\0", 4}};
    struct str all = arena_join(mem, parts, 3, (struct str){0});
    CHECK(gzip_recognise(all));
    CHECK_INT(unpack(all, 1 << 20, &b), OK);
    CHECK_STR(buf_str(&b), "Laskar pelangi");
}

TEST(what_is_cut_or_changed_is_refused_at_every_byte)
{
    struct str whole = packed(mem, STR("Saman, Larung, Bilangan Fu"));
    for (size_t n = 0; n < whole.n; n++) {
        struct buf CLEANUP(buf_release) b = BUF(1 << 20);
        CHECK_INT(unpack(str_slice(whole, 0, n), 1 << 20, &b), ERR_FORMAT);
    }
    for (size_t n = 10; n < whole.n; n++) { /* behind the head, whose date and name are free */
        struct buf CLEANUP(buf_release) b = BUF(1 << 20);
        char *p = arena_alloc(mem, whole.n);
        memcpy(p, whole.p, whole.n);
        p[n] = (char)(p[n] ^ 4);
        enum err e = unpack((struct str){p, whole.n}, 1 << 20, &b); /* a bit may be padding */
        CHECK(e == ERR_FORMAT || str_eq(buf_str(&b), STR("Saman, Larung, Bilangan Fu")));
    }
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str more[] = {whole, STR("x")};
    CHECK_INT(unpack(arena_join(mem, more, 2, (struct str){0}), 1 << 20, &b), ERR_FORMAT);
}

TEST(a_bomb_is_refused_by_its_ratio_or_its_size)
{
    size_t n = 40 << 20;
    struct str zeros = {arena_alloc(mem, n), n};
    struct buf CLEANUP(buf_release) b = BUF(64 << 20);
    z_stream z = {0};
    char *p = arena_alloc(mem, 1 << 20);
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)zeros.p;
    z.avail_in = (unsigned)zeros.n;
    z.next_out = (unsigned char *)p;
    z.avail_out = 1 << 20;
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    struct str bomb = {p, (size_t)(1 << 20) - z.avail_out};
    deflateEnd(&z);
    CHECK_INT(unpack(bomb, INT64_C(1) << 30, &b), ERR_LIMIT);
    CHECK(b.n <= (size_t)GZIP_RATIO_FREE + (128 << 10));
    buf_clear(&b);
    CHECK_INT(unpack(packed(mem, STR("lebih dari sepuluh")), 10, &b), ERR_LIMIT);
}
