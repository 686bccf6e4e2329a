/* network.c -- silang init, library add, library list. */
#include "network/network.h"

#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "network/agency.h"

/* ---- init ---- */

static enum exit_code run_init(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct network n = {.name = str_of(r->opt[OPT_NAME])};
    struct str dir = str_of(data_dir(r));
    int64_t id = 0;
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

/* ---- library add ---- */

static enum exit_code run_add(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agency g = {
        .name = str_of(r->opt[OPT_NAME]), .type = AGENCY_OTHER, .place = str_of(r->opt[OPT_PLACE])};
    struct str type = str_of(r->opt[OPT_TYPE]);
    int64_t id = 0;
    if (type.n && !agency_type_parse(type, &g.type))
        return fail_with(r, ERR_ARG, MSG_cmd_bad_type, type) == EXIT_FAILED ? EXIT_USAGE : EXIT_OK;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = agency_add(s->db, &cmd_operator, &g, r->env->now(r->env), &id);
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_bad_name, g.name);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_library_exists, g.name);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_library_added, g.name, arena_printf(r->mem, "%lld", (long long)id));
    if (r->json) buf_printf(&r->out, "{\"id\":%lld}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_library_add = {
    .name = "library add",
    .synopsis = "--data DIR --name NAME --type TYPE [--place PLACE] [--json]",
    .help = MSG_help_library_add,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME) | BIT(OPT_TYPE) | BIT(OPT_PLACE),
    .required = BIT(OPT_NAME),
    .run = run_add,
};

/* ---- library list ---- */

static void print_agency(struct run *r, const struct agency *g, bool first)
{
    if (!r->json) {
        buf_printf(&r->out, "%5lld  %-30.*s  %-14s  %8lld  %.*s\n", (long long)g->id,
                   STR_ARG(g->slug), agency_type_name(g->type), (long long)g->records,
                   STR_ARG(g->name));
        return;
    }
    buf_printf(&r->out, "%s{\"id\":%lld,\"slug\":", first ? "" : ",", (long long)g->id);
    buf_add_json(&r->out, g->slug);
    buf_add(&r->out, STR(",\"name\":"));
    buf_add_json(&r->out, g->name);
    buf_printf(&r->out, ",\"type\":\"%s\",\"records\":%lld,\"sample\":%s}",
               agency_type_name(g->type), (long long)g->records, g->sample ? "true" : "false");
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agencies list;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = agency_list(s->db, r->mem, &list);
    if (e) return fail(r, e);
    if (r->json) buf_add_char(&r->out, '[');
    for (size_t i = 0; i < list.n; i++) print_agency(r, &list.item[i], i == 0);
    if (r->json) buf_add(&r->out, STR("]\n"));
    return EXIT_OK;
}

const struct command cmd_library_list = {
    .name = "library list",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_library_list,
    .options = BIT(OPT_DATA),
    .run = run_list,
};
