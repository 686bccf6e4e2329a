/* preview.c -- the steps of a load with a person between them. */
#include "catalog/preview.h"

#include "base/checked.h"
#include "catalog/internal.h"
#include "catalog/publish.h"
#include "text/utf8.h"

#define DAY_US (INT64_C(24) * 3600 * 1000000)

enum { MUCH_RECORDS = 20 };

/* ---- receiving ---- */

struct receiving {
    const struct preview_order *order;
    const struct actor *actor;
    int64_t now, load;
    const char *state;
    struct str format, encoding, failure;
};

static enum err insert(struct db *db, void *ctx)
{
    struct receiving *x = ctx;
    const struct upload *u = x->order->upload;
    int64_t feed = 0, taken = 0;
    enum err e = load_feed(db, u->agency, x->now, &feed);
    if (!e)
        e = db_get_int(db, &taken, SQL("SELECT count(*) FROM load WHERE upload = ?1"), I(u->id));
    if (e) return e;
    if (taken) return ERR_CONFLICT;
    e = db_get_int(db, &x->load,
                   SQL("INSERT INTO load (feed, state, whole, file, format, mapping, started,"
                       " upload, person, failure, encoding) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                       " ?8, ?9, ?10, ?11) RETURNING id"),
                   I(feed), T(str_of(x->state)), I(x->order->whole), T(u->file), T(x->format),
                   T(x->order->mapping), I(x->now), I(u->id), u->person ? I(u->person) : NUL,
                   T(x->failure), T(x->encoding));
    return e ? e : load_audit(db, x->actor, x->load, "load.receive", x->now);
}

static struct str encoding_of(const struct source_form *f)
{
    if (f->format != SOURCE_TABLE) return STR("UTF-8");
    return f->facts.workbook ? STR("Excel") : str_of(table_encoding_name(f->facts.encoding));
}

enum err preview_receive(struct store *store, const struct actor *actor,
                         const struct preview_order *order, int64_t *ret_load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct upload *u = order->upload;
    struct receiving x = {
        .order = order, .actor = actor, .now = store->env->now(store->env), .state = "received"};
    struct source_form form;
    struct fault why;
    struct str mapping = {0};
    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, u->agency);
    if (!e) e = load_mapping(store->db, u->agency, order->mapping, a, &mapping);
    if (e) return e;
    e = source_look(upload_path(store->dir, u->name, a), mapping, a, &form, &why);
    if (e == ERR_FORMAT && why.reason) {
        x.state = "refused";
        x.failure = str_of(reason_name(why.reason));
    } else if (e) {
        return e;
    } else {
        x.format = str_of(source_format_name(form.format));
        x.encoding = encoding_of(&form);
    }
    e = db_write(store->db, insert, &x);
    if (!e) *ret_load = x.load;
    return e;
}

/* Where the file of a load lies, and by what mapping it is read. */
static enum err find_file(struct db *db, const char *dir, const struct load_row *row,
                          struct arena *a, const char **ret_path, struct str *ret_mapping)
{
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db, SQL("SELECT name FROM upload WHERE id = ?1"), I(row->upload));
        if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
        *ret_path = upload_path(dir, db_peek(&r, 0), a);
    }
    return load_mapping(db, row->agency, row->mapping, a, ret_mapping);
}

enum err preview_look(struct db *db, const char *dir, const struct actor *actor, int64_t load,
                      struct arena *a, struct source_form *ret)
{
    struct load_row row;
    struct fault why;
    const char *path = NULL;
    struct str mapping = {0};
    enum err e = load_get(db, actor, load, a, &row);
    if (!e) e = find_file(db, dir, &row, a, &path, &mapping);
    return e ? e : source_look(path, mapping, a, ret, &why);
}

size_t source_sheets_left(const struct source_form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->facts.sheets; i++) {
        const struct xlsx_sheet *other = &f->facts.sheet[i];
        if (i == f->facts.chosen || other->hidden) continue;
        n += other->cells > 1 && other->cells * 4 >= f->facts.sheet[f->facts.chosen].cells;
    }
    return n;
}

bool preview_asks(const struct source_form *f)
{
    if (!f->usable || source_sheets_left(f)) return true;
    for (size_t i = 0; i < f->columns.n; i++) {
        const struct column *c = &f->columns.item[i];
        bool matters = c->filled * 4 >= f->columns.rows; /* a few stray cells are no question */
        if (matters && c->confidence != COLUMN_CERTAIN) return true;
    }
    return false;
}

/* ---- one load under the lock ---- */

struct turn {
    struct lock lock;
    struct load_row row;
};

static void end_turn(struct turn *t)
{
    lock_release(&t->lock);
}

/* Waits for the right to load; then the load as it is. */
static enum err take(struct store *store, const struct actor *actor, int64_t load,
                     const struct load_watch *watch, struct arena *a, struct turn *ret)
{
    int64_t agency = 0;
    enum err e = load_agency(store->db, actor, PERM_CATALOGUE, load, &agency);
    if (!e) e = load_take_turn(store, watch, &ret->lock);
    if (!e) e = load_get(store->db, actor, load, a, &ret->row);
    return e;
}

/* ---- reading ---- */

struct closing {
    int64_t load, kept;
    const struct load_report *report;
    const struct piles *piles;
};

static enum err set_staging(struct db *db, void *ctx)
{
    return db_exec(db, SQL("UPDATE load SET state = 'staging', failure = '' WHERE id = ?1"),
                   I(*(const int64_t *)ctx));
}

static enum err set_preview(struct db *db, void *ctx)
{
    const struct closing *c = ctx;
    enum err e = load_write_counts(db, c->load, c->report);
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE load SET state = 'preview', kept = ?1, n_fresh = ?2, n_match = ?3,"
                       " n_doubt = ?4, n_copies = ?5,"
                       " basis = (SELECT moved FROM feed WHERE feed.id = load.feed),"
                       " n_before = (SELECT records FROM feed WHERE feed.id = load.feed)"
                       " WHERE id = ?6"),
                   I(c->kept), I(c->piles->fresh), I(c->piles->match), I(c->piles->doubt),
                   I(c->piles->copies), I(c->load));
}

struct failing {
    int64_t load;
    struct str name;
};

static enum err set_failure(struct db *db, void *ctx)
{
    const struct failing *f = ctx;
    return db_exec(db, SQL("UPDATE load SET failure = ?1 WHERE id = ?2"), T(f->name), I(f->load));
}

/* What only the opened file tells. */
struct describing {
    int64_t load;
    struct str format, layout, remember, closed;
};

static enum err set_form(struct db *db, void *ctx)
{
    const struct describing *d = ctx;
    return db_exec(
        db,
        SQL("UPDATE load SET format = ?1, layout = ?2, remember = ?3, closed = ?4 WHERE id = ?5"),
        T(d->format), T(d->layout), T(d->remember), T(d->closed), I(d->load));
}

static enum err open_upload(struct store *store, const struct load_row *row, struct arena *a,
                            struct source **ret)
{
    struct fault why;
    struct strs closed;
    const char *path = NULL;
    struct str mapping = {0};
    enum err e = find_file(store->db, store->dir, row, a, &path, &mapping);
    if (!e) e = source_open(path, mapping, a, ret, &why);
    if (e) return e;
    source_closed(*ret, a, &closed);
    struct describing d = {.load = row->id,
                           .format = str_of(source_format_name(source_format(*ret))),
                           .layout = source_layout(*ret),
                           .remember = row->mapping.n ? source_mapping(*ret, a) : (struct str){0},
                           .closed =
                               utf8_clean(a, arena_join(a, closed.item, closed.n, STR("\n")))};
    return db_write(store->db, set_form, &d);
}

/* What was staged goes; the reason stays for the page. */
static enum err give_up(struct store *store, int64_t load, enum err why)
{
    struct failing f = {load, str_of(err_name(why))};
    enum err e = publish_discard(store, NULL, load, "received");
    if (!e) e = db_write(store->db, set_failure, &f);
    return e ? e : why;
}

/* Stages a received load and makes its piles. */
static enum err make(struct store *store, const struct load_row *row,
                     const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct source CLEANUP(source_closep) *source = NULL;
    struct load_report report = {0};
    struct piles piles;
    struct stage s = {
        .store = store, .watch = watch, .whole = row->whole, .report = &report, .load = row->id};
    struct closing c = {row->id, store->env->now(store->env) + PREVIEW_DAYS * DAY_US, &report,
                        &piles};
    enum err e = db_write(store->db, set_staging, &c.load);
    if (!e) e = open_upload(store, row, a, &source);
    s.source = source;
    if (!e)
        e = db_get_int(store->db, &s.feed, SQL("SELECT feed FROM load WHERE id = ?1"), I(row->id));
    if (!e) e = load_stage(&s);
    if (!e) e = piles_make(store, row->id, watch, &piles);
    if (!e) e = db_write(store->db, set_preview, &c);
    return e ? give_up(store, row->id, e) : OK;
}

struct choosing {
    int64_t load;
    bool whole;
    struct str mapping;
    bool missed; /* the load was not 'received' */
};

static enum err set_whole(struct db *db, void *ctx)
{
    const struct choosing *c = ctx;
    return db_exec(db, SQL("UPDATE load SET whole = ?1 WHERE id = ?2"), I(c->whole), I(c->load));
}

enum err preview_read(struct store *store, const struct actor *actor, int64_t load,
                      const bool *whole, const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct turn CLEANUP(end_turn) t = {0};
    if (!watch) watch = &load_nobody;
    enum err e = take(store, actor, load, watch, a, &t);
    if (e) return e;
    bool again = t.row.state == LOAD_PREVIEW && whole && *whole != t.row.whole;
    if (t.row.state != LOAD_RECEIVED && !again) return ERR_CONFLICT;
    struct choosing c = {.load = load, .whole = whole ? *whole : t.row.whole};
    if (again) e = publish_discard(store, NULL, load, "received");
    if (!e) e = db_write(store->db, set_whole, &c);
    t.row.whole = c.whole;
    return e ? e : make(store, &t.row, watch);
}

static enum err set_mapping(struct db *db, void *ctx)
{
    struct choosing *c = ctx;
    int64_t received = 0;
    enum err e = db_get_int(db, &received,
                            SQL("SELECT count(*) FROM load WHERE id = ?1 AND state = 'received'"),
                            I(c->load));
    c->missed = !received;
    if (e || !received) return e;
    return db_exec(db, SQL("UPDATE load SET mapping = ?1, failure = '' WHERE id = ?2"),
                   T(c->mapping), I(c->load));
}

enum err preview_map(struct store *store, const struct actor *actor, int64_t load,
                     struct str mapping)
{
    int64_t agency = 0;
    struct choosing c = {.load = load, .mapping = mapping};
    enum err e = load_agency(store->db, actor, PERM_CATALOGUE, load, &agency);
    if (!e) e = db_write(store->db, set_mapping, &c);
    return e ? e : c.missed ? ERR_CONFLICT : OK;
}

/* ---- publishing ---- */

bool preview_withdraws_much(const struct load_row *l)
{
    return l->whole && l->deleted >= MUCH_RECORDS && 2 * l->deleted >= l->before;
}

static enum err feed_moved(struct db *db, int64_t load, int64_t *ret)
{
    return db_get_int(
        db, ret, SQL("SELECT f.moved FROM load l JOIN feed f ON f.id = l.feed WHERE l.id = ?1"),
        I(load));
}

enum err preview_publish(struct store *store, const struct actor *actor, int64_t load,
                         const struct preview_consent *consent, const struct load_watch *watch,
                         enum preview_outcome *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct turn CLEANUP(end_turn) t = {0};
    int64_t moved = 0;
    if (!watch) watch = &load_nobody;
    enum err e = take(store, actor, load, watch, a, &t);
    if (!e && t.row.state != LOAD_PREVIEW) e = ERR_CONFLICT;
    if (!e) e = feed_moved(store->db, load, &moved);
    if (e) return e;
    if (moved != t.row.basis) {
        *ret = PREVIEW_CHANGED;
        e = publish_discard(store, NULL, load, "received");
        return e ? e : make(store, &t.row, watch);
    }
    if (consent->basis != t.row.basis) {
        *ret = PREVIEW_CHANGED;
        return OK;
    }
    if (preview_withdraws_much(&t.row) && !consent->withdrawal) {
        *ret = PREVIEW_WITHDRAWS_MUCH;
        return OK;
    }
    *ret = PREVIEW_PUBLISHED;
    e = load_put_in_force(store, actor, load, watch);
    return e ? e : upload_sweep(store);
}

/* ---- letting go ---- */

enum err preview_discard(struct store *store, const struct actor *actor, int64_t load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct turn CLEANUP(end_turn) t = {0};
    enum err e = take(store, actor, load, &load_nobody, a, &t);
    if (e) return e;
    if (t.row.state > LOAD_PREVIEW) return ERR_CONFLICT;
    e = publish_discard(store, actor, load, "discarded");
    return e ? e : upload_sweep(store);
}

/* The next load nobody came back for; ERR_NOT_FOUND when there is none. */
static enum err forgotten(struct db *db, int64_t now, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT id FROM load WHERE (state = 'preview' AND kept < ?1)"
                          " OR (state IN ('received', 'refused') AND started < ?2)"
                          " ORDER BY id LIMIT 1"),
                      I(now), I(now - RECEIVED_DAYS * DAY_US));
}

enum err preview_expire(struct store *store)
{
    struct lock CLEANUP(lock_release) turn = {0};
    int64_t load = 0, now = store->env->now(store->env);
    enum err e = load_take_turn(store, &load_nobody, &turn);
    while (!e) {
        e = forgotten(store->db, now, &load);
        if (!e) e = publish_discard(store, NULL, load, "expired");
    }
    return e == ERR_NOT_FOUND ? upload_sweep(store) : e;
}
