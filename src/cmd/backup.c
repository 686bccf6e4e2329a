/* backup.c -- silang backup, restore. */
#include "work/backup.h"

#include <string.h>

#include "base/checked.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "cmd/kinds.h"
#include "work/files.h"

static struct str size_text(const struct run *r, int64_t bytes)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    add_size(&b, r->lang, bytes);
    return arena_copy(r->mem, buf_str(&b));
}

static struct str date_text(const struct run *r, enum zone zone, int64_t at)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    add_date(&b, r->lang, zone, at);
    buf_add_char(&b, ' ');
    add_time(&b, r->lang, zone, at);
    return arena_copy(r->mem, buf_str(&b));
}

static enum exit_code no_room(struct run *r, int64_t need, int64_t free)
{
    struct str both[] = {size_text(r, need), size_text(r, free)};
    return fail_with(r, ERR_FULL, MSG_cmd_failed,
                     msg_text(r->mem, r->lang, MSG_cmd_backup_room, both, 2));
}

/* ---- backup ---- */

static void print_backup(struct run *r, const struct backup_report *b, bool proved)
{
    buf_add(&r->out, STR("{\"file\":"));
    buf_add_json(&r->out, b->file);
    buf_printf(&r->out,
               ",\"bytes\":%lld,\"records\":%lld,\"titles\":%lld,\"proved\":%s,\"removed\":%lld}\n",
               (long long)b->bytes, (long long)b->head.records, (long long)b->head.titles,
               proved ? "true" : "false", (long long)b->thinned);
}

static enum exit_code explain(struct run *r, enum err e, const struct backup_report *b)
{
    switch (e) {
    case ERR_CONFLICT: return fail_with(r, e, MSG_cmd_backup_exists, b->file);
    case ERR_BUSY: return fail_with(r, e, MSG_cmd_backup_busy, b->file);
    case ERR_NOT_FOUND:
    case ERR_DENIED:
        return fail_with(r, e, MSG_cmd_backup_folder, b->file.n ? b->file : str_of(data_dir(r)));
    case ERR_FORMAT:
        return fail_with(r, e, b->bytes ? MSG_cmd_backup_unsound : MSG_cmd_damaged_data, b->file);
    case ERR_FULL: return b->need ? no_room(r, b->need, b->free) : fail(r, e);
    default: return fail(r, e);
    }
}

static enum exit_code make(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress p;
    const struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    const struct backup_order order = {
        .to = r->opt[OPT_TO], .prove = !r->opt[OPT_QUICK], .zone_us = zone_offset_us(ZONE_WIB)};
    struct backup_report b;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = backup_make(s, &cmd_operator, &order, &watch, r->mem, &b);
    progress_end(&p);
    if (e) return explain(r, e, &b);
    say3(r, MSG_cmd_backup_done, b.file, size_text(r, b.bytes), number_text(r, b.head.records));
    if (order.prove)
        say2(r, MSG_cmd_backup_proved, number_text(r, b.proof.records),
             number_text(r, b.proof.titles));
    else
        say1(r, MSG_cmd_backup_unproved, b.file);
    if (b.thinned) say1(r, MSG_cmd_backup_thinned, number_text(r, b.thinned));
    if (r->json) print_backup(r, &b, order.prove);
    return EXIT_OK;
}

/* ---- looking at a file ---- */

static enum exit_code explain_archive(struct run *r, enum err e, struct str file,
                                      const struct restore_report *p)
{
    switch (e) {
    case ERR_FORMAT: return fail_with(r, e, MSG_cmd_backup_not_one, file);
    case ERR_VERSION: return fail_with(r, e, MSG_cmd_backup_newer, file);
    case ERR_NOT_FOUND:
    case ERR_DENIED: return fail_with(r, e, MSG_cmd_no_file, file);
    case ERR_FULL: return p->need ? no_room(r, p->need, p->free) : fail(r, e);
    default: return fail(r, e);
    }
}

static void print_restore(struct run *r, const struct restore_report *p)
{
    buf_printf(&r->out,
               "{\"made\":%lld,\"schema\":%d,\"records\":%lld,\"titles\":%lld,\"documents\":%lld,"
               "\"faults\":%lld,\"network\":",
               (long long)p->head.made, p->head.schema, (long long)p->verify.records,
               (long long)p->verify.titles, (long long)p->verify.documents,
               (long long)p->verify.faults);
    buf_add_json(&r->out, p->head.network);
    buf_add(&r->out, STR("}\n"));
}

static enum exit_code check(struct run *r)
{
    struct progress p;
    const struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    struct str file = str_of(r->arg[0]);
    struct restore_report report;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e =
        backup_prove(r->arg[0], folder_of(r->mem, r->arg[0]), r->env, &watch, r->mem, &report);
    progress_end(&p);
    if (e) return explain_archive(r, e, file, &report);
    say_args(r, MSG_cmd_check_ok,
             (struct str[]){file, number_text(r, report.verify.records),
                            number_text(r, report.verify.titles),
                            date_text(r, ZONE_WIB, report.head.made)},
             4);
    if (r->json) print_restore(r, &report);
    return EXIT_OK;
}

static enum exit_code run_backup(struct run *r)
{
    if (r->opt[OPT_CHECK] ? r->n_args == 1 && !r->opt[OPT_TO] : r->n_args == 0)
        return r->opt[OPT_CHECK] ? check(r) : make(r);
    say(r, MSG_cmd_backup_which);
    return EXIT_USAGE;
}

const struct command cmd_backup = {
    .name = "backup",
    .synopsis = "--data DIR [--to FILE] [--quick] [--json] | --check FILE",
    .help = MSG_help_backup,
    .options = BIT(OPT_DATA) | BIT(OPT_TO) | BIT(OPT_CHECK) | BIT(OPT_QUICK),
    .args_max = 1,
    .run = run_backup,
};

/* ---- restore ---- */

struct hearing {
    const struct run *r;
    int told;
};

static void hear(void *ctx, const char *where, const char *what)
{
    enum { TOLD_MAX = 50 };
    struct hearing *h = ctx;
    if (h->told++ < TOLD_MAX) say2(h->r, MSG_cmd_verify_fault, str_of(where), str_of(what));
}

static enum exit_code run_restore(struct run *r)
{
    struct progress p;
    const struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    struct hearing h = {.r = r};
    struct restore_report report;
    struct str dir = str_of(data_dir(r)), file = str_of(r->arg[0]);
    if (refuse_remote(r)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = backup_restore(data_dir(r), r->arg[0], r->opt[OPT_QUICK], r->env, &watch, hear, &h,
                                r->mem, &report);
    progress_end(&p);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_restore_not_empty, dir);
    if (e) return explain_archive(r, e, file, &report);
    say2(r, MSG_cmd_restore_from, report.head.network, date_text(r, ZONE_WIB, report.head.made));
    if (report.upgraded_from)
        say2(r, MSG_cmd_restore_upgraded, number_text(r, report.upgraded_from),
             number_text(r, db_schema_newest()));
    if (r->json) print_restore(r, &report);
    if (report.verify.faults)
        return fail_with(r, ERR_FORMAT, MSG_cmd_verify_bad, number_text(r, report.verify.faults));
    say3(r, MSG_cmd_restore_done, dir, number_text(r, report.verify.records),
         number_text(r, report.verify.titles));
    if (report.index_later) say(r, MSG_cmd_restore_index_later);
    return EXIT_OK;
}

const struct command cmd_restore = {
    .name = "restore",
    .synopsis = "--data NEWDIR [--quick] [--json] FILE",
    .help = MSG_help_restore,
    .options = BIT(OPT_DATA) | BIT(OPT_QUICK),
    .required = BIT(OPT_DATA),
    .args_min = 1,
    .args_max = 1,
    .run = run_restore,
};
