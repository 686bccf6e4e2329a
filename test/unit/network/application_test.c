/* application_test.c -- invitations and applications: found, limited, answered. */
#include "base/checked.h"
#include "members.h"
#include "network/application.h"
#include "network/membership.h"

/* ---- invitations ---- */

static struct invitation_made invite(struct world *w, int64_t uses)
{
    struct invitation o = {.network = w->home,
                           .name = STR("SMPN 2"),
                           .uses_left = uses,
                           .expires = w->state.now + DAY};
    struct invitation_made m = {0};
    CHECK_INT(invitation_make(w->db, &operator_actor, &o, &w->env, w->mem, &m), OK);
    return m;
}

TEST(an_invitation_is_found_by_its_link_and_by_its_code_however_typed)
{
    struct world w;
    world_make(&w, mem);
    struct invitation_made m = invite(&w, 1);
    struct invitation i;
    char *low = arena_cstr(mem, m.code);
    for (char *p = low; *p; p++)
        *p = *p == '-' ? ' ' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    const struct str tokens[] = {m.secret, m.code, str_of(low)};
    for (size_t k = 0; k < COUNT(tokens); k++) {
        CHECK_INT(invitation_find(w.db, tokens[k], STR("::1"), w.state.now, mem, &i), OK);
        CHECK_STR(i.name, "SMPN 2");
        CHECK_INT(i.state, INVITATION_OPEN);
    }
    CHECK_INT(invitation_find(w.db, m.secret, STR("::1"), w.state.now + 2 * DAY, mem, &i), OK);
    CHECK_INT(i.state, INVITATION_EXPIRED);
    CHECK_INT(invitation_revoke(w.db, &stranger, m.id, 5), ERR_DENIED);
    CHECK_INT(invitation_revoke(w.db, &operator_actor, m.id, 5), OK);
    CHECK_INT(invitation_find(w.db, m.code, STR("::1"), w.state.now, mem, &i), OK);
    CHECK_INT(i.state, INVITATION_REVOKED);
    db_close(w.db);
}

TEST(codes_cannot_be_guessed_quickly)
{
    struct world w;
    world_make(&w, mem);
    struct invitation_made m = invite(&w, 1);
    struct invitation i;
    for (int k = 0; k < INVITATION_GUESSES; k++)
        CHECK_INT(invitation_find(w.db, STR("AAAA-AAAA"), STR("1.2.3.4"), w.state.now, mem, &i),
                  ERR_NOT_FOUND);
    CHECK_INT(invitation_find(w.db, m.code, STR("1.2.3.4"), w.state.now, mem, &i), ERR_BUSY);
    CHECK_INT(invitation_find(w.db, m.secret, STR("1.2.3.4"), w.state.now, mem, &i), OK);
    CHECK_INT(invitation_find(w.db, m.code, STR("5.6.7.8"), w.state.now, mem, &i), OK);
    CHECK_INT(invitation_find(w.db, m.code, STR("1.2.3.4"), w.state.now + HOUR, mem, &i), OK);
    /* many senders together are slow as well */
    for (int k = 0; k < INVITATION_GUESSES_ALL; k++) {
        struct str sender = arena_printf(mem, "10.0.%d.%d", k / 250, k % 250);
        CHECK_INT(invitation_find(w.db, STR("x"), sender, w.state.now + HOUR, mem, &i),
                  ERR_NOT_FOUND);
    }
    CHECK_INT(invitation_find(w.db, m.code, STR("9.9.9.9"), w.state.now + HOUR, mem, &i), ERR_BUSY);
    db_close(w.db);
}

TEST(an_invitation_has_limits)
{
    struct world w;
    world_make(&w, mem);
    struct invitation_made m;
    const struct invitation good = {
        .network = w.home, .uses_left = 1, .expires = w.state.now + DAY};
    struct invitation o[] = {good, good, good, good, good, good};
    o[0].uses_left = 0;
    o[1].expires = w.state.now;
    o[2].expires = w.state.now + 400 * DAY;
    o[3].npsn = STR("12");
    o[4].type = STR("castle");
    o[5].place_code = STR("00");
    for (size_t k = 0; k < COUNT(o); k++)
        CHECK_INT(invitation_make(w.db, &operator_actor, &o[k], &w.env, mem, &m), ERR_ARG);
    CHECK_INT(invitation_make(w.db, &stranger, &good, &w.env, mem, &m), ERR_DENIED);
    struct actor manager = person_with(&w, "a@a.id", ROLE_MANAGER, library(&w, "A"), 0);
    CHECK_INT(invitation_make(w.db, &manager, &good, &w.env, mem, &m), ERR_DENIED);
    db_close(w.db);
}

/* ---- applications ---- */

static enum err apply(struct world *w, const struct actor *who, const struct invitation *i,
                      const struct agency *profile, const char *login, uint32_t *bad,
                      struct application_made *ret)
{
    struct person p = {
        .name = STR("Sri"), .login = str_of(login), .password = STR("x"), .created = w->state.now};
    struct application_order o = {
        .invitation = i, .network = w->home, .profile = profile, .applicant = login ? &p : NULL};
    bool taken = false;
    return application_make(w->db, who, &o, w->state.now, bad, &taken, ret);
}

TEST(who_accepts_works_at_once_and_readers_see_it_after_the_yes)
{
    struct world w;
    world_make(&w, mem);
    struct invitation_made m = invite(&w, 1);
    struct invitation i;
    struct agency g = {.name = STR("SMPN 2"), .type = AGENCY_SCHOOL, .npsn = STR("20401111")};
    struct application_made made;
    struct applications list;
    struct actor who, coordinator = person_with(&w, "k@a.id", ROLE_COORDINATOR, 0, w.home);
    uint32_t bad = 0;
    bool holds = true;
    CHECK_INT(invitation_find(w.db, m.secret, STR(""), w.state.now, mem, &i), OK);
    CHECK_INT(apply(&w, &stranger, &i, &g, "sri@smpn2.sch.id", &bad, &made), OK);
    CHECK_INT(actor_of_person(w.db, made.person, w.state.now, mem, &who), OK);
    CHECK_INT(actor_may_agency(w.db, &who, PERM_CATALOGUE, made.agency), OK);
    CHECK_INT(membership_holds(w.db, made.agency, &holds), OK);
    CHECK(!holds);
    CHECK_INT(application_list(w.db, &who, w.home, mem, &list), ERR_DENIED);
    CHECK_INT(application_list(w.db, &coordinator, w.home, mem, &list), OK);
    CHECK_INT(list.n, 1);
    CHECK_INT(application_decide(w.db, &who, made.id, true, STR(""), 9), ERR_DENIED);
    CHECK_INT(application_decide(w.db, &coordinator, made.id, true, STR(""), w.state.now), OK);
    CHECK_INT(application_decide(w.db, &coordinator, made.id, false, STR("x"), 9), ERR_CONFLICT);
    CHECK_INT(membership_holds(w.db, made.agency, &holds), OK);
    CHECK(holds);
    /* the invitation was for one */
    struct agency other = {.name = STR("SMPN 3"), .type = AGENCY_SCHOOL};
    CHECK_INT(apply(&w, &stranger, &i, &other, "b@b.id", &bad, &made), ERR_NOT_FOUND);
    db_close(w.db);
}

TEST(a_refused_application_leaves_nothing_behind)
{
    struct world w;
    world_make(&w, mem);
    struct invitation_made m = invite(&w, 1);
    struct invitation i;
    struct agency g = {.name = STR("SMPN 2"), .type = AGENCY_SCHOOL}, wrong = {.npsn = STR("1")};
    struct application_made made;
    int64_t people = 0, agencies = 0;
    uint32_t bad = 0;
    person_with(&w, "ada@a.id", ROLE_MANAGER, library(&w, "A"), 0);
    CHECK_INT(invitation_find(w.db, m.secret, STR(""), w.state.now, mem, &i), OK);
    CHECK_INT(apply(&w, &stranger, &i, &wrong, "s@s.id", &bad, &made), ERR_ARG);
    CHECK_INT(bad, 1u << AGENCY_F_NAME | 1u << AGENCY_F_NPSN);
    CHECK_INT(apply(&w, &stranger, &i, &g, "ada@a.id", &bad, &made),
              ERR_CONFLICT);                                                      /* login taken */
    CHECK_INT(apply(&w, &stranger, NULL, &g, "s@s.id", &bad, &made), ERR_DENIED); /* no open form */
    CHECK_INT(apply(&w, &stranger, &i, &g, NULL, &bad, &made), ERR_DENIED);
    CHECK_INT(apply(&w, &operator_actor, &i, &g, "s@s.id", &bad, &made), ERR_DENIED);
    CHECK_INT(db_get_int(w.db, &people, SQL("SELECT count(*) FROM person")), OK);
    CHECK_INT(db_get_int(w.db, &agencies, SQL("SELECT count(*) FROM agency")), OK);
    CHECK_INT(people, 1);
    CHECK_INT(agencies, 1);
    CHECK_INT(invitation_find(w.db, m.secret, STR(""), w.state.now, mem, &i), OK);
    CHECK_INT(i.uses_left, 1);
    db_close(w.db);
}

TEST(an_open_network_takes_only_the_kinds_it_admits)
{
    struct world w;
    world_make(&w, mem);
    struct network n;
    struct agency g = {.name = STR("Museum"), .type = AGENCY_SPECIAL};
    struct application_made made;
    uint32_t bad = 0;
    CHECK_INT(network_get(w.db, w.home, mem, &n), OK);
    n.admits = true;
    n.kinds = 1u << AGENCY_SCHOOL | 1u << AGENCY_PUBLIC;
    CHECK_INT(network_update(w.db, &operator_actor, &n, 4, &bad), OK);
    CHECK_INT(apply(&w, &stranger, NULL, &g, "s@s.id", &bad, &made), ERR_ARG);
    CHECK_INT(bad, 1u << AGENCY_F_TYPE);
    g.type = AGENCY_PUBLIC;
    CHECK_INT(apply(&w, &stranger, NULL, &g, "s@s.id", &bad, &made), OK);
    CHECK_INT(apply(&w, &stranger, NULL, &g, "t@s.id", &bad, &made),
              ERR_CONFLICT); /* the same one */
    db_close(w.db);
}

TEST(a_library_joins_a_second_network_by_its_manager_only)
{
    struct world w;
    world_make(&w, mem);
    int64_t second = network_in(&w, "Kedua", 0), a = library(&w, "A"), b = library(&w, "B");
    struct actor manager = person_with(&w, "a@a.id", ROLE_MANAGER, a, 0);
    struct invitation o = {.network = second, .uses_left = 5, .expires = w.state.now + DAY}, i;
    struct invitation_made m;
    struct application_made made;
    struct memberships list;
    uint32_t bad = 0;
    bool taken = false;
    CHECK_INT(invitation_make(w.db, &operator_actor, &o, &w.env, mem, &m), OK);
    CHECK_INT(invitation_find(w.db, m.code, STR(""), w.state.now, mem, &i), OK);
    struct application_order mine = {.invitation = &i, .agency = a},
                             theirs = {.invitation = &i, .agency = b};
    CHECK_INT(application_make(w.db, &manager, &theirs, 9, &bad, &taken, &made), ERR_DENIED);
    CHECK_INT(application_make(w.db, &manager, &mine, w.state.now, &bad, &taken, &made), OK);
    CHECK_INT(application_make(w.db, &manager, &mine, w.state.now, &bad, &taken, &made),
              ERR_CONFLICT);
    CHECK_INT(application_decide(w.db, &operator_actor, made.id, false, STR(" "), 9), ERR_ARG);
    CHECK_INT(application_decide(w.db, &operator_actor, made.id, false, STR("Penuh"), 9), OK);
    CHECK_INT(application_make(w.db, &manager, &mine, w.state.now, &bad, &taken, &made), OK);
    CHECK_INT(application_decide(w.db, &operator_actor, made.id, true, STR(""), w.state.now), OK);
    CHECK_INT(membership_of_agency(w.db, a, mem, &list), OK);
    CHECK_INT(list.n, 2);
    CHECK_STR(list.item[0].network_name, "Kedua");
    db_close(w.db);
}
