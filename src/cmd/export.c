/* export.c -- silang export. */
#include "catalog/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/commands.h"

static enum err write_bytes(void *ctx, struct str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n ? OK : err_from_errno(errno);
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
    enum err e = export_records(s->db, &cmd_operator, library, write_bytes, f, &report);
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
