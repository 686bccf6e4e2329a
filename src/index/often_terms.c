/* often_terms.c -- the terms that many titles have: their numbers, and what a document has of them.
 */
#include "index/internal.h"
#include "text/forms_memory.h"

enum { SLOTS = 4 * OFTEN_MOST }; /* a power of two, mostly free */

struct often_terms {
    struct arena *mem;
    struct forms_memory *known;
    uint32_t n;
    struct {
        struct str term; /* p NULL: free */
        uint32_t number;
    } slot[SLOTS];
};

struct often_terms *often_terms_new(void)
{
    struct arena *a = arena_new();
    struct often_terms *t = arena_make(a, struct often_terms);
    t->mem = a;
    t->known = forms_memory_new();
    return t;
}

void often_terms_free(struct often_terms *t)
{
    if (!t) return;
    forms_memory_free(t->known);
    arena_free(t->mem);
}

static size_t slot_of(const struct often_terms *t, struct str term)
{
    uint64_t h = 0xCBF29CE484222325; /* FNV-1a */
    for (size_t i = 0; i < term.n; i++) h = (h ^ (unsigned char)term.p[i]) * 0x100000001B3;
    size_t at = (size_t)(h ^ h >> 29) & (SLOTS - 1);
    while (t->slot[at].term.p && !str_eq(t->slot[at].term, term)) at = (at + 1) & (SLOTS - 1);
    return at;
}

void often_terms_add(struct often_terms *t, struct str term)
{
    size_t at = slot_of(t, term);
    if (t->slot[at].term.p || t->n == OFTEN_MOST) return;
    t->slot[at].term = arena_copy(t->mem, term);
    t->slot[at].number = t->n++;
}

uint32_t often_terms_count(const struct often_terms *t)
{
    return t->n;
}

bool often_terms_find(const struct often_terms *t, struct str term, uint32_t *ret)
{
    size_t at = slot_of(t, term);
    if (t->slot[at].term.p) *ret = t->slot[at].number;
    return t->slot[at].term.p != NULL;
}

/* ---- what a document has of them ---- */

struct collecting {
    const struct often_terms *terms;
    struct arena *mem;
    struct often_row *to;
    uint32_t row, field;
};

static bool collect(void *ctx, struct str term, int64_t at)
{
    struct collecting *c = ctx;
    struct often_row *to = c->to;
    uint32_t number = 0, field = 1u << c->field;
    if (!often_terms_find(c->terms, term, &number)) return true;
    for (size_t i = 0; i < to->n; i++)
        if (to->item[i].number == number) {
            to->item[i].posting |= field << POSTING_PLACES; /* the first place in the title stays */
            return true;
        }
    uint32_t posting = posting_pack(c->row, field, c->field == INDEX_TITLE ? at : -1);
    VEC_PUSH(c->mem, to, (struct often_posting){number, posting});
    return true;
}

void often_collect(const struct often_terms *t, const struct str field[INDEX_FIELDS], uint32_t row,
                   struct arena *a, struct often_row *ret)
{
    struct collecting c = {t, a, ret, row, 0};
    *ret = (struct often_row){.fresh = true};
    _Static_assert(INDEX_TITLE == 0, "titles come first: a place is kept when the term is new");
    for (; t->n && c.field < INDEX_FIELDS; c.field++)
        field_terms_each(t->known, field[c.field], collect, &c);
}

/* ---- from the file ---- */

enum err often_terms_load(sqlite3 *db, struct often_terms **ret)
{
    sqlite3_stmt *st = NULL;
    struct often_terms *t = often_terms_new();
    int code = sqlite3_prepare_v2(db, "SELECT term FROM often ORDER BY number", -1, &st, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        if (code != SQLITE_ROW) break;
        often_terms_add(t, (struct str){(const char *)sqlite3_column_text(st, 0),
                                        (size_t)sqlite3_column_bytes(st, 0)});
    }
    sqlite3_finalize(st);
    if (code == SQLITE_DONE)
        *ret = t;
    else
        often_terms_free(t);
    return sqlite_err(code);
}
