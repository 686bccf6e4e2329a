/* dump.c -- silang dump, library key: for programs that take from the catalogue, or send to it. */
#include "work/dump.h"

#include "base/checked.h"
#include "catalog/push.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "network/agency.h"
#include "network/setting.h"

/* ---- dump ---- */

static enum exit_code run_dump(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress p;
    const struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    struct dump_order order = {.to = r->opt[OPT_TO], .base = str_of(r->opt[OPT_BASE_URL])};
    struct dump_file f;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = OK;
    if (!order.base.n) e = setting_get(s->db, "base_url", r->mem, &order.base);
    stop_on_signals();
    progress_begin(&p, r);
    if (!e) e = dump_make(s, &order, &watch, r->mem, &f);
    progress_end(&p);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_backup_exists, str_of(order.to));
    if (e == ERR_NOT_FOUND || e == ERR_DENIED)
        return fail_with(r, e, MSG_cmd_backup_folder, str_of(order.to));
    if (e) return fail(r, e);
    say2(r, MSG_cmd_dump_done, f.path, number_text(r, f.titles));
    if (!r->json) return EXIT_OK;
    buf_add(&r->out, STR("{\"file\":"));
    buf_add_json(&r->out, f.path);
    buf_printf(&r->out, ",\"bytes\":%lld,\"titles\":%lld,\"sha256\":\"%.*s\"}\n",
               (long long)f.bytes, (long long)f.titles, STR_ARG(f.sha256));
    return EXIT_OK;
}

const struct command cmd_dump = {
    .name = "dump",
    .synopsis = "--data DIR [--to FILE] [--base-url URL] [--json]",
    .help = MSG_help_dump,
    .options = BIT(OPT_DATA) | BIT(OPT_TO) | BIT(OPT_BASE_URL),
    .run = run_dump,
};

/* ---- library key ---- */

static enum exit_code run_key(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct push_node node;
    struct agency g;
    struct str key;
    int64_t id = 0;
    if (!open_store(r, DB_WRITE, &s) || !library_option(r, s->db, &id)) return EXIT_FAILED;
    enum err e = agency_get(s->db, id, r->mem, &g);
    if (!e) e = push_get(s->db, &cmd_operator, id, &node);
    if (!e) e = push_renew(s->db, &cmd_operator, id, node.made, r->env, r->mem, &key);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_key_made, g.name, g.slug);
    if (r->json)
        buf_printf(&r->out, "{\"library\":\"%.*s\",\"key\":\"%.*s\"}\n", STR_ARG(g.slug),
                   STR_ARG(key));
    else
        buf_printf(&r->out, "%.*s\n", STR_ARG(key));
    return EXIT_OK;
}

const struct command cmd_library_key = {
    .name = "library key",
    .synopsis = "--data DIR --library LIBRARY [--json]",
    .help = MSG_help_library_key,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .run = run_key,
};
