/* serve.c -- placeholder until net/ and web/ stand */
#include "cmd/commands.h"
static enum exit_code run_serve(struct run *r) { (void)r; return EXIT_FAILED; }
const struct command cmd_serve = {.name = "serve", .synopsis = "--data DIR", .help = MSG_help_serve, .options = BIT(OPT_DATA)|BIT(OPT_LISTEN), .run = run_serve};
