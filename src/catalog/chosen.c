/* chosen.c -- see chosen.h. */
#include "catalog/chosen.h"

#include "base/checked.h"
#include "catalog/spelling_form.h"
#include "network/audit.h"
#include "text/utf8.h"

/* ---- over records ---- */

enum err chosen_any(struct db *db, int64_t agency, bool *ret)
{
    int64_t n = 0;
    const struct sql *one = SQL("SELECT EXISTS (SELECT 1 FROM chosen_form WHERE agency = ?1"
                                " AND undone IS NULL AND form IS NOT NULL)");
    const struct sql *all = SQL("SELECT EXISTS (SELECT 1 FROM chosen_form WHERE undone IS NULL)");
    enum err e = agency ? db_get_int(db, &n, one, I(agency)) : db_get_int(db, &n, all);
    *ret = n != 0;
    return e;
}

static enum err one_step(struct db *db, int64_t agency, enum spelling_kind k, struct str text,
                         struct arena *a, struct str *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT form FROM chosen_form WHERE agency = ?1 AND kind = ?2 AND text = ?3"
                     " AND undone IS NULL AND form IS NOT NULL"),
                 I(agency), I(k), T(text));
    *ret = db_next(&r) ? db_text(&r, 0, a) : text;
    return r.status;
}

enum err chosen_form(struct db *db, int64_t agency, enum spelling_kind k, struct str text,
                     struct arena *a, struct str *ret)
{
    *ret = text;
    for (int i = 0; i < CHOSEN_CHAIN_MAX; i++) {
        struct str now = *ret;
        enum err e = one_step(db, agency, k, now, a, ret);
        if (e || str_eq(now, *ret)) return e;
    }
    return OK;
}

struct putting {
    struct db *db;
    int64_t agency;
    struct arena *mem;
    struct chosen_pairs *pairs;
    enum err e;
};

static bool form_for(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    struct putting *p = ctx;
    if (!p->e) p->e = chosen_form(p->db, p->agency, k, text, p->mem, ret);
    if (p->e || str_eq(*ret, text)) return false;
    if (p->pairs) VEC_PUSH(p->mem, p->pairs, (struct chosen_pair){k, text, *ret});
    return true;
}

enum err chosen_over(struct db *db, int64_t agency, struct bib *b, struct arena *a,
                     struct chosen_pairs *pairs)
{
    struct putting p = {.db = db, .agency = agency, .mem = a, .pairs = pairs};
    struct bib other = *b;
    if (bib_respell(&other, form_for, &p, a) && !p.e) *b = other;
    return p.e;
}

enum err chosen_over_marc(struct db *db, int64_t agency, struct marc *m, struct arena *a,
                          bool *ret_changed)
{
    struct putting p = {.db = db, .agency = agency, .mem = a};
    *ret_changed = marc_respell(m, form_for, &p, a);
    return p.e;
}

/* ---- deciding ---- */

struct deciding {
    const struct actor *actor;
    const struct chosen_order *order;
    int64_t agency, id, now;
};

static struct db_value person_of(const struct actor *actor)
{
    return actor->kind == ACTOR_PERSON ? I(actor->person) : NUL;
}

static enum err note(struct db *db, const struct deciding *d, const char *action, struct str text,
                     struct str form)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str part[] = {text, form};
    return audit_add(db, d->actor,
                     &(struct audit_entry){d->now, d->agency, action, "form", d->id,
                                           arena_join(a, part, COUNT(part), STR(" -> "))});
}

/* A decision about the text that holds ends; its titles are looked at again. */
static enum err end_others(struct db *db, const struct deciding *d, struct str text)
{
    return db_exec(db,
                   SQL("UPDATE chosen_form SET undone = ?1, undone_by = ?2,"
                       " told = CASE WHEN form IS NULL THEN 1 ELSE 0 END"
                       " WHERE agency = ?3 AND kind = ?4 AND text = ?5 AND undone IS NULL"),
                   I(d->now), person_of(d->actor), I(d->agency), I(d->order->kind), T(text));
}

/* The decision that is there and says the same; 0: none. */
static enum err same_one(struct db *db, const struct deciding *d, int64_t *ret)
{
    enum err e =
        db_get_int(db, ret,
                   SQL("SELECT id FROM chosen_form WHERE agency = ?1 AND kind = ?2 AND text = ?3"
                       " AND undone IS NULL AND coalesce(form, '') = ?4"),
                   I(d->agency), I(d->order->kind), T(d->order->text), T(d->order->form));
    if (e != ERR_NOT_FOUND) return e;
    *ret = 0;
    return OK;
}

static enum err insert(struct db *db, struct deciding *d)
{
    const struct chosen_order *o = d->order;
    return db_get_int(
        db, &d->id,
        SQL("INSERT INTO chosen_form (agency, kind, text, form, source, records, person, made, "
            "told)"
            " VALUES (?1, ?2, ?3, ?4,"
            " coalesce((SELECT s.source FROM spelling s JOIN spelling_count c"
            "  ON c.agency = s.agency AND c.round = s.round WHERE s.agency = ?1 AND s.kind = ?2"
            "  AND s.text = ?3 AND s.form = ?4), ''),"
            " coalesce((SELECT s.records FROM spelling s JOIN spelling_count c"
            "  ON c.agency = s.agency AND c.round = s.round WHERE s.agency = ?1 AND s.kind = ?2"
            "  AND s.text = ?3), 0), ?5, ?6, ?7) RETURNING id"),
        I(d->agency), I(o->kind), T(o->text), o->form.n ? T(o->form) : NUL, person_of(d->actor),
        I(d->now), I(o->form.n == 0));
}

static enum err set_in(struct db *db, void *ctx)
{
    struct deciding *d = ctx;
    const struct chosen_order *o = d->order;
    enum err e = same_one(db, d, &d->id);
    if (e || d->id) return e;
    e = end_others(db, d, o->text);
    if (!e && o->form.n) e = end_others(db, d, o->form); /* it is the last of its chain */
    if (!e) e = insert(db, d);
    return e ? e : note(db, d, o->form.n ? "form.take" : "form.leave", o->text, o->form);
}

static bool sound(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) return false;
    return s.n <= SPELLING_MAX && utf8_valid(s) && str_eq(s, str_trim(s));
}

enum err chosen_set(struct db *db, const struct actor *actor, const struct chosen_order *order,
                    int64_t now, int64_t *ret_id)
{
    struct deciding d = {.actor = actor, .order = order, .agency = order->agency, .now = now};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, order->agency);
    if (e) return e;
    bool fits = (unsigned)order->kind < SPELLINGS && order->text.n && sound(order->text) &&
                sound(order->form) && !str_eq(order->text, order->form);
    if (order->kind == SPELLING_LANGUAGE && order->form.n)
        fits = fits && spelling_are_codes(order->form);
    if (!fits) return ERR_ARG;
    e = db_write(db, set_in, &d);
    if (!e) *ret_id = d.id;
    return e;
}

static enum err undo_in(struct db *db, void *ctx)
{
    struct deciding *d = ctx;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str text = {0}, form = {0};
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT text, form, coalesce(undone, 0) FROM chosen_form WHERE id = ?1"
                         " AND agency = ?2"),
                     I(d->id), I(d->agency));
        if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
        text = db_text(&r, 0, a);
        form = db_text(&r, 1, a);
        if (db_int(&r, 2)) return ERR_CONFLICT;
    }
    enum err e = db_exec(db,
                         SQL("UPDATE chosen_form SET undone = ?1, undone_by = ?2, told = ?3"
                             " WHERE id = ?4"),
                         I(d->now), person_of(d->actor), I(form.n == 0), I(d->id));
    return e ? e : note(db, d, "form.undo", text, form);
}

enum err chosen_undo(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                     int64_t now)
{
    struct deciding d = {.actor = actor, .agency = agency, .id = id, .now = now};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    return e ? e : db_write(db, undo_in, &d);
}

enum err chosen_list(struct db *db, const struct actor *actor, int64_t agency, int64_t before,
                     size_t limit, struct arena *a, struct chosen_rows *ret)
{
    struct chosen_rows list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT x.id, x.kind, x.text, x.form, x.source, x.records, x.made,"
            " coalesce(x.undone, 0), p.name, q.name FROM chosen_form x"
            " LEFT JOIN person p ON p.id = x.person"
            " LEFT JOIN person q ON q.id = x.undone_by"
            " WHERE x.agency = ?1 AND x.id < ?2 ORDER BY x.id DESC LIMIT ?3"),
        I(agency), I(before ? before : INT64_MAX), I(MIN(limit, (size_t)CHOSEN_LISTED_MAX)));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct chosen){.id = db_int(&r, 0),
                                 .kind = (enum spelling_kind)db_int(&r, 1),
                                 .text = db_text(&r, 2, a),
                                 .form = db_text(&r, 3, a),
                                 .source = db_text(&r, 4, a),
                                 .records = db_int(&r, 5),
                                 .made = db_int(&r, 6),
                                 .undone = db_int(&r, 7),
                                 .by = db_text(&r, 8, a),
                                 .undone_by = db_text(&r, 9, a)});
    if (!r.status) *ret = list;
    return r.status;
}
