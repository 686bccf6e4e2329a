/* bibtex_strings.c -- the abbreviations of a file, found by name. */
#include <stdlib.h>

#include "base/checked.h"
#include "base/hash.h"
#include "record/bibtex.h"

enum { WORDS_MAX = 100 };

/* By which a name is found, whatever its letters' size. */
static int64_t key_of(struct str name)
{
    char lower[BIBTEX_STRING_MAX];
    size_t n = MIN(name.n, sizeof lower);
    for (size_t i = 0; i < n; i++)
        lower[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] + 'a' - 'A' : name.p[i]);
    return digest_key((struct str){lower, n}) | 1;
}

void bibtex_strings_add(struct bibtex_strings *s, struct arena *a, struct str text)
{
    struct bibtex_entry e;
    struct bibtex_field f = {0};
    if (text.n > BIBTEX_STRING_MAX || s->bytes + text.n > BIBTEX_STRINGS_MAX) return;
    if (!bibtex_open(text, &e) || !bibtex_next(&e, &f)) return;
    int64_t key = key_of(f.name);
    if (idmap_get(&s->by_name, key)) return;
    idmap_put(&s->by_name, a, key, s->text.n);
    VEC_PUSH(a, &s->text, arena_copy(a, text));
    s->bytes += text.n;
}

static int in_order(const void *x, const void *y)
{
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    return a < b ? -1 : a > b;
}

/* The numbers of the abbreviations that an entry names outside of braces, in their order; some
 * perhaps twice. */
static size_t named(const struct bibtex_strings *s, struct str entry, size_t ret[WORDS_MAX])
{
    struct bibtex_entry e;
    struct bibtex_field f;
    size_t n = 0;
    if (!s->text.n || !bibtex_open(entry, &e)) return 0;
    while (bibtex_next(&e, &f))
        for (size_t i = 0; i < f.n && n < WORDS_MAX; i++) {
            if (!f.piece[i].bare) continue;
            const size_t *at = idmap_get(&s->by_name, key_of(f.piece[i].text));
            if (at) ret[n++] = *at;
        }
    qsort(ret, n, sizeof *ret, in_order);
    return n;
}

struct str bibtex_strings_used(const struct bibtex_strings *s, struct arena *a, struct str entry)
{
    size_t at[WORDS_MAX], n = named(s, entry, at);
    struct strs used = {0};
    for (size_t i = 0; i < n; i++) {
        if (i && at[i] == at[i - 1]) continue;
        VEC_PUSH(a, &used, s->text.item[at[i]]);
        VEC_PUSH(a, &used, STR("\n"));
    }
    return arena_join(a, used.item, used.n, (struct str){0});
}
