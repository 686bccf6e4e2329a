/* barcode_test.c -- Code 128, read back from the widths of its bars. */
#include <string.h>

#include "test.h"
#include "text/barcode.h"

/* The modules as '1' and '0', from the path. */
static struct str modules(struct arena *a, const struct barcode *b)
{
    char *m = arena_alloc(a, (size_t)b->width);
    memset(m, '0', (size_t)b->width);
    struct str rest = b->path, bar;
    while (str_split(&rest, 'M', &bar)) {
        uint64_t x = 0, w = 0;
        size_t space = str_find_char(bar, ' ', 0), h = str_find_char(bar, 'h', 0);
        if (bar.n == 0) continue;
        CHECK(str_to_u64(str_slice(bar, 0, space), &x) == OK);
        CHECK(str_to_u64(str_slice(bar, h + 1, h + 2), &w) == OK);
        memset(m + x, '1', w);
    }
    return (struct str){m, (size_t)b->width};
}

TEST(a_known_symbol_is_the_known_one)
{
    /* "PJJ123C", an example of ISO/IEC 15417, in code set B: start, letters, check 55, stop */
    struct barcode b;
    CHECK(barcode_make(STR("PJJ123C"), mem, &b));
    CHECK_STR(modules(mem, &b), "0000000000"
                                "11010010000"
                                "11101110110"
                                "10110111000"
                                "10110111000"
                                "10011100110"
                                "11001110010"
                                "11001011100"
                                "10001000110"
                                "11101000110"
                                "1100011101011"
                                "0000000000");
}

TEST(digits_take_half_the_room)
{
    struct barcode b, c, d;
    CHECK(barcode_make(STR("12345678"), mem, &b));
    CHECK_INT(b.width, 2 * BARCODE_QUIET + 11 * (1 + 4 + 1) + 13);
    CHECK(barcode_make(STR("B00001"), mem, &c)); /* start B, 'B', '0', to C, two pairs */
    CHECK_INT(c.width, 2 * BARCODE_QUIET + 11 * (1 + 2 + 1 + 2 + 1) + 13);
    CHECK(barcode_make(STR("ABCDEF"), mem, &d));
    CHECK_INT(d.width, 2 * BARCODE_QUIET + 11 * (1 + 6 + 1) + 13);
}

TEST(what_has_no_bars_is_refused)
{
    struct barcode b;
    CHECK(!barcode_make(STR(""), mem, &b));
    CHECK(!barcode_make(STR("kopi é"), mem, &b));
    CHECK(!barcode_make(STR("a\tb"), mem, &b));
    char long_text[60];
    memset(long_text, 'a', sizeof long_text);
    CHECK(!barcode_make((struct str){long_text, sizeof long_text}, mem, &b));
}

/* Every symbol character is 11 modules wide, with bars that add up to an even number of them, and
 * no two are alike: what a table typed by hand can get wrong. */
TEST(no_two_characters_look_alike)
{
    struct str seen[95];
    size_t n = 0;
    for (char c = ' '; c <= '~'; c++) {
        struct barcode b;
        char text[2] = {c, 0};
        CHECK(barcode_make(str_of(text), mem, &b));
        CHECK_INT(b.width, 2 * BARCODE_QUIET + 11 * 3 + 13);
        struct str m = str_slice(modules(mem, &b), BARCODE_QUIET + 11, BARCODE_QUIET + 22);
        int bars = 0;
        for (size_t i = 0; i < m.n; i++) bars += m.p[i] == '1';
        CHECK(bars % 2 == 0);
        for (size_t i = 0; i < n; i++) CHECK(!str_eq(seen[i], m));
        seen[n++] = m;
    }
}
