/* session_test.c -- sessions that die when they should, codes that work once, passwords, set-up. */
#include "network/session.h"

#include "base/secret.h"
#include "network/password.h"
#include "network/setting.h"
#include "network/network.h"
#include "network/setup.h"
#include "people.h"

/* A clock that stands where the test puts it. */
struct clock {
    struct env env;
    int64_t now;
};

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

static void clock_start(struct clock *c)
{
    *c = (struct clock){*env_system(), 1000 * SESSION_HOUR};
    c->env.now = clock_now;
    c->env.state = c;
}

static enum err seen(const struct people *p, struct str secret, int64_t now)
{
    struct session s;
    return session_find(p->db, secret, now, &s);
}

TEST(a_session_ends_when_it_is_not_used_and_at_the_latest_after_its_life)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct clock c;
    struct session s;
    struct str secret;
    clock_start(&c);
    int64_t id = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0), start = c.now;
    CHECK_INT(session_open(p.db, id, false, &c.env, mem, &secret), OK);
    CHECK_INT(session_find(p.db, secret, start, &s), OK);
    CHECK_INT(s.person, id);
    CHECK_INT(seen(&p, secret, start + SESSION_IDLE), OK);
    CHECK_INT(seen(&p, secret, start + SESSION_IDLE + 1), ERR_NOT_FOUND);
    for (int64_t at = start; at <= start + SESSION_LIFE; at += SESSION_IDLE)
        CHECK_INT(session_touch(p.db, s.id, at), OK);
    CHECK_INT(seen(&p, secret, start + SESSION_LIFE), OK);
    CHECK_INT(seen(&p, secret, start + SESSION_LIFE + 1), ERR_NOT_FOUND);
    CHECK_INT(seen(&p, secret, start - 24 * SESSION_HOUR), OK);            /* a clock set right */
    CHECK_INT(seen(&p, secret, start - 49 * SESSION_HOUR), ERR_NOT_FOUND); /* turned far back */
}

TEST(a_session_that_is_kept_lasts_longer)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct clock c;
    struct str secret;
    clock_start(&c);
    int64_t id = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0);
    CHECK_INT(session_open(p.db, id, true, &c.env, mem, &secret), OK);
    CHECK_INT(seen(&p, secret, c.now + SESSION_KEPT_IDLE), OK);
    CHECK_INT(seen(&p, secret, c.now + SESSION_KEPT_IDLE + 1), ERR_NOT_FOUND);
}

TEST(a_session_is_closed_by_its_person_only)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct clock c;
    struct session s;
    struct str secret, second;
    clock_start(&c);
    int64_t one = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0);
    int64_t two = people_add(&p, "e@contoh.id", ROLE_DESK, p.a, 0);
    CHECK_INT(session_open(p.db, one, false, &c.env, mem, &secret), OK);
    CHECK_INT(session_open(p.db, one, false, &c.env, mem, &second), OK);
    CHECK(!str_eq(secret, second));
    CHECK_INT(session_find(p.db, secret, c.now, &s), OK);
    CHECK_INT(session_close(p.db, two, s.id), OK);
    CHECK_INT(seen(&p, secret, c.now), OK);
    CHECK_INT(session_close(p.db, one, s.id), OK);
    CHECK_INT(seen(&p, second, c.now), OK);
    CHECK_INT(seen(&p, secret, c.now), ERR_NOT_FOUND);
    CHECK_INT(seen(&p, STR(""), c.now), ERR_NOT_FOUND);
}

TEST(the_database_holds_no_secret)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct str secret, code;
    int64_t id = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0), found = 0;
    CHECK_INT(session_open(p.db, id, false, env_system(), mem, &secret), OK);
    CHECK_INT(code_make(p.db, &people_operator, id, env_system(), mem, &code), OK);
    CHECK_INT(db_get_int(p.db, &found, SQL("SELECT count(*) FROM session WHERE secret = ?1"),
                         BLOB(secret)),
              OK);
    CHECK_INT(found, 0);
    CHECK_INT(
        db_get_int(p.db, &found, SQL("SELECT count(*) FROM code WHERE secret = ?1"), BLOB(code)),
        OK);
    CHECK_INT(found, 0);
}

TEST(a_code_sets_one_password_and_ends_the_sessions)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct clock c;
    struct str code, second, secret;
    int64_t found = 0;
    clock_start(&c);
    int64_t id = people_add(&p, "d@contoh.id", ROLE_DESK, p.a, 0);
    CHECK_INT(session_open(p.db, id, false, &c.env, mem, &secret), OK);
    CHECK_INT(code_make(p.db, &people_operator, id, &c.env, mem, &code), OK);
    CHECK_INT(code.n, 14); /* abcd-2345-efgh */
    CHECK_INT(code_find(p.db, code, c.now, &found), OK);
    CHECK_INT(found, id);
    char *loud = arena_cstr(mem, code);
    for (size_t i = 0; i < code.n; i++)
        loud[i] = (char)(loud[i] == '-' ? ' ' : loud[i] >= 'a' ? loud[i] - 32 : loud[i]);
    CHECK_INT(code_find(p.db, str_of(loud), c.now, &found), OK); /* as people type it */
    CHECK_INT(code_find(p.db, code, c.now + CODE_LIFE + 1, &found), ERR_NOT_FOUND);
    CHECK_INT(code_make(p.db, &people_operator, id, &c.env, mem, &second), OK);
    CHECK_INT(code_find(p.db, code, c.now, &found), ERR_NOT_FOUND); /* the newer one counts */
    CHECK_INT(person_set_password(p.db, id, STR("$argon2id$..."), c.now), OK);
    CHECK_INT(code_find(p.db, second, c.now, &found), ERR_NOT_FOUND);
    CHECK_INT(seen(&p, secret, c.now), ERR_NOT_FOUND);
}

TEST(passwords_are_stored_by_argon2id_and_recognised)
{
    struct str stored, again;
    password_store(STR("kuda makan rumput"), mem, &stored);
    password_store(STR("kuda makan rumput"), mem, &again);
    CHECK(str_starts(stored, STR("$argon2id$v=19$m=65536,t=3,p=1$")));
    CHECK(!str_eq(stored, again)); /* salted */
    CHECK(password_matches(stored, STR("kuda makan rumput")));
    CHECK(!password_matches(stored, STR("kuda makan Rumput")));
    CHECK(!password_matches(STR(""), STR("")));
    CHECK(!password_matches(stored, (struct str){0}));
    CHECK(!password_matches(STR("not argon2"), STR("x")));
}

TEST(what_guessing_tries_first_is_refused)
{
    static const struct {
        const char *password;
        enum password_fault want;
    } cases[] = {
        {"kuda makan rumput", PASSWORD_GOOD},
        {"8F3kx02_pq", PASSWORD_GOOD},
        {"71820945631", PASSWORD_GOOD},
        {"1234567", PASSWORD_SHORT},
        {"éééé", PASSWORD_SHORT},
        {"12345678", PASSWORD_COMMON},
        {"7890123456", PASSWORD_COMMON},
        {"aaaaaaaa", PASSWORD_COMMON},
        {"abcdefgh", PASSWORD_COMMON},
        {"Password123!", PASSWORD_COMMON},
        {"indonesia45", PASSWORD_COMMON},
        {"perpustakaan", PASSWORD_COMMON},
        {"wahyuni2026", PASSWORD_PERSONAL},
        {"sri.wahyuni@contoh.id", PASSWORD_PERSONAL},
        {"sri.wahyuni99", PASSWORD_PERSONAL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum password_fault got = password_judge(str_of(cases[i].password), STR("Sri Wahyuni"),
                                                 STR("sri.wahyuni@contoh.id"));
        if (got != cases[i].want)
            test_fail(__FILE__, __LINE__, "%s is %s", cases[i].password, password_fault_name(got));
    }
    char long_one[PASSWORD_MAX + 1];
    for (size_t i = 0; i < sizeof long_one; i++) long_one[i] = (char)('a' + i * 7 % 26);
    CHECK_INT(password_judge((struct str){long_one, sizeof long_one}, STR(""), STR("")),
              PASSWORD_LONG);
}

TEST(set_up_makes_one_coordinator_and_closes_for_good)
{
    struct people CLEANUP(people_close) p = people_open(mem);
    struct str token, again, value;
    struct setup_network n = {STR(" Jejaring Sleman "), STR("WITA"), STR("en")};
    struct person who = {.name = STR("Sri"), .login = STR("sri@contoh.id"), .password = STR("$x")};
    struct network home;
    int64_t id = 0;
    CHECK_INT(setup_token(p.db, env_system(), mem, &token), OK);
    CHECK_INT(token.n, SECRET_DIGITS);
    CHECK_INT(setup_token(p.db, env_system(), mem, &again), OK);
    CHECK(str_eq(token, again));
    CHECK_INT(setup_check(p.db, STR("")), ERR_NOT_FOUND);
    CHECK_INT(setup_name(p.db, STR("salah"), &n, 5), ERR_NOT_FOUND);
    CHECK_INT(setup_coordinator(p.db, STR("salah"), &who, 5, &id), ERR_NOT_FOUND);
    CHECK_INT(setup_name(p.db, token, &n, 5), OK);
    CHECK_INT(network_home(p.db, mem, &home), OK);
    CHECK_STR(home.name, "Jejaring Sleman");
    CHECK_INT(setting_get(p.db, "zone", mem, &value), OK);
    CHECK_STR(value, "WITA");
    who.login = STR("bukan alamat");
    CHECK_INT(setup_coordinator(p.db, token, &who, 5, &id), ERR_ARG);
    who.login = STR("sri@contoh.id");
    CHECK_INT(setup_coordinator(p.db, token, &who, 5, &id), OK);
    struct actor a = people_actor(&p, id, 6);
    CHECK_INT(actor_may(&a, PERM_OPERATE), OK);
    CHECK_INT(setup_coordinator(p.db, token, &who, 7, &id), ERR_NOT_FOUND);
    CHECK_INT(setup_name(p.db, token, &n, 7), ERR_NOT_FOUND);
    CHECK_INT(setup_token(p.db, env_system(), mem, &again), OK);
    CHECK_INT(again.n, 0);
}
