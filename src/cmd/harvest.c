/* harvest.c -- silang harvest add, list, run, set. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/gather_folder.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "cmd/kinds.h"
#include "network/agency.h"
#include "peer/fetch.h"
#include "work/gather_job.h"

enum { DAILY = 1 };

/* ---- add ---- */

/* Takes "prefix=marc21". False when it is none of what there is. */
static bool take_word(struct gather_order *o, struct str word)
{
    size_t equals = str_find_char(word, '=', 0);
    struct str name = str_slice(word, 0, equals), value = str_slice(word, equals + 1, word.n);
    int64_t days = 0;
    if (str_eq(name, STR("kind"))) return gather_kind_parse(value, &o->kind);
    if (str_eq(name, STR("prefix"))) {
        o->prefix = value;
        return true;
    }
    if (str_eq(name, STR("set"))) {
        o->part = value;
        return true;
    }
    if (!str_eq(name, STR("days")) || str_to_i64(value, &days)) return false;
    o->days = (int)MIN(MAX(days, (int64_t)-1), (int64_t)GATHER_DAYS_MAX + 1);
    return true;
}

static enum exit_code run_add(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct gather_order o = {.url = str_of(r->arg[0]), .days = DAILY};
    if (str_starts(o.url, STR(GATHER_IN_FOLDER))) o.kind = GATHER_FOLDER;
    struct gather g;
    int64_t id = 0, now = r->env->now(r->env);
    if (!option_number(r, OPT_LIBRARY, 0, &o.agency)) return EXIT_USAGE;
    for (int i = 1; i < r->n_args; i++)
        if (!take_word(&o, str_of(r->arg[i]))) {
            say1(r, MSG_cmd_bad_field, str_of(r->arg[i]));
            return EXIT_USAGE;
        }
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = gather_add(s->db, &cmd_operator, &o, now, &id);
    if (!e) e = gather_get(s->db, &cmd_operator, id, r->mem, &g);
    if (!e) e = gather_ask(s->db, &cmd_operator, &g, false, now);
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_harvest_bad, fetch_shown(r->mem, o.url));
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_harvest_there, o.url);
    if (e == ERR_NOT_FOUND && o.kind == GATHER_FOLDER)
        return fail_with(r, e, MSG_cmd_harvest_no_folder, o.url);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_harvest_added, o.url, arena_printf(r->mem, "%lld", (long long)id));
    if (r->json) buf_printf(&r->out, "{\"id\":%lld}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_harvest_add = {
    .name = "harvest add",
    .synopsis = "--data DIR --library ID [--json] URL [kind=oai|file|sru|z3950|slims|folder]"
                " [prefix=FORMAT] [set=SET]"
                " [days=N]",
    .help = MSG_help_harvest_add,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .args_min = 1,
    .args_max = 5,
    .run = run_add,
};

/* ---- list ---- */

static void add_string(struct buf *b, const char *name, struct str value)
{
    buf_printf(b, ",\"%s\":", name);
    buf_add_json(b, value);
}

static void print_json(struct run *r, const struct gather *g)
{
    struct buf *b = &r->out;
    buf_printf(b, "{\"id\":%lld,\"library\":%lld", (long long)g->id, (long long)g->agency);
    add_string(b, "kind", str_of(gather_kind_name(g->kind)));
    add_string(b, "url", g->url);
    add_string(b, "outcome", g->outcome);
    add_string(b, "detail", g->detail);
    buf_printf(b,
               ",\"open\":%s,\"failures\":%d,\"live\":%lld,\"missing\":%lld,\"running\":%s,"
               "\"pages\":%lld,\"fetched\":%lld}\n",
               g->open ? "true" : "false", g->failures, (long long)g->live, (long long)g->absent,
               g->run.began ? "true" : "false", (long long)g->run.pages, (long long)g->run.records);
}

static void print_line(struct run *r, const struct gather *g)
{
    struct str state = g->outcome.n ? named(r, "gathered", arena_cstr(r->mem, g->outcome))
                                    : named(r, "gathered", "never");
    buf_printf(&r->out, "%lld\t%.*s\t%.*s\t%lld\t%.*s %.*s\n", (long long)g->id,
               STR_ARG(g->agency_name), STR_ARG(g->url), (long long)g->live, STR_ARG(state),
               STR_ARG(g->detail));
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct gathers list;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = gather_list(s->db, &cmd_operator, 0, 0, r->mem, &list);
    if (e) return fail(r, e);
    for (size_t i = 0; i < list.n; i++)
        if (r->json)
            print_json(r, &list.item[i]);
        else
            print_line(r, &list.item[i]);
    return EXIT_OK;
}

const struct command cmd_harvest_list = {
    .name = "harvest list",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_harvest_list,
    .options = BIT(OPT_DATA),
    .run = run_list,
};

/* ---- run ---- */

/* Does what is due here, unless a server is at it. */
static enum err do_due(struct run *r, struct store *s)
{
    enum zone zone = ZONE_WIB;
    const struct runner_config c = {s->dir, r->env, kinds_all(r, NULL), kinds_zone, &zone};
    enum err e = runner_once(&c);
    if (e == ERR_BUSY) say(r, MSG_cmd_harvest_server);
    return e == ERR_BUSY ? OK : e;
}

/* Brings the job forward. One that a killed process left running is taken up first. */
static enum err ask_now(struct run *r, struct store *s, const struct gather *g)
{
    const bool whole = r->opt[OPT_WHOLE] != NULL;
    enum err e = gather_ask(s->db, &cmd_operator, g, whole, r->env->now(r->env));
    if (e != ERR_CONFLICT || !g->open) return e;
    e = do_due(r, s);
    if (!e) e = gather_ask(s->db, &cmd_operator, g, whole, r->env->now(r->env));
    return e == ERR_CONFLICT ? OK : e;
}

static enum exit_code run_now(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct gather g;
    int64_t id = 0;
    if (str_to_i64(str_of(r->arg[0]), &id)) return EXIT_USAGE;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = gather_get(s->db, &cmd_operator, id, r->mem, &g);
    if (!e) e = ask_now(r, s, &g);
    if (!e) e = do_due(r, s);
    if (!e) e = gather_get(s->db, &cmd_operator, id, r->mem, &g);
    if (e) return fail(r, e);
    if (r->json)
        print_json(r, &g);
    else
        print_line(r, &g);
    return g.failures ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_harvest_run = {
    .name = "harvest run",
    .synopsis = "--data DIR [--whole] [--json] ID",
    .help = MSG_help_harvest_run,
    .options = BIT(OPT_DATA) | BIT(OPT_WHOLE),
    .args_min = 1,
    .args_max = 1,
    .run = run_now,
};

/* ---- set ---- */

static bool is_within(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The folder a library may use, as the system knows it, without links on the way. Never one that
 * our own data are in, or that is in them. */
static enum err set_folder(struct run *r, struct store *s, struct str value)
{
    char there[PATH_MAX] = {0}, ours[PATH_MAX] = {0};
    int64_t library = 0;
    if (!r->opt[OPT_LIBRARY] || !option_number(r, OPT_LIBRARY, 0, &library)) return ERR_ARG;
    if (value.n) {
        if (!realpath(arena_cstr(r->mem, value), there) || !realpath(s->dir, ours)) return ERR_ARG;
        if (is_within(there, ours) || is_within(ours, there)) return ERR_ARG;
    }
    return gather_root_set(s->db, &cmd_operator, library, str_of(there), r->env->now(r->env));
}

static enum err set_word(struct run *r, struct store *s, struct str word)
{
    size_t equals = str_find_char(word, '=', 0);
    struct str name = str_slice(word, 0, equals), value = str_slice(word, equals + 1, word.n);
    int64_t ms = 0;
    if (equals == word.n) return ERR_ARG;
    if (str_eq(name, STR("private"))) return gather_allow(s->db, &cmd_operator, value);
    if (str_eq(name, STR("folder"))) return set_folder(r, s, value);
    if (str_to_i64(value, &ms) || ms < 0 || ms > GATHER_PAUSE_MS_MAX) return ERR_ARG;
    if (str_eq(name, STR("settle"))) return gather_set_settle(s->db, &cmd_operator, (int)ms);
    if (!str_eq(name, STR("pause"))) return ERR_ARG;
    return gather_set_pause(s->db, &cmd_operator, (int)ms);
}

static enum exit_code run_set(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    for (int i = 0; i < r->n_args; i++) {
        enum err e = set_word(r, s, str_of(r->arg[i]));
        if (e == ERR_ARG) {
            say1(r, MSG_cmd_bad_field, str_of(r->arg[i]));
            return EXIT_USAGE;
        }
        if (e) return fail(r, e);
    }
    return EXIT_OK;
}

const struct command cmd_harvest_set = {
    .name = "harvest set",
    .synopsis =
        "--data DIR [--library ID] [private=HOST[:PORT]] [pause=MS] [settle=SECONDS] [folder=PATH]",
    .help = MSG_help_harvest_set,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .args_min = 1,
    .args_max = 4,
    .run = run_set,
};
