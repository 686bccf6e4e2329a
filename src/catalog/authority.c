/* authority.c -- loading, taking back and listing authority files. */
#include "catalog/authority.h"

#include <stdio.h>

#include "base/checked.h"
#include "base/mem.h"
#include "catalog/authority_forms.h"
#include "catalog/internal.h"
#include "catalog/source_marc.h"

enum { BATCH = 100, PATH_BYTES = 4096 };

static const struct load_watch nobody = {0};

struct record {
    int64_t number;
    struct str bytes;
    struct authority_forms forms;
};

struct loading {
    struct source *source;
    const struct load_watch *watch;
    struct authority_row row;
    int64_t load;
    struct arena *mem; /* of a batch */
    struct record *item;
    size_t n;
};

/* ---- one at a time ---- */

static enum err take_lock(const struct store *s, struct lock *ret)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/authority.lock", s->dir);
    return lock_take(path, false, ret);
}

/* ---- throwing away ---- */

struct doomed {
    int64_t load, left;
};

static enum err drop_some(struct db *db, void *ctx)
{
    struct doomed *d = ctx;
    enum err e = db_exec(db,
                         SQL("DELETE FROM authority_form WHERE authority IN (SELECT id FROM"
                             " authority WHERE load = ?1 ORDER BY id LIMIT ?2)"),
                         I(d->load), I(BATCH));
    if (!e)
        e = db_exec(db,
                    SQL("DELETE FROM authority WHERE id IN (SELECT id FROM authority WHERE"
                        " load = ?1 ORDER BY id LIMIT ?2)"),
                    I(d->load), I(BATCH));
    if (!e)
        e = db_get_int(db, &d->left,
                       SQL("SELECT count(*) FROM (SELECT 1 FROM authority WHERE"
                           " load = ?1 LIMIT 1) AS rest"),
                       I(d->load));
    if (!e && !d->left)
        e = db_exec(db, SQL("DELETE FROM authority_load WHERE id = ?1"), I(d->load));
    return e;
}

/* Everything that is neither in force nor former. */
static enum err throw_away(struct db *db)
{
    struct doomed d = {0};
    enum err e = OK;
    while (!e) {
        e = db_get_int(db, &d.load,
                       SQL("SELECT coalesce(min(id), 0) FROM authority_load WHERE"
                           " state IN ('staging', 'gone')"));
        if (e || !d.load) return e;
        do e = db_write_batch(db, drop_some, &d);
        while (!e && d.left);
    }
    return e;
}

enum err authority_recover(struct store *store)
{
    struct lock CLEANUP(lock_release) turn = {0};
    enum err e = take_lock(store, &turn);
    if (e == ERR_BUSY) return OK;
    return e ? e : throw_away(store->db);
}

/* ---- reading ---- */

static void tell(struct loading *l, const struct source_unit *u, struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        struct fault *f = &faults->item[i];
        if (f->reason == REASON_NOT_BIBLIOGRAPHIC) continue;
        if (f->record == 0) f->record = u->number;
        if (f->line == 0) f->line = u->line;
        l->row.warnings += !f->fatal;
        if (l->watch->fault) l->watch->fault(l->watch->ctx, f);
    }
}

static bool only_not_for_catalogue(const struct source_unit *u)
{
    bool that = false;
    for (size_t i = 0; i < u->faults.n; i++) {
        if (!u->faults.item[i].fatal) continue;
        if (u->faults.item[i].reason != REASON_NOT_BIBLIOGRAPHIC) return false;
        that = true;
    }
    return that;
}

/* For the catalogue's reader an authority record is one it refuses; what else it refuses is bad
 * here too. */
static void take_unit(struct loading *l, struct source_unit *u)
{
    struct marc m;
    struct record r = {.number = u->number};
    enum reason why = REASON_NOT_AUTHORITY;
    struct faults faults = u->faults;
    bool good = u->rejected && only_not_for_catalogue(u);
    if (good) good = source_marc_read(u->bytes, source_format(l->source), l->mem, &m, NULL) == OK;
    if (good) good = authority_forms_of(&m, l->mem, &r.forms, &why, &faults) == OK;
    if (good) {
        r.bytes = u->bytes;
        l->item[l->n++] = r;
    } else {
        l->row.refused++;
        if (!u->rejected || only_not_for_catalogue(u))
            fault_add(&faults, l->mem, (struct fault){.reason = why, .fatal = true});
    }
    tell(l, u, &faults);
}

static enum err read_batch(struct loading *l)
{
    enum err e = OK;
    arena_reset(l->mem);
    l->item = arena_array(l->mem, struct record, BATCH);
    l->n = 0;
    while (!e && l->n < BATCH) {
        struct source_unit u;
        if (l->watch->stop && l->watch->stop(l->watch->ctx)) return ERR_INTERRUPTED;
        e = source_next(l->source, l->mem, &u);
        if (!e) take_unit(l, &u);
    }
    struct load_progress p = {.phase = LOAD_READING, .records = l->row.records + (int64_t)l->n};
    source_progress(l->source, &p.done, &p.all);
    if (l->watch->progress) l->watch->progress(l->watch->ctx, &p);
    return e;
}

/* ---- writing ---- */

static enum err write_form(struct db *db, int64_t load, int64_t record,
                           const struct authority_form *f)
{
    return db_exec(db,
                   SQL("INSERT INTO authority_form (kind, relation, sort, text, authority,"
                       " target_sort, target, words, load)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                       " ON CONFLICT DO NOTHING"),
                   I(f->kind), I(f->relation), BLOB(f->sort), T(f->text), I(record),
                   BLOB(f->target_sort), T(f->target), T(f->words), I(load));
}

static enum err write_batch(struct db *db, void *ctx)
{
    struct loading *l = ctx;
    enum err e = OK;
    for (size_t i = 0; !e && i < l->n; i++) {
        const struct record *r = &l->item[i];
        int64_t id = 0;
        e = db_get_int(db, &id,
                       SQL("INSERT INTO authority (load, number, bytes) VALUES (?1, ?2, ?3)"
                           " RETURNING id"),
                       I(l->load), I(r->number), BLOB(r->bytes));
        for (size_t k = 0; !e && k < r->forms.n; k++)
            e = write_form(db, l->load, id, &r->forms.item[k]);
    }
    return e;
}

static enum err begin_load(struct db *db, void *ctx)
{
    struct loading *l = ctx;
    return db_get_int(db, &l->load,
                      SQL("INSERT INTO authority_load (source, file, format, state, loaded)"
                          " VALUES (?1, ?2, ?3, 'staging', ?4) RETURNING id"),
                      T(l->row.source), T(l->row.file), T(l->row.format), I(l->row.loaded));
}

static enum err put_in_force(struct db *db, void *ctx)
{
    const struct loading *l = ctx;
    enum err e = db_exec(db,
                         SQL("UPDATE authority_load SET state = 'gone' WHERE source = ?1"
                             " AND state = 'former'"),
                         T(l->row.source));
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE authority_load SET state = 'former' WHERE source = ?1"
                        " AND state = 'current'"),
                    T(l->row.source));
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE authority_load SET state = 'current', records = ?2, refused = ?3,"
                        " warnings = ?4 WHERE id = ?1"),
                    I(l->load), I(l->row.records), I(l->row.refused), I(l->row.warnings));
    return e;
}

static enum err read_all(struct db *db, struct loading *l)
{
    enum err e = db_write(db, begin_load, l), read = OK;
    while (!e && !read) {
        read = read_batch(l);
        if (read && read != ERR_NOT_FOUND) e = read;
        if (!e && l->n) e = db_write_batch(db, write_batch, l);
        if (!e) l->row.records += (int64_t)l->n;
    }
    if (!e && !l->row.records) e = ERR_FORMAT;
    return e ? e : db_write(db, put_in_force, l);
}

static struct str without_folders(struct str path)
{
    size_t at = path.n;
    while (at && path.p[at - 1] != '/') at--;
    return str_slice(path, at, path.n);
}

/* What both loading and looking begin with. */
static enum err open_file(struct loading *l, const char *path, struct arena *a,
                          struct source **ret_file, struct fault *ret_why)
{
    *ret_why = (struct fault){0};
    l->row.file = without_folders(str_of(path));
    enum err e = source_open(path, (struct str){0}, a, ret_file, ret_why);
    if (e) return e;
    l->source = *ret_file;
    l->row.format = str_of(source_format_name(source_format(l->source)));
    if (source_is_marc(l->row.format)) return OK;
    ret_why->reason = REASON_UNKNOWN_FORMAT;
    return ERR_FORMAT;
}

enum err authority_load(struct store *store, const struct actor *actor, const char *path,
                        struct str source, const struct load_watch *watch, struct arena *a,
                        struct fault *ret_why, struct authority_row *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct source CLEANUP(source_closep) *file = NULL;
    struct lock CLEANUP(lock_release) turn = {0};
    struct loading l = {.watch = watch ? watch : &nobody, .mem = mem};
    l.row.source = source.n ? source : without_folders(str_of(path));
    l.row.loaded = store->env->now(store->env);
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e && l.row.source.n > AUTHORITY_SOURCE_MAX) e = ERR_LIMIT;
    if (!e) e = take_lock(store, &turn);
    if (!e) e = throw_away(store->db);
    if (!e) e = open_file(&l, path, a, &file, ret_why);
    if (e) return e;
    e = read_all(store->db, &l);
    enum err cleaned = throw_away(store->db);
    *ret = l.row;
    return e ? e : cleaned;
}

/* ---- a look ---- */

static enum err is_in_force(struct db *db, const struct authority_form *f, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM authority_form f JOIN authority_load l"
                                " ON l.id = f.load WHERE f.kind = ?1 AND f.relation = 0"
                                " AND f.sort = ?2 AND l.state = 'current'"),
                            I(f->kind), BLOB(f->sort));
    *ret = n > 0;
    return e;
}

static enum err see_record(struct db *db, const struct record *r, struct arena *a,
                           struct authority_sight *s)
{
    bool known = false;
    size_t at = 0;
    while (at < r->forms.n && r->forms.item[at].relation != AUTHORITY_SELF) at++;
    s->row.records++;
    if (at == r->forms.n) return OK;
    enum err e = is_in_force(db, &r->forms.item[at], &known);
    if (e || known) return e;
    if (s->examples < AUTHORITY_EXAMPLES)
        s->example[s->examples++] = arena_copy(a, r->forms.item[at].text);
    s->fresh++;
    return OK;
}

enum err authority_look(struct store *store, const struct actor *actor, const char *path,
                        const struct load_watch *watch, struct arena *a, struct fault *ret_why,
                        struct authority_sight *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct source CLEANUP(source_closep) *file = NULL;
    struct loading l = {.watch = watch ? watch : &nobody, .mem = mem};
    struct authority_sight s = {0};
    *ret_why = (struct fault){0};
    enum err e = actor_may(actor, PERM_OPERATE), read = OK;
    if (!e) e = open_file(&l, path, a, &file, ret_why);
    while (!e && !read) {
        read = read_batch(&l);
        if (read && read != ERR_NOT_FOUND) e = read;
        for (size_t i = 0; !e && i < l.n; i++) e = see_record(store->db, &l.item[i], a, &s);
        l.row.records = s.row.records;
    }
    if (!e && !s.row.records) e = ERR_FORMAT;
    s.row = l.row;
    *ret = s;
    return e;
}

/* ---- taking back ---- */

struct taking {
    struct str source;
    bool all, former;
};

static enum err take_back(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    int64_t n = 0, former = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM authority_load WHERE source = ?1"
                                " AND state = 'current'"),
                            T(t->source));
    if (!e)
        e = db_get_int(db, &former,
                       SQL("SELECT count(*) FROM authority_load WHERE source = ?1"
                           " AND state = 'former'"),
                       T(t->source));
    if (e) return e;
    if (!n && !former) return ERR_NOT_FOUND;
    t->former = former && !t->all;
    e = db_exec(db,
                SQL("UPDATE authority_load SET state = 'gone' WHERE source = ?1"
                    " AND (state = 'current' OR ?2 = 1)"),
                T(t->source), I(t->all));
    if (!e && !t->all)
        e = db_exec(db,
                    SQL("UPDATE authority_load SET state = 'current' WHERE source = ?1"
                        " AND state = 'former'"),
                    T(t->source));
    return e;
}

static enum err take(struct store *store, const struct actor *actor, struct taking *t)
{
    struct lock CLEANUP(lock_release) turn = {0};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = take_lock(store, &turn);
    if (!e) e = db_write(store->db, take_back, t);
    return e ? e : throw_away(store->db);
}

enum err authority_undo(struct store *store, const struct actor *actor, struct str source,
                        bool *ret_former)
{
    struct taking t = {.source = source};
    enum err e = take(store, actor, &t);
    if (!e) *ret_former = t.former;
    return e;
}

enum err authority_remove(struct store *store, const struct actor *actor, struct str source)
{
    struct taking t = {.source = source, .all = true};
    return take(store, actor, &t);
}

/* ---- looking ---- */

enum err authority_list(struct db *db, struct arena *a, struct authority_rows *ret)
{
    struct authority_rows list = {0};
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT l.source, l.file, l.format, l.loaded, l.records, l.refused, l.warnings,"
                " (SELECT count(*) FROM authority_load f WHERE f.source = l.source"
                "  AND f.state = 'former')"
                " FROM authority_load l WHERE l.state = 'current' ORDER BY l.source"));
    while (db_next(&r)) {
        struct authority_row row = {.source = db_text(&r, 0, a),
                                    .file = db_text(&r, 1, a),
                                    .format = db_text(&r, 2, a),
                                    .loaded = db_int(&r, 3),
                                    .records = db_int(&r, 4),
                                    .refused = db_int(&r, 5),
                                    .warnings = db_int(&r, 6),
                                    .former = db_int(&r, 7) > 0};
        VEC_PUSH(a, &list, row);
    }
    if (!r.status) *ret = list;
    return r.status;
}
