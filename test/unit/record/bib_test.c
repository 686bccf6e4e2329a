/* bib_test.c -- what a MARC record says. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "make.h"
#include "record/iso2709.h"

TEST(title_proper_and_rest_part_and_responsibility)
{
    struct bib b = bib_of(mem,
                          "245 10$aBahasa Indonesia$h[text] :$buntuk SMA.$nJilid 2,$pKelas XI "
                          "/$coleh Tim Penulis.\n",
                          NULL);
    CHECK_STR(b.title, "Bahasa Indonesia : untuk SMA");
    CHECK_STR(b.title_short, "Bahasa Indonesia");
    CHECK_STR(b.part, "Jilid 2, Kelas XI");
    CHECK_STR(b.responsibility, "oleh Tim Penulis");
}

TEST(records_without_isbd_punctuation_get_the_marks_they_mean)
{
    struct bib b =
        bib_of(mem, "245 10$aDie Blechtrommel$bRoman\n300 __$a778 S.$bIll.$c21 cm\n", NULL);
    CHECK_STR(b.title, "Die Blechtrommel : Roman");
    CHECK_STR(b.extent, "778 S. : Ill. ; 21 cm");
}

TEST(marks_that_frame_an_article_for_sorting_are_not_shown)
{
    struct bib b = bib_of(mem,
                          "245 10$a\xC2\x98"
                          "Die\xC2\x9C Blechtrommel\n",
                          NULL);
    CHECK_STR(b.title, "Die Blechtrommel");
    CHECK_STR(bib_of(mem, "245 10$a<<Die>> Deutschen\n", NULL).title, "Die Deutschen");
    CHECK_STR(bib_of(mem, "245 10$aa << b\n", NULL).title, "a << b");
}

TEST(the_title_in_its_own_script_stands_beside)
{
    struct bib b = bib_of(mem,
                          "245 10$6880-02$aAlam al-ruh\n880 10$6100-01$aX\n"
                          "880 10$6245-02/(3/r$a\xD8\xB9\xD8\xA7\xD9\x84\xD9\x85 /$cY\n",
                          NULL);
    CHECK_STR(b.title, "Alam al-ruh");
    CHECK_STR(b.native, "\xD8\xB9\xD8\xA7\xD9\x84\xD9\x85");
}

TEST(other_titles_are_kept_once)
{
    struct bib b =
        bib_of(mem,
               "222 _0$aBABAD\n130 0_$aBabad Tanah Jawi.\n245 10$aBabad\n246 3_$aBabad Jawi\n"
               "246 3_$aBABAD JAWI\n240 10$aBabad\n740 02$aSerat.\n",
               NULL);
    CHECK_STR(joined(mem, &b.other_titles), "Babad Tanah Jawi | Babad Jawi | Serat");
}

TEST(a_record_without_a_title_takes_another_or_says_so)
{
    struct faults f = {0};
    CHECK_STR(bib_of(mem, "245 __$kSurat-surat$f1901-1904\n", &f).title, "Surat-surat 1901-1904");
    CHECK_STR(bib_of(mem, "246 __$aTitel lain\n", &f).title, "Titel lain");
    CHECK_INT(f.n, 0);
    CHECK_STR(bib_of(mem, "100 1_$aAnon\n", &f).title, "");
    CHECK_STR(reasons(mem, &f), "no-title");
    f.n = 0;
    bib_of(mem, "LDR 00000ny  a2200000   4500\n004 1\n852 __$bA\n", &f);
    CHECK_INT(f.n, 0);
}

TEST(names_come_without_dates_with_their_part_in_the_work)
{
    struct bib b = bib_of(mem,
                          "100 1_$aHirata, Andrea,$d1967-$epengarang.\n"
                          "110 2_$aIndonesia.$bDepartemen Pendidikan.\n"
                          "700 1_$aKilbane, Angie,$etranslator.\n"
                          "700 0_$aJohn Paul$bII,$cPope,$d1920-2005.\n"
                          "700 1_$aToer, P. A.,$4http://id.loc.gov/vocabulary/relators/edt\n"
                          "700 1_$aKILBANE, ANGIE\n"
                          "711 2_$aKonferensi Perpustakaan$n(3 :$d2001 :$cBandung)\n",
                          NULL);
    CHECK_INT(b.names.n, 6);
    CHECK_STR(b.names.item[0].name, "Hirata, Andrea");
    CHECK(b.names.item[0].main && b.names.item[0].role == ROLE_AUTHOR);
    CHECK_STR(b.names.item[1].name, "Indonesia. Departemen Pendidikan");
    CHECK(b.names.item[1].corporate);
    CHECK_STR(b.names.item[2].name, "Kilbane, Angie");
    CHECK_INT(b.names.item[2].role, ROLE_TRANSLATOR);
    CHECK_STR(b.names.item[3].name, "John Paul II, Pope");
    CHECK_INT(b.names.item[3].role, ROLE_CONTRIBUTOR);
    CHECK_INT(b.names.item[4].role, ROLE_EDITOR);
    CHECK_STR(b.names.item[5].name, "Konferensi Perpustakaan");
}

TEST(publishers_are_no_contributors)
{
    struct bib b = bib_of(mem,
                          "700 1_$aSatu$4aut\n710 2_$aDua GmbH$4pbl$eVerlag\n"
                          "710 2_$aTiga$epenerbit\n710 2_$aEmpat$epenyelenggara\n",
                          NULL);
    CHECK_INT(b.names.n, 2);
    CHECK_STR(b.names.item[1].name, "Empat");
}

TEST(publication_is_264_1_before_260_before_production)
{
    struct bib b = bib_of(mem,
                          "264 _4$c\xC2\xA9"
                          "2016\n264 _0$aX$bY$c1999\n"
                          "264 _1$a[Jakarta] :$bGramedia Pustaka Utama,$c2015.\n",
                          NULL);
    CHECK_STR(b.place, "[Jakarta]");
    CHECK_STR(b.publisher, "Gramedia Pustaka Utama");
    CHECK_STR(b.year_text, "2015");
    CHECK_INT(b.year, 2015);
    b = bib_of(mem, "260 __$a[Jakarta :$bs.n.],$c[1998?]\n", NULL);
    CHECK_STR(b.place, "Jakarta");
    CHECK_STR(b.publisher, "");
    b = bib_of(mem, "260 __$a[S.l. :$bs.n.,$c19--?].\n", NULL);
    CHECK_STR(b.place, "");
    CHECK_STR(b.publisher, "");
    CHECK_STR(b.year_text, "19--?");
    CHECK_INT(b.year, 0);
}

TEST(years_are_read_as_librarians_write_them)
{
    static const struct {
        const char *text;
        int year, end;
    } cases[] = {
        {"[1998?]", 1998, 0},
        {"c2005", 2005, 0},
        {"19[98]-2001", 1998, 2001},
        {"[20]05", 2005, 0},
        {"19--", 0, 0},
        {"199-?", 0, 0},
        {"2007 [i.e. 2008]", 2008, 0},
        {"1421 H/2000 M", 2000, 0},
        {"1421 H", 0, 0},
        {"Heisei 10 [1998]", 1998, 0},
        {"1998-2004", 1998, 2004},
        {"1998-99", 1998, 1999},
        {"1998-", 1998, 0},
        {"12005", 0, 0},
        {"Cet. 3, 2018", 2018, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[80];
        snprintf(text, sizeof text, "LDR 00000nas a2200000 a 4500\n260 __$c%s\n", cases[i].text);
        struct bib b = bib_of(mem, text, NULL);
        CHECK_INT(b.year, cases[i].year);
        CHECK_INT(b.year_end, cases[i].end);
    }
}

TEST(the_year_of_008_serves_when_the_imprint_has_none)
{
    struct bib b = bib_of(mem, "008 990101s1987    io            000 0 ind d\n245 00$aA\n", NULL);
    CHECK_INT(b.year, 1987);
    b = bib_of(mem, "LDR 00000nas a2200000 a 4500\n008 990101d19872001io            000 0 ind d\n",
               NULL);
    CHECK_INT(b.year, 1987);
    CHECK_INT(b.year_end, 2001);
    b = bib_of(mem, "LDR 00000nas a2200000 a 4500\n008 990101c19879999io            000 0 ind d\n",
               NULL);
    CHECK_INT(b.year_end, 0);
}

TEST(an_unknown_year_is_no_fault)
{
    struct faults f = {0};
    bib_of(mem, "245 00$aA\n260 __$a_$c[19--?]\n", &f);
    CHECK_INT(f.n, 0);
}

TEST(a_year_that_cannot_be_read_is_told_with_its_field)
{
    struct faults f = {0};
    bib_of(mem, "245 00$aA\n260 __$a_$c20155\n", &f);
    CHECK_STR(reasons(mem, &f), "year-odd");
    CHECK(strcmp(f.item[0].field, "260$c") == 0);
    CHECK_STR(f.item[0].excerpt, "20155");
}

TEST(a_series_as_printed_and_as_authorised_is_one_series)
{
    struct bib b =
        bib_of(mem, "490 1_$aSeri sastra ;$v3\n830 _0$aSeri sastra Indonesia ;$v3.\n", NULL);
    CHECK_INT(b.series.n, 1);
    CHECK_STR(b.series.item[0].title, "Seri sastra Indonesia");
    CHECK_STR(b.series.item[0].volume, "3");
    b = bib_of(mem,
               "490 1_$aSeri A. Bagian I, Bahasa ;$v9\n490 1_$aSerie A\n"
               "830 _0$aSeri A.$nBagian I,$pBahasa ;$vBd. 9.\n",
               NULL);
    CHECK_INT(b.series.n, 2);
    CHECK_STR(b.series.item[0].title, "Seri A. Bagian I, Bahasa");
    b = bib_of(mem, "490 0_$aSatu ;$v1\n490 1_$aDua\n830 _0$aDua ;$v2\n440 _0$aTiga ;$v7\n", NULL);
    CHECK_INT(b.series.n, 3);
    CHECK_STR(b.series.item[1].title, "Dua");
    CHECK_STR(b.series.item[1].volume, "2");
}

TEST(numbers_go_where_they_belong)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "010 __$a  2004123456\n020 __$a9789793062792 (pbk.) :$cRp 50.000\n"
                          "020 __$a979-3062-79-7$z0000000000\n020 __$a9789793062793\n"
                          "020 __$a(cloth)\n022 __$a0024-9319\n024 3_$a9789793062792\n"
                          "035 __$a(OCoLC)123\n245 00$aLaskar pelangi\n",
                          &f);
    CHECK_STR(joined(mem, &b.isbns), "9789793062792");
    CHECK_STR(joined(mem, &b.issns), "0024-9319");
    CHECK_STR(joined(mem, &b.other_ids), "2004123456 | 0000000000 | 9789793062793 | (OCoLC)123");
    CHECK_STR(reasons(mem, &f), "isbn-wrong");
    CHECK(strcmp(f.item[0].field, "020$a") == 0);
}

TEST(an_isbn_that_lost_its_leading_zero_is_found)
{
    struct faults f = {0};
    struct bib b = bib_of(mem, "020 __$a306406152 (v. 2)\n245 00$aA\n", &f);
    CHECK_STR(joined(mem, &b.isbns), "9780306406157");
    CHECK_INT(f.n, 0);
}

TEST(languages_come_from_008_and_041_codes_and_names)
{
    const char *text = "008 990101s1987    io            000 0 ind d\n041 1_$aindengjav$hger\n"
                       "041 __$aBahasa Arab$afra\n245 00$aA\n";
    struct bib b = bib_of(mem, text, NULL);
    CHECK_STR(joined(mem, &b.languages), "ind | eng | jav | ara | fre");
}

TEST(subjects_keep_their_subdivisions_and_come_once)
{
    struct bib b = bib_of(
        mem,
        "600 14$aSoekarno,$d1901-1970$xPolitik.\n"
        "650 _0$aFiction$zIndonesia$y20th century.\n"
        "650 _7$aFICTION$zIndonesia$y20th century$2fast\n"
        "650 _6$aRoman\n653 __$alaut$ailmu$a(BISAC Subject Heading)LAW011\n655 _7$aNovel.$2lcgft\n",
        NULL);
    CHECK_STR(joined(mem, &b.subjects),
              "Soekarno, 1901-1970 -- Politik | "
              "Fiction -- Indonesia -- 20th century | laut | ilmu | Novel");
    b = bib_of(mem, "650 _6$aRoman\n", NULL);
    CHECK_STR(joined(mem, &b.subjects), "Roman");
}

TEST(notes_for_the_staff_stay_inside)
{
    struct bib b = bib_of(mem,
                          "500 __$aTerjemahan.\n541 __$aHibah$hRp 5\n583 __$aDijilid\n"
                          "590 __$aHilang 2001\n505 0_$aSatu -- Dua\n520 __$aRingkas.\n"
                          "520 __$aLagi.\n",
                          NULL);
    CHECK_STR(joined(mem, &b.notes), "Terjemahan.");
    CHECK_STR(b.contents, "Satu -- Dua");
    CHECK_STR(b.summary, "Ringkas. Lagi.");
}

TEST(classes_and_call_numbers_in_order_of_use)
{
    struct bib b = bib_of(mem, "050 00$aPL5089$b.H57\n082 04$a899/.2213$222\n", NULL);
    CHECK_STR(b.classification, "899.2213");
    CHECK_STR(b.call_number, "PL5089 .H57");
    b = bib_of(mem, "084 __$a297.1$bALI f\n", NULL);
    CHECK_STR(b.classification, "297.1");
    CHECK_STR(b.call_number, "297.1 ALI f");
}

TEST(links_to_the_text_make_it_online_and_others_do_not)
{
    struct bib b = bib_of(mem, "856 41$uhttps://contoh.id/buku.pdf\n", NULL);
    CHECK(b.online);
    b = bib_of(mem, "856 41$3Table of contents$uhttp://contoh.id/isi\n856 42$uhttp://x.id\n", NULL);
    CHECK(!b.online);
    CHECK_INT(b.urls.n, 2);
    b = bib_of(mem, "856 40$ujavascript:alert(1)\n", NULL);
    CHECK_INT(b.urls.n, 0);
}

TEST(the_format_is_that_of_leader_and_codes)
{
    static const struct {
        const char *text;
        enum format format;
    } cases[] = {
        {"LDR 00000nam a2200000 a 4500\n245 00$aA\n", FORMAT_BOOK},
        {"LDR 00000nas a2200000 a 4500\n245 00$aA\n", FORMAT_SERIAL},
        {"LDR 00000nab a2200000 a 4500\n773 0_$tMajalah$gNo. 3\n", FORMAT_ARTICLE},
        {"LDR 00000nam a2200000 a 4500\n502 __$aSkripsi\n", FORMAT_THESIS},
        {"LDR 00000ntm a2200000 a 4500\n245 00$aA\n", FORMAT_MANUSCRIPT},
        {"LDR 00000nem a2200000 a 4500\n245 00$aA\n", FORMAT_MAP},
        {"LDR 00000ncm a2200000 a 4500\n245 00$aA\n", FORMAT_SCORE},
        {"LDR 00000njm a2200000 a 4500\n245 00$aA\n", FORMAT_MUSIC},
        {"LDR 00000nim a2200000 a 4500\n245 00$aA\n", FORMAT_AUDIO},
        {"LDR 00000ngm a2200000 a 4500\n245 00$aA\n", FORMAT_VIDEO},
        {"LDR 00000nkm a2200000 a 4500\n245 00$aA\n", FORMAT_IMAGE},
        {"LDR 00000nmm a2200000 a 4500\n245 00$aA\n", FORMAT_SOFTWARE},
        {"LDR 00000nom a2200000 a 4500\n245 00$aA\n", FORMAT_KIT},
        {"LDR 00000nrm a2200000 a 4500\n245 00$aA\n", FORMAT_OBJECT},
        {"LDR 00000       2200000   4500\n020 __$a9789793062792\n", FORMAT_BOOK},
        {"LDR 00000       2200000   4500\n300 __$axii, 92 p. :\n", FORMAT_BOOK},
        {"LDR 00000       2200000   4500\n245 00$aA$h[sound recording]\n", FORMAT_AUDIO},
        {"LDR 00000       2200000   4500\n022 __$a0024-9319\n", FORMAT_SERIAL},
        {"LDR 00000       2200000   4500\n245 00$aA\n", FORMAT_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bib b = bib_of(mem, cases[i].text, NULL);
        CHECK_STR(str_of(format_name(b.format)), format_name(cases[i].format));
    }
    enum format f;
    CHECK(format_parse(STR("thesis"), &f) && f == FORMAT_THESIS);
    CHECK(!format_parse(STR("buku"), &f));
}

TEST(an_article_names_its_journal)
{
    struct bib b =
        bib_of(mem, "245 00$aA\n773 0_$tMajalah ilmu.$gVol. 2, no. 3 (2001)$x1234-5679\n", NULL);
    CHECK_STR(b.host, "Majalah ilmu, Vol. 2, no. 3 (2001)");
    CHECK_STR(bib_of(mem, "245 00$aA\n773 0_$t403001309\n", NULL).host, "");
}

TEST(control_numbers_carry_their_system_and_holdings_their_parent)
{
    struct bib b = bib_of(mem, "001 42\n003 ID-JkPNI\n245 00$aA\n", NULL);
    CHECK_STR(b.control, "ID-JkPNI/42");
    b = bib_of(mem, "LDR 00000dy  a2200000   4500\n001 h1\n004 42\n852 __$bPusat\n", NULL);
    CHECK(b.holdings_only && b.deleted);
    CHECK_STR(b.parent, "42");
    struct marc m = marc_of(mem, "LDR 00000nz  a2200000   4500\n001 1\n");
    CHECK(!bib_is_bibliographic(&m));
    m = marc_of(mem, "001 1\n");
    CHECK(bib_is_bibliographic(&m));
}

TEST(text_that_is_utf8_is_read_whatever_the_leader_says)
{
    struct faults f = {0};
    struct bib b = bib_of(mem, "LDR 00000nam  2200000 a 4500\n245 00$a\xC3\x89tude\n", &f);
    CHECK_STR(b.title, "\xC3\x89tude");
    CHECK_INT(f.n, 0);
}

TEST(marc8_is_read_without_a_word)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "LDR 00000nam  2200000 a 4500\n100 1_$aB\xE8"
                          "ocher\n"
                          "245 00$a\xE2"
                          "Etude\n",
                          &f);
    CHECK_STR(b.title, "\xC3\x89tude");
    CHECK_STR(b.names.item[0].name, "B\xC3\xB6"
                                    "cher");
    CHECK_INT(f.n, 0);
}

TEST(marc8_under_a_leader_that_says_utf8_is_read_with_a_word)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "LDR 00000nam a2200000 a 4500\n100 1_$aB\xE8"
                          "ocher\n"
                          "245 00$a\xE2"
                          "Etude\n",
                          &f);
    CHECK_STR(b.title, "\xC3\x89tude");
    CHECK_STR(reasons(mem, &f), "read-as-marc8");
    CHECK(memcmp(f.item[0].field, "100", 4) == 0);
}

TEST(latin1_is_told_from_marc8_by_where_marks_would_stand)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "LDR 00000nam a2200000 a 4500\n245 00$a\xC4pfel und B\xFC"
                          "cher\n",
                          &f);
    CHECK_STR(b.title, "\xC3\x84pfel und B\xC3\xBC"
                       "cher");
    CHECK_STR(reasons(mem, &f), "read-as-latin1");
}

TEST(a_capital_inside_a_word_is_no_latin1)
{
    struct faults f = {0};
    struct bib b = bib_of(mem, "LDR 00000nam  2200000 a 4500\n245 00$aBed\xC9rich\n", &f);
    CHECK_STR(b.title, "Bed\xEF\xBF\xBDrich");
    CHECK_STR(reasons(mem, &f), "marc8-bad");
}

TEST(one_field_in_marc8_beside_others_in_utf8_is_read)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "LDR 00000nam  2200000 a 4500\n100 1_$aB\xC3\xB6"
                          "cher\n245 00$a\xE2"
                          "Etude\n",
                          &f);
    CHECK_STR(b.title, "\xC3\x89tude");
    CHECK_STR(b.names.item[0].name, "B\xC3\xB6"
                                    "cher");
}

TEST(codes_without_meaning_in_marc8_are_said)
{
    struct faults f = {0};
    struct bib b = bib_of(mem,
                          "LDR 00000nam  2200000 a 4500\n245 00$a\xE2"
                          "Etude \xE2"
                          "e\xAF\n",
                          &f);
    CHECK_STR(b.title, "\xC3\x89tude \xC3\xA9\xEF\xBF\xBD");
    CHECK_STR(reasons(mem, &f), "marc8-bad");
}

TEST(bytes_that_are_not_utf8_are_replaced_and_placed)
{
    struct marc m;
    struct bib b;
    struct faults f = {0};
    struct str good = iso_of(mem, "001 a\n245 00$aTanahXair\n");
    struct str bytes = replaced(mem, good, STR("X"), STR("\xFF"));
    CHECK(iso2709_parse(bytes, mem, &m, &f) == OK);
    bib_from_marc(&m, NULL, mem, &b, &f);
    CHECK_STR(b.title, "Tanah\xEF\xBF\xBD"
                       "air");
    CHECK_STR(reasons(mem, &f), "not-utf8");
    CHECK(memcmp(bytes.p + f.item[0].byte,
                 "\x1F"
                 "aTanah",
                 7) == 0);
}

TEST(what_is_exported_says_the_same_when_read)
{
    const char *text = "001 42\n003 X\n008 990101s2005    xx            000 0 ind d\n"
                       "020 __$a9789793062792\n100 1_$aHirata, Andrea\n"
                       "245 10$aLaskar pelangi :$bnovel\n250 __$aCet. 2\n"
                       "264 _1$aYogyakarta$bBentang$c2005\n300 __$axiv, 529 hlm.\n"
                       "490 0_$aSeri ;$v4\n500 __$aCatatan\n650 _4$aFiksi -- Indonesia\n"
                       "852 __$bPusat$jF HIR l$p0001\n866 _0$aJilid 1-3\n";
    struct bib b = bib_of(mem, text, NULL), c;
    struct marc m;
    bib_to_marc(&b, mem, &m);
    bib_from_marc(&m, NULL, mem, &c, NULL);
    CHECK(str_eq(c.control, b.control) && str_eq(c.title, b.title));
    CHECK(str_eq(c.title_short, b.title_short) && str_eq(c.edition, b.edition));
    CHECK(str_eq(c.place, b.place) && str_eq(c.publisher, b.publisher) && c.year == b.year);
    CHECK(str_eq(c.extent, b.extent) && c.format == b.format);
    CHECK_STR(c.names.item[0].name, "Hirata, Andrea");
    CHECK(c.names.item[0].main);
    CHECK(str_eq(joined(mem, &c.isbns), joined(mem, &b.isbns)));
    CHECK(str_eq(joined(mem, &c.languages), joined(mem, &b.languages)));
    CHECK(str_eq(joined(mem, &c.subjects), joined(mem, &b.subjects)));
    CHECK_STR(c.series.item[0].volume, "4");
    CHECK_INT(c.items.n, 1);
    CHECK_STR(c.items.item[0].code, "0001");
    CHECK_STR(c.items.item[0].call_number, "F HIR l");
    CHECK_STR(c.items.item[0].coverage, "Jilid 1-3");
}

TEST(the_work_what_came_before_and_after_and_where_an_article_stands)
{
    struct bib b =
        bib_of(mem,
               "008 980101c19501998io            000 0 ind d\n240 10$aMax Havelaar.$lIndonesia\n"
               "245 10$aMax Havelaar\n765 08$tMax Havelaar, of De koffieveilingen\n"
               "773 0_$tPrisma$gVol. 3, no. 2 (1974), hlm. 11-20$x0301-6269\n"
               "780 00$tLama\n785 00$tBaru.\n",
               NULL);
    CHECK_STR(b.uniform, "Max Havelaar");
    CHECK_STR(joined(mem, &b.originals), "Max Havelaar, of De koffieveilingen");
    CHECK_STR(joined(mem, &b.earlier), "Lama");
    CHECK_STR(joined(mem, &b.later), "Baru");
    CHECK_STR(b.host_title, "Prisma");
    CHECK_STR(b.host_part, "Vol. 3, no. 2 (1974), hlm. 11-20");
    CHECK_STR(b.host_number, "0301-6269");
    CHECK_STR(b.country, "io");
    CHECK_INT(b.coded_year[0], 1950);
    CHECK_INT(b.coded_year[1], 1998);
}
