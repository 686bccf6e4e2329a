/* piles.c -- foreseeing: each staged record is grouped as if its load were in force already. */
#include "catalog/piles.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/group.h"
#include "catalog/staged.h"
#include "catalog/stored.h"
#include "catalog/title.h"
#include "catalog/walk.h"

static const char *const names[PILES] = {"fresh", "match", "doubt", "gone"};

const char *pile_name(enum pile p)
{
    return names[p];
}

/* ---- one record ---- */

struct fate {
    enum pile pile;
    int64_t other, title; /* a record it joins or resembles, and its title; 0: none */
    struct str reason;
};

struct foreseeing {
    struct db *db;
    int64_t record;
    const struct graph *g;
};

/* A record of the description that is in force now, other than the one looked at. */
static enum err live_record(const struct foreseeing *f, int64_t description, struct fate *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(f->db,
                 SQL("SELECT id, coalesce(title, 0) FROM record WHERE description = ?1"
                     " AND id <> ?2 ORDER BY id LIMIT 1"),
                 I(description), I(f->record));
    if (db_next(&r)) {
        ret->other = db_int(&r, 0);
        ret->title = db_int(&r, 1);
    }
    return r.status;
}

/* The first of its group that is in force. */
static enum err joins(const struct foreseeing *f, struct fate *ret)
{
    const struct graph *g = f->g;
    enum err e = OK;
    for (size_t i = 0; !e && i < g->nodes.n && !ret->other; i++)
        if (g->nodes.item[i].inside && g->nodes.item[i].group == g->nodes.item[0].group)
            e = live_record(f, g->nodes.item[i].d.id, ret);
    if (ret->other) {
        ret->pile = PILE_MATCH;
        ret->reason = STR("joins");
    }
    return e;
}

/* The surest of those that resemble it. */
static enum err resembles(const struct foreseeing *f, struct fate *ret)
{
    const struct graph *g = f->g;
    enum err e = OK;
    int best = 0;
    for (size_t i = 0; !e && i < g->edges.n; i++) {
        const struct edge *x = &g->edges.item[i];
        struct fate like = {.pile = PILE_DOUBT, .reason = x->reason};
        if ((x->x && x->y) || (ret->other && x->score <= best)) continue;
        e = live_record(f, g->nodes.item[x->x ? x->x : x->y].d.id, &like);
        if (!like.other) continue;
        *ret = like;
        best = x->score;
    }
    return e;
}

/* In a neighbourhood that was cut off: with the title of the surest it is the same as. */
static void place_alone(struct graph *g)
{
    for (size_t i = 0; i < g->nodes.n; i++) g->nodes.item[i].group = i;
    for (size_t i = 0; i < g->edges.n; i++) {
        const struct edge *x = &g->edges.item[i];
        if (x->verdict != VERDICT_SAME || (x->x && x->y)) continue;
        size_t other = x->x ? x->x : x->y;
        g->nodes.item[other].inside = true;
        g->nodes.item[other].group = 0;
        return;
    }
}

static enum err staged_description(const struct group_view *v, int64_t record, int64_t *ret)
{
    return db_get_int(v->db, ret,
                      SQL("SELECT description FROM staged_record WHERE load = ?1 AND record = ?2"),
                      I(v->staged), I(record));
}

static enum err foresee(const struct group_view *v, int64_t record, struct fate *ret)
{
    struct graph g;
    const struct foreseeing f = {v->db, record, &g};
    struct fate fate = {.pile = PILE_FRESH};
    int64_t description = 0, own = 0;
    enum err e = staged_description(v, record, &description);
    if (!e) e = group_around(v, description, &g);
    if (!e && !g.whole) place_alone(&g);
    if (!e) e = joins(&f, &fate);
    if (!e)
        e = db_get_int(v->db, &own,
                       SQL("SELECT CASE WHEN version IS NULL THEN 0 ELSE coalesce(title, 0) END"
                           " FROM record WHERE id = ?1"),
                       I(record));
    if (!e && fate.pile == PILE_FRESH && own)
        fate = (struct fate){PILE_MATCH, record, own, STR("own")};
    if (!e && fate.pile == PILE_FRESH) e = resembles(&f, &fate);
    if (!e) *ret = fate;
    return e;
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
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(f->other));
    if (!e) e = stored_version(db, version, a, &s);
    if (e) return e;
    struct str parts[] = {s.bib.title, s.bib.year_text};
    *ret = arena_join(a, parts, COUNT(parts), STR(", "));
    return OK;
}

/* `step`: the record, its version, its place in the file. */
static enum err keep_sample(struct db *db, struct arena *a, int64_t load,
                            const struct walk_step *step, const struct fate *f)
{
    const int64_t version = step->of[0], place = step->of[1];
    struct stored s;
    struct str other;
    enum err e = stored_version(db, version, a, &s);
    if (!e) e = other_heading(db, f, a, &other);
    if (e) return e;
    return db_exec(db,
                   SQL("INSERT INTO sample (load, pile, place, record, heading, detail, title,"
                       " other, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
                   I(load), T(str_of(pile_name(f->pile))), I(place), I(step->id), T(s.bib.title),
                   T(detail_of(&s.bib, a)), f->title ? I(f->title) : NUL, T(other), T(f->reason));
}

/* ---- the walk over what is new or changed ---- */

struct tally {
    int64_t load;
    int64_t count[PILES]; /* committed */
    int64_t batch[PILES]; /* of the transaction at hand */
};

/* Of each record the staged version, and its place in the file. */
static enum err next_records(struct db *db, struct walk *w, int64_t after, int64_t limit,
                             struct walk_steps *ret)
{
    const struct tally *t = w->ctx;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT d.record, d.version, d.place FROM delivery d JOIN record r ON r.id = d.record"
            " WHERE d.load = ?1 AND d.record > ?2 AND r.kind = 0 AND d.version IS NOT NULL"
            " AND (r.version IS NULL OR coalesce(r.sent, r.version) <> d.version)"
            " ORDER BY d.record LIMIT ?3"),
        I(t->load), I(after), I(limit));
    return walk_read(&r, w, 2, ret);
}

static void count_anew(struct walk *w)
{
    struct tally *t = w->ctx;
    memset(t->batch, 0, sizeof t->batch);
}

static void count_kept(struct walk *w)
{
    struct tally *t = w->ctx;
    for (int i = 0; i < PILES; i++) t->count[i] += t->batch[i];
}

static enum err visit_keys(struct db *db, struct walk *w, const struct walk_step *step)
{
    struct stored s;
    struct description d;
    const int64_t load = ((const struct tally *)w->ctx)->load;
    enum err e = stored_version(db, step->of[0], w->mem, &s);
    if (!e) e = description_of(db, step->id, &s.bib, w->mem, &d);
    if (e) return e;
    e = db_exec(db,
                SQL("INSERT INTO staged_record (load, description, record) VALUES (?1, ?2, ?3)"
                    " ON CONFLICT DO NOTHING"),
                I(load), I(d.id), I(step->id));
    for (size_t i = 0; !e && i < d.facts.n_keys; i++)
        e = db_exec(db,
                    SQL("INSERT INTO staged_key (load, keyed, description) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT DO NOTHING"),
                    I(load), I(d.facts.key[i]), I(d.id));
    return e;
}

static enum err visit_fate(struct db *db, struct walk *w, const struct walk_step *step)
{
    struct tally *all = w->ctx;
    const struct group_view v = {.db = db, .staged = all->load, .mem = w->mem};
    struct fate f;
    enum err e = foresee(&v, step->id, &f);
    if (e) return e;
    int64_t kept = all->count[f.pile] + all->batch[f.pile]++;
    if (kept >= (f.pile == PILE_DOUBT ? PILE_DOUBTS_KEPT : PILE_SAMPLES)) return OK;
    return keep_sample(db, w->mem, all->load, step, &f);
}

/* ---- what a whole collection would take away ---- */

static enum err sample_gone(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const int64_t load = *(const int64_t *)ctx;
    const struct fate gone = {.pile = PILE_GONE};
    struct walk_steps steps = {0};
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT d.record, r.version FROM delivery d JOIN record r"
                         " ON r.id = d.record WHERE d.load = ?1 AND d.version IS NULL"
                         " AND r.version IS NOT NULL AND r.kind = 0 ORDER BY d.record LIMIT ?2"),
                     I(load), I(PILE_SAMPLES));
        while (db_next(&r)) VEC_PUSH(a, &steps, (struct walk_step){db_int(&r, 0), {db_int(&r, 1)}});
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < steps.n; i++) e = keep_sample(db, a, load, &steps.item[i], &gone);
    return e;
}

/* ---- beginning and end ---- */

static enum err erase_samples(struct db *db, void *ctx)
{
    return db_exec(db, SQL("DELETE FROM sample WHERE load = ?1"), I(*(const int64_t *)ctx));
}

enum err piles_make(struct store *store, int64_t load, const struct load_watch *watch,
                    struct piles *ret)
{
    struct tally all = {.load = load};
    struct walk w = {.store = store,
                     .watch = watch,
                     .phase = LOAD_COMPARING,
                     .ctx = &all,
                     .next = next_records,
                     .begun = count_anew,
                     .kept = count_kept};
    struct piles p = {0};
    enum err e = staged_erase(store->db, load);
    if (!e) e = db_write(store->db, erase_samples, &load);
    if (!e)
        e = db_get_int(store->db, &w.all,
                       SQL("SELECT 2 * count(*) FROM delivery d JOIN record r ON r.id = d.record"
                           " WHERE d.load = ?1 AND r.kind = 0 AND d.version IS NOT NULL"
                           " AND (r.version IS NULL OR coalesce(r.sent, r.version) <> d.version)"),
                       I(load));
    w.step = visit_keys;
    if (!e) e = walk_run(&w);
    w.step = visit_fate;
    if (!e) e = walk_run(&w);
    if (!e) e = db_write(store->db, sample_gone, &load);
    if (!e) e = staged_erase(store->db, load);
    if (!e)
        e = db_get_int(store->db, &p.copies,
                       SQL("SELECT count(*) FROM delivery d JOIN record r ON r.id = d.record"
                           " WHERE d.load = ?1 AND r.kind = 1 AND d.version IS NOT NULL"
                           " AND (r.version IS NULL OR coalesce(r.sent, r.version) <> d.version)"),
                       I(load));
    if (e) return e;
    p.fresh = all.count[PILE_FRESH];
    p.match = all.count[PILE_MATCH];
    p.doubt = all.count[PILE_DOUBT];
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
