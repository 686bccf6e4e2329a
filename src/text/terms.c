/* terms.c -- words, pairs and forms by place: terms.h. */
#include "text/terms.h"

#include <string.h>
#include <unicode/uscript.h>

#include "text/forms_memory.h"
#include "text/utf8.h"

enum { LETTER_BYTES = 4 };

struct walking {
    terms_fn *fn;
    void *ctx;
    bool plain; /* words only */
    struct forms_memory *known;
    size_t base; /* where the part given to words_each begins */
    char last[LETTER_BYTES];
    size_t last_n; /* the single letter before; 0: none */
    size_t from, to;
};

/* Thai and Lao, Burmese, Khmer. */
static bool without_blanks(uint32_t c)
{
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF);
}

bool term_stands_alone(struct str word)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t at = 0;
    if (word.n == 0 || word.n > LETTER_BYTES || (unsigned char)word.p[0] < 0x80) return false;
    uint32_t c = utf8_next(word, &at);
    if (at < word.n) return false;
    if (without_blanks(c)) return true;
    if (c < 0x2E80) return false;
    UScriptCode script = uscript_getScript((UChar32)c, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

static bool give(struct walking *w, enum term_place place, struct str text)
{
    return w->fn(w->ctx, place, text, w->from, w->to);
}

static bool give_letter(struct walking *w, struct str letter)
{
    char pair[2 * LETTER_BYTES];
    memcpy(pair, w->last, w->last_n);
    memcpy(pair + w->last_n, letter.p, letter.n);
    if (w->last_n && !give(w, TERM_PAIR, (struct str){pair, w->last_n + letter.n})) return false;
    memcpy(w->last, letter.p, letter.n);
    w->last_n = letter.n;
    return give(w, TERM_WORD, letter);
}

static bool give_form(void *ctx, struct str form)
{
    char marked[STEM_BYTES + 1] = {FORM_MARK};
    memcpy(marked + 1, form.p, form.n);
    return give(ctx, TERM_FORM, (struct str){marked, form.n + 1});
}

static bool give_plain(struct walking *w, struct str word)
{
    w->last_n = 0;
    if (str_eq(word, STR("dan")) || str_eq(word, STR("and"))) return give(w, TERM_WORD, STR("&"));
    if (!give(w, TERM_WORD, word)) return false;
    return w->plain || forms_each(w->known, word, give_form, w);
}

/* Runs of letters without blanks are taken apart; what stands between them are words. */
static bool take_apart(struct walking *w, struct str word)
{
    size_t start = 0;
    for (size_t at = 0; at < word.n;) {
        size_t from = at;
        if (!without_blanks(utf8_next(word, &at))) continue;
        if (from > start && !give_plain(w, str_slice(word, start, from))) return false;
        if (!give_letter(w, str_slice(word, from, at))) return false;
        start = at;
    }
    return start == word.n || give_plain(w, str_slice(word, start, word.n));
}

static bool has_such(struct str word)
{
    for (size_t i = 0; i < word.n; i++) /* the first bytes of U+0E00-0EFF and U+1000-17FF */
        if ((unsigned char)word.p[i] == 0xE0 || (unsigned char)word.p[i] == 0xE1) return true;
    return false;
}

static bool take_word(void *ctx, struct str word, size_t from, size_t to)
{
    struct walking *w = ctx;
    w->from = w->base + from;
    w->to = w->base + to;
    if (term_stands_alone(word)) return give_letter(w, word);
    return has_such(word) ? take_apart(w, word) : give_plain(w, word);
}

static bool walk(struct walking *w, struct str s)
{
    while (w->base < s.n) {
        size_t end = str_find_char(s, '&', w->base);
        if (!words_each(str_slice(s, w->base, end), take_word, w)) return false;
        w->from = end;
        w->to = w->base = end + 1;
        w->last_n = end < s.n ? 0 : w->last_n;
        if (end < s.n && !give(w, TERM_WORD, STR("&"))) return false;
    }
    return true;
}

bool terms_each(struct str s, terms_fn *fn, void *ctx)
{
    return walk(&(struct walking){.fn = fn, .ctx = ctx}, s);
}

bool terms_each_known(struct forms_memory *known, struct str s, terms_fn *fn, void *ctx)
{
    return walk(&(struct walking){.fn = fn, .ctx = ctx, .known = known}, s);
}

static bool count_word(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    (void)text;
    (void)from;
    (void)to;
    *(int *)ctx += place == TERM_WORD;
    return true;
}

int terms_count(struct str s)
{
    int n = 0;
    walk(&(struct walking){.fn = count_word, .ctx = &n, .plain = true}, s);
    return n;
}
