/* utf8.h -- UTF-8 as RFC 3629 has it: no surrogates, nothing overlong, nothing past U+10FFFF. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/arena.h"

enum { UTF8_BAD = 0xFFFD };

/* The code point at s[*at], and *at moved past it. A byte that starts no valid sequence gives
 * UTF8_BAD and moves by one. Requires *at < s.n. */
uint32_t utf8_next(struct str s, size_t *at);

/* Offset of the first byte that is not valid UTF-8, or s.n. */
size_t utf8_valid_prefix(struct str s);
bool utf8_valid(struct str s);

/* s itself when valid, else a copy with U+FFFD for each bad byte. */
struct str utf8_clean(struct arena *a, struct str s);

/* At most `max` bytes of s, never cutting a code point in two. */
struct str utf8_cut(struct str s, size_t max);

/* Writes the code point into to[4] and gives its length, 1 to 4. */
size_t utf8_encode(uint32_t c, char to[4]);

/* The same text in Normalization Form C (Unicode 15, 3.11): one way to write each letter. `s`
 * itself when nothing changes or it is not UTF-8. */
struct str utf8_nfc(struct arena *a, struct str s);

/* Text whose UTF-8 was taken for Latin-1 or Windows-1252 and turned into UTF-8 once more ("cafÃ©"),
 * turned back; `s` itself when it is anything else. */
struct str utf8_undouble(struct arena *a, struct str s);

#endif
