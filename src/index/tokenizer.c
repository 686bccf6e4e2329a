/* tokenizer.c -- FTS5 cuts text as text/terms.h says. What a query looks for was cut already
 * (expression.c): terms between blanks, with synonyms behind SYNONYM. */
#include <string.h>

#include "base/mem.h"
#include "index/cut.h"
#include "index/internal.h"
#include "text/forms_memory.h"
#include "text/terms.h"

/* What FTS5 calls a tokenizer: one for each connection. Readers never need the memory. */
struct tokenizer {
    struct forms_memory *known;
    struct expected_texts *expected; /* the connection's */
};

struct feeding {
    void *ctx;
    int (*token)(void *, int, const char *, int, int, int);
    size_t base; /* of the value in the whole text */
    int code;
};

static int create(void *expected, const char **args, int n, Fts5Tokenizer **ret)
{
    struct tokenizer *t = mem_zero(1, sizeof *t);
    (void)args;
    (void)n;
    t->expected = expected;
    *ret = (Fts5Tokenizer *)t;
    return SQLITE_OK;
}

static void delete (Fts5Tokenizer *t)
{
    struct tokenizer *mine = (struct tokenizer *)t;
    forms_memory_free(mine->known);
    mem_free(mine);
}

static bool feed(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    struct feeding *f = ctx;
    f->code = f->token(f->ctx, place == TERM_WORD ? 0 : FTS5_TOKEN_COLOCATED, text.p, (int)text.n,
                       (int)(f->base + from), (int)(f->base + to));
    return f->code == SQLITE_OK;
}

static int tokenize_query(struct feeding *f, struct str all)
{
    struct str term, one;
    while (f->code == SQLITE_OK && str_split(&all, ' ', &term))
        for (int flags = 0; f->code == SQLITE_OK && str_split(&term, SYNONYM, &one);
             flags = FTS5_TOKEN_COLOCATED)
            f->code = f->token(f->ctx, flags, one.p, (int)one.n, 0, 0);
    return f->code;
}

/* The terms of a text that was cut already; false when this is none. */
static bool find_terms(struct expected_texts *x, struct str text, struct str *ret)
{
    for (int f = x->next; x->cut && f < INDEX_FIELDS; f++)
        if (str_eq(x->cut->field[f], text)) {
            *ret = x->cut->terms[f];
            x->next = f + 1;
            return true;
        }
    return false;
}

static int give_terms(struct feeding *f, struct str terms)
{
    struct cut_term t;
    while (f->code == SQLITE_OK && cut_next(&terms, &t))
        f->code =
            f->token(f->ctx, t.word ? 0 : FTS5_TOKEN_COLOCATED, t.text.p, (int)t.text.n, 0, 0);
    return f->code;
}

/* Between two values stands a token of its own, so that no phrase reaches across. */
static int tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *p, int n,
                    int (*token)(void *, int, const char *, int, int, int))
{
    static const char separator = SEPARATOR;
    struct str all = {p, (size_t)n}, rest = all, value, terms;
    struct feeding f = {ctx, token, 0, SQLITE_OK};
    struct tokenizer *mine = (struct tokenizer *)t;
    if (n <= 0) return SQLITE_OK;
    if (flags & FTS5_TOKENIZE_QUERY) return tokenize_query(&f, all);
    if (find_terms(mine->expected, all, &terms)) return give_terms(&f, terms);
    if (!mine->known) mine->known = forms_memory_new();
    while (f.code == SQLITE_OK && str_split(&rest, SEPARATOR, &value)) {
        f.base = (size_t)(value.p - p);
        terms_each_known(mine->known, value, feed, &f);
        size_t end = f.base + value.n;
        if (f.code == SQLITE_OK && rest.p)
            f.code = token(ctx, 0, &separator, 1, (int)end, (int)end + 1);
    }
    return f.code;
}

static void forget(void *expected)
{
    mem_free(expected);
}

fts5_api *fts5_of(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(st, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(st);
    }
    sqlite3_finalize(st);
    return api;
}

enum err tokenizer_register(sqlite3 *db)
{
    fts5_tokenizer mine = {create, delete, tokenize};
    fts5_api *api = fts5_of(db);
    if (!api) return ERR_INTERNAL;
    struct expected_texts *x = mem_zero(1, sizeof *x);
    return sqlite_err(api->xCreateTokenizer(api, "silang", x, &mine, forget));
}

enum err tokenizer_expected(sqlite3 *db, struct expected_texts **ret)
{
    fts5_api *api = fts5_of(db);
    fts5_tokenizer ours;
    void *expected = NULL;
    if (!api || api->xFindTokenizer(api, "silang", &expected, &ours) != SQLITE_OK)
        return ERR_INTERNAL;
    *ret = expected;
    return OK;
}
