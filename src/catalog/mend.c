/* mend.c -- mends as rows: what holds, setting, taking back. */
#include "catalog/mend.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/change.h"
#include "catalog/decision.h"
#include "network/audit.h"
#include "text/utf8.h"

/* A title, and those that were merged into it. */
#define WITH_MERGED                                                                                \
    "WITH RECURSIVE merged (id, step) AS (SELECT CAST(?1 AS BIGINT), 0 UNION ALL"                  \
    " SELECT t.id, x.step + 1 FROM merged x JOIN title t ON t.alias = x.id WHERE x.step < 20)"     \
    " SELECT m.id, m.title, m.field, m.value, m.why, m.made, m.undone, p.name, q.name, g.name"     \
    " FROM merged x JOIN mend m ON m.title = x.id LEFT JOIN person p ON p.id = m.person"           \
    " LEFT JOIN person q ON q.id = m.undone_by LEFT JOIN agency g ON g.id = m.agency"

/* False for a field that this program does not know. */
static bool read_mend(const struct db_rows *r, struct arena *a, struct mend *ret)
{
    *ret = (struct mend){.id = db_int(r, 0),
                         .title = db_int(r, 1),
                         .value = db_text(r, 3, a),
                         .why = db_text(r, 4, a),
                         .made = db_int(r, 5),
                         .undone = db_int(r, 6),
                         .by = db_text(r, 7, a),
                         .undone_by = db_text(r, 8, a),
                         .agency = db_text(r, 9, a)};
    return title_field_parse(db_peek(r, 2), &ret->field);
}

enum err mend_of_title(struct db *db, int64_t title, struct arena *a,
                       const struct mend *ret[TITLE_FIELDS])
{
    struct mend m;
    int64_t some = 0;
    for (int f = 0; f < TITLE_FIELDS; f++) ret[f] = NULL;
    enum err e = db_get_int(db, &some, /* most titles have none, and this is cheap */
                            SQL("SELECT CASE WHEN EXISTS (SELECT 1 FROM mend WHERE title = ?1)"
                                " OR EXISTS (SELECT 1 FROM title WHERE alias = ?1)"
                                " THEN 1 ELSE 0 END"),
                            I(title));
    if (e || !some) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(WITH_MERGED " WHERE m.undone IS NULL"
                                 " ORDER BY CASE WHEN m.title = ?1 THEN 0 ELSE 1 END, m.id DESC"),
                 I(title));
    while (db_next(&r)) {
        if (!read_mend(&r, a, &m) || ret[m.field]) continue;
        struct mend *kept = arena_make(a, struct mend);
        *kept = m;
        ret[m.field] = kept;
    }
    return r.status;
}

enum err mend_list(struct db *db, int64_t title, struct arena *a, struct mends *ret)
{
    struct mends list = {0};
    struct mend m;
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL(WITH_MERGED " ORDER BY m.id DESC LIMIT ?2"), I(title), I(MENDS_LISTED_MAX));
    while (db_next(&r))
        if (read_mend(&r, a, &m)) VEC_PUSH(a, &list, m);
    if (!r.status) *ret = list;
    return r.status;
}

/* ---- setting ---- */

struct act {
    const struct actor *actor;
    const struct mend_order *order;
    int64_t now, mend, title;
    struct arena *mem;
    struct mend_result result;
};

/* For which library the actor speaks: 0 for the coordinators and the operator. */
static enum err speaks_for(struct db *db, const struct actor *actor, int64_t title, int64_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < actor->n_roles; i++)
        if (actor->role[i].kind == ROLE_COORDINATOR && actor->role[i].home) return OK;
    for (size_t i = 0; i < actor->n_roles && !*ret; i++) {
        int64_t agency = actor->role[i].agency, n = 0;
        if (!agency || actor_may_agency(db, actor, PERM_CATALOGUE, agency)) continue;
        enum err e = db_get_int(
            db, &n,
            SQL("SELECT count(*) FROM record r JOIN feed f ON f.id = r.feed WHERE r.title = ?1"
                " AND r.kind = 0 AND r.version IS NOT NULL AND f.agency = ?2"),
            I(title), I(agency));
        if (e) return e;
        if (n) *ret = agency;
    }
    return OK;
}

/* Line ends of browsers are CR LF; a value without lines is one line. */
static struct str normal(const struct mend_order *o, struct arena *a)
{
    char *p = arena_alloc(a, o->value.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < o->value.n; i++) {
        char c = o->value.p[i];
        if (c == '\r') continue;
        if (c == '\n' && !mend_has_lines(o->field)) c = ' ';
        if (c == '\t' && o->field != TITLE_NAMES) c = ' ';
        p[n++] = c;
    }
    return str_trim((struct str){p, n});
}

static enum mend_wrong judge(const struct title_view *v, enum title_field f, struct str value,
                             struct arena *a)
{
    struct bib trial = v->bib;
    size_t most = mend_has_lines(f) || f == TITLE_CONTENTS ? MEND_VALUE_MAX : MEND_LINE_MAX;
    if (value.n > most) return MEND_TOO_LONG;
    return mend_put(&trial, f, value, a);
}

static enum err add(struct db *db, struct act *x, int64_t title, struct str value)
{
    const struct mend_order *o = x->order;
    struct str name = str_of(title_field_name(o->field));
    int64_t agency = 0;
    enum err e = speaks_for(db, x->actor, title, &agency);
    if (!e)
        e = db_get_int(
            db, &x->result.id,
            SQL("INSERT INTO mend (title, field, value, person, agency, why, made)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id"),
            I(title), T(name), T(value), x->actor->kind == ACTOR_PERSON ? I(x->actor->person) : NUL,
            agency ? I(agency) : NUL, T(utf8_cut(str_trim(o->why), MEND_WHY_MAX)), I(x->now));
    if (!e) e = change_append(db, title, 0);
    if (e) return e;
    struct str detail[] = {name, value.n ? value : STR("-")};
    return audit_add(db, x->actor,
                     &(struct audit_entry){x->now, agency, "mend.set", "title", title,
                                           arena_join(x->mem, detail, 2, STR(": "))});
}

static enum err set_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    const struct mend_order *o = x->order;
    struct title_view v;
    x->result = (struct mend_result){0};
    enum err e = title_view(db, x->actor, NULL, o->title, x->mem, &v);
    if (!e) e = decision_may(db, x->actor, v.id, 0);
    if (e) return e;
    struct str value = normal(o, x->mem);
    const struct mend *now = v.mended[o->field];
    if (now && str_eq(now->value, value)) {
        x->result = (struct mend_result){.id = now->id, .same = true};
        return OK;
    }
    x->result.wrong = judge(&v, o->field, value, x->mem);
    if (x->result.wrong) return ERR_ARG;
    if (!str_eq(o->seen, mend_seen(&v, o->field, x->mem))) return ERR_CONFLICT;
    return add(db, x, v.id, value);
}

enum err mend_set(struct db *db, const struct actor *actor, const struct mend_order *order,
                  int64_t now, struct arena *a, struct mend_result *ret)
{
    struct act x = {.actor = actor, .order = order, .now = now, .mem = a};
    *ret = (struct mend_result){0};
    if (!mend_can(order->field)) return ERR_ARG;
    enum err e = db_write(db, set_in, &x);
    *ret = x.result;
    return e;
}

/* ---- taking back ---- */

static enum err find(struct db *db, const struct act *x, struct mend *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT title, field, undone FROM mend WHERE id = ?1"), I(x->mend));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = (struct mend){.title = db_int(&r, 0), .undone = db_int(&r, 2)};
    ret->value = db_text(&r, 1, x->mem); /* the name of the field, for the audit log */
    return OK;
}

static enum err undo_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    struct mend m;
    int64_t agency = 0;
    enum err e = find(db, x, &m);
    if (!e) e = title_follow(db, m.title, &x->title);
    if (!e) e = decision_may(db, x->actor, x->title, 0);
    if (!e && m.undone) e = ERR_CONFLICT;
    if (!e)
        e = db_exec(db, SQL("UPDATE mend SET undone = ?1, undone_by = ?2 WHERE id = ?3"), I(x->now),
                    x->actor->kind == ACTOR_PERSON ? I(x->actor->person) : NUL, I(x->mend));
    if (!e) e = change_append(db, x->title, 0);
    if (!e) e = speaks_for(db, x->actor, x->title, &agency);
    if (e) return e;
    return audit_add(
        db, x->actor,
        &(struct audit_entry){x->now, agency, "mend.undo", "title", x->title, m.value});
}

enum err mend_undo(struct db *db, const struct actor *actor, int64_t mend, int64_t now,
                   int64_t *ret_title)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct act x = {.actor = actor, .mend = mend, .now = now, .mem = a};
    enum err e = db_write(db, undo_in, &x);
    if (!e) *ret_title = x.title;
    return e;
}
