/* sample.c -- silang sample load, sample empty: a network to look at, marked as sample everywhere,
 * and gone with one command. */
#include "catalog/sample.h"

#include <stdio.h>
#include <unistd.h>

#include "catalog/follow.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

enum { INDEX_PATIENCE = 60 };

/* Beside the program, wherever it was installed: PREFIX/bin/silang has PREFIX/share/silang. */
static const char *installed_dir(const struct run *r)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    struct str program = {path, n > 0 && n < (ssize_t)sizeof path ? (size_t)n : 0};
    for (int up = 0; up < 2; up++) {
        while (program.n && program.p[program.n - 1] != '/') program.n--;
        if (program.n) program.n--;
    }
    if (!program.n) return "/usr/share/silang/sample";
    return arena_cstr(r->mem, arena_printf(r->mem, "%.*s/share/silang/sample", STR_ARG(program)));
}

/* Where the files are: --from, the tree this was built in, or where they are installed. */
const char *sample_dir(const struct run *r)
{
    FILE *f = r->opt[OPT_FROM] ? NULL : fopen("sample/network.txt", "r");
    if (f) fclose(f);
    return r->opt[OPT_FROM] ? r->opt[OPT_FROM] : f ? "sample" : installed_dir(r);
}

/* ---- load ---- */

/* The directory as it is, or a new one. */
static enum err open_for_sample(struct run *r, const struct network *n, struct store **ret)
{
    int64_t id = 0;
    enum err e = store_create(data_dir(r), r->env, ret);
    if (!e) return network_add((*ret)->db, &cmd_operator, n, r->env->now(r->env), &id);
    return e == ERR_CONFLICT ? store_open(data_dir(r), DB_WRITE, r->env, ret) : e;
}

static enum exit_code run_load(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct sample sample;
    struct progress p;
    int64_t titles = 0;
    int line = 0;
    struct str dir = str_of(sample_dir(r));
    enum err e = sample_read(sample_dir(r), r->mem, &sample, &line);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_sample_missing, dir);
    if (e == ERR_FORMAT) {
        say2(r, MSG_cmd_sample_bad_line, dir, arena_printf(r->mem, "%d", line));
        return EXIT_FAILED;
    }
    if (refuse_remote(r)) return EXIT_FAILED;
    e = open_for_sample(r, &sample.network, &s);
    stop_on_signals();
    progress_begin(&p, r);
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    if (!e) e = sample_load(s, &cmd_operator, &sample, &watch);
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&p);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_sample_not_empty, dir);
    if (!e)
        e = db_get_int(s->db, &titles,
                       SQL("SELECT count(DISTINCT title) FROM record WHERE kind = 0"
                           " AND version IS NOT NULL"));
    if (e) return fail(r, e);
    say2(r, MSG_cmd_sample_done, number_text(r, (int64_t)sample.libraries.n),
         number_text(r, titles));
    return EXIT_OK;
}

const struct command cmd_sample_load = {
    .name = "sample load",
    .synopsis = "--data DIR [--from DIR]",
    .help = MSG_help_sample_load,
    .options = BIT(OPT_DATA) | BIT(OPT_FROM),
    .run = run_load,
};

/* ---- empty ---- */

static enum exit_code run_empty(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress p;
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    int64_t undone = 0;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = sample_empty(s, &cmd_operator, &watch, &undone);
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&p);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_sample_emptied, number_text(r, undone));
    return EXIT_OK;
}

const struct command cmd_sample_empty = {
    .name = "sample empty",
    .synopsis = "--data DIR",
    .help = MSG_help_sample_empty,
    .options = BIT(OPT_DATA),
    .run = run_empty,
};
