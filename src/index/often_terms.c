/* often_terms.c -- the terms that many titles have: their numbers, and what a document has of them.
 */
#include "index/cut.h"
#include "index/internal.h"

enum { SLOTS = 4 * OFTEN_MOST }; /* a power of two, mostly free */

struct often_terms {
    struct arena *mem;
    uint32_t n;
    struct {
        struct str term; /* p NULL: free */
        uint32_t number;
    } slot[SLOTS];
};

static struct often_terms *often_terms_new(void)
{
    struct arena *a = arena_new();
    struct often_terms *t = arena_make(a, struct often_terms);
    t->mem = a;
    return t;
}

void often_terms_free(struct often_terms *t)
{
    if (t) arena_free(t->mem);
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

static bool often_terms_find(const struct often_terms *t, struct str term, uint32_t *ret)
{
    size_t at = slot_of(t, term);
    if (t->slot[at].term.p) *ret = t->slot[at].number;
    return t->slot[at].term.p != NULL;
}

/* ---- what a document has of them ---- */

static void collect(const struct often_terms *t, struct str term, uint32_t posting, struct arena *a,
                    struct often_row *to)
{
    uint32_t number = 0;
    if (!often_terms_find(t, term, &number)) return;
    for (size_t i = 0; i < to->n; i++)
        if (to->item[i].number == number) {
            /* the first place in the title stays */
            to->item[i].posting |= posting_fields(posting) << POSTING_PLACES;
            return;
        }
    VEC_PUSH(a, to, (struct often_posting){number, posting});
}

void often_collect(const struct often_terms *t, const struct str terms[INDEX_FIELDS], uint32_t row,
                   struct arena *a, struct often_row *ret)
{
    *ret = (struct often_row){.fresh = true};
    _Static_assert(INDEX_TITLE == 0, "titles come first: a place is kept when the term is new");
    for (int f = 0; t->n && f < INDEX_FIELDS; f++) {
        struct str rest = terms[f];
        struct cut_term term;
        for (int64_t at = -1; cut_next(&rest, &term);) {
            at += term.word;
            collect(t, term.text, posting_pack(row, 1u << f, f == INDEX_TITLE ? at : -1), a, ret);
        }
    }
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
