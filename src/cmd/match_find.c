/* match_find.c -- silang match find: which books of a list the network has. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "catalog/find_file.h"
#include "catalog/rebuild.h"
#include "catalog/title_id.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

struct printing {
    struct arena *mem;
    bool json;
};

static void add_text(struct buf *b, const struct find_line *l, struct str address)
{
    const char *verdict = l->rejected ? "rejected" : verdict_name(l->found.verdict);
    buf_printf(b, "%lld\t%.*s\t%s\t%.*s\t%d\t%.*s\n", (long long)l->number, STR_ARG(l->control),
               verdict, STR_ARG(address), l->found.score, STR_ARG(l->found.reason));
}

static void add_json(struct buf *b, const struct find_line *l, struct str address)
{
    const char *verdict = l->rejected ? "rejected" : verdict_name(l->found.verdict);
    buf_printf(b, "{\"number\":%lld,\"control\":", (long long)l->number);
    buf_add_json(b, l->control);
    buf_printf(b, ",\"verdict\":\"%s\",\"title\":", verdict);
    buf_add_json(b, address);
    buf_printf(b, ",\"score\":%d,\"reasons\":", l->found.score);
    buf_add_json(b, l->found.reason);
    buf_add(b, STR("}\n"));
}

static enum err print_line(void *ctx, const struct find_line *l)
{
    enum { LINE_MAX_BYTES = 1 << 16 };
    struct printing *p = ctx;
    struct buf CLEANUP(buf_release) b = BUF(LINE_MAX_BYTES);
    arena_reset(p->mem);
    struct str address = l->found.title ? title_id_write(p->mem, l->found.title) : STR("");
    if (p->json)
        add_json(&b, l, address);
    else
        add_text(&b, l, address);
    return fwrite(b.p, 1, b.n, stdout) == b.n ? OK : err_from_errno(errno);
}

/* The catalogue is read as memory (find_file.h), where a disk that fails is a signal. */
static void end_on_bad_disk(int unused)
{
    static const char text[] = "silang: disk tidak dapat dibaca / the disk cannot be read\n";
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)unused;
    (void)written;
    _exit(EXIT_FAILED);
}

static enum exit_code run_match_find(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct printing printing = {a, r->json};
    struct progress p;
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    struct find_counts n;
    struct fault why;
    bool due = false;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = rebuild_due(s->db, &due);
    if (e) return fail(r, e);
    if (due) return fail_with(r, ERR_VERSION, MSG_cmd_match_find_due, str_of(r->opt[OPT_DATA]));
    stop_on_signals();
    sigaction(SIGBUS, &(struct sigaction){.sa_handler = end_on_bad_disk}, NULL);
    progress_begin(&p, r);
    e = find_file(s, r->arg[0], &watch, print_line, &printing, r->mem, &why, &n);
    if (fflush(stdout) != 0 && !e) e = err_from_errno(errno);
    progress_end(&p);
    if (e) return explain_file(r, e, &why);
    struct str counts[] = {number_text(r, n.read), number_text(r, n.same), number_text(r, n.doubt),
                           number_text(r, n.read - n.same - n.doubt - n.rejected),
                           number_text(r, n.rejected)};
    say_args(r, MSG_cmd_match_find_done, counts, 5);
    return n.rejected ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_match_find = {
    .name = "match find",
    .synopsis = "--data DIR [--json] FILE",
    .help = MSG_help_match_find,
    .options = BIT(OPT_DATA),
    .args_min = 1,
    .args_max = 1,
    .run = run_match_find,
};
