/* match_test.c -- pairs of descriptions that are one publication, and pairs that only look it. */
#include <stdlib.h>

#include "test.h"

#include "catalog/match.h"

struct sketch {
    const char *title, *author, *isbn, *edition, *publisher;
    int year;
};

static void describe(struct arena *a, const struct sketch *s, struct match_facts *ret)
{
    struct bib b = {.format = FORMAT_BOOK,
                    .title = str_of(s->title),
                    .edition = str_of(s->edition),
                    .publisher = str_of(s->publisher),
                    .year = s->year};
    b.title_short = str_trim(str_slice(b.title, 0, str_find_char(b.title, ':', 0)));
    if (s->author) VEC_PUSH(a, &b.names, (struct bib_name){.name = str_of(s->author)});
    if (s->isbn) VEC_PUSH(a, &b.isbns, str_of(s->isbn));
    match_facts_of(&b, a, ret);
}

static enum verdict judged(struct arena *a, struct sketch x, struct sketch y)
{
    struct match_facts fx, fy;
    struct match_result there, back;
    describe(a, &x, &fx);
    describe(a, &y, &fy);
    match_judge(&fx, &fy, &there);
    match_judge(&fy, &fx, &back);
    CHECK(there.verdict == back.verdict && there.score == back.score);
    return there.verdict;
}

static bool same(struct arena *a, struct sketch x, struct sketch y)
{
    return judged(a, x, y) == VERDICT_SAME;
}

static bool doubtful(struct arena *a, struct sketch x, struct sketch y)
{
    return judged(a, x, y) == VERDICT_DOUBT;
}

#define S(t, a, i, ...) ((struct sketch){.title = t, .author = a, .isbn = i, __VA_ARGS__})

/* One to six words of five, so that they repeat within a text and between two. */
static const char *some_words(struct arena *a, unsigned *seed)
{
    static const char *const word[] = {"ကုန်", "buku", "bukunya", "sejarah", "sej"};
    struct str text = {0};
    for (int n = rand_r(seed) % 6; n >= 0; n--)
        text = arena_printf(a, "%.*s%s ", STR_ARG(text), word[rand_r(seed) % 5]);
    return arena_cstr(a, str_trim(text));
}

TEST(a_pair_is_judged_alike_from_either_side)
{
    unsigned seed = 1;
    for (int i = 0; i < 3000; i++) {
        struct sketch pair[2];
        for (int k = 0; k < 2; k++)
            pair[k] = S(some_words(mem, &seed), some_words(mem, &seed), NULL, .year = 1955,
                        .publisher = some_words(mem, &seed));
        judged(mem, pair[0], pair[1]);
    }
}

TEST(the_same_book_is_known_by_isbn_or_by_title_author_and_year)
{
    CHECK(same(mem, S("Laskar Pelangi", "Hirata, Andrea", "9789793062792"),
               S("LASKAR PELANGI : sebuah novel", "Andrea Hirata", "9789793062792")));
    CHECK(same(mem, S("Saman", "Ayu Utami", NULL, .year = 1998),
               S("Saman.", "Utami, Ayu", NULL, .year = 1998)));
    CHECK(same(
        mem, S("Saman", "Ayu Utami", NULL, .year = 1998, .publisher = "PT Gramedia"),
        S("Saman", "Ayu Utami", NULL, .year = 1998, .publisher = "Kepustakaan Populer Gramedia")));
}

TEST(an_isbn_alone_joins_nothing)
{
    CHECK(!same(mem, S("Matematika", "Sukino", "9789790840751"),
                S("Sejarah", "Herimanto", "9789790840751")));
}

TEST(subtitles_tell_books_of_one_series_apart)
{
    CHECK(!same(
        mem, S("Nusa Jawa: silang budaya 1, batas-batas pembaratan", "Lombard", NULL, .year = 1996),
        S("Nusa Jawa: silang budaya 2, jaringan Asia", "Lombard", NULL, .year = 1996)));
    CHECK(!same(mem, S("Lima sekawan: di Pulau Harta", "Blyton", NULL, .year = 1980),
                S("Lima sekawan: beraksi kembali", "Blyton", NULL, .year = 1980)));
    /* one without a subtitle, one with a typing error, and different ones under one ISBN */
    CHECK(
        same(mem, S("Filosofi kopi", "Dee", NULL, .year = 2006, .publisher = "Gagas"),
             S("Filosofi kopi: kumpulan cerita", "Dee", NULL, .year = 2006, .publisher = "Gagas")));
    CHECK(same(mem, S("Kuasa ramalan: Pangeran Diponegoro", "Carey", NULL, .year = 2011),
               S("Kuasa ramalan: Pangeran Dipanegoro", "Carey", NULL, .year = 2011)));
    CHECK(doubtful(mem, S("Laskar pelangi: sebuah novel", "Hirata", "9789793062792"),
                   S("Laskar pelangi: kisah Belitung", "Hirata", "9789793062792")));
}

TEST(volumes_levels_and_audiences_stay_apart)
{
    CHECK(!same(mem, S("Matematika Kelas X", "Sukino", "9789790840751", .year = 2012),
                S("Matematika Kelas XI", "Sukino", "9789790840751", .year = 2012)));
    CHECK(!same(mem, S("Serat Centhini. Jilid 1", "Kamajaya", NULL, .year = 1985),
                S("Serat Centhini. Jilid 2", "Kamajaya", NULL, .year = 1985)));
    CHECK(!same(mem, S("Bahasa Indonesia : buku guru", "Maman", "9786022821038", .year = 2014),
                S("Bahasa Indonesia : buku siswa", "Maman", "9786022821038", .year = 2014)));
    CHECK(!same(mem, S("Fisika kelas XII semester 1", "Kanginan", NULL, .year = 2013),
                S("Fisika kelas XII semester 2", "Kanginan", NULL, .year = 2013)));
}

TEST(editions_stay_apart_and_printings_do_not)
{
    CHECK(!same(
        mem,
        S("Prosedur Penelitian", "Arikunto", "9789795182450", .edition = "Ed. 2", .year = 1998),
        S("Prosedur Penelitian", "Arikunto", "9789795182450", .edition = "Ed. revisi 4",
          .year = 1998)));
    CHECK(same(mem, S("Prosedur Penelitian", "Arikunto", "9789795182450", .edition = "Cet. 2"),
               S("Prosedur Penelitian", "Arikunto", "9789795182450", .edition = "Cetakan ke-11")));
}

TEST(without_a_number_year_publisher_and_author_must_agree)
{
    CHECK(!same(mem, S("Saman", "Ayu Utami", NULL, .year = 1998),
                S("Saman", "Ayu Utami", NULL, .year = 2013)));
    CHECK(!same(mem, S("Pulang", "Tere Liye", NULL, .year = 2012),
                S("Pulang", "Leila Chudori", NULL, .year = 2012)));
    CHECK(!same(mem, S("Atlas", "Tim", NULL, .year = 2010, .publisher = "Erlangga"),
                S("Atlas", "Tim", NULL, .year = 2010, .publisher = "Yudhistira")));
    CHECK(!same(mem, S("Laporan tahunan", NULL, NULL), S("Laporan tahunan", NULL, NULL)));
    CHECK(!same(mem, S("", NULL, NULL, .year = 2010), S("", NULL, NULL, .year = 2010)));
}

TEST(different_isbns_of_one_title_are_in_doubt)
{
    CHECK(doubtful(mem, S("Saman", "Ayu Utami", "9789799023179", .year = 1998),
                   S("Saman", "Ayu Utami", "9789799023173", .year = 1998)));
}

TEST(packed_facts_come_back_and_nothing_else_is_taken_for_them)
{
    struct buf CLEANUP(buf_release) packed = BUF(MATCH_PACKED_MAX), again = BUF(MATCH_PACKED_MAX);
    struct match_facts f, back;
    describe(mem, &S("Saman: novel", "Ayu Utami", "9789799023179", .year = 1998), &f);
    match_facts_pack(&f, &packed);
    CHECK(match_facts_unpack(buf_str(&packed), &back));
    CHECK_STR(back.names, "aju utami");
    CHECK(match_is_same(&f, &back));
    match_facts_pack(&back, &again);
    CHECK(str_eq(buf_str(&packed), buf_str(&again)));

    for (size_t n = 0; n < packed.n; n++)
        CHECK(!match_facts_unpack(str_slice(buf_str(&packed), 0, n), &back));
    buf_add_char(&packed, 'x');
    CHECK(!match_facts_unpack(buf_str(&packed), &back));
}

TEST(spelling_marks_and_reduplication_are_one_title)
{
    CHECK(same(mem,
               S("Sedjarah Djakarta", "Soekanto", NULL, .year = 1954, .publisher = "Soeroengan"),
               S("Sejarah Jakarta", "Sukanto", NULL, .year = 1954, .publisher = "Surungan")));
    CHECK(
        same(mem,
             S("Ilmu-ilmu sosial dan masyarakat", "Daldjoeni", NULL, .year = 1985,
               .publisher = "Alumni"),
             S("Ilmu2 Sosial & Masyarakat", "Daljuni", NULL, .year = 1985, .publisher = "Alumni")));
    CHECK(same(mem, S("Geografi untuk SMA kelas XI", "Nianto Mulyo", "9789790403970", .year = 2016),
               S("Geografi kelas 11", "B. Nianto Mulyo", "9789790403970", .year = 2016)));
}

TEST(names_come_in_any_order_with_titles_and_initials)
{
    CHECK(same(mem,
               S("Membumikan Al-Quran", "Prof. Dr. H. M. Quraish Shihab, M.A.", NULL, .year = 1992,
                 .publisher = "Mizan"),
               S("Membumikan Alquran", "Shihab, M. Quraish", NULL, .year = 1992,
                 .publisher = "PT Mizan")));
}

TEST(what_only_one_side_says_of_volume_or_class_is_for_a_person)
{
    CHECK(doubtful(mem, S("Matematika", "Sukino", "9789790840751", .year = 2012),
                   S("Matematika kelas XI", "Sukino", "9789790840751", .year = 2012)));
    CHECK(!same(mem, S("Fisika", "Halliday", NULL, .year = 1990, .publisher = "Erlangga"),
                S("Fisika 2", "Halliday", NULL, .year = 1990, .publisher = "Erlangga")));
    CHECK(!same(mem, S("Fisika", "Beiser", NULL, .year = 1990, .publisher = "Erlangga"),
                S("Fisika modern", "Beiser", NULL, .year = 1990, .publisher = "Erlangga")));
}

TEST(a_vast_title_is_compared_to_its_end_and_its_facts_fit)
{
    struct buf CLEANUP(buf_release) text = BUF(1 << 17), packed = BUF(MATCH_PACKED_MAX);
    struct match_facts x, y, back;
    for (int i = 0; i < 6000; i++) buf_printf(&text, "kata%d ", i);
    struct bib b = {.format = FORMAT_BOOK, .title = buf_str(&text), .year = 2000};
    b.title_short = b.title;
    for (int i = 0; i < 500; i++) VEC_PUSH(mem, &b.isbns, arena_printf(mem, "978%010d", i));
    match_facts_of(&b, mem, &x);
    b.title.n -= 3;
    b.title_short = b.title;
    match_facts_of(&b, mem, &y);
    CHECK(!str_eq(x.title, y.title));
    match_facts_pack(&x, &packed);
    CHECK(!packed.full && match_facts_unpack(buf_str(&packed), &back));
    CHECK_STR(back.title, arena_cstr(mem, x.title));
}
