/* network.c -- silang init. */
#include "network/network.h"

#include "cmd/cmd.h"
#include "cmd/commands.h"

/* ---- init ---- */

static enum exit_code run_init(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct network n = {.name = str_of(r->opt[OPT_NAME])};
    struct str dir = str_of(data_dir(r));
    int64_t id = 0;
    if (refuse_remote(r)) return EXIT_FAILED;
    enum err e = network_name_ok(n.name) ? store_create(data_dir(r), r->env, &s) : ERR_ARG;
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_bad_name, n.name);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_data_exists, dir);
    if (!e) e = network_add(s->db, &cmd_operator, &n, r->env->now(r->env), &id);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_init_done, n.name, dir);
    if (r->json) buf_printf(&r->out, "{\"network\":%lld}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_init = {
    .name = "init",
    .synopsis = "--data DIR --name NAME",
    .help = MSG_help_init,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME),
    .required = BIT(OPT_NAME),
    .run = run_init,
};
