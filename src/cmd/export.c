/* export.c -- silang export. */
#include "catalog/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

/* Records are small and calls of the kernel are not: they go out together. */
enum { TOGETHER_BYTES = 256 << 10, RECORD_BYTES_MAX = 32 << 20 };

struct output {
    FILE *file;
    struct buf together;
};

static enum err send(struct output *o)
{
    size_t n = o->together.n, written = n ? fwrite(o->together.p, 1, n, o->file) : 0;
    bool full = o->together.full;
    buf_clear(&o->together);
    return full ? ERR_LIMIT : written == n ? OK : err_from_errno(errno);
}

static enum err write_bytes(void *ctx, struct str bytes)
{
    struct output *o = ctx;
    buf_add(&o->together, bytes);
    return o->together.n >= TOGETHER_BYTES || o->together.full ? send(o) : OK;
}

static FILE *open_output(const struct run *r)
{
    const char *path = r->opt[OPT_OUTPUT];
    return !path || strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
}

static enum exit_code run_export(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct export_report report;
    int64_t library = 0;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    if (r->opt[OPT_LIBRARY] && !library_option(r, s->db, &library)) return EXIT_FAILED;
    FILE *f = open_output(r);
    if (!f) return fail_with(r, err_from_errno(errno), MSG_cmd_no_file, str_of(r->opt[OPT_OUTPUT]));
    struct output o = {f, BUF(RECORD_BYTES_MAX)};
    enum err e = export_records(s->db, &cmd_operator, library, write_bytes, &o, &report);
    if (!e) e = send(&o);
    buf_release(&o.together);
    if (fflush(f) != 0 && !e) e = err_from_errno(errno);
    if (f != stdout && fclose(f) != 0 && !e) e = err_from_errno(errno);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_export_done, number_text(r, report.written));
    if (report.too_long) say1(r, MSG_cmd_export_too_long, number_text(r, report.too_long));
    return report.too_long ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_export = {
    .name = "export",
    .synopsis = "--data DIR [--library ID] [--output FILE]",
    .help = MSG_help_export,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY) | BIT(OPT_OUTPUT),
    .run = run_export,
};
