/* words.h -- what a word is, for searching and for comparing.
 *
 * Text is folded code point by code point: compatibility decomposition (NFKD), full case folding,
 * NFKD again; then marks (Mn, Me), format characters (Cf: soft hyphen, zero width ...), the Arabic
 * tatweel and the letters used as apostrophe, hamza or ayn (U+02B9-02BF, U+02C8) are dropped, and
 * the Latin letters that have no decomposition are spelled out (ø o, đ d, ł l, æ ae, œ oe, þ th, ð
 * d, ı i, ħ h, ŧ t). An apostrophe (' ‘ ’ ` ´) between two letters or digits is dropped too:
 * Qur'an, Qur’an and Quran are one word.
 *
 * A word is then a longest run of letters and digits (general categories L, N, and Mc inside a
 * word); each Han, Hiragana or Katakana character is a word by itself. Everything else separates.
 * There are no stop words. Of a word only the first WORD_MAX bytes count.
 *
 * WORDS_VERSION changes whenever any of this, of terms.h or of forms.h does; an index made with
 * another one is rebuilt. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/arena.h"

enum { WORDS_VERSION = 2, WORD_MAX = 120 };

/* One word: `text` is folded and lives until the next call; from/to are byte offsets into the
 * input. Return false to stop. */
typedef bool words_fn(void *ctx, struct str text, size_t from, size_t to);

/* Calls fn for each word of s, in order. Bad UTF-8 separates words. True when not stopped. */
bool words_each(struct str s, words_fn *fn, void *ctx);

/* The words joined by single spaces: the key by which two texts are called the same. */
struct str words_key(struct arena *a, struct str s);

/* A key that sorts as a reader expects, byte by byte: the words, without a leading article of
 * the language (`language` is a MARC code such as "eng", "fre"; empty: no article is dropped),
 * runs of digits padded so that 2 comes before 10, at most 64 bytes. */
struct str words_sort_key(struct arena *a, struct str s, struct str language);

/* The folded words of a person's name in alphabetical order, titles and degrees left out
 * (Prof., Dr., H., Hj., Ir., Drs., S.Pd., M.Si., ...): Hirata, Andrea and Andrea Hirata are
 * "andrea hirata". Empty when nothing is left. */
struct str words_name_key(struct arena *a, struct str name);

#endif
