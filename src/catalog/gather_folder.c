/* gather_folder.c -- see gather_folder.h. */
#include "catalog/gather_folder.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/gather_taking.h"
#include "catalog/internal.h"
#include "network/agency.h"
#include "network/audit.h"
#include "network/setting.h"
#include "text/utf8.h"

enum { NAME_SHOWN = 200, FORGET_BATCH = 4000 };

/* ---- which folder ---- */

static char *root_name(struct arena *a, int64_t agency)
{
    return arena_cstr(a, arena_printf(a, "gather.folder.%lld", (long long)agency));
}

enum err gather_root(struct db *db, int64_t agency, struct arena *a, struct str *ret)
{
    return setting_get(db, root_name(a, agency), a, ret);
}

/* Names between slashes, none of which is hidden or leads up. */
static bool leads_down(struct str path)
{
    struct str rest = path, name;
    if (!utf8_valid(path)) return false;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7F) return false;
    while (rest.n && str_split(&rest, '/', &name))
        if (!name.n || name.p[0] == '.') return false;
    return !str_ends(path, STR("/"));
}

bool gather_folder_sound(struct str url)
{
    return str_starts(url, STR(GATHER_IN_FOLDER)) && leads_down(gather_folder_part(url)) &&
           url.n <= GATHER_URL_MAX;
}

struct str gather_folder_part(struct str url)
{
    return str_slice(url, sizeof GATHER_IN_FOLDER - 1, url.n);
}

struct rooting {
    const struct actor *actor;
    int64_t agency, now;
    struct str path;
};

static enum err root_in(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct rooting *x = ctx;
    enum err e = setting_put(db, root_name(a, x->agency), x->path);
    return e ? e
             : audit_add(db, x->actor,
                         &(struct audit_entry){.at = x->now,
                                               .agency = x->agency,
                                               .action = "gather.folder",
                                               .kind = "agency",
                                               .id = x->agency,
                                               .detail = x->path});
}

enum err gather_root_set(struct db *db, const struct actor *actor, int64_t agency, struct str path,
                         int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct rooting x = {actor, agency, now, path};
    struct agency there;
    const bool sound = path.n > 1 && path.n <= GATHER_ROOT_MAX && path.p[0] == '/' &&
                       str_find(path, STR("/../")) > path.n && !str_ends(path, STR("/.."));
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = agency_get(db, agency, a, &there);
    if (!e && path.n && !sound) e = ERR_ARG;
    return e ? e : db_write(db, root_in, &x);
}

/* ---- files as rows ---- */

static struct digest digest_from(struct str bytes)
{
    struct digest d = {{0}};
    if (bytes.n == sizeof d.byte) memcpy(d.byte, bytes.p, bytes.n);
    return d;
}

enum err gather_files(struct db *db, const struct actor *actor, int64_t gather, struct arena *a,
                      struct gather_files *ret)
{
    struct gather_files list = {0};
    int64_t agency = 0;
    enum err e = db_get_int(db, &agency, SQL("SELECT agency FROM gather WHERE id = ?1"), I(gather));
    if (!e) e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e == ERR_DENIED ? ERR_NOT_FOUND : e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, name, size, modified, changed, digest, read_at, reason, about,"
                     " records, refused FROM gather_file WHERE gather = ?1 ORDER BY name"),
                 I(gather));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct gather_file){.id = db_int(&r, 0),
                                      .name = db_text(&r, 1, a),
                                      .size = db_int(&r, 2),
                                      .modified = db_int(&r, 3),
                                      .changed = db_int(&r, 4),
                                      .digest = digest_from(db_peek(&r, 5)),
                                      .read_at = db_int(&r, 6),
                                      .reason = db_text(&r, 7, a),
                                      .about = db_text(&r, 8, a),
                                      .records = db_int(&r, 9),
                                      .refused = db_int(&r, 10)});
    if (!r.status) *ret = list;
    return r.status;
}

static enum err forget_in(struct db *db, void *ctx)
{
    return db_exec(db, SQL("UPDATE gather_file SET size = -1, digest = ?1 WHERE gather = ?2"),
                   BLOB(((struct str){"", 0})), I(*(const int64_t *)ctx));
}

enum err gather_files_forget(struct db *db, int64_t gather)
{
    return db_write(db, forget_in, &gather);
}

struct noting {
    int64_t gather, id;
    const struct gather_file *f;
};

/* What it was taken as stays when it cannot be read now. */
static enum err note_in(struct db *db, void *ctx)
{
    struct noting *x = ctx;
    const struct gather_file *f = x->f;
    const struct str digest = {(const char *)f->digest.byte, sizeof f->digest.byte};
    return db_get_int(
        db, &x->id,
        SQL("INSERT INTO gather_file (gather, name, size, modified, changed, digest, read_at,"
            " reason, about, records, refused) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " ?11) ON CONFLICT (gather, name) DO UPDATE SET size = excluded.size,"
            " modified = excluded.modified, changed = excluded.changed, digest = excluded.digest,"
            " reason = excluded.reason, about = excluded.about, read_at = CASE WHEN"
            " excluded.read_at > 0 THEN excluded.read_at ELSE gather_file.read_at END,"
            " records = CASE WHEN excluded.read_at > 0 THEN excluded.records ELSE"
            " gather_file.records END, refused = CASE WHEN excluded.read_at > 0 THEN"
            " excluded.refused ELSE gather_file.refused END RETURNING id"),
        I(x->gather), T(f->name), I(f->size), I(f->modified), I(f->changed), BLOB(digest),
        I(f->read_at), T(f->reason), T(f->about), I(f->records), I(f->refused));
}

enum err gather_file_note(struct db *db, int64_t gather, const struct gather_file *f)
{
    struct noting x = {.gather = gather, .f = f};
    return db_write(db, note_in, &x);
}

/* ---- taking one ---- */

enum err gather_mapping(struct db *db, int64_t agency, struct arena *a, struct str *ret)
{
    return load_mapping(db, agency, (struct str){0}, a, ret);
}

struct folder_taking {
    struct taking t; /* first: what the walks are given is this one */
    const struct gather_file *f;
    int64_t file;
};

/* The row that what it says hangs on. It is not known as read before the end: killed in between, it
 * is read again, whatever it is then. */
static enum err begin_file(struct db *db, void *ctx)
{
    struct folder_taking *x = ctx;
    struct gather_file row = *x->f;
    struct noting n = {.gather = x->t.g->id, .f = &row};
    row.size = -1;
    row.digest = (struct digest){{0}};
    row.read_at = 0;
    enum err e = note_in(db, &n);
    x->file = n.id;
    return e ? e : taking_open(db, &x->t);
}

/* Of what a newer file of the folder says too, that one holds. */
static enum err yield_batch(struct db *db, void *ctx)
{
    const struct folder_taking *x = ctx;
    const struct taking *t = &x->t;
    enum err e = db_exec(
        db,
        SQL("DELETE FROM delivery WHERE load = ?1 AND record > ?2 AND record <= ?3 AND EXISTS"
            " (SELECT 1 FROM gather_held h JOIN gather_file f ON f.id = h.file"
            "  WHERE h.record = delivery.record AND f.gather = ?4 AND f.id <> ?5"
            "  AND (f.modified > ?6 OR (f.modified = ?6 AND f.name > ?7)))"),
        I(t->load), I(t->after), I(t->trimmed), I(t->g->id), I(x->file), I(x->f->modified),
        T(x->f->name));
    return e ? e
             : db_exec(db,
                       SQL("DELETE FROM version WHERE load = ?1 AND record > ?2 AND record <= ?3"
                           " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.record ="
                           " version.record AND d.version = version.id)"),
                       I(t->load), I(t->after), I(t->trimmed));
}

static enum err hold_batch(struct db *db, void *ctx)
{
    const struct folder_taking *x = ctx;
    const struct taking *t = &x->t;
    return db_exec(db,
                   SQL("INSERT INTO gather_held (file, record, load, gone) SELECT ?1, record, load,"
                       " CASE WHEN version IS NULL THEN 1 ELSE 0 END FROM delivery WHERE load = ?2"
                       " AND record > ?3 AND record <= ?4 ON CONFLICT (file, record) DO UPDATE SET"
                       " load = excluded.load, gone = excluded.gone"),
                   I(x->file), I(t->load), I(t->after), I(t->trimmed));
}

static enum err hold_deletions(struct db *db, void *ctx)
{
    return taking_hold_deletions(db, ctx);
}

static enum err compare(struct folder_taking *x, struct source *source)
{
    struct taking *t = &x->t;
    enum err e = taking_stage(t, source);
    if (!e) e = taking_walk(t, hold_batch);
    if (!e) e = taking_walk(t, yield_batch);
    if (!e) e = db_write(t->store->db, hold_deletions, t);
    if (!e) e = taking_trim(t);
    return e ? taking_drop(t, e) : OK;
}

struct dropping {
    int64_t file, load, modified; /* rows of this load stay; 0: none does */
    int64_t n;
};

/* What older files say of it holds now: those are taken again. */
static enum err wake_older(struct db *db, const struct dropping *d)
{
    return db_exec(
        db,
        SQL("UPDATE gather_file SET size = -1, digest = ?5 WHERE modified <= ?4 AND id IN"
            " (SELECT h.file FROM (SELECT record FROM gather_held WHERE file = ?1"
            " AND load <> ?2 ORDER BY record LIMIT ?3) AS x JOIN gather_held h"
            " ON h.record = x.record WHERE h.file <> ?1)"),
        I(d->file), I(d->load), I(FORGET_BATCH), I(d->modified), BLOB(((struct str){"", 0})));
}

static enum err drop_batch(struct db *db, void *ctx)
{
    struct dropping *d = ctx;
    enum err e = db_get_int(db, &d->n,
                            SQL("SELECT count(*) FROM (SELECT 1 FROM gather_held WHERE file = ?1"
                                " AND load <> ?2 LIMIT ?3) AS x"),
                            I(d->file), I(d->load), I(FORGET_BATCH));
    if (e || !d->n) return e;
    e = wake_older(db, d);
    return e ? e
             : db_exec(db,
                       SQL("DELETE FROM gather_held WHERE file = ?1 AND record IN (SELECT record"
                           " FROM gather_held WHERE file = ?1 AND load <> ?2 ORDER BY record"
                           " LIMIT ?3)"),
                       I(d->file), I(d->load), I(FORGET_BATCH));
}

static enum err drop_held(struct db *db, int64_t file, int64_t modified, int64_t load)
{
    struct dropping d = {.file = file, .modified = modified, .load = load, .n = 1};
    enum err e = OK;
    while (!e && d.n) e = db_write_batch(db, drop_batch, &d);
    return e;
}

static enum err end_file(struct db *db, void *ctx)
{
    struct folder_taking *x = ctx;
    struct gather_file f = *x->f;
    struct noting n = {.gather = x->t.g->id, .f = &f};
    f.read_at = x->t.now;
    f.records = x->t.done.read - x->t.done.refused;
    f.refused = x->t.done.refused;
    f.reason = f.about = (struct str){0};
    enum err e = note_in(db, &n);
    if (!e) e = taking_note_arrival(db, &x->t, false);
    return e ? e
             : db_exec(db, SQL("UPDATE gather SET took_at = ?1 WHERE id = ?2"), I(x->t.now),
                       I(x->t.g->id));
}

enum err gather_take_file(struct store *store, const struct actor *actor, const struct gather *g,
                          const struct gather_file *f, const char *path,
                          const struct load_watch *watch, struct arena *a, struct fault *ret_why,
                          struct gather_taken *ret)
{
    struct lock CLEANUP(lock_release) turn = {0};
    struct source CLEANUP(source_closep) *source = NULL;
    struct str mapping = {0};
    struct folder_taking x = {.f = f,
                              .t = {.store = store,
                                    .actor = actor,
                                    .g = g,
                                    .watch = watch ? watch : &load_nobody,
                                    .mem = a,
                                    .name = utf8_cut(f->name, NAME_SHOWN),
                                    .now = store->env->now(store->env)}};
    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, g->agency);
    if (!e) e = gather_mapping(store->db, g->agency, a, &mapping);
    if (!e) e = source_open(path, mapping, a, &source, ret_why);
    if (!e) e = load_take_turn(store, x.t.watch, &turn);
    if (e) return e;
    x.t.format = str_of(source_format_name(source_format(source)));
    x.t.layout = source_layout(source);
    e = db_write(store->db, begin_file, &x);
    if (!e) e = compare(&x, source);
    if (!e) e = taking_put_in_force(&x.t);
    if (!e && !x.t.incomplete) e = drop_held(store->db, x.file, f->modified, x.t.load);
    if (!e) e = db_write(store->db, end_file, &x);
    if (!e) *ret = x.t.done;
    return e;
}

/* ---- after all of them ---- */

static enum err remove_row(struct db *db, void *ctx)
{
    return db_exec(db, SQL("DELETE FROM gather_file WHERE id = ?1"), I(*(const int64_t *)ctx));
}

static bool is_there(const struct gather_files *there, struct str name)
{
    for (size_t i = 0; i < there->n; i++)
        if (str_eq(there->item[i].name, name)) return true;
    return false;
}

enum err gather_folder_forget(struct db *db, const struct gather *g,
                              const struct gather_files *there)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct gather_files known;
    enum err e = gather_files(db, &self, g->id, a, &known);
    for (size_t i = 0; !e && i < known.n; i++) {
        if (is_there(there, known.item[i].name)) continue;
        e = drop_held(db, known.item[i].id, known.item[i].modified, 0);
        if (!e) e = db_write(db, remove_row, &known.item[i].id);
    }
    return e;
}

struct settling {
    int64_t gather, absent;
};

static enum err settle_in(struct db *db, void *ctx)
{
    struct settling *x = ctx;
    enum err e = db_exec(db,
                         SQL("DELETE FROM gather_absent WHERE gather = ?1 AND (EXISTS (SELECT 1"
                             " FROM gather_held h WHERE h.record = gather_absent.record"
                             " AND h.gone = 0) OR NOT EXISTS (SELECT 1 FROM record r WHERE r.id ="
                             " gather_absent.record AND r.version IS NOT NULL))"),
                         I(x->gather));
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO gather_absent (gather, record) SELECT g.id, r.id FROM gather g"
                        " JOIN record r ON r.feed = g.feed WHERE g.id = ?1 AND r.version IS NOT"
                        " NULL AND NOT EXISTS (SELECT 1 FROM gather_held h WHERE h.record = r.id"
                        " AND h.gone = 0) ON CONFLICT (gather, record) DO NOTHING"),
                    I(x->gather));
    return e ? e
             : db_get_int(db, &x->absent,
                          SQL("SELECT count(*) FROM gather_absent WHERE gather = ?1"),
                          I(x->gather));
}

enum err gather_folder_settle(struct db *db, const struct gather *g, int64_t *ret)
{
    struct settling x = {.gather = g->id};
    enum err e = db_write(db, settle_in, &x);
    if (!e) *ret = x.absent;
    return e;
}
