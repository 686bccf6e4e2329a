/* word_bag.c -- a hash table of words and how often a batch adds or takes them away. */
#include <limits.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/vocabulary.h"
#include "text/utf8.h"
#include "text/words.h"

enum { SLOTS_FIRST = 1 << 12, LIST_BYTES_MAX = 1 << 28 };

struct slot {
    struct str word; /* p NULL: free */
    int64_t change;
};

struct word_bag {
    struct arena *mem;
    struct slot *slot;
    size_t n, slots; /* slots is a power of two */
};

static void start(struct word_bag *b)
{
    b->mem = arena_new();
    b->slots = SLOTS_FIRST;
    b->slot = mem_zero(b->slots, sizeof(struct slot));
    b->n = 0;
}

struct word_bag *word_bag_new(void)
{
    struct word_bag *b = mem_zero(1, sizeof *b);
    start(b);
    return b;
}

static void stop(struct word_bag *b)
{
    arena_free(b->mem);
    mem_free(b->slot);
}

void word_bag_free(struct word_bag *b)
{
    if (!b) return;
    stop(b);
    mem_free(b);
}

void word_bag_clear(struct word_bag *b)
{
    if (b->n == 0) return;
    stop(b);
    start(b);
}

static uint64_t hash_of(struct str s)
{
    uint64_t h = 0xCBF29CE484222325; /* FNV-1a; words come from catalogues, not from strangers */
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001B3;
    return h ^ h >> 29;
}

/* The slot of a word, or the free one where it belongs. */
static struct slot *find(const struct word_bag *b, struct str word)
{
    size_t at = (size_t)hash_of(word) & (b->slots - 1);
    while (b->slot[at].word.p && !str_eq(b->slot[at].word, word)) at = (at + 1) & (b->slots - 1);
    return &b->slot[at];
}

static void grow(struct word_bag *b)
{
    struct slot *old = b->slot;
    size_t n = b->slots;
    b->slots *= 2;
    b->slot = mem_zero(b->slots, sizeof(struct slot));
    for (size_t i = 0; i < n; i++)
        if (old[i].word.p) *find(b, old[i].word) = old[i];
    mem_free(old);
}

static bool has_letter(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] > '9') return true; /* folded: digits, letters, and beyond */
    return false;
}

static void add_word(struct word_bag *b, struct str word, int sign)
{
    struct slot *s = find(b, word);
    if (!s->word.p) {
        if (b->n * 2 >= b->slots) {
            grow(b);
            s = find(b, word);
        }
        s->word = arena_copy(b->mem, word);
        b->n++;
    }
    s->change += sign;
}

/* ---- lists ---- */

_Static_assert(VOCABULARY_LETTERS <= CHAR_MAX, "a length is one byte");

static bool list_word(void *ctx, struct str word, size_t from, size_t to)
{
    struct buf *list = ctx;
    const char length = (char)word.n;
    (void)from;
    (void)to;
    if (word.n > VOCABULARY_LETTERS || !has_letter(word)) return true;
    buf_add(list, (struct str){&length, 1});
    buf_add(list, word);
    return !list->full;
}

/* Notes and contents have words nobody means when a slip makes another of them. */
struct str word_bag_list(struct arena *a, const struct str *field)
{
    struct buf CLEANUP(buf_release) list = BUF(LIST_BYTES_MAX);
    for (int f = INDEX_TITLE; f <= INDEX_PUBLISHER; f++) words_each(field[f], list_word, &list);
    return arena_copy(a, buf_str(&list));
}

void word_bag_words(struct word_bag *b, struct str list, int sign)
{
    for (size_t at = 0, end; at < list.n; at = end) {
        end = at + 1 + (size_t)list.p[at];
        add_word(b, str_slice(list, at + 1, end), sign);
    }
}

void word_bag_document(struct word_bag *b, const struct str *field, int sign)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    word_bag_words(b, word_bag_list(a, field), sign);
}

static int compare_slot(const void *x, const void *y)
{
    const struct slot *const *a = x, *const *b = y;
    return str_cmp((*a)->word, (*b)->word);
}

/* In the order of the table, so that neighbours share their page. */
enum err word_bag_each(const struct word_bag *b, word_bag_fn *fn, void *ctx)
{
    const struct slot **used = mem_zero(b->n + 1, sizeof *used);
    size_t n = 0;
    enum err e = OK;
    for (size_t i = 0; i < b->slots; i++)
        if (b->slot[i].word.p && b->slot[i].change) used[n++] = &b->slot[i];
    qsort(used, n, sizeof *used, compare_slot);
    for (size_t i = 0; !e && i < n; i++) e = fn(ctx, used[i]->word, used[i]->change);
    mem_free(used);
    return e;
}
