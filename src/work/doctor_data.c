/* doctor_data.c -- the truth, the index, loads, jobs, backups. */
#include "catalog/change.h"
#include "catalog/follow.h"
#include "catalog/verify.h"
#include "work/backup.h"
#include "work/examine.h"

enum { FAILED_DAYS = 7, BACKUP_DAYS = 2, PROOF_DAYS = 8, STALE_HOURS = 2 };

/* A count; 0 when it cannot be had, which other findings say. */
static int64_t number(struct examining *x, const struct sql *what, int64_t arg)
{
    int64_t n = 0;
    const struct db_value v[] = {I(arg)};
    return x->db && db_get_int_(x->db, &n, what, v, 1) == OK ? n : 0;
}

/* Opened without upgrading it. */
static void other_schema(struct examining *x, int64_t newest)
{
    struct db CLEANUP(db_closep) *db = NULL;
    const char *path = arena_cstr(x->mem, arena_printf(x->mem, "%s/silang.db", x->order->dir));
    int schema = 0;
    if (db_open(path, DB_CREATE, &db) || db_schema_version(db, &schema)) return;
    if (schema < newest)
        found(x, DOCTOR_NOTE, "schema-old", V_NUM(newest), V_NUM(schema), V_NONE);
    else
        found(x, DOCTOR_BAD, "schema-newer", V_NUM(newest), V_NUM(schema), V_NONE);
}

void examine_schema(struct examining *x)
{
    const int64_t newest = db_schema_newest();
    if (x->opened == OK)
        found(x, DOCTOR_GOOD, "schema-fine", V_NUM(newest), V_NONE, V_NONE);
    else if (x->opened == ERR_VERSION)
        other_schema(x, newest);
    else if (x->opened == ERR_FORMAT)
        found(x, DOCTOR_BAD, "damaged", V_TEXT(STR("silang.db")), V_NONE, V_NONE);
    else
        found(x, DOCTOR_BAD, "unreadable", V_TEXT(str_of(err_name(x->opened))), V_NONE, V_NONE);
}

void examine_integrity(struct examining *x)
{
    struct str why = {0};
    if (!x->db || x->order->quick) return;
    enum err e = db_check(x->db, x->mem, &why);
    if (e == ERR_FORMAT)
        found(x, DOCTOR_BAD, "damaged", V_TEXT(why), V_NONE, V_NONE);
    else if (e)
        found(x, DOCTOR_BAD, "unreadable", V_TEXT(str_of(err_name(e))), V_NONE, V_NONE);
    else
        found(x, DOCTOR_GOOD, "integrity-fine", V_NONE, V_NONE, V_NONE);
}

/* ---- verify ---- */

struct hearing {
    struct arena *mem;
    struct str first;
};

static void hear(void *ctx, const char *where, const char *what)
{
    struct hearing *h = ctx;
    if (!h->first.n) h->first = arena_printf(h->mem, "%s: %s", where, what);
}

static void verify_now(struct examining *x)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct verify_report r = {0};
    struct hearing h = {.mem = x->mem};
    enum err e = store_open(x->order->dir, DB_WRITE, x->order->env, &s);
    if (!e) e = verify_run(s, x->order->watch, hear, &h, &r);
    if (e)
        found(x, DOCTOR_BAD, "unreadable", V_TEXT(str_of(err_name(e))), V_NONE, V_NONE);
    else if (r.faults)
        found(x, DOCTOR_BAD, "verify-faults", V_NUM(r.faults), V_TEXT(h.first), V_NONE);
    else
        found(x, DOCTOR_GOOD, "verify-fine", V_NUM(r.records), V_NUM(r.titles), V_NONE);
}

/* With --full now; otherwise what the weekly check said last. */
void examine_verified(struct examining *x)
{
    if (!x->db) return;
    if (x->order->full) {
        verify_now(x);
        return;
    }
    struct db_rows CLEANUP(db_done) r =
        db_query(x->db, SQL("SELECT state, finished, error FROM job WHERE kind = 'verify'"
                            " AND state IN ('done', 'failed') ORDER BY id DESC LIMIT 1"));
    if (!db_next(&r)) return;
    int64_t at = db_int(&r, 1);
    if (str_eq(db_peek(&r, 2), STR("bad-format")))
        found(x, DOCTOR_BAD, "verified-bad", V_TIME(at), V_NONE, V_NONE);
    else if (str_eq(db_peek(&r, 0), STR("done")))
        found(x, DOCTOR_GOOD, "verified-fine", V_TIME(at), V_NONE, V_NONE);
}

/* ---- the index ---- */

void examine_index(struct examining *x)
{
    struct index_reader *index = NULL;
    int64_t newest = 0, applied = 0;
    if (!x->db) return;
    enum err e = index_reader_open(x->order->dir, &index);
    if (!e) e = index_applied(index, &applied);
    if (!e) e = change_newest(x->db, &newest);
    index_reader_close(index);
    if (e == ERR_NOT_FOUND)
        found(x, DOCTOR_NOTE, "index-missing", V_NONE, V_NONE, V_NONE);
    else if (e)
        found(x, DOCTOR_WARN, "index-broken", V_TEXT(str_of(err_name(e))), V_NONE, V_NONE);
    else if (applied < newest)
        found(x, DOCTOR_NOTE, "index-behind", V_NUM(newest - applied), V_NONE, V_NONE);
    else if (applied > newest)
        found(x, DOCTOR_WARN, "index-foreign", V_NONE, V_NONE, V_NONE);
    else
        found(x, DOCTOR_GOOD, "index-fine", V_NONE, V_NONE, V_NONE);
}

/* ---- work ---- */

void examine_loads(struct examining *x)
{
    int64_t n = number(x,
                       SQL("SELECT count(*) FROM load WHERE started < ?1"
                           " AND state IN ('staging', 'publishing', 'undoing')"),
                       x->now - STALE_HOURS * DOCTOR_DAY / 24);
    if (n) found(x, DOCTOR_WARN, "loads-unfinished", V_NUM(n), V_NONE, V_NONE);
}

void examine_jobs(struct examining *x)
{
    int64_t failed = number(x,
                            SQL("SELECT count(*) FROM job WHERE state = 'failed'"
                                " AND finished > ?1"),
                            x->now - FAILED_DAYS * DOCTOR_DAY);
    int64_t late = number(x, SQL("SELECT count(*) FROM job WHERE state = 'waiting' AND due < ?1"),
                          x->now - DOCTOR_DAY);
    if (failed) found(x, DOCTOR_WARN, "jobs-failed", V_NUM(failed), V_NUM(FAILED_DAYS), V_NONE);
    if (late) found(x, DOCTOR_WARN, "jobs-late", V_NUM(late), V_NONE, V_NONE);
}

/* ---- backups ---- */

static bool nightly_is_off(struct examining *x)
{
    return number(x, SQL("SELECT count(*) FROM schedule WHERE name = 'backup' AND days = ?1"), 0) >
           0;
}

void examine_backups(struct examining *x)
{
    struct backup_state s;
    if (!x->db) return;
    if (nightly_is_off(x)) found(x, DOCTOR_NOTE, "backup-off", V_NONE, V_NONE, V_NONE);
    if (backup_last(x->db, x->mem, &s)) return;
    const struct doctor_value made = V_TIME(s.made.made), proved = V_TIME(s.proved.proved);
    if (!s.made.id)
        found(x, DOCTOR_WARN, "backup-none", V_NONE, V_NONE, V_NONE);
    else if (s.made.error.n)
        found(x, DOCTOR_BAD, "backup-unsound", made, V_TEXT(s.made.file), V_NONE);
    else if (x->now - s.made.made > BACKUP_DAYS * DOCTOR_DAY)
        found(x, DOCTOR_WARN, "backup-old", made, V_NONE, V_NONE);
    else if (s.proved.id && x->now - s.proved.proved < PROOF_DAYS * DOCTOR_DAY)
        found(x, DOCTOR_GOOD, "backup-fine", made, proved, V_NUM(s.proved.records));
    else
        found(x, DOCTOR_WARN, "proof-old", made, V_NONE, V_NONE);
}
