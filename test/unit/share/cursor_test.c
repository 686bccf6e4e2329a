/* cursor_test.c -- cursors: what was written is read, and nothing else. */
#include "share/cursor.h"

#include <string.h>

#include "share/stamp.h"
#include "test.h"

TEST(a_cursor_comes_back_as_its_number)
{
    static const int64_t numbers[] = {0, 1, 31, 32, 20, 1 << 20, INT64_MAX};
    struct arena *a = mem;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t at = -1;
        struct str c = cursor_write("titles", STR("q=padi"), numbers[i], a);
        CHECK(c.n <= CURSOR_MAX);
        CHECK(cursor_read(c, "titles", STR("q=padi"), a, &at));
        CHECK(at == numbers[i]);
    }
}

TEST(a_cursor_of_another_list_or_other_conditions_is_not_taken)
{
    struct arena *a = mem;
    int64_t at = -1;
    struct str c = cursor_write("titles", STR("q=padi"), 40, a);
    CHECK(!cursor_read(c, "libraries", STR("q=padi"), a, &at));
    CHECK(!cursor_read(c, "titles", STR("q=pad"), a, &at));
    CHECK(!cursor_read(c, "titles", STR(""), a, &at));
    CHECK(at == -1);
}

TEST(a_cursor_with_any_other_letter_is_not_taken)
{
    struct arena *a = mem;
    struct str c = cursor_write("changes", STR(""), 123456789, a);
    int64_t at = 0;
    for (size_t i = 0; i < c.n; i++) {
        char *changed = arena_cstr(a, c);
        for (int letter = 1; letter < 256; letter++) {
            changed[i] = (char)letter;
            if (letter == (unsigned char)c.p[i]) continue;
            CHECK(!cursor_read((struct str){changed, c.n}, "changes", STR(""), a, &at));
        }
        CHECK(!cursor_read(str_slice(c, 0, i), "changes", STR(""), a, &at));
    }
    struct str zero = arena_printf(a, "0%.*s", STR_ARG(c));
    CHECK(!cursor_read(zero, "changes", STR(""), a, &at));
}

TEST(a_cursor_is_the_same_in_every_version_of_the_program)
{
    struct arena *a = mem;
    CHECK_STR(cursor_write("titles", STR(""), 20, a), "k-c2585493b8fe5d59");
    CHECK_STR(cursor_write("libraries", STR(""), 1, a), "1-23b640596d370a30");
    CHECK_STR(cursor_write("changes", STR(""), 0, a), "0-0cc070ba9b3f6249");
}

TEST(times_are_read_as_rfc_3339_has_them)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: none */
    } list[] = {
        {"2026-11-27", 1795737600},
        {"2026-11-27T19:40:00Z", 1795808400},
        {"2026-11-27T19:40:00.125Z", 1795808400},
        {"2026-11-28T02:40:00+07:00", 1795808400},
        {"2026-11-28T02:40:00 07:00", 1795808400},
        {"2026-11-27T10:40:00-09:00", 1795808400},
        {"2026-02-30", -1},
        {"2026-11-27T19:40:00", -1},
        {"2026-11-27T19:40:00.Z", -1},
        {"2026-11-27T19:40:00+24:00", -1},
        {"2026-11-27T19:40:00Zx", -1},
        {"kemarin", -1},
        {"", -1},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        int64_t at = -1;
        bool day = false, read = time_read(str_of(list[i].text), &at, &day);
        CHECK(read == (list[i].seconds >= 0));
        if (read) CHECK(at == list[i].seconds);
    }
}
