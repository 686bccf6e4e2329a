/* forms_memory.c -- a table with one place for each hash: a word takes the place of the one before.
 */
#include "text/forms_memory.h"

#include <string.h>

#include "base/mem.h"

enum { PLACES = 1 << 12, WORD_BYTES = 24, FORMS_KEPT = 4, FORM_BYTES = 66 };

struct place {
    unsigned char word_n; /* 0: free */
    unsigned char n, length[FORMS_KEPT];
    char word[WORD_BYTES], bytes[FORM_BYTES];
};

struct forms_memory {
    struct place place[PLACES];
};

struct forms_memory *forms_memory_new(void)
{
    return mem_zero(1, sizeof(struct forms_memory));
}

void forms_memory_free(struct forms_memory *m)
{
    mem_free(m);
}

static struct place *place_of(struct forms_memory *m, struct str word)
{
    uint64_t h = 0xCBF29CE484222325; /* FNV-1a */
    for (size_t i = 0; i < word.n; i++) h = (h ^ (unsigned char)word.p[i]) * 0x100000001B3;
    return &m->place[(h ^ h >> 29) % PLACES];
}

static bool give_known(const struct place *p, forms_fn *fn, void *ctx)
{
    const char *at = p->bytes;
    for (size_t i = 0; i < p->n; at += p->length[i++])
        if (!fn(ctx, (struct str){at, p->length[i]})) return false;
    return true;
}

/* Words with many or long forms are worked out each time. */
static void keep(struct place *p, struct str word, const struct stems *forms)
{
    size_t used = 0;
    p->word_n = 0;
    if (forms->n > FORMS_KEPT) return;
    for (size_t i = 0; i < forms->n; i++) {
        const struct str f = forms->item[i];
        if (used + f.n > FORM_BYTES) return;
        memcpy(p->bytes + used, f.p, f.n);
        p->length[i] = (unsigned char)f.n;
        used += f.n;
    }
    p->n = (unsigned char)forms->n;
    memcpy(p->word, word.p, word.n);
    p->word_n = (unsigned char)word.n;
}

bool forms_each(struct forms_memory *m, struct str word, forms_fn *fn, void *ctx)
{
    const bool fits = m && word.n > 0 && word.n <= WORD_BYTES;
    struct place *p = fits ? place_of(m, word) : NULL;
    struct stems forms = {.n = 0};
    if (p && p->word_n == word.n && memcmp(p->word, word.p, word.n) == 0)
        return give_known(p, fn, ctx);
    forms_of(word, &forms);
    if (p) keep(p, word, &forms);
    for (size_t i = 0; i < forms.n; i++)
        if (!fn(ctx, forms.item[i])) return false;
    return true;
}
