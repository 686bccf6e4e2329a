/* thin.c -- which backups stay. */
#include "work/thin.h"

#include <errno.h>
#include <unistd.h>

static const int64_t DAY_US = INT64_C(86400000000);

/* Days since 1970 there; weeks that begin on Monday, as 1970-01-01 was a Thursday. */
static int64_t day_of(int64_t at, int64_t zone_us)
{
    return (at + zone_us) / DAY_US;
}

static int64_t week_of(int64_t at, int64_t zone_us)
{
    return (day_of(at, zone_us) + 3) / 7;
}

void backup_choose(const struct kept_file *file, size_t n, int64_t zone_us, bool *keep)
{
    int64_t last_day = -1, last_week = -1;
    int days = 0, weeks = 0;
    int unsound = 0;
    bool sound_seen = false;
    for (size_t i = 0; i < n; i++) {
        int64_t day = day_of(file[i].made, zone_us), week = week_of(file[i].made, zone_us);
        keep[i] = !file[i].sound && !sound_seen && unsound++ < KEEP_UNSOUND;
        if (!file[i].sound) continue;
        sound_seen = true;
        if (day != last_day && days < KEEP_DAYS) {
            days++;
            keep[i] = true;
        }
        if (week != last_week && weeks < KEEP_WEEKS) {
            weeks++;
            keep[i] = true;
        }
        last_day = day;
        last_week = week;
    }
}

struct going {
    int64_t id, at;
};

static enum err mark_gone(struct db *db, void *ctx)
{
    const struct going *g = ctx;
    return db_exec(db, SQL("UPDATE backup SET gone = ?1 WHERE id = ?2"), I(g->at), I(g->id));
}

struct known {
    struct kept_file *item;
    size_t n, cap;
};

static enum err read_kept(struct db *db, struct arena *a, struct known *files,
                          struct backup_rows *rows)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id, file, made, proved IS NOT NULL AND error = ''"
                         " FROM backup WHERE kept = 1 AND gone IS NULL ORDER BY made DESC"));
    while (db_next(&r)) {
        VEC_PUSH(a, rows, (struct backup_row){.id = db_int(&r, 0), .file = db_text(&r, 1, a)});
        VEC_PUSH(a, files, (struct kept_file){db_int(&r, 2), db_int(&r, 3) != 0});
    }
    return r.status;
}

/* A file that was deleted by hand and made again within its second has two rows. */
static bool is_kept(const struct backup_rows *rows, const bool *keep, struct str file)
{
    for (size_t i = 0; i < rows->n; i++)
        if (keep[i] && str_eq(rows->item[i].file, file)) return true;
    return false;
}

enum err thin_out(struct store *store, int64_t zone_us, int64_t *ret_removed)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct known files = {0};
    struct backup_rows rows = {0};
    int64_t removed = 0;
    enum err e = read_kept(store->db, a, &files, &rows);
    bool *keep = arena_array(a, bool, files.n + 1);
    backup_choose(files.item, files.n, zone_us, keep);
    for (size_t i = 0; !e && i < rows.n; i++) {
        if (keep[i]) continue;
        struct going g = {rows.item[i].id, store->env->now(store->env)};
        struct str path = arena_printf(a, "%s/backup/%.*s", store->dir, STR_ARG(rows.item[i].file));
        bool shared = is_kept(&rows, keep, rows.item[i].file);
        if (!shared && unlink(arena_cstr(a, path)) != 0 && errno != ENOENT)
            return err_from_errno(errno);
        e = db_write(store->db, mark_gone, &g);
        removed++;
    }
    if (!e) *ret_removed = removed;
    return e;
}
