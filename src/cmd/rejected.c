/* rejected.c -- silang rejected: the refused rows of a load, to be mended and sent again. */
#include "catalog/rejects.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/commands.h"

static enum err write_bytes(void *ctx, struct str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n ? OK : err_from_errno(errno);
}

static struct str sentence(void *ctx, const struct reject *r)
{
    struct fault f = {.fatal = r->fatal, .column = r->field, .excerpt = r->excerpt};
    if (!reason_parse(r->reason, &f.reason)) return r->reason;
    return fault_sentence(ctx, &f); /* its row has a column of its own */
}

static FILE *open_output(const struct run *r)
{
    const char *path = r->opt[OPT_OUTPUT];
    return !path || strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
}

static enum exit_code run_rejected(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    int64_t load = 0, rows = 0;
    struct rejects_words words = {.sheet = msg_text(r->mem, r->lang, MSG_rejected_sheet, NULL, 0),
                                  .row = msg_text(r->mem, r->lang, MSG_rejected_row, NULL, 0),
                                  .reason = msg_text(r->mem, r->lang, MSG_rejects_reason, NULL, 0),
                                  .sentence = sentence,
                                  .ctx = r};
    if (!option_number(r, OPT_LOAD, 0, &load)) return EXIT_USAGE;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    FILE *f = open_output(r);
    if (!f) return fail_with(r, err_from_errno(errno), MSG_cmd_no_file, str_of(r->opt[OPT_OUTPUT]));
    enum err e = rejects_write_book(s->db, &cmd_operator, load, &words, write_bytes, f, &rows);
    if (fflush(f) != 0 && !e) e = err_from_errno(errno);
    if (f != stdout && fclose(f) != 0 && !e) e = err_from_errno(errno);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_no_load, str_of(r->opt[OPT_LOAD]));
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_no_rows, str_of(r->opt[OPT_LOAD]));
    if (e) return fail(r, e);
    say1(r, MSG_cmd_rejected_done, number_text(r, rows));
    return EXIT_OK;
}

const struct command cmd_rejected = {
    .name = "rejected",
    .synopsis = "--data DIR --load ID [--output FILE]",
    .help = MSG_help_rejected,
    .options = BIT(OPT_DATA) | BIT(OPT_LOAD) | BIT(OPT_OUTPUT),
    .required = BIT(OPT_LOAD),
    .run = run_rejected,
};
