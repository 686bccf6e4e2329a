/* match_fold.h -- text in the form in which it is compared, and the numbers that tell volumes,
 * classes and years apart. Inside match_*.c and spelling_form.c only.
 *
 * Folding goes beyond words.h, for comparison only: the old Indonesian spelling becomes the new
 * one (oe u, tj c, dj j, ch kh, and y is written j, so that Surabaja and Surabaya, Jakarta and
 * Djakarta, njonja and nyonya are one); words that are written twice with a hyphen become buku2;
 * "dan" and "and" are left out as "&" is, and so is an article at the beginning. */
#ifndef CATALOG_MATCH_FOLD_H
#define CATALOG_MATCH_FOLD_H

#include <string.h>

#include "base/arena.h"

/* str_eq for going through lists of words, most of which have another length. */
static inline bool same_word(struct str x, struct str y)
{
    return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0);
}

/* The folded words with single spaces between, at most `limit` bytes; of a longer text the last
 * word is a digest of the rest, so that two long texts are the same only if they are. */
struct str match_fold(struct arena *a, struct str text, size_t limit);

/* The folded words of a person's or body's name in alphabetical order, without titles and degrees
 * (Prof., H., Raden, S.Pd., M.Si. ...), each once. */
struct str match_fold_name(struct arena *a, struct str name, size_t limit);

/* ---- numbers ---- */

enum mark {
    MARK_VOLUME = 'v', /* jilid 2, vol. 2, buku kedua, part II */
    MARK_BARE = 'b',   /* Fisika 2 */
    MARK_CLASS = 'k',  /* kelas XI, grade 11 */
    MARK_SEMESTER = 's',
    MARK_THEME = 't', /* tema 3, subtema */
    MARK_JUZ = 'j',
    MARK_LEVEL = 'l',   /* SD 1, SMP 2, SMA 3, SMK 4 */
    MARK_PROGRAM = 'p', /* peminatan, wajib, IPA, IPS */
    MARK_YEAR = 'y',    /* 1500 to 2099 */
    MARK_EDITION = 'e', /* edisi 2, 3rd ed. */
};

/* "jilid 2 kelas XI" gives "k11 v2": each kind of mark with its numbers, sorted, each once.
 * `key` is folded text. */
struct str match_marks(struct arena *a, struct str key);

/* What is left of a folded title without its marks and the words that go with them ("Matematika
 * untuk SMA kelas X edisi revisi (buku guru)" is "matematika"), so that they are not compared
 * twice; the title itself when nothing is left. What it says of the edition is in *ret_edition. */
struct str match_plain(struct arena *a, struct str key, struct str *ret_edition);

/* Whether the words are nothing but a volume or number: "2", "buku kedua", "jilid ii". */
bool match_is_mark(struct str words);

/* The number a folded word means: 2, 2nd, ii, kedua, second; 0: none. `marked`: it follows a mark,
 * so that "dua", "two", "i", "x" count as well. */
int match_number(struct str word, bool marked);

#endif
