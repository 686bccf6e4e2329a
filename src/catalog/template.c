/* template.c -- see template.h. */
#include "catalog/template.h"

#include "base/buf.h"
#include "base/checked.h"
#include "catalog/hand.h"
#include "network/audit.h"
#include "record/iso2709.h"
#include "record/marc_form.h"
#include "text/utf8.h"

enum { DAY_SECONDS = 86400 };

static const int64_t kept_us = (int64_t)TEMPLATE_DAYS * DAY_SECONDS * 1000000;

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F) return false;
    return s.n > 0 && s.n <= TEMPLATE_NAME_MAX && utf8_valid(s);
}

/* One act upon one template; begun anew each time its transaction runs. */
struct act {
    const struct actor *actor;
    int64_t agency, id, now;
    struct str name, bytes;
    bool replace;
    struct arena *mem;
};

static enum err note(struct db *db, const struct act *x, const char *action)
{
    const struct audit_entry line = {x->now, x->agency, action, "template", x->id, x->name};
    return audit_add(db, x->actor, &line);
}

/* The one that bears the name now, 0: none. */
static enum err bearer(struct db *db, const struct act *x, int64_t *ret)
{
    enum err e = db_get_int(db, ret,
                            SQL("SELECT id FROM record_template WHERE agency = ?1 AND name = ?2"
                                " AND deleted IS NULL"),
                            I(x->agency), T(x->name));
    if (e != ERR_NOT_FOUND) return e;
    *ret = 0;
    return OK;
}

static enum err name_of(struct db *db, struct act *x, bool deleted)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT name FROM record_template WHERE id = ?1 AND agency = ?2"
                     " AND (deleted IS NOT NULL) = ?3"),
                 I(x->id), I(x->agency), I(deleted));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    x->name = db_text(&r, 0, x->mem);
    return OK;
}

/* ---- adding ---- */

static enum err remove_old(struct db *db, const struct act *x)
{
    return db_exec(db, SQL("DELETE FROM record_template WHERE agency = ?1 AND deleted < ?2"),
                   I(x->agency), I(x->now - kept_us));
}

static enum err set_deleted(struct db *db, const struct act *x, int64_t id)
{
    enum err e = remove_old(db, x);
    return e ? e
             : db_exec(db, SQL("UPDATE record_template SET deleted = ?1 WHERE id = ?2"), I(x->now),
                       I(id));
}

static enum err add_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    int64_t there = 0, n = 0;
    enum err e = bearer(db, x, &there);
    if (!e && there && !x->replace) e = ERR_CONFLICT;
    if (!e && there) e = set_deleted(db, x, there);
    if (!e)
        e = db_get_int(db, &n,
                       SQL("SELECT count(*) FROM record_template WHERE agency = ?1"
                           " AND deleted IS NULL"),
                       I(x->agency));
    if (!e && n >= TEMPLATES_MAX) e = ERR_LIMIT;
    if (!e)
        e = db_get_int(db, &x->id,
                       SQL("INSERT INTO record_template (agency, name, bytes, made)"
                           " VALUES (?1, ?2, ?3, ?4) RETURNING id"),
                       I(x->agency), T(x->name), BLOB(x->bytes), I(x->now));
    return e ? e : note(db, x, "template.add");
}

enum err template_add(struct db *db, const struct actor *actor, const struct template_order *order,
                      int64_t now, int64_t *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) bytes = BUF(HAND_BYTES_MAX + 1);
    struct marc pattern;
    struct act x = {.actor = actor, .agency = order->agency, .now = now, .mem = a};
    x.name = str_trim(order->name);
    x.replace = order->replace;
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, order->agency);
    if (!e && !is_name(x.name)) e = ERR_ARG;
    if (e) return e;
    marc_pattern(order->marc, a, &pattern);
    pattern.leader[9] = 'a';
    e = iso2709_write(&pattern, &bytes);
    if (e) return ERR_LIMIT;
    x.bytes = buf_str(&bytes);
    e = db_write(db, add_in, &x);
    if (!e) *ret = x.id;
    return e;
}

/* ---- changing ---- */

static enum err rename_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    struct str name = x->name;
    int64_t there = 0;
    enum err e = name_of(db, x, false);
    x->name = name;
    if (!e) e = bearer(db, x, &there);
    if (!e && there && there != x->id) e = ERR_CONFLICT;
    if (!e)
        e = db_exec(db, SQL("UPDATE record_template SET name = ?1 WHERE id = ?2"), T(x->name),
                    I(x->id));
    return e || there == x->id ? e : note(db, x, "template.rename");
}

static enum err delete_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    enum err e = name_of(db, x, false);
    if (!e) e = set_deleted(db, x, x->id);
    return e ? e : note(db, x, "template.delete");
}

static enum err restore_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    int64_t there = 0;
    enum err e = name_of(db, x, true);
    if (!e) e = bearer(db, x, &there);
    if (!e && there) e = ERR_CONFLICT;
    if (!e)
        e = db_exec(db, SQL("UPDATE record_template SET deleted = NULL WHERE id = ?1"), I(x->id));
    return e ? e : note(db, x, "template.restore");
}

static enum err change(struct db *db, struct act *x, enum err (*how)(struct db *, void *))
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    x->mem = a;
    enum err e = actor_may_agency(db, x->actor, PERM_CATALOGUE, x->agency);
    return e ? e : db_write(db, how, x);
}

enum err template_rename(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                         struct str name, int64_t now)
{
    struct act x = {.actor = actor, .agency = agency, .id = id, .now = now, .name = str_trim(name)};
    return is_name(x.name) ? change(db, &x, rename_in) : ERR_ARG;
}

enum err template_delete(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                         int64_t now)
{
    struct act x = {.actor = actor, .agency = agency, .id = id, .now = now};
    return change(db, &x, delete_in);
}

enum err template_restore(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                          int64_t now)
{
    struct act x = {.actor = actor, .agency = agency, .id = id, .now = now};
    return change(db, &x, restore_in);
}

/* ---- looking ---- */

enum err template_list(struct db *db, const struct actor *actor, int64_t agency, bool deleted,
                       int64_t now, struct arena *a, struct template_rows *ret)
{
    struct template_rows list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, made, coalesce(deleted, 0), name FROM record_template"
                     " WHERE agency = ?1 AND (deleted IS NOT NULL) = ?2"
                     " AND coalesce(deleted, ?3) >= ?3"
                     " ORDER BY coalesce(deleted, 0) DESC, lower(name), id LIMIT ?4"),
                 I(agency), I(deleted), I(now - kept_us), I(TEMPLATES_MAX));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct template_row){.id = db_int(&r, 0),
                                       .made = db_int(&r, 1),
                                       .deleted = db_int(&r, 2),
                                       .name = db_text(&r, 3, a)});
    if (!r.status) *ret = list;
    return r.status;
}

enum err template_get(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                      struct arena *a, struct marc *ret)
{
    struct faults ignored = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT bytes FROM record_template WHERE id = ?1 AND agency = ?2 AND deleted IS NULL"),
        I(id), I(agency));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    return iso2709_parse(db_text(&r, 0, a), a, ret, &ignored) ? ERR_DAMAGED : OK;
}
