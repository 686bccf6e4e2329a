/* note.c -- see note.h. */
#include "index/note.h"

enum { INSTANCES_MAX = 2000 };

/* Where the phrase stands: a bit for each field, and the first place in the title. */
static int look(const Fts5ExtensionApi *api, Fts5Context *fts, uint32_t *ret_fields,
                int64_t *ret_title)
{
    int field = 0, at = 0;
    Fts5PhraseIter i;
    *ret_fields = 0;
    *ret_title = -1;
    int code = api->xPhraseFirst(fts, 0, &i, &field, &at);
    for (int n = 0; code == SQLITE_OK && field >= 0 && n < INSTANCES_MAX; n++) {
        if (field < INDEX_FIELDS) *ret_fields |= 1u << field;
        if (field == INDEX_TITLE && *ret_title < 0) *ret_title = at;
        api->xPhraseNext(fts, &i, &field, &at);
    }
    return code;
}

static int note(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
    struct notes *to = ctx;
    uint32_t fields = 0;
    int64_t title = -1, id = api->xRowid(fts);
    uint32_t block = (uint32_t)(id / BLOCK_ROWS);
    int code = look(api, fts, &fields, &title);
    if (code) return code;
    to->stopped = to->n == NOTES_MOST || (to->stop && to->stop(to->ctx));
    if (to->stopped) return SQLITE_DONE;
    if (!to->run.n || to->run.item[to->run.n - 1].block != block)
        VEC_PUSH(to->mem, &to->run, (struct note_run){block, (uint32_t)to->n});
    VEC_PUSH(to->mem, to, posting_pack((uint32_t)(id % BLOCK_ROWS), fields, title));
    return SQLITE_OK;
}

/* True ends the statement: all of a phrase is noted when its first row comes. */
static void silang_note(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                        sqlite3_value **args)
{
    struct notes *to = n ? sqlite3_value_pointer(args[0], NOTE_POINTER) : NULL;
    int code = SQLITE_MISUSE;
    if (to) {
        to->size = api->xPhraseSize(fts, 0);
        code = to->each ? note(api, fts, to) : api->xQueryPhrase(fts, 0, to, note);
    }
    if (code && code != SQLITE_DONE)
        sqlite3_result_error_code(ctx, code);
    else
        sqlite3_result_int(ctx, to->stopped || !to->each);
}

enum err note_phrase(sqlite3_stmt *st, struct str expression, struct notes *to)
{
    sqlite3_bind_text64(st, 1, expression.p, expression.n, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_pointer(st, 2, to, NOTE_POINTER, NULL);
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    sqlite3_bind_null(st, 2);
    return sqlite_err(code);
}

static size_t run_end(const struct notes *n, size_t run)
{
    return run + 1 < n->run.n ? n->run.item[run + 1].from : n->n;
}

/* Counted two places on, so that the sums are where each begins one place on, and where each ends
 * once all are placed. */
void notes_settle(struct notes *n, size_t blocks)
{
    uint32_t *start = arena_array(n->mem, uint32_t, blocks + 2), *item;
    bool sorted = true;
    for (size_t r = 0; r < n->run.n; r++) {
        const struct note_run *run = &n->run.item[r];
        if (run->block < blocks) start[run->block + 2] += (uint32_t)(run_end(n, r) - run->from);
        sorted = sorted && run->block < blocks && (r == 0 || run[-1].block < run->block);
    }
    for (size_t i = 2; i < blocks + 2; i++) start[i] += start[i - 1];
    n->start = start + 1;
    if (sorted) return;
    item = arena_array(n->mem, uint32_t, n->n);
    for (size_t r = 0; r < n->run.n; r++) {
        const struct note_run *run = &n->run.item[r];
        for (size_t i = run->from; i < run_end(n, r) && run->block < blocks; i++)
            item[n->start[run->block]++] = n->item[i];
    }
    n->item = item;
    n->start = start;
}

enum err note_register(sqlite3 *db)
{
    fts5_api *api = fts5_of(db);
    if (!api) return ERR_INTERNAL;
    return sqlite_err(api->xCreateFunction(api, "silang_note", NULL, silang_note, NULL));
}
