/* photo.c -- pictures of libraries, without where and when they were taken. */
#include "network/photo.h"

#include "network/audit.h"

struct change {
    const struct actor *actor;
    int64_t agency, now;
    struct str bytes;
    struct image image;
};

static enum err note(struct db *db, const struct change *c)
{
    const char *action = c->bytes.n ? "photo.set" : "photo.remove";
    return audit_add(
        db, c->actor,
        &(struct audit_entry){c->now, c->agency, action, "agency", c->agency, STR("")});
}

static enum err set(struct db *db, void *ctx)
{
    const struct change *c = ctx;
    enum err e =
        db_exec(db,
                SQL("INSERT INTO photo (agency, kind, width, height, bytes, changed)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (agency) DO UPDATE SET"
                    " kind = excluded.kind, width = excluded.width, height = excluded.height,"
                    " bytes = excluded.bytes, changed = excluded.changed"),
                I(c->agency), T(str_of(image_kind_name(c->image.kind))), I(c->image.width),
                I(c->image.height), BLOB(c->bytes), I(c->now));
    return e ? e : note(db, c);
}

enum err photo_set(struct db *db, const struct actor *actor, int64_t agency, struct str bytes,
                   int64_t now)
{
    struct buf CLEANUP(buf_release) bare = BUF(PHOTO_BYTES_MAX + 40);
    struct change c = {.actor = actor, .agency = agency, .now = now};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (!e && bytes.n > PHOTO_BYTES_MAX) e = ERR_LIMIT;
    if (!e) e = image_read(bytes, &c.image);
    if (e) return e;
    if (c.image.width > PHOTO_SIDE_MAX || c.image.height > PHOTO_SIDE_MAX) return ERR_LIMIT;
    if (c.image.width < PHOTO_SIDE_MIN || c.image.height < PHOTO_SIDE_MIN) return ERR_FORMAT;
    image_bare(bytes, c.image.kind, &bare);
    c.bytes = buf_str(&bare);
    return db_write(db, set, &c);
}

static enum err take_away(struct db *db, void *ctx)
{
    const struct change *c = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM photo WHERE agency = ?1"), I(c->agency));
    return e ? e : note(db, c);
}

enum err photo_remove(struct db *db, const struct actor *actor, int64_t agency, int64_t now)
{
    struct change c = {.actor = actor, .agency = agency, .now = now};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    return e ? e : db_write(db, take_away, &c);
}

enum err photo_get(struct db *db, int64_t agency, struct arena *a, struct photo *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT kind, width, height, bytes, changed FROM photo WHERE agency = ?1"),
                 I(agency));
    struct photo p = {.changed = 0};
    bool found = db_next(&r) && image_kind_parse(db_peek(&r, 0), &p.image.kind);
    if (r.status) return r.status;
    if (!found) return ERR_NOT_FOUND;
    p.image.width = (uint32_t)db_int(&r, 1);
    p.image.height = (uint32_t)db_int(&r, 2);
    p.bytes = db_text(&r, 3, a);
    p.changed = db_int(&r, 4);
    *ret = p;
    return OK;
}
