/* user.c -- silang user add, list, role, code, disable, enable. */
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "network/network.h"
#include "network/person.h"
#include "network/session.h"

struct target {
    enum role_kind kind;
    int64_t agency, network;
};

/* --role and --library as a role in a place. False after saying why not. */
static bool read_target(struct run *r, struct db *db, struct target *ret)
{
    struct str role = str_of(r->opt[OPT_ROLE]);
    struct network home;
    *ret = (struct target){0};
    if (!role_parse(role, &ret->kind)) {
        fail_with(r, ERR_ARG, MSG_cmd_bad_role, role);
        return false;
    }
    if ((ret->kind == ROLE_COORDINATOR) == (r->opt[OPT_LIBRARY] != NULL)) {
        fail_with(r, ERR_ARG, MSG_cmd_role_place, role);
        return false;
    }
    if (r->opt[OPT_LIBRARY]) return library_option(r, db, &ret->agency);
    enum err e = network_home(db, r->mem, &home);
    if (e) fail_with(r, e, MSG_cmd_no_network, role);
    ret->network = home.id;
    return e == OK;
}

/* Who --login is. False after saying that nobody is. */
static bool read_person(struct run *r, struct db *db, struct person *ret)
{
    struct str typed = str_of(r->opt[OPT_LOGIN]), login;
    enum err e = login_normal(typed, r->mem, &login);
    if (!e) e = person_by_login(db, login, r->mem, ret);
    if (e == ERR_NOT_FOUND || e == ERR_ARG)
        fail_with(r, e, MSG_cmd_no_user, typed);
    else if (e)
        fail(r, e);
    return e == OK;
}

/* ---- codes ---- */

static enum exit_code give_code(struct run *r, struct db *db, const struct person *p)
{
    struct str code, base = str_of(r->opt[OPT_BASE_URL]), link = {0};
    enum err e = code_make(db, &cmd_operator, p->id, r->env, r->mem, &code);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_user_closed, p->login);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_user_code, p->name, code);
    while (str_ends(base, STR("/"))) base.n--;
    if (base.n) link = arena_printf(r->mem, "%.*s/sandi?kode=%.*s", STR_ARG(base), STR_ARG(code));
    if (link.n) say1(r, MSG_cmd_user_link, link);
    if (r->json) {
        buf_printf(&r->out, "{\"person\":%lld,\"login\":", (long long)p->id);
        buf_add_json(&r->out, p->login);
        buf_add(&r->out, STR(",\"code\":"));
        buf_add_json(&r->out, code);
        buf_add(&r->out, STR(",\"link\":"));
        buf_add_json(&r->out, link);
        buf_add(&r->out, STR("}\n"));
    }
    return EXIT_OK;
}

static enum exit_code run_code(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct person p;
    if (!open_store(r, DB_WRITE, &s) || !read_person(r, s->db, &p)) return EXIT_FAILED;
    return give_code(r, s->db, &p);
}

const struct command cmd_user_code = {
    .name = "user code",
    .synopsis = "--data DIR --login EMAIL_OR_PHONE [--base-url URL] [--json]",
    .help = MSG_help_user_code,
    .options = BIT(OPT_DATA) | BIT(OPT_LOGIN) | BIT(OPT_BASE_URL),
    .required = BIT(OPT_LOGIN),
    .run = run_code,
};

/* ---- add ---- */

static enum exit_code run_add(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct target t;
    struct person p;
    int64_t id = 0;
    struct str login = str_of(r->opt[OPT_LOGIN]);
    if (!open_store(r, DB_WRITE, &s) || !read_target(r, s->db, &t)) return EXIT_FAILED;
    const struct person_order o = {.name = str_of(r->opt[OPT_NAME]),
                                   .login = login,
                                   .lang = str_of(lang_code(r->lang)),
                                   .kind = t.kind,
                                   .agency = t.agency,
                                   .network = t.network};
    enum err e = person_add(s->db, &cmd_operator, &o, r->env->now(r->env), &id);
    if (!e) e = person_get(s->db, id, r->mem, &p);
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_bad_login, login);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_user_has_role, login);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_user_added, p.name, str_of(role_name(t.kind)));
    return give_code(r, s->db, &p);
}

const struct command cmd_user_add = {
    .name = "user add",
    .synopsis = "--data DIR --name NAME --login EMAIL_OR_PHONE --role ROLE [--library ID]"
                " [--base-url URL] [--json]",
    .help = MSG_help_user_add,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME) | BIT(OPT_LOGIN) | BIT(OPT_ROLE) | BIT(OPT_LIBRARY) |
               BIT(OPT_BASE_URL),
    .required = BIT(OPT_NAME) | BIT(OPT_LOGIN) | BIT(OPT_ROLE),
    .run = run_add,
};

/* ---- list ---- */

static void print_role(struct run *r, const struct role_row *p, bool first)
{
    if (!r->json) {
        buf_printf(&r->out, "%5lld  %-12s  %-30.*s  %-24.*s  %.*s%s\n", (long long)p->person,
                   role_name(p->kind), STR_ARG(p->login), STR_ARG(p->person_name),
                   STR_ARG(p->where), p->disabled ? "  (-)" : "");
        return;
    }
    buf_printf(&r->out,
               "%s{\"person\":%lld,\"role\":\"%s\",\"library\":%lld,\"login\":", first ? "" : ",",
               (long long)p->person, role_name(p->kind), (long long)p->agency);
    buf_add_json(&r->out, p->login);
    buf_add(&r->out, STR(",\"name\":"));
    buf_add_json(&r->out, p->person_name);
    buf_add(&r->out, STR(",\"where\":"));
    buf_add_json(&r->out, p->where);
    buf_printf(&r->out, ",\"has_password\":%s,\"disabled\":%s}", p->signed_up ? "true" : "false",
               p->disabled ? "true" : "false");
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct role_rows list;
    int64_t library = 0;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    if (r->opt[OPT_LIBRARY] && !library_option(r, s->db, &library)) return EXIT_FAILED;
    enum err e = role_list(s->db, &cmd_operator, library, 0, r->env->now(r->env), r->mem, &list);
    if (e) return fail(r, e);
    if (r->json) buf_add_char(&r->out, '[');
    for (size_t i = 0; i < list.n; i++) print_role(r, &list.item[i], i == 0);
    if (r->json) buf_add(&r->out, STR("]\n"));
    return EXIT_OK;
}

const struct command cmd_user_list = {
    .name = "user list",
    .synopsis = "--data DIR [--library ID] [--json]",
    .help = MSG_help_user_list,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .run = run_list,
};

/* ---- role ---- */

static enum exit_code end_role(struct run *r, struct db *db, const struct person *p,
                               const struct target *t)
{
    struct role_rows list;
    const int64_t now = r->env->now(r->env);
    enum err e = role_of_person(db, p->id, now, r->mem, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        const struct role_row *l = &list.item[i];
        if (l->kind != t->kind || l->agency != t->agency || l->network != t->network) continue;
        e = role_end(db, &cmd_operator, l->id, now);
        if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_user_last, p->name);
        if (e) return fail(r, e);
        say2(r, MSG_cmd_user_ended, p->name, str_of(role_name(t->kind)));
        return EXIT_OK;
    }
    return e ? fail(r, e) : fail_with(r, ERR_NOT_FOUND, MSG_cmd_user_no_role, p->name);
}

static enum exit_code run_role(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct target t;
    struct person p;
    int64_t id = 0;
    if (!open_store(r, DB_WRITE, &s) || !read_person(r, s->db, &p) || !read_target(r, s->db, &t))
        return EXIT_FAILED;
    if (r->opt[OPT_END]) return end_role(r, s->db, &p, &t);
    const struct person_order o = {p.name, p.login, p.lang, t.kind, t.agency, t.network};
    enum err e = person_add(s->db, &cmd_operator, &o, r->env->now(r->env), &id);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_user_has_role, p.name);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_user_added, p.name, str_of(role_name(t.kind)));
    return EXIT_OK;
}

const struct command cmd_user_role = {
    .name = "user role",
    .synopsis = "--data DIR --login EMAIL_OR_PHONE --role ROLE [--library ID] [--end]",
    .help = MSG_help_user_role,
    .options = BIT(OPT_DATA) | BIT(OPT_LOGIN) | BIT(OPT_ROLE) | BIT(OPT_LIBRARY) | BIT(OPT_END),
    .required = BIT(OPT_LOGIN) | BIT(OPT_ROLE),
    .run = run_role,
};

/* ---- disable, enable ---- */

static enum exit_code set_disabled(struct run *r, bool disabled)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct person p;
    if (!open_store(r, DB_WRITE, &s) || !read_person(r, s->db, &p)) return EXIT_FAILED;
    enum err e = person_disable(s->db, &cmd_operator, p.id, disabled, r->env->now(r->env));
    if (e) return fail(r, e);
    say1(r, disabled ? MSG_cmd_user_disabled : MSG_cmd_user_enabled, p.login);
    return EXIT_OK;
}

static enum exit_code run_disable(struct run *r)
{
    return set_disabled(r, true);
}

static enum exit_code run_enable(struct run *r)
{
    return set_disabled(r, false);
}

const struct command cmd_user_disable = {
    .name = "user disable",
    .synopsis = "--data DIR --login EMAIL_OR_PHONE",
    .help = MSG_help_user_disable,
    .options = BIT(OPT_DATA) | BIT(OPT_LOGIN),
    .required = BIT(OPT_LOGIN),
    .run = run_disable,
};

const struct command cmd_user_enable = {
    .name = "user enable",
    .synopsis = "--data DIR --login EMAIL_OR_PHONE",
    .help = MSG_help_user_enable,
    .options = BIT(OPT_DATA) | BIT(OPT_LOGIN),
    .required = BIT(OPT_LOGIN),
    .run = run_enable,
};
