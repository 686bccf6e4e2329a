/* words.c -- folding and cutting into words (ICU for everything beyond ASCII). */
#include "text/words.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "text/utf8.h"

/* One code point may become many (U+FDFA has 18). */
enum { FOLDED_MAX = 80 };

struct cutter {
    words_fn *fn;
    void *ctx;
    const UNormalizer2 *nfkd;
    char word[WORD_MAX];
    size_t n, from, to; /* the word being gathered; n may be 0 */
    bool open, stopped;
};

static void flush(struct cutter *c)
{
    if (c->n && !c->stopped)
        c->stopped = !c->fn(c->ctx, (struct str){c->word, c->n}, c->from, c->to);
    c->n = 0;
    c->open = false;
}

static void put(struct cutter *c, const char *p, size_t n, size_t from, size_t to)
{
    if (!c->open) c->from = from;
    c->open = true;
    c->to = to;
    if (c->n + n > WORD_MAX) return;
    memcpy(c->word + c->n, p, n);
    c->n += n;
}

/* ---- beyond ASCII ---- */

static const char *spelled_out(UChar32 c)
{
    switch (c) {
    case 0xF8: return "o";
    case 0x111: return "d";
    case 0x142: return "l";
    case 0xE6: return "ae";
    case 0x153: return "oe";
    case 0xFE: return "th";
    case 0xF0: return "d";
    case 0x131: return "i";
    case 0x127: return "h";
    case 0x167: return "t";
    default: return NULL;
    }
}

static bool dropped(UChar32 c)
{
    return (c >= 0x2B9 && c <= 0x2BF) || c == 0x2C8 || c == 0x640 ||
           (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK));
}

static bool stands_alone(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (c < 0x2E80) return false;
    UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

static void put_folded(struct cutter *c, UChar32 u, size_t from, size_t to)
{
    char bytes[4];
    const char *letters = spelled_out(u);
    if (dropped(u)) return;
    if (letters) {
        put(c, letters, strlen(letters), from, to);
    } else if (u < 0x80 && u >= 'A' && u <= 'Z') {
        put(c, (char[]){(char)(u + 'a' - 'A')}, 1, from, to);
    } else if (stands_alone(u)) {
        flush(c);
        put(c, bytes, utf8_encode((uint32_t)u, bytes), from, to);
        flush(c);
    } else if ((U_GET_GC_MASK(u) & (U_GC_L_MASK | U_GC_N_MASK)) ||
               (c->open && (U_GET_GC_MASK(u) & U_GC_MC_MASK))) {
        put(c, bytes, utf8_encode((uint32_t)u, bytes), from, to);
    } else {
        flush(c);
    }
}

/* NFKD of one code point; itself when it has no decomposition. */
static int32_t decompose(const struct cutter *c, UChar32 u, UChar *to)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = unorm2_getDecomposition(c->nfkd, u, to, FOLDED_MAX, &status);
    if (n >= 0 && U_SUCCESS(status)) return n;
    n = 0;
    U16_APPEND_UNSAFE(to, n, u);
    return n;
}

/* ICU's own macro mixes signs. */
static UChar32 next16(const UChar *p, int32_t *at, int32_t n)
{
    uint32_t c = p[(*at)++];
    if ((c & 0xFC00) != 0xD800 || *at == n || (p[*at] & 0xFC00) != 0xDC00) return (UChar32)c;
    return (UChar32)(((c & 0x3FF) << 10 | (p[(*at)++] & 0x3FFu)) + 0x10000);
}

static void put_code_point(struct cutter *c, UChar32 u, size_t from, size_t to)
{
    UChar plain[FOLDED_MAX], folded[FOLDED_MAX], again[FOLDED_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = decompose(c, u, plain);
    int32_t m = u_strFoldCase(folded, FOLDED_MAX, plain, n, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status) || m > FOLDED_MAX) {
        flush(c);
        return;
    }
    for (int32_t i = 0; i < m;) {
        UChar32 x = next16(folded, &i, m);
        int32_t k = decompose(c, x, again);
        for (int32_t j = 0; j < k;) {
            put_folded(c, next16(again, &j, k), from, to);
        }
    }
}

/* ---- the walk ---- */

static bool is_apostrophe(uint32_t u)
{
    return u == '\'' || u == '`' || u == 0xB4 || u == 0x2018 || u == 0x2019;
}

/* Whether a letter or digit stands at s[at]. */
static bool continues(struct str s, size_t at)
{
    if (at >= s.n) return false;
    uint32_t u = utf8_next(s, &at);
    return u != UTF8_BAD && (U_GET_GC_MASK((UChar32)u) & (U_GC_L_MASK | U_GC_N_MASK));
}

bool words_each(struct str s, words_fn *fn, void *ctx)
{
    UErrorCode status = U_ZERO_ERROR;
    struct cutter c = {.fn = fn, .ctx = ctx, .nfkd = NULL};
    for (size_t at = 0; at < s.n && !c.stopped;) {
        size_t from = at;
        char b = s.p[at];
        if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9')) {
            put(&c, &b, 1, from, ++at);
            continue;
        }
        if (b >= 'A' && b <= 'Z') {
            put(&c, (char[]){(char)(b + 'a' - 'A')}, 1, from, at + 1);
            at++;
            continue;
        }
        uint32_t u = utf8_next(s, &at);
        if (is_apostrophe(u) && c.open && continues(s, at)) continue;
        if (u < 0x80 || u == UTF8_BAD || is_apostrophe(u)) {
            flush(&c);
            continue;
        }
        if (!c.nfkd) c.nfkd = unorm2_getNFKDInstance(&status);
        put_code_point(&c, (UChar32)u, from, at);
    }
    flush(&c);
    return !c.stopped;
}

/* ---- keys ---- */

struct text {
    char *item;
    size_t n, cap;
    struct arena *mem;
};

static void append(struct text *t, struct str s)
{
    if (t->n + s.n > t->cap) {
        size_t cap = MAX(t->cap * 2, t->n + s.n + 32);
        char *moved = arena_alloc(t->mem, cap);
        if (t->n) memcpy(moved, t->item, t->n);
        t->item = moved;
        t->cap = cap;
    }
    if (s.n) memcpy(t->item + t->n, s.p, s.n);
    t->n += s.n;
}

static bool append_word(void *ctx, struct str word, size_t from, size_t to)
{
    struct text *t = ctx;
    (void)from;
    (void)to;
    if (t->n) append(t, STR(" "));
    append(t, word);
    return true;
}

static struct text text_for(struct arena *a, struct str s)
{
    struct text t = {.mem = a, .cap = s.n + 8};
    t.item = arena_alloc(a, t.cap);
    return t;
}

struct str words_key(struct arena *a, struct str s)
{
    struct text t = text_for(a, s);
    words_each(s, append_word, &t);
    return (struct str){t.item, t.n};
}

static const struct {
    const char *language, *articles;
} articles[] = {
    {"eng", "the a an"},
    {"fre", "le la les un une des"},
    {"ger", "der die das ein eine"},
    {"spa", "el la los las un una"},
    {"ita", "il lo la i gli le un uno una"},
    {"dut", "de het een"},
    {"por", "o a os as um uma"},
    {"ara", "al"},
};

static bool is_article(struct str word, struct str language)
{
    for (size_t i = 0; i < COUNT(articles); i++) {
        if (!str_eq(language, str_of(articles[i].language))) continue;
        struct str rest = str_of(articles[i].articles), one;
        while (str_split(&rest, ' ', &one))
            if (str_eq(one, word)) return true;
    }
    return false;
}

/* "volume 10" becomes "volume 210": a run of digits behind its length. */
static void append_sortable(struct text *t, struct str key)
{
    for (size_t i = 0; i < key.n;) {
        size_t end = i;
        while (end < key.n && ascii_is_digit(key.p[end])) end++;
        if (end == i) {
            append(t, str_slice(key, i, i + 1));
            i++;
            continue;
        }
        while (i + 1 < end && key.p[i] == '0') i++;
        char length = (char)('0' + MIN(end - i, (size_t)9));
        append(t, (struct str){&length, 1});
        append(t, str_slice(key, i, end));
        i = end;
    }
}

struct str words_sort_key(struct arena *a, struct str s, struct str language)
{
    enum { SORT_KEY_MAX = 64 };
    struct str key = words_key(a, s);
    size_t first = str_find_char(key, ' ', 0);
    if (first < key.n && is_article(str_slice(key, 0, first), language))
        key = str_slice(key, first + 1, key.n);
    struct text t = text_for(a, key);
    append_sortable(&t, str_slice(key, 0, 2 * SORT_KEY_MAX));
    return utf8_cut((struct str){t.item, t.n}, SORT_KEY_MAX);
}
