/* unimarc_test.c -- UNIMARC by hand: recognised, converted, never garbled. */
#include "test.h"

#include "make.h"
#include "record/unimarc.h"

static const char *const book = "LDR 00000nam  2200000   450 \n"
                                "001 12\n"
                                "010 __$a2-07-036822-X$dEUR 7\n"
                                "100 __$a20020204d1972    em y0frey0103    ba\n"
                                "101 0_$afre\n"
                                "200 1_$aL'\xC2\x88\xC3\x89tranger$eroman$fAlbert Camus$gtrad. X\n"
                                "210 __$aParis$cGallimard$d1972\n"
                                "215 __$a185 p.$d18 cm\n"
                                "225 2_$aFolio$v2\n"
                                "606 __$aMorale$xRoman$yAlg\xC3\xA9rie$z1940\n"
                                "700 _1$aCamus$bAlbert$f1913-1960$4070\n"
                                "702 _1$aDupont$bJean$4730\n"
                                "801 _0$aFR$bBN\n"
                                "995 __$bBU$cSALLE$f0012345$k840 CAM\n";

static struct bib converted(struct arena *mem, const char *text, struct faults *f)
{
    struct marc m = marc_of(mem, text);
    struct bib b;
    CHECK(unimarc_recognise(&m));
    unimarc_to_marc21(&m, mem, &m, f);
    bib_from_marc(&m, NULL, mem, &b, f);
    return b;
}

TEST(a_unimarc_record_is_described_like_any_other)
{
    struct faults f = {0};
    struct bib b = converted(mem, book, &f);
    CHECK_STR(reasons(mem, &f), "unimarc");
    CHECK_STR(b.control, "12");
    CHECK_STR(b.title, "L'\xC3\x89tranger : roman");
    CHECK_INT(b.names.n, 2);
    CHECK_STR(b.names.item[0].name, "Camus, Albert");
    CHECK(b.names.item[0].main && b.names.item[0].role == ROLE_AUTHOR);
    CHECK(b.names.item[1].role == ROLE_TRANSLATOR);
    CHECK_STR(joined(mem, &b.isbns), "9782070368228");
    CHECK_STR(b.publisher, "Gallimard");
    CHECK_STR(b.place, "Paris");
    CHECK_INT(b.year, 1972);
    CHECK_STR(joined(mem, &b.languages), "fre");
    CHECK_STR(joined(mem, &b.subjects), "Morale -- Roman -- Alg\xC3\xA9rie -- 1940");
    CHECK_INT(b.series.n, 1);
    CHECK_INT(b.items.n, 1);
    CHECK_STR(b.items.item[0].code, "0012345");
    CHECK_STR(b.items.item[0].call_number, "840 CAM");
}

TEST(iso5426_is_what_unimarc_is_in_when_it_is_not_utf8)
{
    struct faults f = {0};
    struct bib b = converted(mem,
                             "LDR 00000nam  2200000   450 \n200 1_$a\xC2"
                             "Etude\n100 __$a20020204d1972\n",
                             &f);
    CHECK_STR(b.title, "\xC3\x89tude");
}

TEST(marc21_is_never_taken_for_unimarc)
{
    struct marc m = marc_of(mem, "LDR 00000nam a2200000   450 \n245 10$aSaman\n200 1_$ax\n");
    CHECK(!unimarc_recognise(&m));
    m = marc_of(mem, "LDR 00000nam a2200000 a 4500\n100 1_$aUtami, Ayu\n500 __$ano title\n");
    CHECK(!unimarc_recognise(&m));
    m = marc_of(mem, "LDR 00000nam a2200000 a 4500\n200 1_$aOnly this\n");
    CHECK(!unimarc_recognise(&m));
}

TEST(unimarc_without_a_title_is_refused_as_such)
{
    struct faults f = {0};
    struct bib b = converted(mem, "LDR 00000nam0 2200000   450 \n215 __$a1 microfiche\n", &f);
    CHECK_INT(b.title.n, 0);
    CHECK_STR(reasons(mem, &f), "unimarc no-title");
}

TEST(unimarc_is_known_by_its_processing_data_alone)
{
    struct marc m = marc_of(mem, "LDR 00000 am                \n100 __$a20210630d1977    m  y0fre\n"
                                 "210 __$aParis$d1977\n");
    CHECK(unimarc_recognise(&m));
}

TEST(codes_that_mean_nothing_in_iso5426_have_words_of_their_own)
{
    struct faults f = {0};
    (void)converted(mem,
                    "LDR 00000nam  2200000   450 \n200 1_$aEt\xFF"
                    "e\n100 __$a20020204d1972    m\n",
                    &f);
    CHECK_STR(reasons(mem, &f), "unimarc iso5426-bad");
}

TEST(authorities_of_unimarc_are_not_for_a_catalogue)
{
    struct faults f = {0};
    struct marc m = marc_of(mem, "LDR 00000nx   2200000   450 \n200 _1$aCamus$bAlbert\n");
    CHECK(unimarc_recognise(&m));
    unimarc_to_marc21(&m, mem, &m, &f);
    CHECK(!bib_is_bibliographic(&m));
}
