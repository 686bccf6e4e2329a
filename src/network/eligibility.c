/* eligibility.c -- what agencies state about themselves and what networks decide about them. */
#include "network/eligibility.h"

#include "network/audit.h"
#include "text/utf8.h"

static const char *const names[CONDITIONS] = {
    "collection", "outsiders", "budget", "staff", "requests",
    "organised",  "catalogue", "guide",  "rules", "equipment",
};

const char *condition_name(enum condition c)
{
    return names[c];
}

static bool condition_parse(struct str name, enum condition *ret)
{
    for (int c = 0; c < CONDITIONS; c++)
        if (str_eq(name, str_of(names[c]))) {
            *ret = (enum condition)c;
            return true;
        }
    return false;
}

enum err eligibility_get(struct db *db, int64_t agency, struct arena *a, struct eligibility *ret)
{
    struct eligibility all = {0};
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT item, met, evidence, stated FROM statement WHERE agency = ?1"), I(agency));
    while (db_next(&r)) {
        enum condition c = CONDITION_COLLECTION;
        if (!condition_parse(db_peek(&r, 0), &c)) continue;
        all.statement[c] =
            (struct statement){true, db_int(&r, 1) != 0, db_text(&r, 2, a), db_int(&r, 3)};
        if (all.statement[c].met) ++*(c < CONDITIONS_TO_JOIN ? &all.n_to_join : &all.n_ready);
    }
    if (!r.status) *ret = all;
    return r.status;
}

/* ---- the agency's word ---- */

struct word {
    const struct actor *actor;
    int64_t agency, network, now;
    enum condition condition;
    bool yes;
    struct str text;
};

static enum err note(struct db *db, const struct word *w, const char *action, struct str detail)
{
    return audit_add(db, w->actor,
                     &(struct audit_entry){w->now, w->agency, action, "agency", w->agency, detail});
}

static enum err state(struct db *db, void *ctx)
{
    const struct word *w = ctx;
    enum err e =
        db_exec(db,
                SQL("INSERT INTO statement (agency, item, met, evidence, stated)"
                    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (agency, item) DO UPDATE SET"
                    " met = excluded.met, evidence = excluded.evidence,"
                    " stated = excluded.stated"),
                I(w->agency), T(str_of(names[w->condition])), I(w->yes), T(w->text), I(w->now));
    return e ? e : note(db, w, "condition.state", str_of(names[w->condition]));
}

static bool text_ok(struct str s)
{
    return s.n <= EVIDENCE_MAX && utf8_valid(s);
}

enum err eligibility_state(struct db *db, const struct actor *actor, int64_t agency,
                           enum condition c, bool met, struct str evidence, int64_t now)
{
    struct word w = {.actor = actor,
                     .agency = agency,
                     .condition = c,
                     .yes = met,
                     .text = str_trim(evidence),
                     .now = now};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (e) return e;
    if (!text_ok(w.text) || (met && w.text.n == 0)) return ERR_ARG;
    return db_write(db, state, &w);
}

/* ---- the network's word ---- */

static enum err concerns(struct db *db, int64_t network, int64_t agency, int64_t now)
{
    int64_t found = 0;
    return db_get_int(db, &found,
                      SQL("SELECT 1 FROM agency g WHERE g.id = ?2 AND (EXISTS (SELECT 1 FROM"
                          " membership m WHERE m.network = ?1 AND m.agency = g.id AND m.since <= ?3"
                          " AND (m.until IS NULL OR m.until > ?3)) OR EXISTS (SELECT 1 FROM"
                          " application p WHERE p.network = ?1 AND p.agency = g.id))"),
                      I(network), I(agency), I(now));
}

static enum err decide(struct db *db, void *ctx)
{
    const struct word *w = ctx;
    enum err e = concerns(db, w->network, w->agency, w->now);
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO decision (agency, network, fit, reason, decided, person)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
                    I(w->agency), I(w->network), I(w->yes), T(w->text), I(w->now),
                    w->actor->person ? I(w->actor->person) : NUL);
    return e ? e : note(db, w, w->yes ? "condition.fit" : "condition.unfit", w->text);
}

enum err eligibility_decide(struct db *db, const struct actor *actor, int64_t network,
                            int64_t agency, bool fit, struct str reason, int64_t now)
{
    struct word w = {.actor = actor,
                     .agency = agency,
                     .network = network,
                     .yes = fit,
                     .text = str_trim(reason),
                     .now = now};
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network);
    if (e) return e;
    if (!text_ok(w.text) || (!fit && w.text.n == 0)) return ERR_ARG;
    return db_write(db, decide, &w);
}

enum err eligibility_decisions(struct db *db, int64_t agency, struct arena *a,
                               struct decisions *ret)
{
    struct decisions list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT d.network, d.decided, n.name, d.reason, coalesce(p.name, ''), d.fit"
                     " FROM decision d JOIN network n ON n.id = d.network"
                     " LEFT JOIN person p ON p.id = d.person WHERE d.agency = ?1"
                     " ORDER BY d.decided DESC, d.id DESC LIMIT 100"),
                 I(agency));
    while (db_next(&r)) {
        struct decision d = {.network = db_int(&r, 0),
                             .decided = db_int(&r, 1),
                             .network_name = db_text(&r, 2, a),
                             .reason = db_text(&r, 3, a),
                             .by = db_text(&r, 4, a),
                             .fit = db_int(&r, 5) != 0};
        VEC_PUSH(a, &list, d);
    }
    if (!r.status) *ret = list;
    return r.status;
}
