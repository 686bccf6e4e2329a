/* isbn_test.c -- numbers are known by their check digits, however they are written. */
#include "test.h"

#include "text/isbn.h"
#include "text/utf8.h"

static struct str isbn(struct arena *mem, const char *text)
{
    struct str s = STR("-");
    return isbn_parse(mem, str_of(text), &s) == OK ? s : STR("-");
}

TEST(isbn_10_and_13_are_one_number)
{
    CHECK_STR(isbn(mem, "979-3062-79-7"), "9789793062792");
    CHECK_STR(isbn(mem, "978-979-3062-79-2"), "9789793062792");
    CHECK_STR(isbn(mem, "ISBN: 080442957X (pbk.)"), "9780804429573");
    CHECK_STR(isbn(mem, "0 306 40615 2 2nd print"), "9780306406157");
    CHECK_STR(isbn(mem, "979-3062-79-8"), "-");
    CHECK_STR(isbn(mem, "123456"), "-");
    CHECK_STR(isbn(mem, ""), "-");
    CHECK(isbn_is_misprint(STR("979-3062-79-8")));
    CHECK(!isbn_is_misprint(STR("tidak ada")));
}

TEST(hyphens_stand_where_the_agencies_put_them)
{
    CHECK_STR(isbn_hyphenate(mem, STR("9789793062792")), "978-979-3062-79-2");
    CHECK_STR(isbn_hyphenate(mem, STR("9786024271305")), "978-602-427-130-5");
    CHECK_STR(isbn_hyphenate(mem, STR("9780306406157")), "978-0-306-40615-7");
    CHECK_STR(isbn_hyphenate(mem, STR("9783161484100")), "9783161484100");
}

TEST(issn_has_eight_digits_and_a_check)
{
    struct str s;
    CHECK(issn_parse(mem, STR("03785955"), &s) == OK);
    CHECK_STR(s, "0378-5955");
    CHECK(issn_parse(mem, STR("2434-561X"), &s) == OK);
    CHECK(issn_parse(mem, STR("0378-5954"), &s) == ERR_FORMAT);
}

TEST(bad_utf8_is_found_cleaned_and_never_cut_in_two)
{
    CHECK(utf8_valid(STR("Dār 日本 \xF0\x9F\x93\x9A")));
    CHECK_INT(utf8_valid_prefix(STR("ab\xC0\x80")), 2);
    CHECK_INT(utf8_valid_prefix(STR("\xED\xA0\x80")), 0);
    CHECK_INT(utf8_valid_prefix(STR("\xF4\x90\x80\x80")), 0);
    CHECK_STR(utf8_clean(mem, STR("a\xFF\xE2\x82")), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK_STR(utf8_cut(STR("Dār"), 2), "D");
    CHECK_STR(utf8_cut(STR("Dār"), 3), "Dā");
}
