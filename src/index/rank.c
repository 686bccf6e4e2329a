/* rank.c -- how well a document answers a query: where its words stand.
 *
 * Each phrase of the query counts where it weighs most: in a title more than as author, there more
 * than as subject. Then what readers mean by "that is it": all phrases in the title, next to
 * one another and in order, at its beginning, and nothing else in it. */
#include <string.h>

#include "base/checked.h"
#include "index/internal.h"

enum { PHRASES_MAX = 64, INSTANCES_MAX = 2000 };

static const int weight[INDEX_FIELDS] = {
    [INDEX_TITLE] = 100,    [INDEX_AUTHOR] = 80, [INDEX_SUBJECT] = 45, [INDEX_SERIES] = 40,
    [INDEX_PUBLISHER] = 12, [INDEX_ISBN] = 200,  [INDEX_ISSN] = 200,   [INDEX_OTHER] = 6,
    [INDEX_NOTES] = 6,      [INDEX_PLACE] = 8,   [INDEX_NUMBER] = 100, [INDEX_CALL] = 40,
    [INDEX_CLASS] = 20,
};

struct tally {
    int best[PHRASES_MAX];  /* weight of the heaviest field each phrase is in */
    int first[PHRASES_MAX]; /* its first place in the title, -1: not there */
    int fields[PHRASES_MAX];
};

static int gather(const Fts5ExtensionApi *api, Fts5Context *fts, int phrases, struct tally *t)
{
    int n = 0;
    int code = api->xInstCount(fts, &n);
    for (int p = 0; p < phrases; p++) t->best[p] = t->fields[p] = 0, t->first[p] = -1;
    for (int i = 0; code == SQLITE_OK && i < MIN(n, INSTANCES_MAX); i++) {
        int phrase = 0, field = 0, at = 0;
        code = api->xInst(fts, i, &phrase, &field, &at);
        if (code || phrase >= phrases || field >= INDEX_FIELDS) continue;
        if (weight[field] > t->best[phrase]) t->best[phrase] = weight[field];
        t->fields[phrase] |= 1 << field;
        if (field == INDEX_TITLE && (t->first[phrase] < 0 || at < t->first[phrase]))
            t->first[phrase] = at;
    }
    return code;
}

static int title_bonus(const Fts5ExtensionApi *api, Fts5Context *fts, int phrases,
                       const struct tally *t)
{
    int words = 0, length = 0, in_order = 1;
    for (int p = 0; p < phrases; p++) {
        if (t->first[p] < 0) return 0;
        if (p && t->first[p] != t->first[p - 1] + api->xPhraseSize(fts, p - 1)) in_order = 0;
        words += api->xPhraseSize(fts, p);
    }
    int bonus = 40 + (in_order ? 60 : 0);
    if (t->first[0] == 0) bonus += in_order ? 60 : 20;
    if (api->xColumnSize(fts, INDEX_TITLE, &length) == SQLITE_OK && length >= words) {
        if (in_order && length == words) bonus += 120;
        bonus += 40 * words / length; /* a short title is more about its words */
    }
    return bonus;
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                 sqlite3_value **args)
{
    struct tally t;
    int phrases = MIN(api->xPhraseCount(fts), PHRASES_MAX), score = 0;
    (void)n;
    (void)args;
    int code = gather(api, fts, phrases, &t);
    if (code) {
        sqlite3_result_error_code(ctx, code);
        return;
    }
    for (int p = 0; p < phrases; p++)
        score += 8 * t.best[p] + 8 * MIN(__builtin_popcount((unsigned)t.fields[p]), 4);
    sqlite3_result_int(ctx, phrases ? score / phrases + 4 * title_bonus(api, fts, phrases, &t) : 0);
}

enum err rank_register(sqlite3 *db)
{
    fts5_api *api = fts5_of(db);
    if (!api) return ERR_INTERNAL;
    return sqlite_err(api->xCreateFunction(api, "silang_rank", NULL, rank, NULL));
}
