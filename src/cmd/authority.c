/* authority.c -- silang authority load, list, undo, remove. */
#include "catalog/authority.h"

#include "cmd/cmd.h"
#include "cmd/commands.h"

static struct str source_of(const struct run *r)
{
    return r->opt[OPT_NAME] ? str_trim(str_of(r->opt[OPT_NAME])) : STR("");
}

static enum exit_code refuse(struct run *r, enum err e, const struct fault *why)
{
    if (e == ERR_BUSY) return fail_with(r, e, MSG_cmd_authority_busy, STR(""));
    if (e == ERR_FORMAT && !why->reason) return fail_with(r, e, MSG_cmd_authority_none, STR(""));
    return explain_file(r, e, why);
}

struct telling {
    const struct run *r;
    struct progress *progress;
    int64_t told;
};

static void show(void *ctx, const struct load_progress *p)
{
    struct telling *t = ctx;
    progress_show(t->progress, p);
}

static void tell_fault(void *ctx, const struct fault *f)
{
    enum { TOLD_MAX = 20 };
    struct telling *t = ctx;
    if (t->told++ < TOLD_MAX) say1(t->r, MSG_cmd_fault, fault_sentence(t->r, f));
}

static void add_json(struct buf *b, const struct authority_row *row)
{
    buf_add(b, STR("{\"source\":"));
    buf_add_json(b, row->source);
    buf_add(b, STR(",\"file\":"));
    buf_add_json(b, row->file);
    buf_printf(b, ",\"records\":%lld,\"rejected\":%lld,\"warnings\":%lld", (long long)row->records,
               (long long)row->refused, (long long)row->warnings);
}

static enum exit_code run_load(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct authority_row row = {0};
    struct fault why = {0};
    struct progress p;
    struct telling telling = {r, &p, 0};
    struct load_watch watch = {show, stop_asked, tell_fault, &telling};
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e =
        authority_load(s, &cmd_operator, r->arg[0], source_of(r), &watch, r->mem, &why, &row);
    progress_end(&p);
    if (e) return refuse(r, e, &why);
    if (r->json) {
        add_json(&r->out, &row);
        buf_add(&r->out, STR("}\n"));
    }
    say3(r, MSG_cmd_authority_done, row.source, number_text(r, row.records),
         number_text(r, row.refused));
    return row.refused ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_authority_load = {
    .name = "authority load",
    .synopsis = "--data DIR [--name SOURCE] [--json] FILE",
    .help = MSG_help_authority_load,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME),
    .args_min = 1,
    .args_max = 1,
    .run = run_load,
};

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct authority_rows list = {0};
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = authority_list(s->db, r->mem, &list);
    if (e) return fail(r, e);
    for (size_t i = 0; i < list.n; i++) {
        const struct authority_row *row = &list.item[i];
        if (r->json) {
            add_json(&r->out, row);
            buf_printf(&r->out, ",\"former\":%s}\n", row->former ? "true" : "false");
        } else {
            buf_printf(&r->out, "%.*s\t%.*s\t%lld\n", STR_ARG(row->source), STR_ARG(row->file),
                       (long long)row->records);
        }
    }
    return EXIT_OK;
}

const struct command cmd_authority_list = {
    .name = "authority list",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_authority_list,
    .options = BIT(OPT_DATA),
    .run = run_list,
};

static enum exit_code taken(struct run *r, enum err e, enum msg done)
{
    if (e == ERR_BUSY) return fail_with(r, e, MSG_cmd_authority_busy, STR(""));
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_authority_unknown, source_of(r));
    if (e) return fail(r, e);
    say1(r, done, source_of(r));
    return EXIT_OK;
}

static enum exit_code run_undo(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    bool former = false;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = authority_undo(s, &cmd_operator, source_of(r), &former);
    return taken(r, e, former ? MSG_cmd_authority_former : MSG_cmd_authority_removed);
}

const struct command cmd_authority_undo = {
    .name = "authority undo",
    .synopsis = "--data DIR --name SOURCE",
    .help = MSG_help_authority_undo,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME),
    .required = BIT(OPT_NAME),
    .run = run_undo,
};

static enum exit_code run_remove(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = authority_remove(s, &cmd_operator, source_of(r));
    return taken(r, e, MSG_cmd_authority_removed);
}

const struct command cmd_authority_remove = {
    .name = "authority remove",
    .synopsis = "--data DIR --name SOURCE",
    .help = MSG_help_authority_remove,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME),
    .required = BIT(OPT_NAME),
    .run = run_remove,
};
