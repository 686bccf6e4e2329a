/* piles.c -- foreseeing: each staged record is grouped as if its load were in force already. */
#include "catalog/piles.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/group.h"
#include "catalog/stored.h"
#include "catalog/title.h"

enum { BATCH_US = 40000, BATCH_FIRST = 50, BATCH_MAX = 2000, ERASE_BATCH = 2000 };

static const char *const names[PILES] = {"fresh", "match", "doubt", "gone"};

const char *pile_name(enum pile p)
{
    return names[p];
}

/* ---- one record ---- */

struct fate {
    enum pile pile;
    const struct member *other; /* that it joins or resembles; NULL: none */
    struct str reason;
};

/* What stands between them, in a word: the feature of the first reason against. */
static struct str against(const struct match_result *r)
{
    for (size_t i = 0; i < r->n_reasons; i++) {
        struct str name = str_of(match_sign_name(r->reason[i].sign));
        if (r->reason[i].sign == SIGN_NUMBER_DIFFERS) return STR("volume");
        if (r->reason[i].points < 0) return str_slice(name, 0, str_find_char(name, '.', 0));
    }
    return STR("others");
}

static bool share_isbn(const struct match_result *r)
{
    for (size_t i = 0; i < r->n_reasons; i++)
        if (r->reason[i].sign == SIGN_ISBN_SAME) return true;
    return false;
}

/* With title, author and year in common these tell two publications apart for certain. */
static bool is_certain(struct str why)
{
    static const char *const certain[] = {"format", "carrier", "volume", "part", "audience"};
    for (size_t i = 0; i < COUNT(certain); i++)
        if (str_eq(why, str_of(certain[i]))) return true;
    return false;
}

/* Whether a person should compare the two, and why, as "isbn-title". */
static bool doubtful(const struct member *x, const struct member *y, struct arena *a,
                     struct str *ret)
{
    struct match_result r;
    match_judge(&x->facts, &y->facts, &r);
    struct str why = against(&r);
    bool isbn = share_isbn(&r);
    if (!isbn && (!match_share_key(&x->facts, &y->facts) || is_certain(why))) return false;
    *ret = arena_printf(a, "%s-%.*s", isbn ? "isbn" : "title", STR_ARG(why));
    return true;
}

static struct fate fate_in_group(const struct members *all, const struct member *self,
                                 struct arena *a)
{
    struct fate f = {.pile = PILE_FRESH};
    for (size_t i = 0; i < all->n; i++) {
        const struct member *x = &all->item[i];
        if (x == self || !x->live || x->group != self->group) continue;
        return (struct fate){PILE_MATCH, x, STR("joins")};
    }
    if (self->live) return (struct fate){PILE_MATCH, self, STR("own")};
    for (size_t i = 0; i < all->n && f.pile == PILE_FRESH; i++) {
        const struct member *x = &all->item[i];
        if (x == self || !x->live || !doubtful(self, x, a, &f.reason)) continue;
        f.pile = PILE_DOUBT;
        f.other = x;
    }
    return f;
}

/* In a neighbourhood too large to be grouped: as cluster_update places it then. */
static void place_alone(struct members *all, struct member *self)
{
    for (size_t i = 0; i < all->n; i++) all->item[i].group = i;
    for (size_t i = 0; i < all->n; i++) {
        const struct member *x = &all->item[i];
        if (x == self || !x->live || !x->title) continue;
        bool same = match_is_same(&x->facts, &self->facts);
        for (size_t k = 0; same && k < all->n; k++)
            if (all->item[k].title == x->title && &all->item[k] != self)
                same = !match_contradict(&all->item[k].facts, &self->facts, NULL);
        if (!same) continue;
        self->group = i;
        return;
    }
}

static enum err foresee(const struct group_view *v, int64_t record, struct fate *ret)
{
    struct members all = {0};
    bool whole = true;
    enum err e = group_add(v, record, &all);
    if (!e) e = group_spread(v, &all, &whole);
    if (e) return e;
    if (whole) group_form(&all);
    struct member *self = group_find(&all, record);
    if (!self) return ERR_INTERNAL;
    if (!whole) place_alone(&all, self);
    *ret = fate_in_group(&all, self, v->mem);
    return OK;
}

/* ---- examples ---- */

static struct str detail_of(const struct bib *b, struct arena *a)
{
    struct str parts[] = {title_main_author(b), b->year_text};
    return arena_join(a, parts, COUNT(parts), STR(", "));
}

static enum err other_heading(struct db *db, const struct fate *f, struct arena *a, struct str *ret)
{
    int64_t version = 0;
    struct stored s;
    *ret = (struct str){0};
    if (!f->other || str_eq(f->reason, STR("own"))) return OK;
    enum err e =
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(f->other->id));
    if (!e) e = stored_version(db, version, a, &s);
    if (e) return e;
    struct str parts[] = {s.bib.title, s.bib.year_text};
    *ret = arena_join(a, parts, COUNT(parts), STR(", "));
    return OK;
}

struct step {
    int64_t record, version, place;
};

static enum err keep_sample(struct db *db, struct arena *a, int64_t load, const struct step *step,
                            const struct fate *f)
{
    struct stored s;
    struct str other;
    enum err e = stored_version(db, step->version, a, &s);
    if (!e) e = other_heading(db, f, a, &other);
    if (e) return e;
    return db_exec(db,
                   SQL("INSERT INTO sample (load, pile, place, record, heading, detail, title,"
                       " other, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
                   I(load), T(str_of(pile_name(f->pile))), I(step->place), I(step->record),
                   T(s.bib.title), T(detail_of(&s.bib, a)),
                   f->other && f->other->title ? I(f->other->title) : NUL, T(other), T(f->reason));
}

/* ---- the walk over what is new or changed ---- */

struct steps {
    struct step *item;
    size_t n, cap;
};

struct walk {
    struct store *store;
    const struct load_watch *watch;
    struct arena *mem;
    int64_t load, after, limit, done, all;
    enum err (*visit)(struct db *db, struct walk *w, const struct step *step);
    int64_t count[PILES];             /* committed */
    int64_t batch[PILES], last, seen; /* of the batch at hand */
};

static enum err next_steps(struct db *db, const struct walk *w, struct steps *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT d.record, d.version, d.place FROM delivery d JOIN record r ON r.id = d.record"
            " WHERE d.load = ?1 AND d.record > ?2 AND r.kind = 0 AND d.version IS NOT NULL"
            " AND (r.version IS NULL OR r.version <> d.version) ORDER BY d.record LIMIT ?3"),
        I(w->load), I(w->after), I(w->limit));
    while (db_next(&r))
        VEC_PUSH(w->mem, ret, (struct step){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2)});
    return r.status;
}

static enum err walk_batch(struct db *db, void *ctx)
{
    struct walk *w = ctx;
    struct steps steps = {0};
    arena_reset(w->mem);
    memset(w->batch, 0, sizeof w->batch);
    enum err e = next_steps(db, w, &steps);
    for (size_t i = 0; !e && i < steps.n; i++) e = w->visit(db, w, &steps.item[i]);
    w->seen = (int64_t)steps.n;
    w->last = steps.n ? steps.item[steps.n - 1].record : w->after;
    return e;
}

static enum err walk(struct walk *w)
{
    const struct env *env = w->store->env;
    w->after = 0;
    w->limit = BATCH_FIRST;
    for (;;) {
        int64_t before = env->monotonic(env);
        if (w->watch->stop && w->watch->stop(w->watch->ctx)) return ERR_INTERRUPTED;
        enum err e = db_write_batch(w->store->db, walk_batch, w);
        if (e || !w->seen) return e;
        w->after = w->last;
        w->done += w->seen;
        for (int i = 0; i < PILES; i++) w->count[i] += w->batch[i];
        int64_t took = env->monotonic(env) - before;
        w->limit =
            took > BATCH_US ? MAX(w->limit / 2, (int64_t)5) : MIN(w->limit * 2, (int64_t)BATCH_MAX);
        struct load_progress p = {LOAD_COMPARING, w->done, w->all, w->done};
        if (w->watch->progress) w->watch->progress(w->watch->ctx, &p);
    }
}

static enum err visit_keys(struct db *db, struct walk *w, const struct step *step)
{
    struct stored s;
    struct match_facts f;
    enum err e = stored_version(db, step->version, w->mem, &s);
    if (e) return e;
    match_facts_of(&s.bib, w->mem, &f);
    for (size_t i = 0; !e && i < f.n_keys; i++)
        e = db_exec(db,
                    SQL("INSERT INTO staged_key (load, keyed, record) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT DO NOTHING"),
                    I(w->load), I(f.key[i]), I(step->record));
    return e;
}

static enum err visit_fate(struct db *db, struct walk *w, const struct step *step)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct group_view v = {db, w->load, a};
    struct fate f;
    enum err e = foresee(&v, step->record, &f);
    if (e) return e;
    int64_t kept = w->count[f.pile] + w->batch[f.pile]++;
    if (kept >= (f.pile == PILE_DOUBT ? PILE_DOUBTS_KEPT : PILE_SAMPLES)) return OK;
    return keep_sample(db, a, w->load, step, &f);
}

/* ---- what a whole collection would take away ---- */

static enum err sample_gone(struct db *db, void *ctx)
{
    struct walk *w = ctx;
    const struct fate gone = {.pile = PILE_GONE};
    struct steps steps = {0};
    arena_reset(w->mem);
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT d.record, r.version FROM delivery d JOIN record r"
                         " ON r.id = d.record WHERE d.load = ?1 AND d.version IS NULL"
                         " AND r.version IS NOT NULL AND r.kind = 0 ORDER BY d.record LIMIT ?2"),
                     I(w->load), I(PILE_SAMPLES));
        while (db_next(&r))
            VEC_PUSH(w->mem, &steps, (struct step){db_int(&r, 0), db_int(&r, 1), 0});
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < steps.n; i++)
        e = keep_sample(db, w->mem, w->load, &steps.item[i], &gone);
    return e;
}

/* ---- beginning and end ---- */

struct erasing {
    int64_t load, left;
};

static enum err erase_keys(struct db *db, void *ctx)
{
    struct erasing *x = ctx;
    enum err e = db_exec(db,
                         SQL("DELETE FROM staged_key WHERE load = ?1 AND keyed IN (SELECT keyed"
                             " FROM staged_key WHERE load = ?1 ORDER BY keyed LIMIT ?2)"),
                         I(x->load), I(ERASE_BATCH));
    if (!e)
        e = db_get_int(db, &x->left,
                       SQL("SELECT EXISTS (SELECT 1 FROM staged_key WHERE load = ?1)"), I(x->load));
    return e;
}

static enum err erase_samples(struct db *db, void *ctx)
{
    return db_exec(db, SQL("DELETE FROM sample WHERE load = ?1"), I(*(const int64_t *)ctx));
}

static enum err erase_all_keys(struct db *db, int64_t load)
{
    struct erasing x = {load, 1};
    enum err e = OK;
    while (!e && x.left) e = db_write_batch(db, erase_keys, &x);
    return e;
}

enum err piles_make(struct store *store, int64_t load, const struct load_watch *watch,
                    struct piles *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct walk w = {.store = store, .watch = watch, .mem = a, .load = load};
    struct piles p = {0};
    enum err e = erase_all_keys(store->db, load);
    if (!e) e = db_write(store->db, erase_samples, &load);
    if (!e)
        e = db_get_int(store->db, &w.all,
                       SQL("SELECT 2 * count(*) FROM delivery d JOIN record r ON r.id = d.record"
                           " WHERE d.load = ?1 AND r.kind = 0 AND d.version IS NOT NULL"
                           " AND (r.version IS NULL OR r.version <> d.version)"),
                       I(load));
    w.visit = visit_keys;
    if (!e) e = walk(&w);
    w.visit = visit_fate;
    if (!e) e = walk(&w);
    if (!e) e = db_write(store->db, sample_gone, &w);
    if (!e) e = erase_all_keys(store->db, load);
    if (!e)
        e = db_get_int(store->db, &p.copies,
                       SQL("SELECT count(*) FROM delivery d JOIN record r ON r.id = d.record"
                           " WHERE d.load = ?1 AND r.kind = 1 AND d.version IS NOT NULL"
                           " AND (r.version IS NULL OR r.version <> d.version)"),
                       I(load));
    if (e) return e;
    p.fresh = w.count[PILE_FRESH];
    p.match = w.count[PILE_MATCH];
    p.doubt = w.count[PILE_DOUBT];
    *ret = p;
    return OK;
}

enum err piles_samples(struct db *db, int64_t load, enum pile pile, int64_t limit, struct arena *a,
                       struct pile_samples *ret)
{
    struct pile_samples list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT place, heading, detail, title, other, reason FROM sample"
                     " WHERE load = ?1 AND pile = ?2 ORDER BY place, id LIMIT ?3"),
                 I(load), T(str_of(pile_name(pile))), I(limit));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct pile_sample){db_int(&r, 0), db_text(&r, 1, a), db_text(&r, 2, a),
                                      db_int(&r, 3), db_text(&r, 4, a), db_text(&r, 5, a)});
    if (!r.status) *ret = list;
    return r.status;
}
