/* vocabulary.c -- the words of the file in memory, by length, and the walk for those that are like
 * one.
 *
 * A word is looked at closely only when its length and the set of its letters allow so few edits:
 * of each a bit in 32 is kept, an edit changes two of them at most. */
#include "index/vocabulary.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "index/internal.h"
#include "text/utf8.h"
#include "text/words.h"

enum { LETTERS = VOCABULARY_LETTERS, CANDIDATES_MAX = 64, USES_BITS = 16, SPLIT_MIN = 2 };

struct letters {
    uint32_t c[LETTERS];
    int n;
    uint32_t set;
};

struct shelf { /* words of one length in letters */
    uint32_t *set, *at;
    int64_t *uses; /* as of when the word was read */
    size_t n, cap;
};

struct vocabulary {
    pthread_rwlock_t lock;
    int64_t file, last; /* the largest word.id read of that file */
    struct shelf shelf[LETTERS + 1];
    char *pool; /* a length byte and the word, again and again */
    size_t used, cap;
};

/* ---- memory ---- */

struct vocabulary *vocabulary_new(void)
{
    struct vocabulary *v = mem_zero(1, sizeof *v);
    pthread_rwlock_init(&v->lock, NULL);
    return v;
}

static void forget_all(struct vocabulary *v)
{
    for (int i = 0; i <= LETTERS; i++) {
        mem_free(v->shelf[i].set);
        mem_free(v->shelf[i].at);
        mem_free(v->shelf[i].uses);
        v->shelf[i] = (struct shelf){0};
    }
    mem_free(v->pool);
    v->pool = NULL;
    v->used = v->cap = 0;
    v->file = v->last = 0;
}

void vocabulary_free(struct vocabulary *v)
{
    if (!v) return;
    forget_all(v);
    pthread_rwlock_destroy(&v->lock);
    mem_free(v);
}

static struct letters letters_of(struct str word)
{
    struct letters l = {.n = 0};
    for (size_t at = 0; at < word.n && l.n < LETTERS;) {
        l.c[l.n] = utf8_next(word, &at);
        l.set |= 1u << (l.c[l.n++] & 31);
    }
    return l;
}

static void grow_shelf(struct shelf *s)
{
    s->cap = s->cap ? s->cap * 2 : 64;
    s->set = mem_resize(s->set, s->cap * sizeof s->set[0]);
    s->at = mem_resize(s->at, s->cap * sizeof s->at[0]);
    s->uses = mem_resize(s->uses, s->cap * sizeof s->uses[0]);
}

static void keep_word(struct vocabulary *v, struct str word, int64_t uses)
{
    if (word.n == 0 || word.n > LETTERS || v->used + word.n + 1 > UINT32_MAX) return;
    struct letters l = letters_of(word);
    struct shelf *s = &v->shelf[l.n];
    if (s->n == s->cap) grow_shelf(s);
    if (v->used + word.n + 1 > v->cap) {
        v->cap = MAX(v->cap * 2, (size_t)1 << 16);
        v->pool = mem_resize(v->pool, v->cap);
    }
    s->set[s->n] = l.set;
    s->at[s->n] = (uint32_t)v->used;
    s->uses[s->n++] = uses;
    v->pool[v->used] = (char)word.n;
    memcpy(v->pool + v->used + 1, word.p, word.n);
    v->used += word.n + 1;
}

static struct str word_at(const struct vocabulary *v, uint32_t at)
{
    return (struct str){v->pool + at + 1, (size_t)(unsigned char)v->pool[at]};
}

/* ---- following the file ---- */

static enum err read_words(struct vocabulary *v, const struct connection *c)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(
        c->db, "SELECT id, text, uses FROM word WHERE id > ?1 ORDER BY id", -1, &st, NULL);
    if (code == SQLITE_OK) sqlite3_bind_int64(st, 1, v->last);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        if (code != SQLITE_ROW) break;
        struct str text = {(const char *)sqlite3_column_text(st, 1),
                           (size_t)sqlite3_column_bytes(st, 1)};
        keep_word(v, text, sqlite3_column_int64(st, 2));
        v->last = sqlite3_column_int64(st, 0);
    }
    sqlite3_finalize(st);
    return sqlite_err(code);
}

static enum err last_word(const struct connection *c, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(c->db, "SELECT max(id) FROM word", -1, &st, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(st);
    if (code == SQLITE_ROW) *ret = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return sqlite_err(code);
}

/* With the lock held for reading when OK. An older file than the one in memory is served with the
 * newer words: the uses are looked up in the file that is asked. */
static enum err follow(struct vocabulary *v, const struct connection *c)
{
    int64_t last = 0;
    enum err e = last_word(c, &last);
    if (e) return e;
    pthread_rwlock_rdlock(&v->lock);
    if (c->file < v->file || (c->file == v->file && last <= v->last)) return OK;
    pthread_rwlock_unlock(&v->lock);
    pthread_rwlock_wrlock(&v->lock);
    if (c->file > v->file) {
        forget_all(v);
        v->file = c->file;
    }
    if (c->file == v->file) e = read_words(v, c);
    pthread_rwlock_unlock(&v->lock);
    if (!e) pthread_rwlock_rdlock(&v->lock);
    return e;
}

/* ---- likeness ---- */

/* Edits between two words, more than `most` as most + 1: changed, lost and added letters and
 * neighbours exchanged. Only the diagonal band that can stay below is filled. */
static int edits_between(const struct letters *a, const struct letters *b, int most)
{
    int row[3][LETTERS + 2], *before = row[0], *last = row[1], *now = row[2];
    for (int j = 0; j <= b->n; j++) last[j] = j;
    for (int i = 1; i <= a->n; i++) {
        int from = MAX(1, i - most), to = MIN(b->n, i + most), least = most + 1;
        now[from - 1] = from == 1 ? i : most + 1;
        for (int j = from; j <= to; j++) {
            int same = a->c[i - 1] == b->c[j - 1] ? 0 : 1, best = last[j - 1] + same;
            if (j - 1 >= from - 1) best = MIN(best, now[j - 1] + 1);
            if (j < i + most) best = MIN(best, last[j] + 1);
            if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] && a->c[i - 2] == b->c[j - 1])
                best = MIN(best, before[j - 2] + 1);
            now[j] = best;
            least = MIN(least, best);
        }
        if (to < b->n) now[to + 1] = most + 1;
        if (least > most) return most + 1;
        int *free = before;
        before = last;
        last = now;
        now = free;
    }
    return MIN(last[b->n], most + 1);
}

struct candidate {
    uint32_t at;
    int edits, cost;
};

struct found {
    struct candidate item[CANDIDATES_MAX];
    int n, worst;
};

/* An edit weighs more than any use; the first letter is seldom mistyped. */
static int cost_of(int edits, bool same_start, int64_t uses)
{
    int bits = uses > 1 ? 63 - __builtin_clzll((unsigned long long)uses) : 0;
    return edits * (USES_BITS + 4) + (same_start ? 0 : USES_BITS / 2) - MIN(bits, USES_BITS);
}

static void keep_candidate(struct found *f, struct candidate c)
{
    if (f->n < CANDIDATES_MAX)
        f->item[f->n++] = c;
    else if (c.cost < f->item[f->worst].cost)
        f->item[f->worst] = c;
    else
        return;
    if (f->n == CANDIDATES_MAX)
        for (int i = f->worst = 0; i < f->n; i++)
            if (f->item[i].cost > f->item[f->worst].cost) f->worst = i;
}

static void walk(const struct vocabulary *v, const struct letters *want, int most, struct found *f)
{
    for (int n = MAX(1, want->n - most); n <= MIN(LETTERS, want->n + most); n++) {
        const struct shelf *s = &v->shelf[n];
        for (size_t i = 0; i < s->n; i++) {
            if (__builtin_popcount(s->set[i] ^ want->set) > 2 * most) continue;
            struct letters have = letters_of(word_at(v, s->at[i]));
            int edits = edits_between(want, &have, most);
            if (edits == 0 || edits > most) continue;
            int cost = cost_of(edits, have.c[0] == want->c[0], s->uses[i]);
            keep_candidate(f, (struct candidate){s->at[i], edits, cost});
        }
    }
}

static int by_cost(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* ---- the face ---- */

int vocabulary_edits_for(struct str word)
{
    int n = letters_of(word).n;
    return n < 4 ? 0 : n < 7 ? 1 : VOCABULARY_EDITS;
}

static struct str first_word(struct arena *a, struct str text)
{
    struct str key = words_key(a, text);
    return str_slice(key, 0, str_find_char(key, ' ', 0));
}

static enum err uses_in(const struct connection *c, struct str word, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int64_t uses = 0;
    int code = sqlite3_prepare_v2(c->db, "SELECT uses FROM word WHERE text = ?1", -1, &st, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text64(st, 1, word.p ? word.p : "", word.n, SQLITE_STATIC, SQLITE_UTF8);
        code = sqlite3_step(st);
    }
    if (code == SQLITE_ROW) uses = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    enum err e = sqlite_err(code);
    if (!e) *ret = uses;
    return e;
}

/* The best that are still used, with the uses of today. */
static enum err give_words(const struct connection *c, const struct vocabulary *v,
                           const struct found *f, size_t limit, struct arena *a,
                           struct vocabulary_words *ret)
{
    struct vocabulary_words words = {0};
    for (int i = 0; i < f->n && words.n < limit; i++) {
        struct vocabulary_word w = {.edits = f->item[i].edits};
        w.text = arena_copy(a, word_at(v, f->item[i].at));
        enum err e = uses_in(c, w.text, &w.uses);
        if (e) return e;
        if (w.uses > 0) VEC_PUSH(a, &words, w);
    }
    *ret = words;
    return OK;
}

enum err vocabulary_similar(struct index_reader *r, struct str word, int edits, size_t limit,
                            struct arena *a, struct vocabulary_words *ret)
{
    struct vocabulary *v = reader_vocabulary(r);
    struct connection *c = NULL;
    struct snapshot *columns = NULL;
    struct found f = {.n = 0};
    int64_t seq = 0;
    word = first_word(a, word);
    *ret = (struct vocabulary_words){0};
    if (word.n == 0 || word.n > LETTERS || edits <= 0) return OK;
    enum err e = reader_begin(r, &c, &columns, &seq);
    if (e) return e;
    e = follow(v, c);
    if (!e) {
        struct letters want = letters_of(word);
        walk(v, &want, MIN(edits, (int)VOCABULARY_EDITS), &f);
        qsort(f.item, (size_t)f.n, sizeof f.item[0], by_cost);
        e = give_words(c, v, &f, limit, a, ret);
        pthread_rwlock_unlock(&v->lock);
    }
    reader_end(r, c, columns);
    return reader_told(r, e);
}

enum err vocabulary_uses(struct index_reader *r, struct str word, int64_t *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct connection *c = NULL;
    struct snapshot *columns = NULL;
    int64_t seq = 0;
    enum err e = reader_begin(r, &c, &columns, &seq);
    if (e) return e;
    e = uses_in(c, first_word(mem, word), ret);
    reader_end(r, c, columns);
    return reader_told(r, e);
}

/* The most used words from `word` up to the last that begins with it. */
static enum err read_beginning(const struct connection *c, struct str word, size_t limit,
                               struct arena *a, struct vocabulary_words *ret)
{
    sqlite3_stmt *st = NULL;
    struct vocabulary_words words = {0};
    struct str part[] = {word, STR("\xF4\x8F\xBF\xBF")}, last = arena_join(a, part, 2, STR(""));
    int code = sqlite3_prepare_v2(c->db,
                                  "SELECT text, uses FROM word WHERE text >= ?1 AND text < ?2"
                                  " AND uses > 0 ORDER BY uses DESC, text LIMIT ?3",
                                  -1, &st, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text64(st, 1, word.p, word.n, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_text64(st, 2, last.p, last.n, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_int64(st, 3, (int64_t)limit);
    }
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        if (code != SQLITE_ROW) break;
        struct str text = {(const char *)sqlite3_column_text(st, 0),
                           (size_t)sqlite3_column_bytes(st, 0)};
        struct vocabulary_word w = {arena_copy(a, text), sqlite3_column_int64(st, 1), 0};
        VEC_PUSH(a, &words, w);
    }
    sqlite3_finalize(st);
    enum err e = sqlite_err(code);
    if (!e) *ret = words;
    return e;
}

enum err vocabulary_begins(struct index_reader *r, struct str word, size_t limit, struct arena *a,
                           struct vocabulary_words *ret)
{
    struct connection *c = NULL;
    struct snapshot *columns = NULL;
    int64_t seq = 0;
    word = first_word(a, word);
    *ret = (struct vocabulary_words){0};
    if (word.n == 0) return OK;
    enum err e = reader_begin(r, &c, &columns, &seq);
    if (e) return e;
    e = read_beginning(c, word, limit, a, ret);
    reader_end(r, c, columns);
    return reader_told(r, e);
}

/* The cut whose rarer half is used most. */
static enum err best_cut(const struct connection *c, struct str word, size_t *ret_at,
                         int64_t ret_uses[2])
{
    int64_t best = 0;
    for (size_t at = SPLIT_MIN; at + SPLIT_MIN <= word.n; at++) {
        int64_t left = 0, right = 0;
        if (((unsigned char)word.p[at] & 0xC0) == 0x80) continue; /* inside a letter */
        enum err e = uses_in(c, str_slice(word, 0, at), &left);
        if (!e && left > best) e = uses_in(c, str_slice(word, at, word.n), &right);
        if (e) return e;
        if (MIN(left, right) <= best) continue;
        best = MIN(left, right);
        *ret_at = at;
        ret_uses[0] = left;
        ret_uses[1] = right;
    }
    return OK;
}

enum err vocabulary_split(struct index_reader *r, struct str word, struct arena *a,
                          struct vocabulary_words *ret)
{
    struct connection *c = NULL;
    struct snapshot *columns = NULL;
    int64_t seq = 0, uses[2] = {0};
    size_t at = 0;
    struct vocabulary_words words = {0};
    word = first_word(a, word);
    if (word.n == 0 || word.n > LETTERS) word = STR("");
    enum err e = reader_begin(r, &c, &columns, &seq);
    if (e) return e;
    e = best_cut(c, word, &at, uses);
    reader_end(r, c, columns);
    for (int i = 0; !e && at && i < 2; i++) {
        struct str half = i ? str_slice(word, at, word.n) : str_slice(word, 0, at);
        VEC_PUSH(a, &words, (struct vocabulary_word){arena_copy(a, half), uses[i], 1});
    }
    if (!e) *ret = words;
    return e;
}
