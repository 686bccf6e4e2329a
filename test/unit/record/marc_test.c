/* marc_test.c -- fields, subfields and cataloguers' punctuation. */
#include "test.h"

#include "make.h"

TEST(isbd_punctuation_is_taken_off_the_ends)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"Saman /", "Saman"},
        {"Jakarta :", "Jakarta"},
        {"Balai Pustaka,", "Balai Pustaka"},
        {"Bumi manusia =", "Bumi manusia"},
        {"TCP/IP", "TCP/IP"},
        {" Laskar pelangi. ", "Laskar pelangi"},
        {"Hirata, A.", "Hirata, A."},
        {"Lewis, C. S.", "Lewis, C. S."},
        {"Suparman, S.Pd.", "Suparman, S.Pd."},
        {"King, Martin Luther, Jr.", "King, Martin Luther, Jr."},
        {"Elsevier Inc.", "Elsevier Inc."},
        {"25 cm.", "25 cm"},
        {"xii, 200 hlm.", "xii, 200 hlm."},
        {"2nd ed.", "2nd ed."},
        {"Menunggu ...", "Menunggu ..."},
        {" / : ;", ""},
        {"/", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(marc_trim_punctuation(str_of(cases[i].from)), cases[i].to);
}

TEST(fields_are_found_by_tag_and_by_wildcard_in_order)
{
    struct marc m = marc_of(mem, "001 1\n650 _4$aA\n651 _4$aB\n650 _4$aC\n");
    CHECK_STR(marc_control(&m, "001"), "1");
    CHECK_STR(marc_value(&m, "650", 'a'), "A");
    const struct marc_field *f = marc_find(&m, "650", 0);
    f = marc_after(&m, "650", f);
    CHECK(f && str_eq(marc_sub(f, 'a'), STR("C")));
    CHECK(marc_after(&m, "650", f) == NULL);
    CHECK(marc_find(&m, "6?1", 0) == &m.field[2]);
    CHECK(marc_find(&m, "700", 0) == NULL);
}

TEST(subfields_come_in_order_and_may_be_empty)
{
    struct marc m = marc_of(mem, "245 00$aA$b$cC$aD\n");
    CHECK_STR(marc_join(mem, m.field, "ac", STR("+")), "A+C+D");
    CHECK_STR(marc_sub(m.field, 'b'), "");
    CHECK_STR(marc_sub(m.field, 'x'), "");
}

TEST(a_subfield_code_that_is_a_longer_character_does_not_tear_it)
{
    struct marc m = marc_of(mem, "245 00$\xC3\xA1rbol$aA\n");
    size_t at = 0;
    char code;
    struct str value;
    CHECK(marc_subfield(m.field, &at, &code, &value));
    CHECK_STR(value, "rbol");
    CHECK(marc_subfield(m.field, &at, &code, &value) && code == 'a');
    CHECK(!marc_subfield(m.field, &at, &code, &value));
}

TEST(a_control_field_has_no_subfields)
{
    struct marc m = marc_of(mem, "001 12\x1F"
                                 "a3\n");
    size_t at = 0;
    char code;
    struct str value;
    CHECK(!marc_subfield(m.field, &at, &code, &value));
}
