/* common.c -- what several commands do: opening the data, finding a library, stopping. */
#include <signal.h>
#include <string.h>

#include "cmd/cmd.h"
#include "network/agency.h"
#include "work/doctor.h"

const struct actor cmd_operator = {.kind = ACTOR_OPERATOR};

static void tell_upgrade(const struct run *r, const struct store *s)
{
    say3(r, MSG_cmd_upgraded, number_text(r, s->upgraded_from), number_text(r, db_schema_newest()),
         arena_printf(r->mem, "%s.before-%d", s->db_path, s->upgraded_from + 1));
}

bool refuse_remote(struct run *r)
{
    const char *name = NULL;
    if (!doctor_remote_folder(data_dir(r), &name)) return false;
    say2(r, MSG_cmd_remote, str_of(data_dir(r)), str_of(name));
    return true;
}

bool open_store(struct run *r, enum db_mode mode, struct store **ret)
{
    struct str dir = str_of(data_dir(r));
    if (refuse_remote(r)) return false;
    enum err e = store_open(data_dir(r), mode, r->env, ret);
    if (e == ERR_NOT_FOUND)
        fail_with(r, e, MSG_cmd_no_data, dir);
    else if (e == ERR_VERSION)
        fail_with(r, e, MSG_cmd_newer_data, dir);
    else if (e == ERR_FORMAT)
        fail_with(r, e, MSG_cmd_damaged_data, dir);
    else if (e == ERR_BUSY)
        fail_with(r, e, MSG_cmd_upgrade_busy, dir);
    else if (e)
        fail(r, e);
    else if ((*ret)->upgraded_from)
        tell_upgrade(r, *ret);
    return e == OK;
}

enum err library_named(struct run *r, struct db *db, struct str name, int64_t *ret)
{
    struct agency g;
    int64_t number = 0;
    enum err e = str_to_i64(name, &number) == OK ? agency_get(db, number, r->mem, &g)
                                                 : agency_by_slug(db, name, r->mem, &g);
    if (!e) *ret = g.id;
    return e;
}

bool library_option(struct run *r, struct db *db, int64_t *ret)
{
    struct str name = str_of(r->opt[OPT_LIBRARY]);
    enum err e = library_named(r, db, name, ret);
    if (e == ERR_NOT_FOUND)
        fail_with(r, e, MSG_cmd_no_library, name);
    else if (e)
        fail(r, e);
    return e == OK;
}

/* ---- signals ---- */

static volatile sig_atomic_t asked; /* global: signal handlers can reach nothing else */

static void ask(int number)
{
    asked = 1;
    signal(number, SIG_DFL); /* asked twice means now */
}

void stop_on_signals(void)
{
    struct sigaction act = {.sa_handler = ask};
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    act = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &act, NULL);
    sigaction(SIGXFSZ, &act, NULL); /* a file size limit is an error, not a death */
}

bool stop_asked(void *unused)
{
    (void)unused;
    return asked != 0;
}
