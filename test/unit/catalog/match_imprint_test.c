/* match_imprint_test.c -- publishers, places, years and extents as cataloguers write them. */
#include "test.h"

#include "base/checked.h"
#include "catalog/match.h"

/* The imprint as "Place ; Place : Publisher ; Publisher". */
struct sketch {
    const char *places[3], *publishers[3], *year_text, *extent, *series_volume;
    int year;
};

static void describe(struct arena *a, const struct sketch *s, struct match_facts *ret)
{
    struct bib b = {.format = FORMAT_BOOK,
                    .title = STR("The analysis of categorical data"),
                    .place = str_of(s->places[0]),
                    .publisher = str_of(s->publishers[0]),
                    .year_text = str_of(s->year_text),
                    .year = s->year,
                    .extent = str_of(s->extent)};
    b.title_short = b.title;
    VEC_PUSH(a, &b.names, (struct bib_name){.name = STR("Plackett, R. L.")});
    for (size_t i = 1; i < COUNT(s->places) && s->places[i]; i++)
        VEC_PUSH(a, &b.places, str_of(s->places[i]));
    for (size_t i = 1; i < COUNT(s->publishers) && s->publishers[i]; i++)
        VEC_PUSH(a, &b.publishers, str_of(s->publishers[i]));
    if (s->series_volume)
        VEC_PUSH(a, &b.series,
                 (struct bib_series){STR("Statistical monographs"), str_of(s->series_volume)});
    match_facts_of(&b, a, ret);
}

static bool has_sign(const struct match_result *r, enum match_sign s)
{
    for (size_t i = 0; i < r->n_reasons; i++)
        if (r->reason[i].sign == s) return true;
    return false;
}

/* Judged from either side, and the same after packing, the pair has the sign. */
static bool gives(struct arena *a, enum match_sign s, struct sketch x, struct sketch y)
{
    struct buf CLEANUP(buf_release) packed = BUF(MATCH_PACKED_MAX);
    struct match_facts fx, fy, unpacked;
    struct match_result there, back, again;
    describe(a, &x, &fx);
    describe(a, &y, &fy);
    match_judge(&fx, &fy, &there);
    match_judge(&fy, &fx, &back);
    match_facts_pack(&fx, &packed);
    CHECK(match_facts_unpack(buf_str(&packed), &unpacked));
    match_judge(&unpacked, &fy, &again);
    CHECK(there.score == back.score && there.verdict == back.verdict);
    CHECK(there.score == again.score && there.verdict == again.verdict);
    CHECK(has_sign(&there, s) == has_sign(&back, s));
    return has_sign(&there, s);
}

#define X(...) ((struct sketch){__VA_ARGS__})

TEST(which_of_several_publishers_comes_first_does_not_matter)
{
    struct sketch both = X({"London", "New York"}, {"Griffin", "Hafner Press"}, .year = 1974);
    struct sketch turned = X({"New York", "London"}, {"Hafner", "C. Griffin"}, .year = 1974);
    struct sketch one = X({"New York"}, {"Hafner Press"}, .year = 1974);
    struct sketch other = X({"Oxford"}, {"Clarendon"}, .year = 1974);
    CHECK(gives(mem, SIGN_PUBLISHER_AMONG, both, turned));
    CHECK(gives(mem, SIGN_PLACE_AMONG, both, turned));
    CHECK(gives(mem, SIGN_PUBLISHER_AMONG, both, one));
    CHECK(gives(mem, SIGN_PLACE_AMONG, both, one));
    CHECK(!gives(mem, SIGN_IMPRINT_DIFFERS, both, one));
    CHECK(gives(mem, SIGN_PUBLISHER_DIFFERS, both, other));
    CHECK(gives(mem, SIGN_IMPRINT_DIFFERS, both, other));
    CHECK(gives(mem, SIGN_PUBLISHER_SAME, both, both));
}

TEST(a_year_that_is_known_by_its_decade_or_guessed_is_a_range)
{
    struct sketch stated = X(.year = 1896, .year_text = "1896");
    CHECK(gives(mem, SIGN_YEAR_GUESSED, stated, X(.year_text = "18--?")));
    CHECK(gives(mem, SIGN_YEAR_GUESSED, stated, X(.year = 1800, .year_text = "18--")));
    CHECK(gives(mem, SIGN_YEAR_GUESSED, stated, X(.year_text = "189-")));
    CHECK(gives(mem, SIGN_YEAR_GUESSED, stated, X(.year = 1898, .year_text = "1898?")));
    CHECK(gives(mem, SIGN_YEAR_GUESSED, stated, X(.year = 1895, .year_text = "ca. 1895")));
    CHECK(gives(mem, SIGN_YEAR_GUESSED, X(.year = 1897, .year_text = "1897?"),
                X(.year = 1894, .year_text = "1894]?")));
    CHECK(gives(mem, SIGN_YEAR_SAME, stated, X(.year = 1896, .year_text = "1896?")));
    CHECK(gives(mem, SIGN_YEAR_FAR, stated, X(.year = 1880, .year_text = "188-?")));
    CHECK(gives(mem, SIGN_YEAR_NEAR, stated, X(.year = 1899, .year_text = "1899?")));
    CHECK(gives(mem, SIGN_YEAR_NEXT, stated, X(.year = 1897, .year_text = "1897 [18--?]")));
    CHECK(gives(mem, SIGN_YEAR_NEAR, stated, X(.year = 1899, .year_text = "1899-1901")));
}

TEST(pages_are_read_with_thousands_and_without_plates)
{
    struct sketch pages = X(.extent = "xvi, 1042 p. ; 23 cm", .year = 1974);
    CHECK(gives(mem, SIGN_PAGES_SAME, pages, X(.extent = "xvi, 1,042 p.", .year = 1974)));
    CHECK(gives(mem, SIGN_PAGES_SAME, pages, X(.extent = "1.042 hlm.", .year = 1974)));
    pages.extent = "[8] p., 24 plates";
    CHECK(gives(mem, SIGN_PAGES_SAME, pages,
                X(.extent = "[8] pages, 24 leaves of plates", .year = 1974)));
    pages.extent = "348 p.";
    CHECK(gives(mem, SIGN_PAGES_SAME, pages,
                X(.extent = "[4], 348 p., [1] leaf of plates", .year = 1974)));
    CHECK(gives(mem, SIGN_PAGES_SAME, pages, X(.extent = "348, [16] p. of plates", .year = 1974)));
}

TEST(the_v_before_a_volume_is_no_five)
{
    CHECK(gives(mem, SIGN_SERIES_VOLUME, X(.series_volume = "v. 12"), X(.series_volume = "v. 13")));
    CHECK(gives(mem, SIGN_SERIES_SAME, X(.series_volume = "v. 12"), X(.series_volume = "no. 12")));
    CHECK(
        gives(mem, SIGN_SERIES_SAME, X(.series_volume = "v. T48"), X(.series_volume = "vol. T48")));
    CHECK(gives(mem, SIGN_SERIES_SAME, X(.series_volume = "v. V"), X(.series_volume = "5")));
}
