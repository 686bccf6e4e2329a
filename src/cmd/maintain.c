/* maintain.c -- silang index rebuild, match rebuild, verify. */
#include "catalog/follow.h"
#include "catalog/rebuild.h"
#include "catalog/verify.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

enum { INDEX_PATIENCE = 60 };

static enum exit_code run_rebuild(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress p;
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = follow_rebuild(s, &watch);
    progress_end(&p);
    if (e) return fail(r, e);
    say(r, MSG_cmd_rebuild_done);
    return EXIT_OK;
}

const struct command cmd_index_rebuild = {
    .name = "index rebuild",
    .synopsis = "--data DIR",
    .help = MSG_help_index_rebuild,
    .options = BIT(OPT_DATA),
    .run = run_rebuild,
};

static enum exit_code run_match_rebuild(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct rebuild_report report;
    struct progress p;
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = rebuild_run(s, &cmd_operator, &watch, &report);
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&p);
    if (e) return fail(r, e);
    if (r->json)
        buf_printf(&r->out, "{\"records\":%lld,\"titles\":%lld,\"moved\":%lld}\n",
                   (long long)report.records, (long long)report.titles, (long long)report.moved);
    say3(r, MSG_cmd_match_rebuild_done, number_text(r, report.records),
         number_text(r, report.titles), number_text(r, report.moved));
    return EXIT_OK;
}

const struct command cmd_match_rebuild = {
    .name = "match rebuild",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_match_rebuild,
    .options = BIT(OPT_DATA),
    .run = run_match_rebuild,
};

struct telling {
    const struct run *r;
    int64_t told;
};

static void tell_fault(void *ctx, const char *where, const char *what)
{
    enum { TOLD_MAX = 50 };
    struct telling *t = ctx;
    if (t->told++ < TOLD_MAX) say2(t->r, MSG_cmd_verify_fault, str_of(where), str_of(what));
}

static enum exit_code run_verify(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct verify_report report;
    struct progress p;
    struct telling telling = {r, 0};
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    progress_begin(&p, r);
    enum err e = verify_run(s, &watch, tell_fault, &telling, &report);
    progress_end(&p);
    if (e) return fail(r, e);
    if (r->json)
        buf_printf(&r->out,
                   "{\"agree\":%s,\"records\":%lld,\"titles\":%lld,\"documents\":%lld,"
                   "\"faults\":%lld}\n",
                   report.faults ? "false" : "true", (long long)report.records,
                   (long long)report.titles, (long long)report.documents, (long long)report.faults);
    if (report.faults)
        return fail_with(r, ERR_FORMAT, MSG_cmd_verify_bad, number_text(r, report.faults));
    say3(r, MSG_cmd_verify_ok, number_text(r, report.records), number_text(r, report.titles),
         number_text(r, report.documents));
    return EXIT_OK;
}

const struct command cmd_verify = {
    .name = "verify",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_verify,
    .options = BIT(OPT_DATA),
    .run = run_verify,
};
