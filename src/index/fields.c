/* fields.c -- the exact text given to FTS5, as it is kept for the day it must be taken back, and
 * query trees in FTS5's own language. */
#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "index/internal.h"
#include "text/words.h"

enum { TERMS_MAX = 64, EXPRESSION_MAX = 64 << 10, DEPTH_MAX = 20 };

struct str field_text(struct arena *a, const struct strs *values)
{
    return arena_join(a, values->item, values->n, STR("\x1f"));
}

struct str texts_join(struct arena *a, const struct str field[INDEX_FIELDS])
{
    uint32_t length[INDEX_FIELDS];
    size_t total = sizeof length;
    for (int f = 0; f < INDEX_FIELDS; f++) total += field[f].n;
    char *p = arena_alloc(a, total);
    size_t at = sizeof length;
    for (int f = 0; f < INDEX_FIELDS; f++) {
        length[f] = (uint32_t)field[f].n;
        if (field[f].n) memcpy(p + at, field[f].p, field[f].n);
        at += field[f].n;
    }
    memcpy(p, length, sizeof length);
    return (struct str){p, total};
}

bool texts_split(struct str stored, struct str ret[INDEX_FIELDS])
{
    uint32_t length[INDEX_FIELDS];
    size_t at = sizeof length;
    if (stored.n < sizeof length) return false;
    memcpy(length, stored.p, sizeof length);
    for (int f = 0; f < INDEX_FIELDS; f++) {
        if (length[f] > stored.n - at) return false;
        ret[f] = str_slice(stored, at, at + length[f]);
        at += length[f];
    }
    return at == stored.n;
}

/* ---- expressions ---- */

static const char *const column[INDEX_FIELDS] = {"title",     "author", "subject", "series",
                                                 "publisher", "isbn",   "issn",    "other"};

struct writing {
    struct buf to;
    int terms;
    bool refused; /* under NOT */
    struct arena *mem;
    struct phrases *phrases;
};

static enum err write_node(struct writing *w, const struct index_node *n, int depth);

/* Words are folded already and hold neither quotes nor anything else FTS5 could read as its own. */
static enum err write_term(struct writing *w, const struct index_node *n)
{
    struct str key = words_key(w->mem, n->text);
    if (key.n == 0) return ERR_ARG;
    if (++w->terms > TERMS_MAX) return ERR_LIMIT;
    if (n->field >= 0 && n->field < INDEX_FIELDS) buf_printf(&w->to, "%s : ", column[n->field]);
    buf_add_char(&w->to, '"');
    buf_add(&w->to, key);
    buf_add(&w->to, n->prefix ? STR("\" *") : STR("\""));
    struct phrase p = {w->terms - 1, w->refused ? PHRASE_REFUSED : PHRASE_ASKED};
    VEC_PUSH(w->mem, w->phrases, p);
    return OK;
}

static enum err write_children(struct writing *w, const struct index_node *n, const char *op,
                               int depth)
{
    if (n->n == 0) return ERR_ARG;
    const bool refused = w->refused;
    buf_add_char(&w->to, '(');
    for (size_t i = 0; i < n->n; i++) {
        if (i) buf_add(&w->to, str_of(op));
        if (i && n->op == INDEX_NOT) w->refused = true;
        enum err e = write_node(w, n->child[i], depth + 1);
        if (e) return e;
    }
    w->refused = refused;
    buf_add_char(&w->to, ')');
    return OK;
}

static enum err write_node(struct writing *w, const struct index_node *n, int depth)
{
    if (depth > DEPTH_MAX) return ERR_LIMIT;
    switch (n->op) {
    case INDEX_TERM: return write_term(w, n);
    case INDEX_AND: return write_children(w, n, " AND ", depth);
    case INDEX_OR: return write_children(w, n, " OR ", depth);
    case INDEX_NOT: return n->n < 2 ? ERR_ARG : write_children(w, n, " NOT ", depth);
    }
    return ERR_ARG;
}

enum err expression_of(const struct index_node *root, struct arena *a, const char **ret,
                       struct phrases *ret_phrases)
{
    struct writing w = {.to = BUF(EXPRESSION_MAX), .mem = a, .phrases = ret_phrases};
    enum err e = write_node(&w, root, 0);
    if (!e && w.to.full) e = ERR_LIMIT;
    if (!e) *ret = arena_cstr(a, buf_str(&w.to));
    buf_release(&w.to);
    return e;
}
