/* cmd.h -- one command line: what was asked, where to say what, and the card of each command.
 *
 * Records and results go to standard output, everything said to people to standard error. Machine
 * names (--json) are English and never translated; sentences are in the user's language
 * (--lang, SILANG_LANG, LANG). */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/buf.h"
#include "base/env.h"
#include "catalog/load.h"
#include "catalog/store.h"
#include "i18n/i18n.h"

enum exit_code { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_PARTLY = 3 };

enum option {
    OPT_DATA,
    OPT_NAME,
    OPT_TYPE,
    OPT_PLACE,
    OPT_LIBRARY,
    OPT_WHOLE,
    OPT_DRY_RUN,
    OPT_JSON,
    OPT_LIMIT,
    OPT_OFFSET,
    OPT_SORT,
    OPT_LISTEN,
    OPT_LOAD,
    OPT_LANG,
    OPT_OUTPUT,
    OPT_FROM,
    OPT_BASE_URL,
    OPT_ZONE,
    OPT_PROXY,
    OPT_ITEMS,
    OPT_TO,
    OPT_CHECK,
    OPT_QUICK,
    OPT_FULL,
    OPT_LOGIN,
    OPT_ROLE,
    OPT_END,
    OPT_COLUMNS,
    OPT_SHEET,
    OPT_MAIL,
    OPT_NETWORK,
    OPT_RECORDS,
    OPT_PAIRS,
    OPT_CQL,
    OPT_CACHE,
    OPT_BUDGET,
    OPT_Z3950,
    OPT_CONNECTIONS,
    OPT_HELP,
    OPTIONS
};

enum { ARGS_MAX = 100 };

struct run {
    struct arena *mem;
    const struct env *env;
    enum lang lang;
    bool json, tty;
    const char *opt[OPTIONS]; /* value, "" for a flag that is set, NULL when absent */
    const char **arg;         /* what is left after options */
    int n_args;
    struct buf out; /* written to standard output at the end */
};

struct command {
    const char *name;     /* "library add" */
    const char *synopsis; /* "--data DIR --name NAME --type TYPE [--json]" */
    enum msg help;        /* one line */
    uint64_t options;     /* bit per enum option it takes, beside those all take */
    uint64_t required;
    int args_min, args_max;
    enum exit_code (*run)(struct run *r);
};

extern const struct command *const commands[]; /* ends with NULL */

#define BIT(option) (UINT64_C(1) << (option))

/* The person at the command line owns the data directory. */
extern const struct actor cmd_operator;

/* ---- say.c: to people, on standard error ---- */

/* A sentence with up to three places filled, and a line end. */
void say(const struct run *r, enum msg m);
void say1(const struct run *r, enum msg m, struct str a);
void say2(const struct run *r, enum msg m, struct str a, struct str b);
void say3(const struct run *r, enum msg m, struct str a, struct str b, struct str c);

void say_args(const struct run *r, enum msg m, const struct str *arg, size_t n);

/* What went wrong, for exit code 1; with --json also {"error": ...} on standard output. */
enum exit_code fail(struct run *r, enum err e);
/* The same with a sentence of its own. */
enum exit_code fail_with(struct run *r, enum err e, enum msg m, struct str a);

/* A fault of a record as a sentence: where, what, what to do. */
struct str fault_sentence(const struct run *r, const struct fault *f);

struct str number_text(const struct run *r, int64_t n);

/* The message "PREFIX.NAME"; every name has one, a test sees to that. */
struct str named(const struct run *r, const char *prefix, const char *name);

/* ---- options.c ---- */

/* Reads argv after the command's words into *r. False after saying what is wrong. */
bool options_read(struct run *r, const struct command *c, int argc, char **argv);

/* A number option; `otherwise` when absent. False after saying what is wrong. */
bool option_number(const struct run *r, enum option o, int64_t otherwise, int64_t *ret);

/* ---- progress.c ---- */

struct progress {
    const struct run *r;
    int64_t started, last_shown, phase_started;
    enum load_phase phase;
    bool drawn;
};

/* A bar on a terminal, otherwise a line every ten seconds; with rate and time left. */
void progress_begin(struct progress *p, const struct run *r);
void progress_show(void *progress, const struct load_progress *now);
void progress_end(struct progress *p);

/* SIGINT and SIGTERM ask long work to stop between two batches. */
void stop_on_signals(void);
bool stop_asked(void *unused);

/* ---- what several commands do ---- */

/* True after saying that --data is, or would be, on the disk of another computer. */
bool refuse_remote(struct run *r);

/* Opens --data. False after saying why not. */
bool open_store(struct run *r, enum db_mode mode, struct store **ret);

/* A library by its id or slug, as people write it. */
MUST enum err library_named(struct run *r, struct db *db, struct str name, int64_t *ret);

/* --library. False after saying why not. */
bool library_option(struct run *r, struct db *db, int64_t *ret);

/* The data directory: --data, SILANG_DATA or ./data. */
const char *data_dir(const struct run *r);

/* Root, in a folder that is somebody else's: what is made from now on belongs to him. */
void owner_follow(const char *dir);

#endif
