/* stranger_test.c -- what people send in place of a catalogue. */
#include "test.h"

#include "record/stranger.h"

#define LEADER "00714cam a2200205 a 4500"

TEST(pictures_films_and_documents_are_called_so)
{
    CHECK_INT(stranger_reason(STR("%PDF-1.4\n1 0 obj")), REASON_NOT_CATALOGUE);
    CHECK_INT(stranger_reason(STR("\xFF\xD8\xFF\xE0 JFIF")), REASON_NOT_CATALOGUE);
    CHECK_INT(stranger_reason(STR("\x89PNG\r\n\x1A\n\0\0")), REASON_NOT_CATALOGUE);
    CHECK_INT(stranger_reason(STR("\0\0\0\x18"
                                  "ftypmp42\0")),
              REASON_NOT_CATALOGUE);
    CHECK_INT(stranger_reason(STR("{\\rtf1\\ansi Laskar}")), REASON_NOT_CATALOGUE);
}

TEST(databases_are_called_so)
{
    CHECK_INT(stranger_reason(STR("-- MySQL dump 10.13\n\nDROP TABLE IF EXISTS `biblio`;\n")),
              REASON_DATABASE);
    CHECK_INT(
        stranger_reason(STR("\xEF\xBB\xBF/* HeidiSQL */\r\nINSERT INTO `biblio` VALUES (1);")),
        REASON_DATABASE);
    CHECK_INT(stranger_reason(STR("\0\1\0\0Standard Jet DB\0")), REASON_DATABASE);
    CHECK_INT(stranger_reason(STR("SQLite format 3\0")), REASON_DATABASE);
}

TEST(marc_that_went_through_an_editor_is_called_so)
{
    CHECK_INT(stranger_reason(STR(LEADER "001000200000008004100002020001800043^1^")),
              REASON_MARC_AS_TEXT);
    CHECK_INT(stranger_reason(STR(LEADER "\n001    1\n245 10 $a Laskar")), REASON_UNKNOWN_FORMAT);
    CHECK_INT(stranger_reason(STR("000000001 LDR   L 00000nam^a22\n")), REASON_UNKNOWN_FORMAT);
}

TEST(whatever_can_be_read_is_no_stranger)
{
    CHECK_INT(stranger_reason(STR(LEADER "001000200000008004100002020001800043\x1E"
                                         "1\x1E\x1D")),
              REASON_NONE);
    CHECK_INT(stranger_reason(STR("RIFF;Judul\nMZ;x\n")), REASON_NONE);
    CHECK_INT(stranger_reason(STR("Judul;Pengarang\nCreate table;X\n")), REASON_NONE);
    CHECK_INT(stranger_reason(STR("9789793062792;L ;x")), REASON_NONE);
    CHECK_INT(stranger_reason((struct str){0}), REASON_NONE);
}
