/* adapt_test.c -- what of another catalogue's record becomes a library's own. */
#include "test.h"

#include "catalog/adapt.h"

static struct marc_field field(const char *tag, struct str data)
{
    struct marc_field f = {
        .ind = {' ', ' '}, .data = data, .control = tag[0] == '0' && tag[1] == '0'};
    for (int i = 0; i < 3; i++) f.tag[i] = tag[i];
    return f;
}

static struct marc record(struct marc_field *f, size_t n)
{
    return (struct marc){.leader = "00000nam a2200000 a 450", .field = f, .n = n};
}

TEST(their_numbers_copies_and_notes_are_left_out)
{
    struct marc_field f[] = {field("001", STR("12")),
                             field("003", STR("DLC")),
                             field("008", STR("x")),
                             field("040", STR("\x1F"
                                              "aDLC")),
                             field("050", STR("\x1F"
                                              "aPL")),
                             field("245", STR("\x1F"
                                              "aSaman")),
                             field("590", STR("\x1F"
                                              "aours")),
                             field("852", STR("\x1F"
                                              "aX")),
                             field("856", STR("\x1F"
                                              "uhttp://x/")),
                             field("952", STR("\x1F"
                                              "pX")),
                             field("999", STR("\x1F"
                                              "cX"))};
    struct marc m = record(f, sizeof f / sizeof *f), to;
    const struct adapt_source from = {.name = STR("Library of Congress")};
    struct buf CLEANUP(buf_release) tags = BUF(200);
    adapt_marc(&m, STR(ADAPT_USUAL), &from, mem, &to);
    for (size_t i = 0; i < to.n; i++) buf_printf(&tags, "%.3s ", to.field[i].tag);
    CHECK_STR(buf_str(&tags), "008 035 040 050 245 856 ");
    CHECK_STR(marc_value(&to, "035", 'a'), "(DLC)12");
    CHECK_STR(marc_value(&to, "040", 'a'), "DLC");
    CHECK_STR(marc_value(&to, "040", 'd'), "Library of Congress");
}

TEST(the_title_and_the_copies_do_not_depend_on_the_rule)
{
    struct marc_field f[] = {field("001", STR("a(b)c")),
                             field("245", STR("\x1F"
                                              "aSaman")),
                             field("650", STR("\x1F"
                                              "aFiksi")),
                             field("852", STR("\x1F"
                                              "aX"))};
    struct marc m = record(f, 4), to;
    const struct adapt_source from = {.name = STR("Katalog (baru)")};
    adapt_marc(&m, STR("2XX 6XX+650"), &from, mem, &to);
    CHECK_STR(marc_value(&to, "245", 'a'), "Saman");
    CHECK_STR(marc_value(&to, "650", 'a'), "Fiksi");
    CHECK(!marc_find(&to, "852", 0));
    CHECK_STR(marc_value(&to, "035", 'a'), "(Katalog  baru)a b c");
    CHECK_STR(marc_value(&to, "040", 'a'), "Katalog  baru");
}

TEST(a_number_that_is_there_is_not_added_twice)
{
    struct marc_field f[] = {field("001", STR("12")), field("003", STR("DLC")),
                             field("035", STR("\x1F"
                                              "a(DLC)12")),
                             field("245", STR("\x1F"
                                              "aS"))};
    struct marc m = record(f, 4), to;
    const struct adapt_source from = {.name = STR("LC")};
    adapt_marc(&m, STR(ADAPT_USUAL), &from, mem, &to);
    CHECK(!marc_after(&to, "035", marc_find(&to, "035", 0)));
}

TEST(a_rule_is_a_list_of_tags)
{
    CHECK(adapt_rule_ok(STR(ADAPT_USUAL)));
    CHECK(adapt_rule_ok(STR("")));
    CHECK(adapt_rule_ok(STR("9xx  85X+856+857")));
    CHECK(!adapt_rule_ok(STR("XXX")));
    CHECK(!adapt_rule_ok(STR("85")));
    CHECK(!adapt_rule_ok(STR("852,9XX")));
}
