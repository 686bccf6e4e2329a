/* marc8_test.c -- MARC-8 by hand-made examples of each kind of set. */
#include "test.h"

#include "text/marc8.h"
#include "text/utf8.h"

static struct str read(struct arena *mem, struct str s, size_t *bad)
{
    return marc8_utf8(mem, s, bad, NULL);
}

#define READS(bytes, text, wrong)                                                                  \
    do {                                                                                           \
        size_t bad = 0;                                                                            \
        CHECK_STR(read(mem, STR(bytes), &bad), text);                                              \
        CHECK_INT(bad, wrong);                                                                     \
    } while (0)

TEST(marks_stand_before_their_letter_and_are_composed)
{
    READS("\xE2"
          "Etude du fran\xF0"
          "cais",
          "Étude du français", 0);
    READS("B\xE8"
          "ocher",
          "Böcher", 0);
    READS("\xE2\xF2"
          "a",
          "ạ́", 0);
}

TEST(letters_of_their_own_are_read)
{
    READS("\xA1\xB1 \xA5\xB5 \xC7 \xC8 \xC3", "Łł Ææ ß € ©", 0);
}

TEST(one_ligature_is_over_two_letters)
{
    READS("\xEBi\xECu", "i͡u", 0);
}

TEST(other_scripts_come_by_escape_sequences)
{
    READS("\x1B(NiITINA\x1B(B", "Иитина", 0);
    READS("\x1B(2abc\x1B(B.", "בגד.", 0);
    READS("\x1B(SabD\x1B(B", "αβΓ", 0);
    READS("\x1B)3\xC7\xC8\x1B)!E\xE2"
          "e",
          "ابé", 0);
    READS("H\x1B"
          "b2\x1BsO x\x1Bp2\x1Bs \x1Bga\x1Bs",
          "H₂O x² α", 0);
    READS("\x1B$1!0!!0\"\x1B(B!", "一丁!", 0);
}

TEST(sets_end_with_the_subfield)
{
    READS("\x1B(NA\x1F"
          "bA\xE2"
          "e",
          "а\x1F"
          "bAé",
          0);
}

TEST(what_means_nothing_is_shown_and_counted)
{
    READS("a\xAF"
          "b",
          "a\xEF\xBF\xBD"
          "b",
          1);
    READS("a\x1B(Zb", "a\xEF\xBF\xBD(Zb", 1);
    READS("\x1B$1!0", "\xEF\xBF\xBD", 1);
    READS("abc\xE2", "abc", 1);
    READS("", "", 0);
}

TEST(iso5426_has_its_marks_elsewhere)
{
    size_t bad = 0;
    CHECK_STR(iso5426_utf8(mem,
                           STR("\xC2"
                               "etude fran\xD0"
                               "caise, \xEA"
                               "uvre"),
                           &bad),
              "étude française, Œuvre");
    CHECK_INT(bad, 0);
}

TEST(latin1_gives_every_byte_a_letter)
{
    CHECK_STR(latin1_utf8(mem, STR("\xC4pfel \x93\xFC\x94 \x81")), "Äpfel “ü” \xEF\xBF\xBD");
}

TEST(any_bytes_give_utf8_no_longer_than_four_times_as_many)
{
    char bytes[3];
    for (int i = 0; i < 256; i++) {
        for (int k = 0; k < 256; k++) {
            size_t bad;
            bytes[0] = (char)i;
            bytes[1] = (char)k;
            bytes[2] = 'a';
            struct str got = marc8_utf8(mem, (struct str){bytes, 3}, &bad, NULL);
            CHECK(utf8_valid(got) && got.n <= 12);
        }
    }
}

static struct str written(struct arena *mem, const char *text)
{
    size_t strange = 0;
    return utf8_marc8(mem, str_of(text), &strange);
}

TEST(a_letter_with_a_mark_is_written_with_the_mark_before_it)
{
    CHECK_STR(written(mem, "Caf\u00E9"), "Caf\xE2"
                                         "e");
    CHECK_STR(written(mem, "Th\u1EBF gi\u1EDBi"), "Th\xE3\xE2"
                                                  "e gi\xE2\xBC"
                                                  "i");
    CHECK_STR(written(mem, "\u0141\u00F3d\u017A"), "\xA1\xE2"
                                                   "od\xE2"
                                                   "z");
}

TEST(other_scripts_are_written_by_escape_and_each_subfield_begins_in_latin)
{
    CHECK_STR(written(mem, "\u041C\u0438\u0440\x1F"
                           "bx"),
              "\x1B(NmIR\x1B(B\x1F"
              "bx");
    CHECK_STR(written(mem, "H\u2082O"), "H\x1B"
                                        "b2\x1BsO");
}

TEST(what_marc8_has_no_code_for_is_written_as_its_number)
{
    size_t strange = 0;
    CHECK_STR(utf8_marc8(mem, STR("a\u1B13!"), &strange), "a&#x1B13;!");
    CHECK_INT(strange, 1);
}
