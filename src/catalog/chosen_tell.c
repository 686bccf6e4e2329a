/* chosen_tell.c -- which titles a decision about a form changes. */
#include "base/checked.h"
#include "catalog/change.h"
#include "catalog/chosen.h"
#include "catalog/stored.h"

enum { RECORDS_AT_A_TIME = 500 };

struct decided {
    int64_t id, undone;
    enum spelling_kind kind;
    struct str text, form;
    bool told, sought; /* sought: records with the text are */
};

struct telling {
    struct store *store;
    const struct load_watch *watch;
    int64_t agency, seen, n;
    struct arena *mem, *row;
    struct {
        struct decided *item;
        size_t n, cap;
    } list;
    struct {
        int64_t *item;
        size_t n, cap;
    } titles; /* of the records at hand */
    bool hit;
};

static enum err read_decisions(struct telling *t)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(t->store->db,
                 SQL("SELECT id, coalesce(undone, 0), kind, text, form, told FROM chosen_form"
                     " WHERE agency = ?1 AND form IS NOT NULL ORDER BY id"),
                 I(t->agency));
    while (db_next(&r))
        VEC_PUSH(t->mem, &t->list,
                 (struct decided){.id = db_int(&r, 0),
                                  .undone = db_int(&r, 1),
                                  .kind = (enum spelling_kind)db_int(&r, 2),
                                  .text = db_text(&r, 3, t->mem),
                                  .form = db_text(&r, 4, t->mem),
                                  .told = db_int(&r, 5) != 0});
    return r.status;
}

/* A text that is written in one of those sought for is sought for as well. */
static void follow_chains(struct telling *t)
{
    bool more = false;
    for (size_t i = 0; i < t->list.n; i++) t->list.item[i].sought = !t->list.item[i].told;
    for (int round = 0; round == 0 || (more && round < CHOSEN_CHAIN_MAX); round++) {
        more = false;
        for (size_t i = 0; i < t->list.n; i++)
            for (size_t k = 0; k < t->list.n && !t->list.item[i].sought; k++) {
                const struct decided *x = &t->list.item[i], *y = &t->list.item[k];
                if (!y->sought || x->kind != y->kind || !str_eq(x->form, y->text)) continue;
                t->list.item[i].sought = more = true;
            }
    }
}

static bool is_sought(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    struct telling *t = ctx;
    *ret = text;
    for (size_t i = 0; i < t->list.n && !t->hit; i++) {
        const struct decided *d = &t->list.item[i];
        t->hit = d->sought && d->kind == k && str_eq(d->text, text);
    }
    return false;
}

static enum err append(struct db *db, void *ctx)
{
    struct telling *t = ctx;
    enum err e = OK;
    for (size_t i = 0; !e && i < t->titles.n; i++) e = change_append(db, t->titles.item[i], 0);
    return e;
}

/* As the record was sent: what was put over it before may be what is taken back. */
static enum err look_at(struct telling *t, int64_t version)
{
    struct stored s;
    arena_reset(t->row);
    t->hit = false;
    t->seen++;
    enum err e = stored_version(t->store->db, version, t->row, &s);
    if (e) return e;
    (void)bib_respell(&s.bib, is_sought, t, t->row);
    if (t->hit && s.title) VEC_PUSH(t->mem, &t->titles, s.title);
    t->n += t->hit;
    return OK;
}

/* *after is where the list goes on; 0: that was all. */
static enum err look_further(struct telling *t, int64_t feed, int64_t *after)
{
    int64_t version[RECORDS_AT_A_TIME];
    size_t n = 0;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(t->store->db,
                     SQL("SELECT id, version FROM record WHERE feed = ?1 AND kind = 0 AND id > ?2"
                         " AND version IS NOT NULL ORDER BY id LIMIT ?3"),
                     I(feed), I(*after), I(RECORDS_AT_A_TIME));
        for (*after = 0; db_next(&r); n++) {
            *after = db_int(&r, 0);
            version[n] = db_int(&r, 1);
        }
        if (r.status) return r.status;
    }
    t->titles.n = 0;
    enum err e = OK;
    for (size_t i = 0; !e && i < n; i++) e = look_at(t, version[i]);
    if (!e && t->titles.n) e = db_write_batch(t->store->db, append, t);
    struct load_progress p = {LOAD_READING, t->seen, 0, t->seen};
    if (!e && t->watch && t->watch->progress) t->watch->progress(t->watch->ctx, &p);
    return e;
}

static enum err look_through(struct telling *t)
{
    int64_t feeds[64], after = 0;
    size_t n = 0;
    {
        struct db_rows CLEANUP(db_done) r = db_query(
            t->store->db, SQL("SELECT id FROM feed WHERE agency = ?1 ORDER BY id"), I(t->agency));
        while (n < COUNT(feeds) && db_next(&r)) feeds[n++] = db_int(&r, 0);
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < n; i++) do {
            if (t->watch && t->watch->stop && t->watch->stop(t->watch->ctx)) return ERR_INTERRUPTED;
            e = look_further(t, feeds[i], &after);
        } while (!e && after);
    return e;
}

/* Not what was decided otherwise meanwhile. */
static enum err set_told(struct db *db, void *ctx)
{
    const struct telling *t = ctx;
    enum err e = OK;
    for (size_t i = 0; !e && i < t->list.n; i++)
        if (!t->list.item[i].told)
            e = db_exec(db,
                        SQL("UPDATE chosen_form SET told = 1 WHERE id = ?1"
                            " AND coalesce(undone, 0) = ?2"),
                        I(t->list.item[i].id), I(t->list.item[i].undone));
    return e;
}

static enum err tell_agency(struct telling *t)
{
    enum err e = read_decisions(t);
    if (e) return e;
    follow_chains(t);
    e = look_through(t);
    return e ? e : db_write(t->store->db, set_told, t);
}

enum err chosen_tell(struct store *store, int64_t agency, const struct load_watch *watch,
                     int64_t *ret)
{
    struct arena CLEANUP(arena_freep) *row = arena_new();
    int64_t after = 0;
    *ret = 0;
    for (;;) {
        struct arena CLEANUP(arena_freep) *mem = arena_new();
        struct telling t = {.store = store, .watch = watch, .mem = mem, .row = row};
        enum err e =
            db_get_int(store->db, &t.agency,
                       SQL("SELECT coalesce(min(agency), 0) FROM chosen_form WHERE told = 0"
                           " AND agency > ?1 AND (?2 = 0 OR agency = ?2)"),
                       I(after), I(agency));
        if (e || !t.agency) return e;
        after = t.agency;
        e = tell_agency(&t);
        if (e) return e;
        *ret += t.n;
    }
}
