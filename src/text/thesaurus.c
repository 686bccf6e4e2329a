/* thesaurus.c -- reading lines of terms into a table sorted by key. */
#include "text/thesaurus.h"

#include <stdlib.h>

#include "base/checked.h"
#include "text/thesaurus_table.h"
#include "text/utf8.h"
#include "text/words.h"

struct entry {
    struct str key;
    struct strs also;
    int order; /* of reading: qsort is not stable */
};

struct thesaurus {
    struct entry *item;
    size_t n, cap;
};

struct side {
    struct str text[THESAURUS_SIDE_MAX], key[THESAURUS_SIDE_MAX];
    size_t n;
};

struct str thesaurus_default(void)
{
    return (struct str){thesaurus_text, thesaurus_text_n};
}

static size_t words_in(struct str key)
{
    size_t n = 1;
    for (size_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}

static enum thesaurus_fault read_side(struct str text, struct arena *a, struct side *ret)
{
    struct str term;
    ret->n = 0;
    while (str_split(&text, ',', &term)) {
        term = str_trim(term);
        struct str key = words_key(a, term);
        if (key.n == 0) return THESAURUS_EMPTY_TERM;
        if (ret->n == THESAURUS_SIDE_MAX || words_in(key) > THESAURUS_TERM_WORDS_MAX)
            return THESAURUS_TOO_MANY;
        ret->text[ret->n] = term;
        ret->key[ret->n++] = key;
    }
    return ret->n ? THESAURUS_FINE : THESAURUS_EMPTY_TERM;
}

static void add_side(struct thesaurus *t, struct arena *a, const struct side *from,
                     const struct side *to)
{
    for (size_t i = 0; i < from->n; i++) {
        struct entry e = {.key = from->key[i], .order = (int)t->n};
        for (size_t k = 0; k < to->n; k++)
            if (!str_eq(to->key[k], e.key)) VEC_PUSH(a, &e.also, to->text[k]);
        if (e.also.n) VEC_PUSH(a, t, e);
    }
}

static enum thesaurus_fault read_line(struct thesaurus *t, struct str line, struct arena *a)
{
    struct side left, right;
    line = str_trim(str_slice(line, 0, str_find_char(line, '#', 0)));
    if (line.n == 0) return THESAURUS_FINE;
    if (!utf8_valid(line)) return THESAURUS_NOT_UTF8;
    size_t equals = str_find_char(line, '=', 0);
    if (equals == line.n || str_find_char(line, '=', equals + 1) < line.n)
        return THESAURUS_NO_EQUALS;
    enum thesaurus_fault f = read_side(str_slice(line, 0, equals), a, &left);
    if (!f) f = read_side(str_slice(line, equals + 1, line.n), a, &right);
    if (f) return f;
    add_side(t, a, &left, &right);
    add_side(t, a, &right, &left);
    return THESAURUS_FINE;
}

static int compare(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* One entry a key, with the translations of all its lines. */
static void join(struct thesaurus *t, struct arena *a)
{
    size_t kept = 0;
    if (t->n) qsort(t->item, t->n, sizeof t->item[0], compare);
    for (size_t i = 0; i < t->n; i++) {
        struct entry *last = kept ? &t->item[kept - 1] : NULL;
        if (!last || !str_eq(last->key, t->item[i].key)) {
            t->item[kept++] = t->item[i];
            continue;
        }
        for (size_t k = 0; k < t->item[i].also.n && last->also.n < THESAURUS_ALSO_MAX; k++)
            VEC_PUSH(a, &last->also, t->item[i].also.item[k]);
    }
    t->n = kept;
}

enum err thesaurus_read(struct str text, struct arena *a, const struct thesaurus **ret,
                        enum thesaurus_fault *ret_fault, int *ret_line)
{
    struct thesaurus *t = arena_make(a, struct thesaurus);
    struct str line;
    *ret_fault = text.n > THESAURUS_BYTES_MAX ? THESAURUS_TOO_LONG : THESAURUS_FINE;
    for (*ret_line = 0; !*ret_fault && str_split(&text, '\n', &line);) {
        if (++*ret_line > THESAURUS_LINES_MAX)
            *ret_fault = THESAURUS_TOO_LONG;
        else
            *ret_fault = read_line(t, line, a);
    }
    if (*ret_fault) return ERR_FORMAT;
    join(t, a);
    *ret = t;
    return OK;
}

static int compare_key(const void *key, const void *entry)
{
    return str_cmp(*(const struct str *)key, ((const struct entry *)entry)->key);
}

const struct strs *thesaurus_find(const struct thesaurus *t, struct str key)
{
    if (!t || !t->n) return NULL;
    const struct entry *e = bsearch(&key, t->item, t->n, sizeof t->item[0], compare_key);
    return e ? &e->also : NULL;
}
