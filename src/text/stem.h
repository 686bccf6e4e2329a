/* stem.h -- the roots an Indonesian word may come from, by its affixes alone (no dictionary).
 *
 * `word` is folded (text/words.h) and has 5 to 30 letters a-z, else it has no roots. A rest is a
 * root when it has 3 letters or more, two vowels (a e i o u) or more, and does not begin with two
 * consonants, unless the second of them is h l r w y, or they are ng. KEPT words (stem_words.c) are
 * never cut; IRREGULAR ones have the root that stands there.
 *
 * 1. Endings: a word that begins with none of ber ter me pe di loses lah, kah or pun, then ku or
 * mu; every word loses nya; each only when a root is left. Where then an stands behind a KEPT word,
 * the KEPT word is the root.
 * 2. One prefix, when its rest is a root. A nasal that swallowed a consonant has two readings
 * (menulis is tulis or nulis). The longest that fits: memper diper                       the rest
 *      meny peny, before a vowel          s + rest
 *      meng peng, before a vowel          rest, k + rest       before g h k: rest
 *      men  pen,  before a vowel          t + rest, n + rest   before c d j s t z: rest
 *      mem  pem,  before a vowel          p + rest, m + rest   before b f p v: rest
 *      ber ter per, before a vowel        rest, r + rest       before another letter: rest
 *      me, before l r w y; pe, before b c d g h j k l p s t w y; di, before any letter
 *      ke, when the word ends in an and 3. leaves a root
 * 3. One suffix from each reading, when a root is left: after me(n), di, ter: kan, or i (then both,
 * with it and without it, are roots); after ke, pe(n), per: an; after ber or without a prefix: an,
 * but kan where a consonant stands before it.
 * 4. From each reading once more a prefix of 2, if it is ber, ter, per or pe with a nasal. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "base/str.h"

enum { STEMS_MAX = 16, STEM_BYTES = 40 };

struct stems {
    char bytes[STEMS_MAX][STEM_BYTES];
    struct str item[STEMS_MAX]; /* into bytes: do not copy the structure */
    size_t n;
};

/* Adds the roots of the word to *to. */
void stem_indonesian(struct str word, struct stems *to);

/* Adds head and tail as one string, unless it is there already, full or too long. */
void stems_add(struct stems *to, struct str head, struct str tail);
bool stems_has(const struct stems *s, struct str word);

/* stem_words.c */
bool stem_is_kept(struct str word);
bool stem_irregular(struct str word, struct str *ret);

#endif
