/* login.c -- silang harvest login, target login: who we are at another system. The password comes
 * from a file or standard input, never from the command line, which others can see. */
#include <stdio.h>
#include <string.h>

#include "catalog/targets.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "work/seal.h"

/* The first line of the file of the third argument, or of standard input. */
static bool read_password(struct run *r, struct str *ret)
{
    char line[SEAL_TEXT_MAX + 2] = {0};
    const bool file = r->n_args > 2 && strcmp(r->arg[2], "-") != 0;
    if (!r->arg[1][0]) return true; /* the login is forgotten */
    FILE *f = file ? fopen(r->arg[2], "re") : stdin;
    if (!f) {
        say1(r, MSG_cmd_no_file, str_of(r->arg[2]));
        return false;
    }
    bool there = fgets(line, sizeof line, f) != NULL;
    if (file) fclose(f);
    line[strcspn(line, "\r\n")] = '\0';
    *ret = arena_copy(r->mem, str_of(line));
    memset(line, 0, sizeof line);
    if (!there || !ret->n) say(r, MSG_cmd_no_password);
    return there && ret->n;
}

static enum exit_code run_harvest(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct str password = {0}, sealed = {0};
    struct gather g;
    int64_t id = 0;
    if (str_to_i64(str_of(r->arg[0]), &id)) return EXIT_USAGE;
    if (!read_password(r, &password)) return EXIT_USAGE;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = gather_get(s->db, &cmd_operator, id, r->mem, &g);
    if (e) return fail(r, e);
    g.login = str_of(r->arg[1]);
    if (g.login.n)
        e = seal_text(s->dir, r->env, password, seal_of_gather(&g, r->mem), r->mem, &sealed);
    if (!e) e = gather_login_set(s->db, &cmd_operator, id, g.login, sealed, r->env->now(r->env));
    return e ? fail(r, e) : EXIT_OK;
}

const struct command cmd_harvest_login = {
    .name = "harvest login",
    .synopsis = "--data DIR ID NAME [FILE]",
    .help = MSG_help_harvest_login,
    .options = BIT(OPT_DATA),
    .args_min = 2,
    .args_max = 3,
    .run = run_harvest,
};

static enum exit_code run_target(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct str password = {0}, sealed = {0};
    struct target_row t;
    int64_t id = 0;
    if (str_to_i64(str_of(r->arg[0]), &id)) return EXIT_USAGE;
    if (!read_password(r, &password)) return EXIT_USAGE;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = targets_get(s->db, &cmd_operator, id, r->mem, &t);
    if (e) return fail(r, e);
    t.login = str_of(r->arg[1]);
    if (t.login.n)
        e = seal_text(s->dir, r->env, password, seal_of_target(&t, r->mem), r->mem, &sealed);
    if (!e) e = targets_login_set(s->db, &cmd_operator, id, t.login, sealed, r->env->now(r->env));
    return e ? fail(r, e) : EXIT_OK;
}

const struct command cmd_target_login = {
    .name = "target login",
    .synopsis = "--data DIR ID NAME [FILE]",
    .help = MSG_help_target_login,
    .options = BIT(OPT_DATA),
    .args_min = 2,
    .args_max = 3,
    .run = run_target,
};
