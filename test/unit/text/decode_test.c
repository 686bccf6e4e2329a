/* decode_test.c -- texts in other encodings. */
#include "test.h"

#include "text/decode.h"

static struct str all(struct arena *mem, const char *name, struct str s, size_t piece)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct decoder *CLEANUP(decoder_closep) d = decoder_open(str_of(name));
    CHECK(d != NULL);
    for (size_t at = 0; d && at < s.n; at += piece)
        decoder_add(d, str_slice(s, at, at + piece), at + piece >= s.n, &b);
    return arena_copy(mem, buf_str(&b));
}

TEST(a_text_in_pieces_is_the_text)
{
    static const char wide[] = "\xFF\xFE<\0\xE9\0=\xD8\0\xDE>\0";
    for (size_t piece = 1; piece < 12; piece++)
        CHECK_STR(all(mem, "UTF-16", (struct str){wide, sizeof wide - 1}, piece),
                  "<\xC3\xA9\xF0\x9F\x98\x80>");
    CHECK_STR(all(mem, "windows-1252",
                  STR("\x93"
                      "a\x94"),
                  2),
              "\xE2\x80\x9C"
              "a\xE2\x80\x9D");
    CHECK_STR(all(mem, "ISO-8859-15", STR("\xA4"), 9), "\xE2\x82\xAC");
}

TEST(what_means_nothing_is_a_mark_and_an_unknown_name_nothing)
{
    static const char half[] = "a\0\0\xD8";
    CHECK_STR(all(mem, "UTF-16LE", (struct str){half, 4}, 4), "a\xEF\xBF\xBD");
    CHECK(decoder_open(STR("x-no-such")) == NULL && decoder_open((struct str){0}) == NULL);
}

TEST(wide_texts_are_known_by_their_mark_or_their_zeros)
{
    CHECK_STR(decode_wide((struct str){"\xFF\xFE<\0", 4}), "UTF-16");
    CHECK_STR(decode_wide((struct str){"<\0r\0", 4}), "UTF-16LE");
    CHECK_STR(decode_wide((struct str){"\0<\0r", 4}), "UTF-16BE");
    CHECK_STR(decode_wide((struct str){"\xFF\xFE\0\0", 4}), "UTF-32");
    CHECK_STR(decode_wide(STR("<record>")), "");
    CHECK_STR(decode_wide((struct str){"\0\0\0\0", 4}), "");
}
