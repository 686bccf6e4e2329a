/* begin.c -- see begin.h. */
#include "index/begin.h"

#include <string.h>

#include "base/checked.h"

/* Terms are UTF-8 and have no control characters but a FORM_MARK in front, so that nothing of them
 * begins with BEHIND but is after a term itself, and nothing is after LAST. */
#define BEHIND "\x01"
#define LAST   "\xFF"

static struct str joined(struct arena *a, struct str one, const char *two)
{
    struct str part[] = {one, str_of(two)};
    return arena_join(a, part, 2, STR(""));
}

static void bind(sqlite3_stmt *st, int at, struct str s)
{
    sqlite3_bind_text64(st, at, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

/* Adds the terms a statement gives between two; at most `most` in all. */
static enum err add_terms(sqlite3_stmt *st, struct str from, struct str to, size_t most,
                          struct arena *a, struct strs *ret)
{
    int code = SQLITE_DONE;
    bind(st, 1, from);
    bind(st, 2, to);
    while (ret->n < most && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str term = {(const char *)sqlite3_column_text(st, 0),
                           (size_t)sqlite3_column_bytes(st, 0)};
        VEC_PUSH(a, ret, arena_copy(a, term));
    }
    sqlite3_reset(st);
    return sqlite_err(code);
}

/* Just before a term, and behind all that come before it. */
static struct str before(struct arena *a, struct str term)
{
    struct str s = joined(a, term, LAST);
    char *p = arena_cstr(a, s);
    p[term.n - 1]--;
    return (struct str){p, s.n};
}

enum err begin_terms(struct connection *c, struct str beginning, uint32_t known, struct arena *a,
                     struct strs *ret)
{
    struct strs all = {0};
    struct str from = beginning, last = joined(a, beginning, LAST);
    sqlite3_bind_int64(c->often_begin, 3, known);
    enum err e = add_terms(c->often_begin, beginning, last, SIZE_MAX, a, &all);
    const size_t often = all.n, most = often + BEGIN_OTHERS;
    *ret = (struct strs){0};
    if (e || !often) return e;
    for (size_t i = 0; !e && i <= often && all.n < most; i++) {
        struct str term = i < often ? all.item[i] : (struct str){0};
        e = add_terms(c->terms, from, i < often ? before(a, term) : last, most, a, &all);
        if (i < often) from = joined(a, term, BEHIND);
    }
    if (!e && all.n < most) *ret = all;
    return e;
}
