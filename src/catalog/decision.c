/* decision.c -- a decision is written with the records it is about, then each of them is described
 * anew: its marks make it a description of its own, and grouping does the rest (group_form.c). */
#include "catalog/decision.h"

#include "catalog/cluster.h"
#include "catalog/stored.h"
#include "network/audit.h"

/* ---- who may ---- */

static enum err agencies_of(struct db *db, int64_t title, struct arena *a, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT f.agency FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE r.title = ?1 AND r.version IS NOT NULL AND r.kind = 0"),
                 I(title));
    while (db_next(&r)) ids_note(ret, a, db_int(&r, 0));
    return r.status;
}

static enum err may_any(struct db *db, const struct actor *actor, const struct ids *agencies)
{
    enum err e = actor_may(actor, PERM_OPERATE);
    if (e) e = actor_may(actor, PERM_CATALOGUE);
    if (e || actor_may(actor, PERM_OPERATE) == OK) return e;
    e = ERR_DENIED;
    for (size_t i = 0; e == ERR_DENIED && i < agencies->n; i++)
        e = actor_may_agency(db, actor, PERM_CATALOGUE, agencies->item[i]);
    return e;
}

enum err decision_may(struct db *db, const struct actor *actor, int64_t one, int64_t other)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct ids agencies = {0};
    enum err e = agencies_of(db, one, a, &agencies);
    if (!e && other) e = agencies_of(db, other, a, &agencies);
    return e ? e : may_any(db, actor, &agencies);
}

/* ---- deciding ---- */

struct deciding {
    const struct actor *actor;
    enum decision_verdict verdict;
    int64_t one, other; /* titles; the same for a split */
    const int64_t *record;
    size_t n; /* of a split: those that leave */
    struct str why;
    int64_t now, id;
    struct arena *mem;
    struct ids records;
};

static const char *verdict_text(enum decision_verdict v)
{
    return v == DECISION_SAME ? "same" : "different";
}

static enum err records_of(struct db *db, int64_t title, struct arena *a, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE title = ?1 AND version IS NOT NULL AND kind = 0"
                     " ORDER BY id LIMIT ?2"),
                 I(title), I(DECISION_RECORDS_MAX + 1));
    while (db_next(&r)) VEC_PUSH(a, ret, db_int(&r, 0));
    if (r.status) return r.status;
    return ret->n > DECISION_RECORDS_MAX ? ERR_LIMIT : ret->n ? OK : ERR_NOT_FOUND;
}

static enum err stored_now(struct db *db, int64_t record, struct arena *a, struct stored *ret)
{
    int64_t version = 0;
    enum err e = db_get_int(
        db, &version, SQL("SELECT coalesce(version, 0) FROM record WHERE id = ?1"), I(record));
    if (!e && !version) e = ERR_NOT_FOUND;
    return e ? e : stored_version(db, version, a, ret);
}

static enum err add_record(struct db *db, struct deciding *d, int64_t record, int side)
{
    struct buf CLEANUP(buf_release) packed = BUF(MATCH_PACKED_MAX);
    struct stored s;
    struct match_facts f;
    enum err e = stored_now(db, record, d->mem, &s);
    if (e) return e;
    match_facts_of(&s.bib, d->mem, &f);
    match_facts_pack(&f, &packed);
    VEC_PUSH(d->mem, &d->records, record);
    return db_exec(db,
                   SQL("INSERT INTO title_decision_record (decision, record, side, facts)"
                       " VALUES (?1, ?2, ?3, ?4)"),
                   I(d->id), I(record), I(side), BLOB(buf_str(&packed)));
}

static bool leaves(const struct deciding *d, int64_t record)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->record[i] == record) return true;
    return false;
}

static enum err add_records(struct db *db, struct deciding *d)
{
    struct ids one = {0}, other = {0};
    bool split = d->one == d->other;
    enum err e = records_of(db, d->one, d->mem, &one);
    if (!e && !split) e = records_of(db, d->other, d->mem, &other);
    for (size_t i = 0; !e && i < one.n; i++)
        e = add_record(db, d, one.item[i], split && leaves(d, one.item[i]));
    for (size_t i = 0; !e && i < other.n; i++) e = add_record(db, d, other.item[i], 1);
    return e;
}

/* Brings the records of a decision to where it, or its end, puts them. */
static enum err regroup(struct db *db, const struct ids *records, int64_t decision, int64_t now)
{
    const struct cause cause = {.decision = decision, .at = now};
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct redescribed *one = arena_array(a, struct redescribed, records->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < records->n; i++) {
        struct stored s;
        enum err e = stored_now(db, records->item[i], a, &s);
        if (e == ERR_NOT_FOUND) continue; /* gone meanwhile: nothing to move */
        if (e) return e;
        one[n++] = (struct redescribed){records->item[i], s.bib};
    }
    return cluster_update_all(db, one, n, &cause);
}

static enum err check_titles(struct db *db, const struct deciding *d)
{
    bool apart = false;
    if (d->one == d->other) return ERR_CONFLICT;
    enum err e = decision_apart(db, d->one, d->other, &apart);
    if (e) return e;
    return apart && d->verdict == DECISION_DIFFERENT ? ERR_CONFLICT : OK;
}

/* All that leave are of the title, and somebody stays. */
static enum err check_split(struct db *db, struct deciding *d)
{
    struct ids all = {0}, leaving = {0};
    enum err e = records_of(db, d->one, d->mem, &all);
    for (size_t i = 0; !e && i < d->n; i++) {
        if (!ids_have(&all, d->record[i])) e = ERR_ARG;
        ids_note(&leaving, d->mem, d->record[i]);
    }
    return e ? e : leaving.n == 0 || leaving.n == all.n ? ERR_ARG : OK;
}

static enum err decide(struct db *db, void *ctx)
{
    struct deciding *d = ctx;
    const struct actor *who = d->actor;
    arena_reset(d->mem);
    d->records = (struct ids){0};
    enum err e = decision_may(db, who, d->one, d->other);
    if (!e) e = d->n ? check_split(db, d) : check_titles(db, d);
    if (!e)
        e = db_get_int(db, &d->id,
                       SQL("INSERT INTO title_decision (verdict, person, why, one, other, made)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"),
                       T(str_of(verdict_text(d->verdict))),
                       who->kind == ACTOR_PERSON ? I(who->person) : NUL, T(d->why), I(d->one),
                       I(d->other), I(d->now));
    if (!e) e = add_records(db, d);
    if (!e) e = regroup(db, &d->records, d->id, d->now);
    if (e) return e;
    return audit_add(db, who,
                     &(struct audit_entry){.at = d->now,
                                           .action = d->n                          ? "title.split"
                                                     : d->verdict == DECISION_SAME ? "title.join"
                                                                                   : "title.apart",
                                           .kind = "title",
                                           .id = d->one,
                                           .detail = d->why});
}

static enum err run(struct db *db, struct deciding *d, int64_t *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    d->mem = a;
    enum err e = db_write(db, decide, d);
    if (!e) *ret = d->id;
    return e;
}

enum err decision_titles(struct db *db, const struct actor *actor, enum decision_verdict v,
                         int64_t one, int64_t other, struct str why, int64_t now, int64_t *ret)
{
    struct deciding d = {
        .actor = actor, .verdict = v, .one = one, .other = other, .why = why, .now = now};
    return run(db, &d, ret);
}

enum err decision_split(struct db *db, const struct actor *actor, int64_t title,
                        const int64_t *record, size_t n, struct str why, int64_t now, int64_t *ret)
{
    struct deciding d = {.actor = actor,
                         .verdict = DECISION_DIFFERENT,
                         .one = title,
                         .other = title,
                         .record = record,
                         .n = n,
                         .why = why,
                         .now = now};
    return n ? run(db, &d, ret) : ERR_ARG;
}

/* ---- taking back ---- */

struct undoing {
    const struct actor *actor;
    int64_t id, now;
    struct arena *mem;
};

static enum err decided_records(struct db *db, int64_t decision, struct arena *a, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT record FROM title_decision_record WHERE decision = ?1 ORDER BY record"),
        I(decision));
    while (db_next(&r)) VEC_PUSH(a, ret, db_int(&r, 0));
    return r.status;
}

static enum err agencies_decided(struct db *db, int64_t decision, struct arena *a, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT f.agency FROM title_decision_record x"
                     " JOIN record r ON r.id = x.record JOIN feed f ON f.id = r.feed"
                     " WHERE x.decision = ?1"),
                 I(decision));
    while (db_next(&r)) VEC_PUSH(a, ret, db_int(&r, 0));
    return r.status;
}

static enum err undo(struct db *db, void *ctx)
{
    struct undoing *u = ctx;
    const struct actor *who = u->actor;
    struct ids records = {0}, agencies = {0};
    int64_t holds = 0, one = 0;
    arena_reset(u->mem);
    enum err e = db_get_int(
        db, &holds, SQL("SELECT undone IS NULL FROM title_decision WHERE id = ?1"), I(u->id));
    if (!e) e = agencies_decided(db, u->id, u->mem, &agencies);
    if (!e) e = may_any(db, who, &agencies);
    if (!e && !holds) e = ERR_CONFLICT;
    if (!e)
        e = db_exec(db, SQL("UPDATE title_decision SET undone = ?1, undone_by = ?2 WHERE id = ?3"),
                    I(u->now), who->kind == ACTOR_PERSON ? I(who->person) : NUL, I(u->id));
    if (!e) e = decided_records(db, u->id, u->mem, &records);
    if (!e) e = regroup(db, &records, u->id, u->now);
    if (!e) e = db_get_int(db, &one, SQL("SELECT one FROM title_decision WHERE id = ?1"), I(u->id));
    if (e) return e;
    return audit_add(db, who,
                     &(struct audit_entry){
                         .at = u->now, .action = "title.undecide", .kind = "title", .id = one});
}

enum err decision_undo(struct db *db, const struct actor *actor, int64_t decision, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct undoing u = {actor, decision, now, a};
    return db_write(db, undo, &u);
}

/* ---- looking ---- */

static enum err read_rows(struct db_rows *r, struct arena *a, struct decision_rows *ret)
{
    struct decision_rows list = {0};
    while (db_next(r)) {
        bool same = str_eq(db_peek(r, 1), STR("same"));
        VEC_PUSH(a, &list,
                 (struct decision_row){
                     .id = db_int(r, 0),
                     .verdict = same ? DECISION_SAME : DECISION_DIFFERENT,
                     .why = db_text(r, 2, a),
                     .one = db_int(r, 3),
                     .other = db_int(r, 4),
                     .made = db_int(r, 5),
                     .undone = db_int(r, 6),
                     .by = db_text(r, 7, a),
                     .undone_by = db_text(r, 8, a),
                 });
    }
    if (!r->status) *ret = list;
    return r->status;
}

#define ROWS                                                                                       \
    "SELECT d.id, d.verdict, d.why, d.one, d.other, d.made, coalesce(d.undone, 0),"                \
    " coalesce(p.name, ''), coalesce(u.name, '') FROM title_decision d"                            \
    " LEFT JOIN person p ON p.id = d.person LEFT JOIN person u ON u.id = d.undone_by "

enum err decision_list(struct db *db, int64_t title, int64_t before, size_t limit, struct arena *a,
                       struct decision_rows *ret)
{
    if (!before) before = INT64_MAX;
    if (!title) {
        struct db_rows CLEANUP(db_done) r = db_query(
            db, SQL(ROWS "WHERE d.id < ?1 ORDER BY d.id DESC LIMIT ?2"), I(before), I(limit));
        return read_rows(&r, a, ret);
    }
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(ROWS "WHERE d.id < ?1 AND d.id IN (SELECT x.decision"
                          " FROM title_decision_record x JOIN record r ON r.id = x.record"
                          " WHERE r.title = ?3) ORDER BY d.id DESC LIMIT ?2"),
                 I(before), I(limit), I(title));
    return read_rows(&r, a, ret);
}

enum err decision_apart(struct db *db, int64_t one, int64_t other, bool *ret)
{
    int64_t apart = 0;
    enum err e = db_get_int(
        db, &apart,
        SQL("SELECT EXISTS (SELECT 1 FROM record a JOIN title_decision_record x ON x.record = a.id"
            "  JOIN title_decision d ON d.id = x.decision"
            "  JOIN title_decision_record y ON y.decision = d.id AND y.side <> x.side"
            "  JOIN record b ON b.id = y.record"
            "  WHERE a.title = ?1 AND b.title = ?2 AND d.verdict = 'different'"
            "  AND d.undone IS NULL AND a.version IS NOT NULL AND b.version IS NOT NULL)"),
        I(one), I(other));
    *ret = apart != 0;
    return e;
}
