/* ber_test.c -- BER: what is written is read again; what is none is refused in time. */
#include "test.h"

#include "z3950/ber.h"

#define BYTES(literal) ((struct str){literal, sizeof(literal) - 1})

static enum ber_framed frame(struct str s, size_t *ret_n)
{
    struct ber_frame f = {0};
    return ber_frame(&f, s, 1000, ret_n);
}

TEST(a_message_is_whole_when_its_length_is_there)
{
    size_t n = 0;
    CHECK_INT(frame(BYTES("\xB4\x03\x04\x01"), &n), BER_MORE);
    CHECK_INT(frame(BYTES("\xB4\x03\x04\x01xrest"), &n), BER_WHOLE);
    CHECK_INT(n, 5);
    CHECK_INT(frame(BYTES("\xBF\x81"), &n), BER_MORE);
}

TEST(an_indefinite_length_ends_at_two_zeros_and_may_stand_in_another)
{
    size_t n = 0;
    CHECK_INT(frame(BYTES("\xB4\x80\x30\x80\x04\x02\0\0\0\0\0\0more"), &n), BER_WHOLE);
    CHECK_INT(n, 12);
    CHECK_INT(frame(BYTES("\xB4\x80\x30\x80\0\0"), &n), BER_MORE);
}

TEST(giant_and_endless_lengths_are_refused)
{
    size_t n = 0;
    CHECK_INT(frame(BYTES("\xB4\x84\xFF\xFF\xFF\xFF"), &n), BER_BROKEN);
    CHECK_INT(frame(BYTES("\xB4\x88\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), &n), BER_BROKEN);
    CHECK_INT(frame(BYTES("\xB4\x89\1\1\1\1\1\1\1\1\1"), &n), BER_BROKEN);
    CHECK_INT(frame(BYTES("\xB4\x82\x04\x00"), &n), BER_BROKEN); /* longer than may be */
    CHECK_INT(frame(BYTES("\x94\x80"), &n), BER_BROKEN);         /* a string without a length */
    CHECK_INT(frame(BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"), &n), BER_BROKEN);
    CHECK_INT(frame(BYTES("\0\0"), &n), BER_BROKEN);
}

TEST(deep_nesting_is_refused)
{
    struct buf CLEANUP(buf_release) b = BUF(2000);
    size_t n = 0;
    for (int i = 0; i < 400; i++) buf_add(&b, BYTES("\x30\x80"));
    CHECK_INT(frame(buf_str(&b), &n), BER_BROKEN);
}

TEST(framing_goes_on_where_it_stopped)
{
    struct ber_frame f = {0};
    struct str all = BYTES("\xB4\x80\x04\x03"
                           "abc\x30\x80\0\0\0\0");
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        CHECK_INT(ber_frame(&f, str_slice(all, 0, i), 100, &n), BER_MORE);
    CHECK_INT(ber_frame(&f, all, 100, &n), BER_WHOLE);
    CHECK_INT(n, all.n);
}

TEST(so_does_that_of_a_message_that_says_its_length)
{
    struct ber_frame f = {0};
    struct str all = BYTES("\xB4\x81\x05\x04\x03"
                           "abc");
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        CHECK_INT(ber_frame(&f, str_slice(all, 0, i), 100, &n), BER_MORE);
    CHECK_INT(ber_frame(&f, all, 100, &n), BER_WHOLE);
    CHECK_INT(n, all.n);
}

TEST(a_value_that_is_longer_than_what_holds_it_is_broken)
{
    struct ber b = {.rest = BYTES("\x30\x04\x04\x05"
                                  "ab")};
    struct ber_value v, inner;
    CHECK(ber_next(&b, &v));
    struct ber in = ber_inside(&v);
    CHECK(!ber_next(&in, &inner));
    CHECK(in.broken);
}

TEST(integers_are_written_as_short_as_they_can_be_and_read_again)
{
    static const int64_t all[] = {0, 1, -1, 127, 128, -128, -129, 65535, INT64_MAX, INT64_MIN};
    static const size_t bytes[] = {1, 1, 1, 1, 2, 1, 2, 3, 8, 8};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct buf CLEANUP(buf_release) b = BUF(100);
        int64_t got = 7;
        ber_add_integer(&b, BER_CONTEXT(24), all[i]);
        struct ber in = {.rest = buf_str(&b)};
        struct ber_value v;
        CHECK(ber_next(&in, &v) && ber_integer(&v, &got));
        CHECK_INT(got, all[i]);
        CHECK_INT(v.body.n, bytes[i]);
    }
}

TEST(lengths_grow_with_what_is_written)
{
    static const size_t all[] = {0, 1, 127, 128, 255, 256, 70000};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct buf CLEANUP(buf_release) b = BUF(100000);
        char *text = arena_alloc(mem, all[i] + 1);
        size_t at = ber_open(&b, BER_CONTEXT(211));
        ber_add_string(&b, BER_CONTEXT(45), (struct str){text, all[i]});
        ber_close(&b, at);
        struct ber in = {.rest = buf_str(&b)};
        struct ber_value v, inner;
        CHECK(ber_next(&in, &v) && v.tag == BER_CONTEXT(211) && in.rest.n == 0);
        CHECK(ber_only(&v, &inner) && inner.tag == BER_CONTEXT(45));
        CHECK_INT(inner.body.n, all[i]);
    }
}

TEST(object_identifiers_bits_and_strings_in_pieces)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    struct str oid = {0}, text = {0};
    uint32_t bits = 0;
    ber_add_oid(&b, BER_UNIVERSAL(BER_OID), STR("1.2.840.10003.5.109.10"));
    ber_add_bits(&b, BER_CONTEXT(4), 1u << 0 | 1u << 14, 18);
    buf_add(&b, BYTES("\x24\x06\x04\x01"
                      "a\x04\x01"
                      "b"));
    struct ber in = {.rest = buf_str(&b)};
    struct ber_value v;
    CHECK(ber_next(&in, &v) && ber_oid(&v, mem, &oid));
    CHECK_STR(oid, "1.2.840.10003.5.109.10");
    CHECK(ber_next(&in, &v) && ber_bits(&v, &bits) && bits == (1u << 0 | 1u << 14));
    CHECK(ber_next(&in, &v) && ber_string(&v, mem, &text));
    CHECK_STR(text, "ab");
}
