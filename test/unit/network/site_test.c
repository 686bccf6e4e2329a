/* site_test.c -- the settings of an installation: who may, and what is refused. */
#include "test.h"

#include "db/db.h"
#include "network/network.h"
#include "network/site.h"

static const struct actor keeper = {.kind = ACTOR_OPERATOR};
static const struct actor stranger = {.kind = ACTOR_STRANGER};

TEST(an_address_is_a_scheme_and_a_host_and_nothing_else)
{
    CHECK(site_url_ok(STR("")));
    CHECK(site_url_ok(STR("https://katalog.contoh.id")));
    CHECK(site_url_ok(STR("http://192.0.2.7:8080")));
    CHECK(site_url_ok(STR("http://[2001:db8::1]:8080")));
    CHECK(!site_url_ok(STR("katalog.contoh.id")));
    CHECK(!site_url_ok(STR("https://")));
    CHECK(!site_url_ok(STR("https://a.id/jalur")));
    CHECK(!site_url_ok(STR("https://orang@a.id")));
    CHECK(!site_url_ok(STR("javascript:alert(1)")));
    CHECK(!site_url_ok(STR("https://a.id\nb")));
}

TEST(settings_are_changed_whole_by_who_operates_the_installation)
{
    const char *path = arena_printf(mem, "%s/silang.db%c", test_dir(mem), 0).p;
    struct db CLEANUP(db_closep) *db = NULL;
    struct site site = {STR(" Jejaring Baru "), STR("WIT"), STR("en"), STR("https://a.id/")}, got;
    int64_t id = 0;
    CHECK(db_open(path, DB_CREATE, &db) == OK && db_migrate(db) == OK);
    CHECK(site_get(db, mem, &got) == ERR_NOT_FOUND);
    CHECK(network_add(db, &keeper, &(struct network){.name = STR("Lama")}, 1, &id) == OK);
    CHECK(site_set(db, &stranger, &site, 2) == ERR_DENIED);
    site.base_url = STR("ftp://a.id");
    CHECK(site_set(db, &keeper, &site, 2) == ERR_ARG);
    CHECK(site_get(db, mem, &got) == OK);
    CHECK_STR(got.name, "Lama");
    site.base_url = STR("https://a.id/");
    CHECK(site_set(db, &keeper, &site, 2) == OK);
    CHECK(site_get(db, mem, &got) == OK);
    CHECK_STR(got.name, "Jejaring Baru");
    CHECK_STR(got.zone, "WIT");
    CHECK_STR(got.lang, "en");
    CHECK_STR(got.base_url, "https://a.id");
}
