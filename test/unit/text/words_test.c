/* words_test.c -- the rules of words.h, one by one. */
#include "test.h"

#include "text/utf8.h"
#include "text/words.h"

#define KEY(text) words_key(mem, STR(text))

TEST(case_and_marks_do_not_matter)
{
    CHECK_STR(KEY("Dār al-Ma‘rifah ÉCOLE Straße"), "dar al marifah ecole strasse");
    CHECK_STR(KEY("İstanbul ŁÓDŹ Ærø Đorđević"), "istanbul lodz aero dordevic");
    CHECK_STR(KEY("ﬁnal ½ x² ＡＢＣ"), "final 1 2 x2 abc");
}

TEST(an_apostrophe_inside_a_word_is_not_there)
{
    CHECK_STR(KEY("Qur'an Qur’an Qur‘an ʻAbd Juma`t"), "quran quran quran abd jumat");
    CHECK_STR(KEY("'quoted' rock 'n' roll"), "quoted rock n roll");
    CHECK_STR(KEY("so\xC2\xADlusi zero\xE2\x80\x8Bwidth"), "solusi zerowidth");
}

TEST(other_signs_separate)
{
    CHECK_STR(KEY("buku-buku, A/B: C++ (2005)"), "buku buku a b c 2005");
    CHECK_STR(KEY("..."), "");
    CHECK_STR(words_key(mem, STR("a\xff"
                                 "b\xc3")),
              "a b");
}

TEST(arabic_loses_vowel_signs_and_tatweel)
{
    CHECK_STR(KEY("تَارِيخُ الأَدَبِ العَـــرَبِيّ"), "تاريخ الادب العربي");
}

TEST(each_han_or_kana_character_is_a_word)
{
    CHECK_STR(KEY("日本語の本 book"), "日 本 語 の 本 book");
}

struct place {
    size_t from, to;
};

static bool note_second(void *ctx, struct str text, size_t from, size_t to)
{
    struct place *p = ctx;
    p[1] = p[0];
    p[0] = (struct place){from, to};
    return text.n != 0;
}

TEST(words_know_where_they_stand_in_the_original)
{
    struct place p[2] = {0};
    words_each(STR("Dār  Ma‘rifah!"), note_second, p);
    CHECK_INT(p[0].from, 6);
    CHECK_INT(p[0].to, 16);
    CHECK_INT(p[1].to, 4);
}

TEST(a_long_word_is_cut_and_the_rest_of_it_is_not_another)
{
    char *p = arena_alloc(mem, 5000);
    for (int i = 0; i < 5000; i++) p[i] = 'a';
    CHECK_INT(words_key(mem, (struct str){p, 5000}).n, WORD_MAX);
}

TEST(sort_keys_put_two_before_ten_and_pass_over_articles)
{
    struct str two = words_sort_key(mem, STR("Jilid 2"), STR(""));
    struct str ten = words_sort_key(mem, STR("Jilid 10"), STR(""));
    CHECK(str_cmp(two, ten) < 0);
    CHECK_STR(words_sort_key(mem, STR("The Rainbow Troops"), STR("eng")), "rainbow troops");
    CHECK_STR(words_sort_key(mem, STR("The Rainbow Troops"), STR("ind")), "the rainbow troops");
    CHECK(words_sort_key(mem, STR("日本日本日本日本日本日本日本日本日本日本日本日本日本日本"),
                         STR(""))
              .n <= 64);
}

TEST(a_person_is_known_in_any_order_with_or_without_titles)
{
    const char *want = "m quraish shihab";
    CHECK_STR(words_name_key(mem, STR("Shihab, M. Quraish")), want);
    CHECK_STR(words_name_key(mem, STR("Prof. Dr. M. Quraish Shihab")), want);
    CHECK_STR(words_name_key(mem, STR("Drs. Sukino, M.Pd., Ph.D.")), "sukino");
    CHECK_STR(words_name_key(mem, STR("")), "");
}

TEST(letters_are_composed_and_nothing_else_changes)
{
    CHECK_STR(utf8_nfc(mem, STR("Cafe\xCC\x81")), "Café");
    CHECK_STR(utf8_nfc(mem, STR("Café")), "Café");
    CHECK_STR(utf8_nfc(mem, STR("plain")), "plain");
    CHECK_STR(utf8_nfc(mem, STR("")), "");
    CHECK_STR(utf8_nfc(mem, STR("\xFF\xFE")), "\xFF\xFE");
    CHECK_STR(utf8_nfc(mem, STR("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB")), "한");
}
