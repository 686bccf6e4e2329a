/* query_ease.c -- what makes a query of words find what was meant: stop words, titles and initials
 * of people are left out while another word stays, and subject words are sought in the other
 * language too. */
#include "base/checked.h"
#include "catalog/query_nodes.h"
#include "text/stops.h"
#include "text/terms.h"
#include "text/thesaurus.h"

/* A word as people type it: neither phrase nor beginning nor anything with a mark. */
static bool simple(const struct index_node *n)
{
    return n->op == INDEX_TERM && !n->prefix && !n->plain && !n->start && !n->whole && n->text.n;
}

struct counting {
    struct arena *mem;
    struct str first;
    size_t n;
};

static bool count(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    struct counting *c = ctx;
    (void)from;
    (void)to;
    if (place == TERM_WORD && c->n++ == 0) c->first = arena_copy(c->mem, text);
    return c->n < 2;
}

/* Its only word, as it is indexed; empty when it has several. */
static struct str only_word(struct arena *a, const struct index_node *n)
{
    struct counting c = {.mem = a};
    terms_each(n->text, count, &c);
    return c.n == 1 ? c.first : (struct str){0};
}

/* "A." of A. A. Navis; in a search for people "A" too. */
static bool initial(const struct index_node *n, struct str word)
{
    bool one = word.n == 1 && word.p[0] >= 'a' && word.p[0] <= 'z';
    return one && (n->field == INDEX_AUTHOR || n->text.p[n->text.n - 1] == '.');
}

static bool can_be_spared(struct arena *a, const struct index_node *n)
{
    if (!simple(n)) return false;
    struct str word = only_word(a, n);
    if (!word.n) return false;
    if (stop_word(word) || initial(n, word)) return true;
    return (n->field == INDEX_ANY || n->field == INDEX_AUTHOR) && stop_honorific(word);
}

static void leave_out(struct arena *a, struct node_list *parts)
{
    size_t kept = 0, staying = 0;
    bool *spare = arena_array(a, bool, parts->n + 1);
    for (size_t i = 0; i < parts->n; i++) {
        spare[i] = can_be_spared(a, parts->item[i]);
        staying += !spare[i];
    }
    if (!staying) return;
    for (size_t i = 0; i < parts->n; i++)
        if (!spare[i]) parts->item[kept++] = parts->item[i];
    parts->n = kept;
}

/* ---- translations ---- */

/* How many parts from `at` on are a term of the thesaurus: the longest. */
static size_t match(struct arena *a, const struct thesaurus *t, const struct node_list *parts,
                    size_t at, const struct strs **ret)
{
    struct str word[THESAURUS_TERM_WORDS_MAX];
    size_t longest = 0;
    for (size_t n = 0; n < COUNT(word) && at + n < parts->n;) {
        const struct index_node *part = parts->item[at + n];
        bool fits = simple(part) && part->field == parts->item[at]->field &&
                    (part->field == INDEX_ANY || part->field == INDEX_SUBJECT);
        if (!fits) break;
        word[n++] = words_key(a, part->text);
        const struct strs *also = thesaurus_find(t, arena_join(a, word, n, STR(" ")));
        if (!also) continue;
        *ret = also;
        longest = n;
    }
    return longest;
}

/* (all of the words) or one of the translations */
static struct index_node *with_translations(struct arena *a, const struct node_list *parts,
                                            size_t at, size_t n, const struct strs *also)
{
    struct node_list run = {parts->item + at, n, n}, either = {0};
    struct index_node *only = parts->item[at];
    if (n == 1) {
        only->also = *also;
        return only;
    }
    struct index_node *other = query_term(a, only->field, (struct str){0});
    other->also = *also;
    VEC_PUSH(a, &either, query_group(a, INDEX_AND, run));
    VEC_PUSH(a, &either, other);
    return query_group(a, INDEX_OR, either);
}

static void translate(struct arena *a, const struct thesaurus *t, struct node_list *parts)
{
    struct node_list all = {0};
    for (size_t at = 0; at < parts->n;) {
        const struct strs *also = NULL;
        size_t n = match(a, t, parts, at, &also);
        struct index_node *node = n ? with_translations(a, parts, at, n, also) : parts->item[at];
        VEC_PUSH(a, &all, node);
        at += MAX(n, (size_t)1);
    }
    *parts = all;
}

void query_ease(struct arena *a, const struct thesaurus *t, struct node_list *parts)
{
    if (t) translate(a, t, parts);
    leave_out(a, parts);
}
