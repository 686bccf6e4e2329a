/* people_test.c -- accounts and roles: who may name whom, what a role reaches, closing accounts. */
#include "people.h"

#include <stdlib.h>

#include "network/agency.h"
#include "network/network.h"

const struct actor people_operator = {.kind = ACTOR_OPERATOR};

struct people people_open(struct arena *mem)
{
    struct people p = {.mem = mem};
    const char *path = arena_cstr(mem, arena_printf(mem, "%s/silang.db", test_dir(mem)));
    if (db_open(path, DB_CREATE, &p.db) || db_migrate(p.db)) abort();
    struct network home = {.name = STR("Rumah")}, other = {.name = STR("Lain")};
    struct agency a = {.name = STR("SMA Satu")}, b = {.name = STR("SMA Dua")};
    if (network_add(p.db, &people_operator, &home, 1, &p.home) ||
        network_add(p.db, &people_operator, &other, 1, &p.other) ||
        agency_add(p.db, &people_operator, &a, 1, &p.a) ||
        agency_add(p.db, &people_operator, &b, 1, &p.b))
        abort();
    return p;
}

int64_t people_add(const struct people *p, const char *login, enum role_kind kind, int64_t agency,
                   int64_t network)
{
    struct person_order o = {.name = STR("Sri Wahyuni"),
                             .login = str_of(login),
                             .kind = kind,
                             .agency = agency,
                             .network = network};
    int64_t id = 0;
    CHECK_INT(person_add(p->db, &people_operator, &o, 10, &id), OK);
    return id;
}

struct actor people_actor(const struct people *p, int64_t person, int64_t now)
{
    struct actor a = {0};
    CHECK_INT(actor_of_person(p->db, person, now, p->mem, &a), OK);
    return a;
}

static enum err add_by(const struct people *p, const struct actor *by, const char *login,
                       enum role_kind kind, int64_t agency, int64_t network)
{
    struct person_order o = {.name = STR("Baru"),
                             .login = str_of(login),
                             .kind = kind,
                             .agency = agency,
                             .network = network};
    int64_t id = 0;
    return person_add(p->db, by, &o, 20, &id);
}

TEST(a_login_has_one_form)
{
    static const struct {
        const char *typed, *want;
    } cases[] = {
        {" Sri@Sman1.SCH.id ", "sri@sman1.sch.id"},
        {"0812-3456 7890", "+6281234567890"},
        {"62 812 3456 7890", "+6281234567890"},
        {"+62 (812) 3456.7890", "+6281234567890"},
        {"+31 6 12345678", "+31612345678"},
        {"sri", ""},
        {"sri@", ""},
        {"@contoh.id", ""},
        {"sri@contoh", ""},
        {"a@b@c.id", ""},
        {"sri <sri@contoh.id>", ""},
        {"0812", ""},
        {"12345678", ""},
        {"081234567890123456", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str got = {0};
        enum err e = login_normal(str_of(cases[i].typed), mem, &got);
        CHECK_INT(e, cases[i].want[0] ? OK : ERR_ARG);
        CHECK_STR(got, cases[i].want);
    }
}

TEST(a_manager_names_people_in_her_library_only)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct actor manager =
        people_actor(&p, people_add(&p, "m@contoh.id", ROLE_MANAGER, p.a, 0), 15);
    CHECK_INT(add_by(&p, &manager, "c@contoh.id", ROLE_CATALOGUER, p.a, 0), OK);
    CHECK_INT(add_by(&p, &manager, "d@contoh.id", ROLE_CATALOGUER, p.b, 0), ERR_DENIED);
    CHECK_INT(add_by(&p, &manager, "e@contoh.id", ROLE_COORDINATOR, 0, p.home), ERR_DENIED);
    CHECK_INT(add_by(&p, &manager, "c@contoh.id", ROLE_CATALOGUER, p.a, 0), ERR_CONFLICT);
    CHECK_INT(add_by(&p, &manager, "f@contoh.id", ROLE_COORDINATOR, p.a, 0), ERR_ARG);
    CHECK_INT(add_by(&p, &manager, "bukan alamat", ROLE_DESK, p.a, 0), ERR_ARG);
}

TEST(roles_below_the_manager_name_nobody)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    static const enum role_kind kinds[] = {ROLE_CATALOGUER, ROLE_DESK, ROLE_HEAD};
    static const char *const logins[] = {"c@contoh.id", "d@contoh.id", "h@contoh.id"};
    for (int i = 0; i < 3; i++) {
        struct actor a = people_actor(&p, people_add(&p, logins[i], kinds[i], p.a, 0), 15);
        CHECK_INT(add_by(&p, &a, "x@contoh.id", ROLE_DESK, p.a, 0), ERR_DENIED);
    }
}

TEST(a_coordinator_reaches_the_libraries_of_her_network_and_of_those_inside_it)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct actor home =
        people_actor(&p, people_add(&p, "h@contoh.id", ROLE_COORDINATOR, 0, p.home), 15);
    struct actor other =
        people_actor(&p, people_add(&p, "o@contoh.id", ROLE_COORDINATOR, 0, p.other), 15);
    CHECK_INT(actor_may_agency(p.db, &home, PERM_CATALOGUE, p.a), OK);
    CHECK_INT(actor_may_agency(p.db, &other, PERM_LOOK, p.a), ERR_DENIED);
    CHECK_INT(actor_may(&home, PERM_OPERATE), OK);
    CHECK_INT(actor_may(&other, PERM_OPERATE), ERR_DENIED);
    CHECK_INT(actor_may_network(p.db, &other, PERM_COORDINATE, p.home), ERR_DENIED);
    /* the home network moves into the other: its coordinator now reaches in */
    CHECK_INT(
        db_exec(p.db, SQL("UPDATE network SET parent = ?1 WHERE id = ?2"), I(p.other), I(p.home)),
        OK);
    CHECK_INT(actor_may_agency(p.db, &other, PERM_LOOK, p.a), OK);
    CHECK_INT(actor_may_network(p.db, &other, PERM_COORDINATE, p.home), OK);
    CHECK_INT(actor_may_agency(p.db, &home, PERM_LOOK, 999), ERR_DENIED);
}

TEST(a_library_that_left_is_out_of_the_coordinators_reach)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct actor home =
        people_actor(&p, people_add(&p, "h@contoh.id", ROLE_COORDINATOR, 0, p.home), 15);
    CHECK_INT(db_exec(p.db, SQL("UPDATE membership SET until = 12 WHERE agency = ?1"), I(p.a)), OK);
    CHECK_INT(actor_may_agency(p.db, &home, PERM_LOOK, p.a), ERR_DENIED);
    CHECK_INT(actor_may_agency(p.db, &home, PERM_LOOK, p.b), OK);
}

TEST(a_role_ends_and_the_last_coordinator_stays)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct role_rows rows;
    int64_t one = people_add(&p, "h@contoh.id", ROLE_COORDINATOR, 0, p.home);
    int64_t desk = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0);
    CHECK_INT(role_of_person(p.db, one, 15, mem, &rows), OK);
    CHECK_INT(role_end(p.db, &people_operator, rows.item[0].id, 20), ERR_CONFLICT);
    people_add(&p, "i@contoh.id", ROLE_COORDINATOR, 0, p.home);
    CHECK_INT(role_end(p.db, &people_operator, rows.item[0].id, 20), OK);
    CHECK_INT(role_end(p.db, &people_operator, rows.item[0].id, 21), ERR_NOT_FOUND);
    CHECK_INT(role_of_person(p.db, desk, 15, mem, &rows), OK);
    CHECK_INT(role_end(p.db, &people_operator, rows.item[0].id, 20), OK);
    struct actor a = people_actor(&p, desk, 30);
    CHECK_INT(actor_may_agency(p.db, &a, PERM_LOOK, p.a), ERR_DENIED);
    CHECK_INT(actor_may(&a, PERM_SIGNED_IN), OK);
}

/* A person with a role in two libraries: neither manager can take over the account. */
TEST(nobody_takes_over_an_account_that_reaches_further)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct actor manager =
        people_actor(&p, people_add(&p, "m@contoh.id", ROLE_MANAGER, p.a, 0), 15);
    int64_t both = people_add(&p, "b@contoh.id", ROLE_CATALOGUER, p.a, 0);
    CHECK_INT(person_may_change(p.db, &manager, both, 15), OK);
    people_add(&p, "b@contoh.id", ROLE_MANAGER, p.b, 0);
    CHECK_INT(person_may_change(p.db, &manager, both, 15), ERR_DENIED);
    struct str code;
    CHECK_INT(code_make(p.db, &manager, both, env_system(), mem, &code), ERR_DENIED);
    CHECK_INT(person_disable(p.db, &manager, both, true, 20), ERR_DENIED);
}

TEST(a_closed_account_is_nobody)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    int64_t id = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0);
    struct str secret;
    struct session s;
    struct actor a;
    CHECK_INT(session_open(p.db, id, false, env_system(), mem, &secret), OK);
    CHECK_INT(person_disable(p.db, &people_operator, id, true, 20), OK);
    CHECK_INT(session_find(p.db, secret, env_system()->now(env_system()), &s), ERR_NOT_FOUND);
    CHECK_INT(actor_of_person(p.db, id, 30, mem, &a), ERR_NOT_FOUND);
    CHECK_INT(person_disable(p.db, &people_operator, id, false, 40), OK);
    CHECK_INT(actor_of_person(p.db, id, 50, mem, &a), OK);
    CHECK_INT(person_disable(p.db, &a, id, true, 60), ERR_CONFLICT); /* not one's own */
}

TEST(the_list_of_people_is_for_those_who_may_look)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct role_rows rows;
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    struct actor head = people_actor(&p, people_add(&p, "h@contoh.id", ROLE_HEAD, p.a, 0), 15);
    CHECK_INT(role_list(p.db, &head, p.a, 0, 15, mem, &rows), OK);
    CHECK_INT(rows.n, 1);
    CHECK_STR(rows.item[0].where, "SMA Satu");
    CHECK(!rows.item[0].signed_up);
    CHECK_INT(role_list(p.db, &head, p.b, 0, 15, mem, &rows), ERR_DENIED);
    CHECK_INT(role_list(p.db, &head, 0, p.home, 15, mem, &rows), ERR_DENIED);
    CHECK_INT(role_list(p.db, &head, 0, 0, 15, mem, &rows), ERR_DENIED);
    CHECK_INT(role_list(p.db, &stranger, p.a, 0, 15, mem, &rows), ERR_DENIED);
}

TEST(what_was_done_is_written_down)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct audit_lines lines;
    int64_t manager = people_add(&p, "m@contoh.id", ROLE_MANAGER, p.a, 0);
    struct actor a = people_actor(&p, manager, 15);
    CHECK_INT(add_by(&p, &a, "c@contoh.id", ROLE_CATALOGUER, p.a, 0), OK);
    struct audit_request rq = {.agency = p.a, .limit = 10};
    CHECK_INT(audit_list(p.db, &a, &rq, mem, &lines), OK);
    CHECK_INT(lines.n, 2);
    CHECK_STR(lines.item[0].action, "role.add");
    CHECK_STR(lines.item[0].person_name, "Sri Wahyuni");
    CHECK_STR(lines.item[0].detail, "cataloguer");
    CHECK_INT(lines.item[1].person, 0);
    rq.agency = p.b;
    CHECK_INT(audit_list(p.db, &a, &rq, mem, &lines), ERR_DENIED);
    rq.agency = 0;
    CHECK_INT(audit_list(p.db, &a, &rq, mem, &lines), ERR_DENIED);
}
