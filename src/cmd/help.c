/* help.c -- silang help, version. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/commands.h"

const struct command *const commands[] = {
    &cmd_init,
    &cmd_library_add,
    &cmd_library_list,
    &cmd_library_show,
    &cmd_library_set,
    &cmd_library_join,
    &cmd_library_leave,
    &cmd_library_key,
    &cmd_import,
    &cmd_import_all,
    &cmd_columns,
    &cmd_rejected,
    &cmd_loads,
    &cmd_undo,
    &cmd_search,
    &cmd_serve,
    &cmd_verify,
    &cmd_export,
    &cmd_dump,
    &cmd_backup,
    &cmd_restore,
    &cmd_doctor,
    &cmd_user_add,
    &cmd_user_list,
    &cmd_user_role,
    &cmd_user_code,
    &cmd_user_disable,
    &cmd_user_enable,
    &cmd_harvest_add,
    &cmd_harvest_list,
    &cmd_harvest_run,
    &cmd_harvest_set,
    &cmd_harvest_login,
    &cmd_target_add,
    &cmd_target_list,
    &cmd_target_test,
    &cmd_target_ask,
    &cmd_target_login,
    &cmd_index_rebuild,
    &cmd_match_list,
    &cmd_match_same,
    &cmd_match_different,
    &cmd_match_undo,
    &cmd_match_find,
    &cmd_match_judge,
    &cmd_match_rebuild,
    &cmd_authority_load,
    &cmd_authority_list,
    &cmd_authority_undo,
    &cmd_authority_remove,
    &cmd_sample_load,
    &cmd_sample_empty,
    &cmd_help,
    &cmd_version,
    NULL,
};

static void line(struct run *r, enum msg m, const struct str *arg, size_t n)
{
    msg_add(&r->out, r->lang, m, arg, n);
    buf_add_char(&r->out, '\n');
}

static void help_one(struct run *r, const struct command *c)
{
    line(r, MSG_help_usage, (struct str[]){str_of(c->name), str_of(c->synopsis)}, 2);
    buf_add(&r->out, STR("  "));
    line(r, c->help, NULL, 0);
}

static void help_all(struct run *r)
{
    line(r, MSG_help_intro, NULL, 0);
    for (const struct command *const *c = commands; *c; c++) {
        buf_printf(&r->out, "  %-16s ", (*c)->name);
        line(r, (*c)->help, NULL, 0);
    }
    line(r, MSG_help_everywhere, NULL, 0);
    line(r, MSG_help_more, NULL, 0);
}

static enum exit_code run_help(struct run *r)
{
    if (r->n_args == 0) {
        help_all(r);
        return EXIT_OK;
    }
    struct str name = str_of(r->arg[0]);
    if (r->n_args > 1) name = arena_printf(r->mem, "%s %s", r->arg[0], r->arg[1]);
    bool found = false;
    for (const struct command *const *c = commands; *c; c++) {
        struct str full = str_of((*c)->name);
        bool group = str_starts(full, name) && full.n > name.n && full.p[name.n] == ' ';
        if (!str_eq(full, name) && !group) continue;
        help_one(r, *c);
        found = true;
    }
    if (!found) say1(r, MSG_cmd_unknown, name);
    return found ? EXIT_OK : EXIT_USAGE;
}

const struct command cmd_help = {
    .name = "help",
    .synopsis = "[COMMAND]",
    .help = MSG_help_help,
    .args_max = 2,
    .run = run_help,
};

static enum exit_code run_version(struct run *r)
{
    if (r->json)
        buf_printf(&r->out, "{\"version\":\"%s\"}\n", SILANG_VERSION);
    else
        buf_printf(&r->out, "silang %s\n", SILANG_VERSION);
    return EXIT_OK;
}

const struct command cmd_version = {
    .name = "version",
    .synopsis = "[--json]",
    .help = MSG_help_version,
    .run = run_version,
};
