/* agency_test.c -- members: names, addresses, who may add them, leaving and coming back. */
#include "network/agency.h"

#include <stdlib.h>

#include "base/env.h"
#include "network/network.h"
#include "test.h"

static const struct actor operator_actor = {.kind = ACTOR_OPERATOR};

static struct db *fresh(struct arena *mem)
{
    struct db *db = NULL;
    int64_t id = 0;
    const char *path = arena_cstr(mem, arena_printf(mem, "%s/silang.db", test_dir(mem)));
    if (db_open(path, DB_CREATE, &db) || db_migrate(db)) abort();
    struct network n = {.name = STR("Jejaring Uji"), .sample = true};
    CHECK_INT(network_add(db, &operator_actor, &n, 1, &id), OK);
    return db;
}

static enum err add(struct db *db, const char *name, const char *place, bool sample, int64_t *ret)
{
    struct agency g = {
        .name = str_of(name), .place = str_of(place), .type = AGENCY_PUBLIC, .sample = sample};
    return agency_add(db, &operator_actor, &g, 2, ret);
}

TEST(a_member_is_found_by_number_and_by_address)
{
    struct db CLEANUP(db_closep) *db = fresh(mem);
    struct agency g;
    int64_t id = 0;
    CHECK_INT(add(db, "Perpustakaan Désa \"Melati\" & Kawan", "Sleman", false, &id), OK);
    CHECK_INT(agency_get(db, id, mem, &g), OK);
    CHECK_STR(g.slug, "perpustakaan-desa-melati-kawan");
    CHECK_INT(agency_by_slug(db, g.slug, mem, &g), OK);
    CHECK_INT(g.id, id);
    CHECK_INT(agency_by_slug(db, STR("tidak-ada"), mem, &g), ERR_NOT_FOUND);
}

TEST(the_same_name_elsewhere_is_another_member_with_another_address)
{
    struct db CLEANUP(db_closep) *db = fresh(mem);
    struct agency one, two;
    int64_t a = 0, b = 0, c = 0;
    CHECK_INT(add(db, "SMAN 1", "Sleman", false, &a), OK);
    CHECK_INT(add(db, "SMAN 1", "Bantul", false, &b), OK);
    CHECK_INT(add(db, "SMAN 1", "Bantul", false, &c), ERR_CONFLICT);
    CHECK_INT(agency_get(db, a, mem, &one), OK);
    CHECK_INT(agency_get(db, b, mem, &two), OK);
    CHECK(!str_eq(one.slug, two.slug));
}

TEST(a_name_is_needed_and_strangers_add_nobody)
{
    struct db CLEANUP(db_closep) *db = fresh(mem);
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    struct agency g = {.name = STR("X"), .type = AGENCY_PUBLIC};
    struct agencies list;
    int64_t id = 0;
    CHECK_INT(agency_add(db, &stranger, &g, 2, &id), ERR_DENIED);
    CHECK_INT(add(db, "", "", false, &id), ERR_ARG);
    CHECK_INT(agency_list(db, mem, &list), OK);
    CHECK_INT(list.n, 0);
}

TEST(samples_leave_together_and_others_stay)
{
    struct db CLEANUP(db_closep) *db = fresh(mem);
    struct agencies list;
    struct network n;
    int64_t id = 0, again = 0;
    CHECK_INT(add(db, "Contoh", "", true, &id), OK);
    CHECK_INT(add(db, "Sungguh", "", false, &again), OK);
    CHECK_INT(agency_retire_samples(db, &operator_actor, 3), OK);
    CHECK_INT(agency_list(db, mem, &list), OK);
    CHECK_INT(list.n, 1);
    CHECK_STR(list.item[0].name, "Sungguh");
    CHECK_INT(network_home(db, mem, &n), OK);
    CHECK(!n.sample);
    CHECK_INT(add(db, "Contoh", "", false, &again), OK); /* who comes back has the old number */
    CHECK_INT(again, id);
}

TEST(members_are_listed_by_name_as_people_sort)
{
    struct db CLEANUP(db_closep) *db = fresh(mem);
    struct agencies list;
    int64_t id = 0;
    CHECK_INT(add(db, "SMP 10", "", false, &id), OK);
    CHECK_INT(add(db, "smp 9", "", false, &id), OK);
    CHECK_INT(add(db, "Éka", "", false, &id), OK);
    CHECK_INT(agency_list(db, mem, &list), OK);
    CHECK_STR(list.item[0].name, "Éka");
    CHECK_STR(list.item[1].name, "smp 9");
    CHECK_STR(list.item[2].name, "SMP 10");
}
