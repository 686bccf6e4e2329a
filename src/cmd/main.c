/* main.c -- finds the command, reads its options, runs it, writes what it has to say. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "z3950/z3950.h"

enum { OUT_MAX = 256 << 20 };

/* SILANG_LANG, then what the system says; Indonesian when it says nothing we know. */
static enum lang language(void)
{
    static const char *const names[] = {"SILANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    enum lang l = LANG_ID;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value && lang_parse(str_of(value), &l)) return l;
    }
    return LANG_ID;
}

/* The command whose words begin argv, the longest first; *ret_words of them are its name. */
static const struct command *find(struct arena *a, int argc, char **argv, int *ret_words)
{
    for (int words = argc > 1 ? 2 : argc; words > 0; words--) {
        struct str name = words == 2 ? arena_printf(a, "%s %s", argv[0], argv[1]) : str_of(argv[0]);
        for (const struct command *const *c = commands; *c; c++)
            if (str_eq(str_of((*c)->name), name)) {
                *ret_words = words;
                return *c;
            }
    }
    return NULL;
}

static enum exit_code write_out(struct run *r, enum exit_code code)
{
    bool written = r->out.n == 0 || fwrite(r->out.p, 1, r->out.n, stdout) == r->out.n;
    written = fflush(stdout) == 0 && written;
    if (written && !r->out.full) return code;
    fail(r, r->out.full ? ERR_LIMIT : err_from_errno(errno));
    return EXIT_FAILED;
}

static enum exit_code dispatch(struct run *r, int argc, char **argv)
{
    char *help[] = {(char[]){"help"}};
    int words = 0;
    bool asks_help = argc == 0 || strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0;
    if (argc && strcmp(argv[0], "--version") == 0) return cmd_version.run(r);
    if (asks_help) {
        argc = 1;
        argv = help;
    }
    const struct command *c = find(r->mem, argc, argv, &words);
    if (!c) {
        say1(r, MSG_cmd_unknown, str_of(argv[0]));
        return EXIT_USAGE;
    }
    if (!options_read(r, c, argc - words, argv + words)) return EXIT_USAGE;
    if (!r->opt[OPT_HELP]) {
        owner_follow(data_dir(r));
        return c->run(r);
    }
    r->n_args = 1;
    r->arg[0] = c->name;
    return cmd_help.run(r);
}

int main(int argc, char **argv)
{
    /* Not a command: what serve starts for itself. */
    if (argc == 2 && strcmp(argv[1], Z3950_CHILD) == 0) z3950_child(STR(SILANG_VERSION));
    mem_setup();
    db_setup();
    struct run r = {.mem = arena_new(),
                    .env = env_system(),
                    .lang = language(),
                    .tty = isatty(STDERR_FILENO),
                    .out = BUF(OUT_MAX)};
    enum exit_code code = write_out(&r, dispatch(&r, argc - 1, argv + 1));
    buf_release(&r.out);
    arena_free(r.mem);
    return (int)code;
}
