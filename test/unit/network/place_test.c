/* place_test.c -- places by code and by what people type, points as people paste them. */
#include "network/place.h"

#include <math.h>

#include "base/checked.h"
#include "test.h"

static struct str found(struct arena *mem, const char *typed)
{
    struct places p;
    struct str codes[PLACE_FOUND_MAX];
    place_find(str_of(typed), mem, &p);
    for (size_t i = 0; i < p.n; i++) codes[i] = str_of(p.item[i].code);
    return arena_join(mem, codes, p.n, STR(" "));
}

TEST(the_country_has_38_provinces_and_514_regencies_and_cities)
{
    struct places provinces, inside, districts;
    size_t regencies = 0, n_districts = 0;
    place_inside(STR(""), mem, &provinces);
    CHECK_INT(provinces.n, 38);
    for (size_t i = 0; i < provinces.n; i++) {
        place_inside(str_of(provinces.item[i].code), mem, &inside);
        regencies += inside.n;
        for (size_t k = 0; k < inside.n; k++) {
            CHECK(place_is_inside(str_of(inside.item[k].code), str_of(provinces.item[i].code)));
            place_inside(str_of(inside.item[k].code), mem, &districts);
            n_districts += districts.n;
        }
    }
    CHECK_INT(regencies, 514);
    CHECK_INT(n_districts, 7285);
    place_inside(STR("340407"), mem, &inside);
    CHECK_INT(inside.n, 0);
    place_inside(STR("99"), mem, &inside);
    CHECK_INT(inside.n, 0);
}

TEST(a_code_gives_its_place_and_the_names_around_it)
{
    struct place p;
    CHECK(place_get(STR("3404"), &p));
    CHECK_STR(p.name, "Kabupaten Sleman");
    CHECK_STR(str_of(p.code), "3404");
    CHECK(p.located);
    CHECK_STR(place_full_name(mem, STR("340407")),
              "Depok, Kabupaten Sleman, Daerah Istimewa Yogyakarta");
    static const char *const none[] = {"",   "3",     "340", "3499", "340499",
                                       "99", "34040", "-3",  "34a4"};
    for (size_t i = 0; i < COUNT(none); i++) {
        CHECK(!place_get(str_of(none[i]), &p));
        CHECK_STR(place_full_name(mem, str_of(none[i])), "");
    }
}

TEST(a_place_is_found_as_people_type_it)
{
    CHECK_STR(found(mem, "Sleman"), "3404 340413");
    CHECK_STR(found(mem, "kab. sleman"), "3404");
    CHECK_STR(found(mem, "KABUPATEN  SLEMAN"), "3404");
    CHECK_STR(found(mem, "Kec. Sleman"), "340413");
    CHECK_STR(found(mem, "Gunung Kidul"), "3403");
    CHECK_STR(found(mem, "kota bandung"), "3273");
    CHECK_STR(found(mem, "kab bandung"), "3204");
    CHECK_STR(found(mem, "Depok, Sleman"), "340407");
    CHECK_STR(found(mem, "Depok, Kab. Sleman, DIY"), "340407");
    CHECK_STR(found(mem, "Kota Jakarta Pusat"), "3171");
    CHECK_STR(found(mem, "DKI Jakarta"), "31");
    CHECK_STR(found(mem, "prov. bali"), "51");
    CHECK_STR(found(mem, "Atlantis"), "");
    CHECK_STR(found(mem, " ,, "), "");
    CHECK_STR(found(mem, "Depok, Atlantis"), "");
}

TEST(a_regency_is_meant_before_the_district_of_its_name)
{
    struct places found;
    struct place p;
    place_find(STR("Sleman, DIY"), mem, &found);
    CHECK_INT(found.n, 2);
    CHECK(place_meant(&found, &p));
    CHECK_STR(str_of(p.code), "3404");
    place_find(STR("Depok"), mem, &found);
    CHECK(found.n > 1 && !place_meant(&found, &p));
    place_find(STR("Atlantis"), mem, &found);
    CHECK(!place_meant(&found, &p));
}

TEST(a_district_lies_where_its_regency_does_when_nothing_nearer_is_known)
{
    struct point p, seat;
    bool own = true;
    CHECK(place_point(STR("3404"), &seat, &own));
    CHECK(own);
    struct places districts;
    place_inside(STR("3404"), mem, &districts);
    size_t borrowed = 0;
    for (size_t i = 0; i < districts.n; i++) {
        CHECK(place_point(str_of(districts.item[i].code), &p, &own));
        CHECK(own == districts.item[i].located);
        if (!own) CHECK_INT(p.latitude, seat.latitude);
        borrowed += !own;
    }
    CHECK(borrowed > 0);
    CHECK(!place_point(STR("3171"), &p, &own)); /* not known, and not made up */
    CHECK(!place_point(STR("9999"), &p, &own));
}

TEST(a_point_is_read_as_people_paste_it)
{
    static const char *const typed[] = {
        "-7.77, 110.37",
        "\xE2\x80\x91"
        "7.77,110.37",
        "-7.77 110.37",
        "7.77 LS, 110.37 BT",
        "7\xC2\xB0"
        "46'12\" LS 110\xC2\xB0"
        "22'12\" BT",
        "https://www.google.com/maps/@-7.77,110.37,17z",
        "https://www.google.com/maps/place/SMAN+1/@-7.7,110.3,17z/data=!3m1!4b1!3d-7.77!4d110.37",
        "https://maps.google.com/?q=-7.77%2C110.37",
        "https://www.google.com/maps/search/?api=1&query=-7.77,110.37",
        "https://www.openstreetmap.org/?mlat=-7.77&mlon=110.37#map=16/-7.7/110.3",
        "https://www.openstreetmap.org/#map=16/-7.77/110.37",
        "geo:-7.77,110.37?z=16",
    };
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct point p = {0};
        CHECK(point_parse(str_of(typed[i]), &p));
        CHECK_INT(p.latitude, -7770000);
        CHECK_INT(p.longitude, 110370000);
    }
}

TEST(what_is_no_point_on_earth_is_refused)
{
    static const char *const typed[] = {"",
                                        "-7.77",
                                        "91, 0",
                                        "0, 181",
                                        "-7.77, x",
                                        "Sleman",
                                        "1,2,3",
                                        "7,77, 110,37",
                                        "99999999999999999999, 1",
                                        "https://maps.app.goo.gl/xyz",
                                        "https://www.openstreetmap.org/#map=16",
                                        "1e9, 2"};
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct point p;
        CHECK(!point_parse(str_of(typed[i]), &p));
    }
}

TEST(distance_is_the_same_both_ways_and_right_for_known_towns)
{
    struct point yogya = {-7801389, 110364722}, jakarta = {-6214620, 106845130};
    double km = point_km(yogya, jakarta);
    CHECK(km > 420 && km < 440);
    CHECK(fabs(km - point_km(jakarta, yogya)) < 1e-9);
    CHECK(point_km(yogya, yogya) < 1e-6);
    CHECK(point_km((struct point){0, 0}, (struct point){0, 180000000}) > 20000);
}
