/* format_test.c -- numbers, dates, times, plurals and lists as Indonesian and English write them.
 */
#include "base/checked.h"
#include "i18n/i18n.h"
#include "test.h"

/* 24 November 2026, 16:59:30 UTC */
#define NOW (INT64_C(1795539570) * 1000000)
enum { MINUTE = 60000000 };

#define WRITTEN(call, want)                                                                        \
    do {                                                                                           \
        struct buf CLEANUP(buf_release) b = BUF(1000);                                             \
        call;                                                                                      \
        CHECK_STR(buf_str(&b), want);                                                              \
    } while (0)

TEST(numbers_are_grouped_as_the_language_does)
{
    WRITTEN(add_number(&b, LANG_ID, 1134), "1.134");
    WRITTEN(add_number(&b, LANG_EN, 1134), "1,134");
    WRITTEN(add_number(&b, LANG_ID, 999), "999");
    WRITTEN(add_number(&b, LANG_EN, -1234567), "-1,234,567");
    WRITTEN(add_number(&b, LANG_ID, 0), "0");
    WRITTEN(add_tenths(&b, LANG_ID, 24), "2,4");
    WRITTEN(add_tenths(&b, LANG_EN, 24), "2.4");
}

TEST(dates_and_times_are_of_the_zone)
{
    WRITTEN(add_date(&b, LANG_ID, ZONE_WIB, NOW), "24 November 2026");
    WRITTEN(add_date(&b, LANG_ID, ZONE_WITA, NOW), "25 November 2026"); /* 00.59 there */
    WRITTEN(add_time(&b, LANG_ID, ZONE_WIB, NOW), "23.59 WIB");
    WRITTEN(add_time(&b, LANG_EN, ZONE_WITA, NOW), "00:59 WITA");
    WRITTEN(add_time(&b, LANG_EN, ZONE_WIT, NOW), "01:59 WIT");
    WRITTEN(add_short_date(&b, LANG_EN, ZONE_WIB, NOW), "24 Nov 2026");
}

TEST(zones_are_known_by_name)
{
    enum zone z = ZONE_WIB;
    CHECK(zone_parse(STR("WIT"), &z) && z == ZONE_WIT);
    CHECK(!zone_parse(STR("CET"), &z));
    CHECK_INT(zone_offset_us(ZONE_WITA), INT64_C(8) * 3600 * 1000000);
}

TEST(how_long_ago_is_told_roughly)
{
    static const struct {
        int64_t ago;
        const char *id, *en;
    } cases[] = {
        {0, "baru saja", "just now"},
        {INT64_C(30) * 1000000, "baru saja", "just now"},
        {5 * (int64_t)MINUTE, "5 menit lalu", "5 minutes ago"},
        {INT64_C(1) * MINUTE, "1 menit lalu", "1 minute ago"},
        {INT64_C(120) * MINUTE, "2 jam lalu", "2 hours ago"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        WRITTEN(add_ago(&b, LANG_ID, ZONE_WIB, NOW - cases[i].ago, NOW), cases[i].id);
        WRITTEN(add_ago(&b, LANG_EN, ZONE_WIB, NOW - cases[i].ago, NOW), cases[i].en);
    }
    WRITTEN(add_ago(&b, LANG_ID, ZONE_WIB, NOW - INT64_C(26) * 60 * MINUTE, NOW), "kemarin");
}

TEST(plurals_choose_their_form)
{
    WRITTEN(msg_add_count(&b, LANG_EN, MSG_count_titles, 1, NULL, 0), "1 title");
    WRITTEN(msg_add_count(&b, LANG_EN, MSG_count_titles, 0, NULL, 0), "0 titles");
    WRITTEN(msg_add_count(&b, LANG_EN, MSG_count_titles, 1134, NULL, 0), "1,134 titles");
    WRITTEN(msg_add_count(&b, LANG_ID, MSG_count_titles, 1, NULL, 0), "1 judul");
    WRITTEN(msg_add_count(&b, LANG_ID, MSG_count_titles, 1134, NULL, 0), "1.134 judul");
}

TEST(missing_arguments_are_empty_and_braces_in_values_stay)
{
    struct str arg = STR("{0}");
    struct str said = msg_text(mem, LANG_ID, MSG_cmd_no_library, &arg, 1);
    CHECK(str_find(said, STR("{0}")) < said.n);
    said = msg_text(mem, LANG_ID, MSG_cmd_no_library, NULL, 0);
    CHECK(str_find(said, STR("{")) > said.n);
}

TEST(every_message_is_found_by_its_key_and_said_in_both_languages)
{
    enum msg m;
    CHECK(msg_find("reason.no-title", &m) && m == MSG_reason_no_title);
    CHECK(!msg_find("reason.no-titel", &m));
    for (int i = 0; i < MSG_COUNT; i++)
        for (int l = 0; l < LANGS; l++)
            CHECK(msg_text(mem, (enum lang)l, (enum msg)i, NULL, 0).n > 0);
}

TEST(sizes_durations_lists_languages)
{
    struct str three[] = {STR("a"), STR("b"), STR("c")};
    WRITTEN(add_size(&b, LANG_ID, 812), "812 B");
    WRITTEN(add_size(&b, LANG_ID, 1400000), "1,4 MB");
    WRITTEN(add_size(&b, LANG_EN, 1400000), "1.4 MB");
    WRITTEN(add_duration(&b, LANG_ID, INT64_C(9000000)), "9 detik");
    WRITTEN(add_list(&b, LANG_ID, three, 3), "a, b, dan c");
    WRITTEN(add_list(&b, LANG_EN, three, 2), "a and b");
    WRITTEN(add_list(&b, LANG_EN, three, 1), "a");
    CHECK_STR(language_name(LANG_ID, STR("ind")), "Indonesia");
    CHECK_STR(language_name(LANG_EN, STR("ind")), "Indonesian");
    CHECK_STR(language_name(LANG_EN, STR("qqq")), "qqq");
}

TEST(languages_are_understood_from_tags_and_lists)
{
    enum lang l = LANG_ID;
    CHECK(lang_parse(STR("en-GB"), &l) && l == LANG_EN);
    CHECK(lang_parse(STR("id_ID.UTF-8"), &l) && l == LANG_ID);
    CHECK(!lang_parse(STR("eng"), &l));
    CHECK(!lang_parse(STR(""), &l));
    CHECK_INT(lang_accept(STR("en;q=0.2, id;q=0.9"), LANG_EN), LANG_ID);
    CHECK_INT(lang_accept(STR("*"), LANG_ID), LANG_ID);
    CHECK_INT(lang_accept(STR(";;q=,,=1"), LANG_ID), LANG_ID);
    CHECK_INT(lang_accept(STR("en;q=0, id"), LANG_EN), LANG_ID);
}
