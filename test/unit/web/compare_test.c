/* compare_test.c -- which words of two descriptions are marked as different, and reasons in words.
 */
#include "test.h"
#include "web/compare.h"
#include "web/reasons.h"

/* "Laskar [pelangi : novel]": marked words in brackets. */
static struct str shown(struct arena *a, const struct compare_side *s)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    for (size_t i = 0; i < s->n; i++)
        buf_printf(&b, s->item[i].marked ? "%s[%.*s]" : "%s%.*s", i ? " " : "",
                   STR_ARG(s->item[i].text));
    return arena_copy(a, buf_str(&b));
}

static void check(struct arena *mem, const char *left, const char *right, enum compare_how how,
                  const char *left_shown, const char *right_shown)
{
    struct compare_row row;
    CHECK(compare_texts(mem, str_of(left), str_of(right), &row));
    CHECK_INT(row.how, how);
    CHECK_STR(shown(mem, &row.left), left_shown);
    CHECK_STR(shown(mem, &row.right), right_shown);
}

TEST(words_that_the_other_side_lacks_are_marked)
{
    check(mem, "Laskar Pelangi", "Laskar pelangi : novel", COMPARE_NEAR, "Laskar Pelangi",
          "Laskar pelangi : [novel]");
    check(mem, "Cet. 1", "Cet. 5", COMPARE_NEAR, "Cet. [1]", "Cet. [5]");
    check(mem, "a b c d", "a x c d", COMPARE_NEAR, "a [b] c d", "a [x] c d");
    check(mem, "Bentang", "Gramedia", COMPARE_DIFFERENT, "[Bentang]", "[Gramedia]");
}

TEST(capitals_accents_and_punctuation_make_no_difference)
{
    check(mem, "Qur'an, Hadis", "QURAN : hadis", COMPARE_SAME, "Qur'an, Hadis", "QURAN : hadis");
}

TEST(what_only_one_side_says_is_not_marked_word_by_word)
{
    struct compare_row row;
    check(mem, "Fiksi Indonesia", "", COMPARE_LEFT, "Fiksi Indonesia", "");
    check(mem, "", "Fiksi", COMPARE_RIGHT, "", "Fiksi");
    CHECK(!compare_texts(mem, STR(""), STR(""), &row));
}

TEST(long_texts_are_compared_as_a_whole)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    struct compare_row row;
    for (int i = 0; i <= COMPARE_WORDS_MAX; i++) buf_printf(&b, "kata%d ", i);
    CHECK(compare_texts(mem, buf_str(&b), STR("kata1"), &row));
    CHECK_INT(row.how, COMPARE_DIFFERENT);
    CHECK_INT(row.left.n, 1);
    CHECK(!row.left.item[0].marked);
}

TEST(a_word_is_shared_once_for_each_time_it_is_there)
{
    check(mem, "ha ha ha", "ha", COMPARE_NEAR, "ha [ha ha]", "ha");
}

TEST(names_are_the_same_in_any_order_and_empty_fields_have_no_row)
{
    struct ask k = {.mem = mem};
    struct bib left = {.title = STR("Saman"), .format = FORMAT_BOOK},
               right = {.title = STR("Saman"), .format = FORMAT_BOOK, .publisher = STR("KPG")};
    struct compare_rows rows;
    VEC_PUSH(mem, &left.names, (struct bib_name){.name = STR("Utami, Ayu"), .main = true});
    VEC_PUSH(mem, &right.names, (struct bib_name){.name = STR("Ayu Utami"), .main = true});
    compare_bibs(&k, &left, &right, &rows);
    CHECK_INT(rows.n, 4); /* title, names, format, publisher */
    CHECK_INT(rows.item[0].how, COMPARE_SAME);
    CHECK_INT(rows.item[1].how, COMPARE_SAME);
    CHECK_STR(shown(mem, &rows.item[1].right), "Ayu Utami");
    CHECK_INT(rows.item[3].how, COMPARE_RIGHT);
}

TEST(the_reason_of_a_doubt_is_said_in_words_and_a_persons_own_words_stay)
{
    struct ask k = {.mem = mem};
    struct str words = reason_words(&k, STR("isbn.same year.near"));
    CHECK(words.n > 0 && str_find_char(words, '.', 0) == words.n);
    CHECK(str_find(words, STR(", ")) < words.n);
    CHECK_STR(why_words(&k, STR("isbn.same year.near")), arena_cstr(mem, words));
    CHECK_STR(why_words(&k, STR("Sampulnya sama")), "Sampulnya sama");
    CHECK_STR(why_words(&k, STR("")), "");
}
