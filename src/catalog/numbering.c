/* numbering.c -- patterns and the next number of a copy. */
#include "catalog/numbering.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/identity.h"
#include "network/audit.h"

enum { DIGITS_BY_ITSELF = 5, TRIES_MAX = 2000000 };

enum err numbering_get(struct db *db, int64_t agency, struct arena *a, struct numbering *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT prefix, digits, upcoming FROM numbering WHERE agency = ?1"), I(agency));
    *ret = (struct numbering){STR("B"), DIGITS_BY_ITSELF, 1};
    if (db_next(&r))
        *ret = (struct numbering){db_text(&r, 0, a), (int)db_int(&r, 1), db_int(&r, 2)};
    return r.status;
}

static bool prefix_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && !(c >= '0' && c <= '9') && !memchr("-./", c, 3)) return false;
    }
    return s.n <= NUMBERING_PREFIX_MAX;
}

bool item_code_ok(struct str code)
{
    for (size_t i = 0; i < code.n; i++)
        if ((unsigned char)code.p[i] < 0x20 || code.p[i] == 0x7F) return false;
    return code.n > 0 && code.n <= ITEM_CODE_MAX;
}

static enum err put(struct db *db, int64_t agency, const struct numbering *n)
{
    return db_exec(db,
                   SQL("INSERT INTO numbering (agency, prefix, digits, upcoming)"
                       " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (agency) DO UPDATE SET"
                       " prefix = excluded.prefix, digits = excluded.digits,"
                       " upcoming = excluded.upcoming"),
                   I(agency), T(n->prefix), I(n->digits), I(n->next));
}

struct setting {
    const struct actor *actor;
    int64_t agency, now;
    const struct numbering *n;
};

static enum err set_in(struct db *db, void *ctx)
{
    const struct setting *s = ctx;
    enum err e = put(db, s->agency, s->n);
    if (e) return e;
    return audit_add(db, s->actor,
                     &(struct audit_entry){s->now, s->agency, "entry.numbering", "agency",
                                           s->agency, s->n->prefix});
}

enum err numbering_set(struct db *db, const struct actor *actor, int64_t agency,
                       const struct numbering *n, int64_t now)
{
    struct setting s = {actor, agency, now, n};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    bool ok = prefix_ok(n->prefix) && n->digits >= 1 && n->digits <= NUMBERING_DIGITS_MAX &&
              n->next >= 1 && n->next < INT64_C(1000000000);
    return ok ? db_write(db, set_in, &s) : ERR_ARG;
}

/* ---- giving numbers ---- */

static enum err was_used(struct db *db, int64_t agency, struct str code, struct arena *a, bool *ret)
{
    int64_t used = 0;
    enum err e = db_get_int(db, &used,
                            SQL("SELECT EXISTS (SELECT 1 FROM feed f JOIN record_key k"
                                " ON k.feed = f.id AND k.keyed = ?2 WHERE f.agency = ?1)"),
                            I(agency), I(identity_code(a, code)));
    *ret = used != 0;
    return e;
}

static enum err find_free(struct db *db, int64_t agency, int count, struct arena *a,
                          struct numbering *n, struct strs *ret)
{
    struct arena CLEANUP(arena_freep) *scratch = arena_new();
    for (int tries = 0; count > 0 && tries < TRIES_MAX; tries++, n->next++) {
        bool used = false;
        arena_reset(scratch);
        struct str code =
            arena_printf(scratch, "%.*s%0*lld", STR_ARG(n->prefix), n->digits, (long long)n->next);
        enum err e = was_used(db, agency, code, scratch, &used);
        if (e) return e;
        if (used) continue;
        VEC_PUSH(a, ret, arena_copy(a, code));
        count--;
    }
    return count ? ERR_LIMIT : OK;
}

enum err numbering_peek(struct db *db, int64_t agency, int count, struct arena *a, struct strs *ret)
{
    struct numbering n;
    *ret = (struct strs){0};
    enum err e = numbering_get(db, agency, a, &n);
    return e ? e : find_free(db, agency, count, a, &n, ret);
}

enum err numbering_take(struct db *db, int64_t agency, int count, struct arena *a, struct strs *ret)
{
    struct numbering n;
    *ret = (struct strs){0};
    if (count == 0) return OK;
    enum err e = numbering_get(db, agency, a, &n);
    if (!e) e = find_free(db, agency, count, a, &n, ret);
    return e ? e : put(db, agency, &n);
}

enum err numbering_note(struct db *db, int64_t agency, struct str code)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct numbering n;
    uint64_t number = 0;
    enum err e = numbering_get(db, agency, a, &n);
    if (e || !str_starts(code, n.prefix)) return e;
    struct str rest = str_slice(code, n.prefix.n, code.n);
    if (rest.n != (size_t)n.digits || str_to_u64(rest, &number) || number < (uint64_t)n.next)
        return OK;
    n.next = (int64_t)number + 1;
    return put(db, agency, &n);
}
