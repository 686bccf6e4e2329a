/* once.c -- see once.h. */
#include "catalog/once.h"

#include <string.h>

struct beginning {
    const struct once *o;
    int64_t now;
    struct arena *mem;
    enum once_state state;
    int status;
    struct str answer;
};

static struct str bytes_of(const struct once *o)
{
    return (struct str){(const char *)o->digest.byte, sizeof o->digest.byte};
}

static enum err look(struct db *db, struct beginning *b)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT digest, at, status, answer FROM once WHERE agency = ?1 AND name = ?2"),
        I(b->o->agency), T(b->o->name));
    b->state = ONCE_FIRST;
    if (!db_next(&r)) return r.status;
    bool same = str_eq(db_text(&r, 0, b->mem), bytes_of(b->o));
    bool working = b->now - db_int(&r, 1) < ONCE_WORKING;
    b->status = (int)db_int(&r, 2);
    b->answer = db_text(&r, 3, b->mem);
    b->state = !same ? ONCE_ANOTHER : b->status ? ONCE_DONE : working ? ONCE_WORKED : ONCE_FIRST;
    return OK;
}

static enum err begin_in(struct db *db, void *ctx)
{
    struct beginning *b = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM once WHERE agency = ?1 AND at < ?2"), I(b->o->agency),
                         I(b->now - ONCE_LIFE));
    if (!e) e = look(db, b);
    if (e || b->state != ONCE_FIRST) return e;
    return db_exec(db,
                   SQL("INSERT INTO once (agency, name, digest, at) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (agency, name) DO UPDATE SET at = excluded.at"),
                   I(b->o->agency), T(b->o->name), BLOB(bytes_of(b->o)), I(b->now));
}

enum err once_begin(struct db *db, const struct once *o, int64_t now, struct arena *a,
                    enum once_state *ret, int *ret_status, struct str *ret_answer)
{
    struct beginning b = {.o = o, .now = now, .mem = a};
    enum err e = db_write(db, begin_in, &b);
    if (e) return e;
    *ret = b.state;
    *ret_status = b.status;
    *ret_answer = b.answer;
    return OK;
}

struct ending {
    const struct once *o;
    int status; /* 0: nothing is kept */
    struct str answer;
};

static enum err end_in(struct db *db, void *ctx)
{
    const struct ending *n = ctx;
    if (!n->status)
        return db_exec(db, SQL("DELETE FROM once WHERE agency = ?1 AND name = ?2 AND status = 0"),
                       I(n->o->agency), T(n->o->name));
    return db_exec(db,
                   SQL("UPDATE once SET status = ?1, answer = ?2 WHERE agency = ?3 AND name = ?4"),
                   I(n->status), T(n->answer), I(n->o->agency), T(n->o->name));
}

enum err once_end(struct db *db, const struct once *o, int status, struct str answer)
{
    struct ending n = {o, status, answer};
    return answer.n > ONCE_ANSWER_MAX ? ERR_LIMIT : db_write(db, end_in, &n);
}

enum err once_drop(struct db *db, const struct once *o)
{
    struct ending n = {.o = o};
    return db_write(db, end_in, &n);
}
