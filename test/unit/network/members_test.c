/* members_test.c -- profiles, photos, networks in networks, membership with dates, fitness: what is
 * refused, and who may. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "members.h"
#include "network/eligibility.h"
#include "network/hours.h"
#include "network/membership.h"
#include "network/photo.h"

/* ---- profiles ---- */

TEST(each_wrong_field_of_a_profile_is_told_by_itself)
{
    struct arena *a = mem;
    const struct {
        struct agency g;
        enum agency_field wrong;
    } cases[] = {
        {{.name = STR(" ")}, AGENCY_F_NAME},
        {{.name = STR("A"), .npsn = STR("1234567")}, AGENCY_F_NPSN},
        {{.name = STR("A"), .npsn = STR("1234567x")}, AGENCY_F_NPSN},
        {{.name = STR("A"), .npp = STR("12'; --")}, AGENCY_F_NPP},
        {{.name = STR("A"), .isil = STR("DE-12")}, AGENCY_F_ISIL},
        {{.name = STR("A"), .isil = STR("ID-")}, AGENCY_F_ISIL},
        {{.name = STR("A"), .place_code = STR("9999")}, AGENCY_F_PLACE},
        {{.name = STR("A"), .located = true, .latitude = 91000000}, AGENCY_F_POINT},
        {{.name = STR("A"), .week = STR("08:00-07:00||||||")}, AGENCY_F_WEEK},
        {{.name = STR("A"), .phone = STR("telepon")}, AGENCY_F_PHONE},
        {{.name = STR("A"), .whatsapp = STR("8123")}, AGENCY_F_WHATSAPP},
        {{.name = STR("A"), .email = STR("a b@c.id")}, AGENCY_F_EMAIL},
        {{.name = STR("A"), .email = STR("a@b")}, AGENCY_F_EMAIL},
        {{.name = STR("A"), .website = STR("javascript:alert(1)")}, AGENCY_F_WEBSITE},
        {{.name = STR("A"), .website = STR("javascript://x.id/%0aalert(1)")}, AGENCY_F_WEBSITE},
        {{.name = STR("A"), .website = STR("https://x.id/\"onload=")}, AGENCY_F_WEBSITE},
        {{.name = STR("A"), .about = STR("\xFF")}, AGENCY_F_ABOUT},
        {{.name = STR("A"), .lacks = STR("a\x01")}, AGENCY_F_LACKS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct agency g = cases[i].g;
        CHECK_INT(agency_check(a, &g), 1u << cases[i].wrong);
    }
}

TEST(a_profile_is_brought_to_its_one_form)
{
    struct agency g = {.name = STR("  SMAN 1 "),
                       .whatsapp = STR("0812-3456-7890"),
                       .website = STR("sman1.sch.id"),
                       .npsn = STR("20401234"),
                       .isil = STR("ID-YoSMA1"),
                       .npp = STR("3404012A0000042"),
                       .email = STR("pustaka@sman1.sch.id"),
                       .phone = STR("(0274) 123456 ext. 12"),
                       .place_code = STR("340407")};
    CHECK_INT(agency_check(mem, &g), 0);
    CHECK_STR(g.name, "SMAN 1");
    CHECK_STR(g.whatsapp, "6281234567890");
    CHECK_STR(g.website, "https://sman1.sch.id");
    CHECK_STR(agency_place(mem, &g), "Depok, Kabupaten Sleman, Daerah Istimewa Yogyakarta");
}

TEST(two_who_change_one_profile_do_not_undo_each_other)
{
    struct world w;
    world_make(&w, mem);
    struct agency one, two;
    uint32_t bad = 0;
    int64_t id = library(&w, "SMAN 1");
    CHECK_INT(agency_get(w.db, id, mem, &one), OK);
    two = one;
    one.address = STR("Jl. Kenanga 12");
    two.phone = STR("0274 123456");
    CHECK_INT(agency_update(w.db, &operator_actor, &one, 5, &bad), OK);
    CHECK_INT(agency_update(w.db, &operator_actor, &two, 6, &bad), ERR_CONFLICT);
    CHECK_INT(bad, 0);
    CHECK_INT(agency_get(w.db, id, mem, &two), OK);
    CHECK_STR(two.address, "Jl. Kenanga 12");
    two.npsn = STR("1");
    CHECK_INT(agency_update(w.db, &operator_actor, &two, 7, &bad), ERR_ARG);
    CHECK_INT(bad, 1u << AGENCY_F_NPSN);
    CHECK_INT(agency_update(w.db, &stranger, &two, 7, &bad), ERR_DENIED);
    db_close(w.db);
}

TEST(a_manager_changes_only_the_own_library)
{
    struct world w;
    world_make(&w, mem);
    int64_t own = library(&w, "A"), other = library(&w, "B");
    struct actor who = person_with(&w, "a@a.id", ROLE_MANAGER, own, 0);
    struct actor desk = person_with(&w, "d@a.id", ROLE_DESK, own, 0);
    struct agency g;
    uint32_t bad = 0;
    CHECK_INT(agency_get(w.db, other, mem, &g), OK);
    CHECK_INT(agency_update(w.db, &who, &g, 5, &bad), ERR_DENIED);
    CHECK_INT(photo_remove(w.db, &who, other, 5), ERR_DENIED);
    CHECK_INT(eligibility_state(w.db, &who, other, CONDITION_STAFF, true, STR("x"), 5), ERR_DENIED);
    CHECK_INT(agency_get(w.db, own, mem, &g), OK);
    CHECK_INT(agency_update(w.db, &desk, &g, 5, &bad), ERR_DENIED);
    CHECK_INT(agency_update(w.db, &who, &g, 5, &bad), OK);
    db_close(w.db);
}

/* ---- hours ---- */

TEST(a_day_is_read_as_people_type_it)
{
    static const struct {
        const char *typed, *text;
    } cases[] = {
        {"07.00-15.30", "07:00-15:30"},
        {"7 - 12, 13:15-15", "07:00-12:00, 13:15-15:00"},
        {"07:00\xE2\x80\x93"
         "24.00",
         "07:00-24:00"},
        {"8 sampai 12 dan 13 to 15", "08:00-12:00, 13:00-15:00"},
        {"Tutup", ""},
        {"-", ""},
    };
    struct hours_day d;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(hours_day_parse(str_of(cases[i].typed), &d));
        CHECK(d.stated);
        CHECK_STR(hours_day_text(mem, &d, ':'), cases[i].text);
    }
    CHECK(hours_day_parse(STR(" "), &d));
    CHECK(!d.stated);
    static const char *const wrong[] = {
        "15-7",        "7-7",  "25-26",           "7.61-8",      "7",       "7-12,",
        "7-12, 11-15", "pagi", "1-2,3-4,5-6,7-8", "24.01-24.02", "7-12 <b>"};
    for (size_t i = 0; i < COUNT(wrong); i++) CHECK(!hours_day_parse(str_of(wrong[i]), &d));
}

TEST(a_week_written_is_read_back_the_same)
{
    struct hours h = {0}, back;
    int until = 0;
    CHECK(hours_day_parse(STR("7-12, 13-15.30"), &h.day[0]));
    CHECK(hours_day_parse(STR("tutup"), &h.day[6]));
    struct str text = hours_write(mem, &h);
    CHECK_STR(text, "07:00-12:00, 13:00-15:30||||||-");
    CHECK(hours_read(text, &back));
    for (int i = 0; i < HOURS_DAYS; i++) CHECK(hours_day_same(&h.day[i], &back.day[i]));
    CHECK(hours_open(&back, 0, 13 * 60, &until));
    CHECK_INT(until, 15 * 60 + 30);
    CHECK(!hours_open(&back, 0, 12 * 60, &until));
    CHECK(!hours_open(&back, 6, 8 * 60, &until));
    CHECK(hours_read(STR(""), &back));
    CHECK_STR(hours_write(mem, &back), "");
    CHECK(!hours_read(STR("-|-|-|-|-|-|-|-"), &back));
    CHECK(!hours_read(STR("-|-"), &back));
}

/* ---- photos ---- */

static struct str png(struct arena *a, uint32_t width, uint32_t height, const char *after)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"));
    for (int i = 24; i >= 0; i -= 8) buf_add_char(&b, (char)(width >> i & 255));
    for (int i = 24; i >= 0; i -= 8) buf_add_char(&b, (char)(height >> i & 255));
    buf_add(&b, STR("\x08\2\0\0\0sum!\0\0\0\4IDATdatasum!\0\0\0\0IENDsum!"));
    buf_add(&b, str_of(after));
    return arena_copy(a, buf_str(&b));
}

TEST(a_photo_is_known_by_its_bytes_and_given_back)
{
    struct world w;
    world_make(&w, mem);
    int64_t id = library(&w, "A");
    struct str jpeg = STR("\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\x0B\x08\1\x40\1\xE0\1\1\x11\0"
                          "\xFF\xDA\0\4ab"
                          "coded\xFF\0more\xFF\xD9");
    struct str webp = STR("RIFF\x1E\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\2\0\xDF\1\0"
                          "VP8 \0\0\0\0");
    struct str lossy = STR("RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\x9D\1\x2A\x80\2\xE0\1");
    const struct {
        struct str bytes;
        enum image_kind kind;
        uint32_t width, height;
    } cases[] = {{png(mem, 800, 600, ""), IMAGE_PNG, 800, 600},
                 {jpeg, IMAGE_JPEG, 480, 320},
                 {webp, IMAGE_WEBP, 640, 480},
                 {lossy, IMAGE_WEBP, 640, 480}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct photo p;
        struct image im;
        CHECK_INT(image_read(cases[i].bytes, &im), OK);
        CHECK_INT(photo_set(w.db, &operator_actor, id, cases[i].bytes, 7), OK);
        CHECK_INT(photo_get(w.db, id, mem, &p), OK);
        CHECK_INT(p.image.kind, cases[i].kind);
        CHECK_INT(p.image.width, cases[i].width);
        CHECK_INT(p.image.height, cases[i].height);
        CHECK(str_eq(p.bytes, cases[i].bytes));
    }
    struct agency g;
    struct photo p;
    CHECK_INT(agency_get(w.db, id, mem, &g), OK);
    CHECK(g.has_photo);
    CHECK_INT(photo_remove(w.db, &operator_actor, id, 8), OK);
    CHECK_INT(photo_get(w.db, id, mem, &p), ERR_NOT_FOUND);
    db_close(w.db);
}

TEST(of_a_photo_nothing_is_kept_but_the_picture_and_which_side_is_up)
{
    const struct {
        struct str given, kept;
    } cases[] = {
        {STR("\xFF\xD8\xFF\xE1\0\x37" /* Exif, little end first: place of a second directory, up */
             "Exif\0\0II*\0\x08\0\0\0\2\0\x25\x88\4\0\1\0\0\0\x26\0\0\0"
             "\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0GPS -7.78"
             "\xFF\xFE\0\6Sri!\xFF\xED\0\5xyz\xFF\xEE\0\4ad"
             "\xFF\xC0\0\x0B\x08\1\x40\1\xE0\1\1\x11\0\xFF\xDA\0\4abcoded\xFF\0more\xFF\xD9"),
         STR("\xFF\xD8\xFF\xE1\0\x22"
             "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
             "\xFF\xEE\0\4ad"
             "\xFF\xC0\0\x0B\x08\1\x40\1\xE0\1\1\x11\0\xFF\xDA\0\4abcoded\xFF\0more\xFF\xD9")},
        {STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0sum!"
             "\0\0\0\6eXIfGPS -7sum!\0\0\0\3tEXtSrisum!\0\0\0\1gAMA1sum!"
             "\0\0\0\4IDATdatasum!\0\0\0\0IENDsum!"),
         STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0sum!"
             "\0\0\0\1gAMA1sum!\0\0\0\4IDATdatasum!\0\0\0\0IENDsum!")},
        {STR("RIFF\x34\0\0\0WEBPVP8X\x0A\0\0\0\x3E\0\0\0\x7F\2\0\xDF\1\0"
             "VP8 \2\0\0\0abEXIF\3\0\0\0GPS\0XMP \0\0\0\0"),
         STR("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\x12\0\0\0\x7F\2\0\xDF\1\0"
             "VP8 \2\0\0\0ab")},
    };
    struct world w;
    world_make(&w, mem);
    int64_t id = library(&w, "A");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct photo p;
        CHECK_INT(photo_set(w.db, &operator_actor, id, cases[i].given, 7), OK);
        CHECK_INT(photo_get(w.db, id, mem, &p), OK);
        CHECK(str_eq(p.bytes, cases[i].kept));
        CHECK_INT(photo_set(w.db, &operator_actor, id, p.bytes, 7), OK); /* it is still a picture */
    }
    db_close(w.db);
}

TEST(what_is_no_photo_or_more_than_one_is_refused)
{
    struct world w;
    world_make(&w, mem);
    int64_t id = library(&w, "A");
    struct str good = png(mem, 800, 600, "");
    const struct str wrong[] = {
        STR(""),
        STR("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        STR("<script>alert(1)</script>"),
        STR("GIF89a\x40\0\x40\0\0\0\0;"),
        STR("%PDF-1.4"),
        STR("PK\3\4"),
        STR("\xFF\xD8\xFF\xD9"),                     /* nothing between beginning and end */
        STR("\xFF\xD8\xFF\xE0\0\4ab<html>\xFF\xD9"), /* no marker where one has to be */
        STR("RIFF\xFF\xFF\xFF\xFFWEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\2\0\xDF\1\0"),
        STR("\xFF\xD8\xFF\xC0\0\x0B\x08\1\x40\1\xE0\1\1\x11\0\xFF\xDA\0\4ab\xFF\xE1\0\4ab"
            "\xFF\0\0\4ab\xFF\xD9"), /* 0 is no marker */
        STR("RIFF\x20\0\0\0WEBPVP8X\6\0\0\0\0\0\0\0\x7F\2"
            "EXIF\6\0\0\0\0\0\0\0\0\0"), /* its size would be read behind its first chunk */
        png(mem, 800, 600, "<script>alert(1)</script>"),
        png(mem, 800, 600, "PK\3\4"),
        png(mem, 0, 600, ""),
        png(mem, 8, 8, ""),
        str_slice(good, 0, good.n - 1),
        str_slice(good, 1, good.n),
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        CHECK_INT(photo_set(w.db, &operator_actor, id, wrong[i], 7), ERR_FORMAT);
    CHECK_INT(photo_set(w.db, &operator_actor, id, png(mem, 100000, 2, ""), 7), ERR_LIMIT);
    char *large = arena_alloc(mem, PHOTO_BYTES_MAX + 1);
    CHECK_INT(photo_set(w.db, &operator_actor, id, (struct str){large, PHOTO_BYTES_MAX + 1}, 7),
              ERR_LIMIT);
    for (size_t n = 0; n < good.n; n++) { /* cut anywhere it is none */
        struct image im;
        CHECK(image_read(str_slice(good, 0, n), &im) != OK);
    }
    CHECK_INT(photo_set(w.db, &stranger, id, good, 7), ERR_DENIED);
    db_close(w.db);
}

/* ---- networks ---- */

TEST(a_network_never_stands_in_itself)
{
    struct world w;
    world_make(&w, mem);
    int64_t a = network_in(&w, "A", w.home), b = network_in(&w, "B", a), c = network_in(&w, "C", b);
    struct network n;
    uint32_t bad = 0;
    const int64_t inside[] = {a, b, c};
    for (size_t i = 0; i < COUNT(inside); i++) {
        CHECK_INT(network_get(w.db, a, mem, &n), OK);
        n.parent = inside[i];
        CHECK_INT(network_update(w.db, &operator_actor, &n, 9, &bad), ERR_ARG);
        CHECK_INT(bad, 1u << NETWORK_F_PARENT);
    }
    n.parent = 999;
    CHECK_INT(network_update(w.db, &operator_actor, &n, 9, &bad), ERR_ARG);
    n.parent = 0;
    CHECK_INT(network_update(w.db, &operator_actor, &n, 9, &bad), OK);
    db_close(w.db);
}

TEST(nesting_has_an_end_from_above_and_from_below)
{
    struct world w;
    world_make(&w, mem);
    int64_t at = w.home, top = 0, id = 0;
    for (int i = 1; i < NESTING_MAX; i++) at = network_in(&w, "Dalam", at);
    struct network n = {.name = STR("Terlalu dalam"), .parent = at};
    uint32_t bad = 0;
    CHECK_INT(network_add(w.db, &operator_actor, &n, 2, &id), ERR_ARG);
    n.parent = 0;
    CHECK_INT(network_add(w.db, &operator_actor, &n, 2, &top), OK);
    CHECK_INT(network_get(w.db, w.home, mem, &n), OK);
    n.parent = top; /* the whole tower one floor lower */
    CHECK_INT(network_update(w.db, &operator_actor, &n, 3, &bad), ERR_ARG);
    CHECK_INT(bad, 1u << NETWORK_F_PARENT);
    db_close(w.db);
}

TEST(members_of_a_network_inside_are_members_of_the_outer_one)
{
    struct world w;
    world_make(&w, mem);
    int64_t inner = network_in(&w, "Dalam", w.home), other = network_in(&w, "Lain", 0);
    int64_t a = library(&w, "A"), b = library(&w, "B"), id = 0;
    struct agency_ids ids;
    CHECK_INT(membership_add(w.db, &operator_actor, inner, b, 10, 20, &id), OK);
    CHECK_INT(membership_end(w.db, &operator_actor, w.home, b, 15, 20), OK);
    CHECK_INT(network_members(w.db, w.home, 20, mem, &ids), OK);
    CHECK_INT(ids.n, 2);
    CHECK_INT(ids.item[0], a);
    CHECK_INT(ids.item[1], b);
    CHECK_INT(network_members(w.db, inner, 20, mem, &ids), OK);
    CHECK_INT(ids.n, 1);
    CHECK_INT(network_members(w.db, other, 20, mem, &ids), OK);
    CHECK_INT(ids.n, 0);
    db_close(w.db);
}

TEST(membership_has_dates_and_never_overlaps_itself)
{
    struct world w;
    world_make(&w, mem);
    int64_t n = network_in(&w, "Lain", 0), a = library(&w, "A"), id = 0;
    struct memberships list;
    struct agency_ids ids;
    CHECK_INT(membership_add(w.db, &operator_actor, n, a, 100, 1000, &id), OK);
    CHECK_INT(membership_add(w.db, &operator_actor, n, a, 200, 1000, &id), ERR_CONFLICT);
    CHECK_INT(membership_end(w.db, &operator_actor, n, a, 100, 1000), ERR_ARG);  /* no length */
    CHECK_INT(membership_end(w.db, &operator_actor, n, a, 1001, 1000), ERR_ARG); /* to come */
    CHECK_INT(membership_end(w.db, &operator_actor, n, a, 300, 1000), OK);
    CHECK_INT(membership_end(w.db, &operator_actor, n, a, 400, 1000), ERR_NOT_FOUND);
    CHECK_INT(membership_add(w.db, &operator_actor, n, a, 299, 1000, &id), ERR_CONFLICT);
    CHECK_INT(membership_add(w.db, &operator_actor, n, a, 1001, 1000, &id), ERR_ARG);
    CHECK_INT(membership_add(w.db, &operator_actor, n, a, 300, 1000, &id), OK); /* came back */
    CHECK_INT(membership_add(w.db, &operator_actor, n, 999, 300, 1000, &id), ERR_NOT_FOUND);
    const int64_t moments[][2] = {{99, 0}, {100, 1}, {299, 1}, {300, 1}};
    for (size_t i = 0; i < COUNT(moments); i++) {
        CHECK_INT(network_members(w.db, n, moments[i][0], mem, &ids), OK);
        CHECK_INT(ids.n, moments[i][1]);
    }
    CHECK_INT(membership_of_network(w.db, n, mem, &list), OK);
    CHECK_INT(list.n, 2);
    CHECK_INT(list.item[0].since, 300);
    CHECK_INT(list.item[1].until, 300);
    db_close(w.db);
}

TEST(a_library_that_left_every_network_is_public_no_more)
{
    struct world w;
    world_make(&w, mem);
    int64_t a = library(&w, "A");
    bool holds = false;
    CHECK_INT(membership_holds(w.db, a, &holds), OK);
    CHECK(holds);
    struct actor manager = person_with(&w, "a@a.id", ROLE_MANAGER, a, 0);
    CHECK_INT(membership_end(w.db, &stranger, w.home, a, 50, 60), ERR_DENIED);
    CHECK_INT(membership_end(w.db, &manager, w.home, a, 50, 60), OK);
    CHECK_INT(membership_holds(w.db, a, &holds), OK);
    CHECK(!holds);
    db_close(w.db);
}

TEST(a_coordinator_makes_networks_only_inside_the_own_one)
{
    struct world w;
    world_make(&w, mem);
    int64_t inner = network_in(&w, "Dalam", w.home), other = network_in(&w, "Lain", 0), id = 0;
    struct actor who = person_with(&w, "k@a.id", ROLE_COORDINATOR, 0, inner);
    struct network n = {.name = STR("Baru")};
    uint32_t bad = 0;
    const int64_t parents[] = {0, w.home, other};
    for (size_t i = 0; i < COUNT(parents); i++) {
        n.parent = parents[i];
        CHECK_INT(network_add(w.db, &who, &n, 5, &id), ERR_DENIED);
    }
    n.parent = inner;
    CHECK_INT(network_add(w.db, &who, &n, 5, &id), OK);
    CHECK_INT(network_get(w.db, id, mem, &n), OK);
    n.parent = w.home; /* out of the own one */
    CHECK_INT(network_update(w.db, &who, &n, 5, &bad), ERR_DENIED);
    CHECK_INT(network_get(w.db, other, mem, &n), OK);
    CHECK_INT(network_update(w.db, &who, &n, 5, &bad), ERR_DENIED);
    db_close(w.db);
}

/* ---- fitness ---- */

TEST(a_condition_needs_evidence_and_a_no_needs_a_reason)
{
    struct world w;
    world_make(&w, mem);
    int64_t a = library(&w, "A"), elsewhere = network_in(&w, "Lain", 0);
    struct actor coordinator = person_with(&w, "k@a.id", ROLE_COORDINATOR, 0, w.home);
    struct eligibility e;
    struct decisions d;
    CHECK_INT(eligibility_state(w.db, &coordinator, a, CONDITION_COLLECTION, true, STR(" "), 5),
              ERR_ARG);
    CHECK_INT(eligibility_state(w.db, &coordinator, a, CONDITION_COLLECTION, true,
                                STR("2.000 judul"), w.state.now),
              OK);
    CHECK_INT(eligibility_state(w.db, &coordinator, a, CONDITION_RULES, false, STR(""), 6), OK);
    CHECK_INT(eligibility_get(w.db, a, mem, &e), OK);
    CHECK_INT(e.n_to_join, 1);
    CHECK_INT(e.n_ready, 0);
    CHECK(e.statement[CONDITION_RULES].stated && !e.statement[CONDITION_RULES].met);
    CHECK_INT(eligibility_decide(w.db, &coordinator, w.home, a, false, STR(""), 7), ERR_ARG);
    CHECK_INT(eligibility_decide(w.db, &coordinator, elsewhere, a, true, STR(""), 7), ERR_DENIED);
    CHECK_INT(eligibility_decide(w.db, &operator_actor, elsewhere, a, true, STR(""), 7),
              ERR_NOT_FOUND);
    CHECK_INT(eligibility_decide(w.db, &coordinator, w.home, a, false, STR("Belum ada staf"), 8),
              OK);
    CHECK_INT(eligibility_decide(w.db, &coordinator, w.home, a, true, STR(""), 9), OK);
    CHECK_INT(eligibility_decisions(w.db, a, mem, &d), OK);
    CHECK_INT(d.n, 2);
    CHECK(d.item[0].fit && !d.item[1].fit);
    CHECK_INT(d.item[1].decided, 8);
    CHECK_STR(d.item[1].reason, "Belum ada staf");
    db_close(w.db);
}
