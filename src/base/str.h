/* str.h -- length-carrying strings: a view of bytes that somebody else owns.
 *
 * A `struct str` is never NUL-terminated and may hold any byte. It lives as long as the
 * buffer or arena under it. The empty string has n == 0; its p may be NULL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct str {
    const char *p;
    size_t n;
};

/* A view of a string literal, also usable in static initialisers. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                                          \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* For printf("%.*s", STR_ARG(s)); views longer than INT_MAX are cut. */
#define STR_ARG(s) ((s).n > 0x7fffffff ? 0x7fffffff : (int)(s).n), ((s).p ? (s).p : "")

/* A growing list of views; lives in an arena (see VEC_PUSH in arena.h). */
struct strs {
    struct str *item;
    size_t n, cap;
};

struct str str_of(const char *c_string); /* NULL gives the empty string */
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b);        /* by bytes; shorter first */
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* s[from..to), both cut to the length of s. */
struct str str_slice(struct str s, size_t from, size_t to);

/* Without ASCII white space (space, tab, CR, LF, VT, FF) at either end. */
struct str str_trim(struct str s);

/* Index of the first `c` at or after `from`, or s.n when there is none. */
size_t str_find_char(struct str s, char c, size_t from);

/* Index of the first `needle` in s, or s.n + 1 when there is none. */
size_t str_find(struct str s, struct str needle);

/* Cuts the part before the next `sep` off the front of *rest and gives it in *ret.
 * False when *rest is exhausted (p == NULL). "a,,b" gives "a", "", "b". */
bool str_split(struct str *rest, char sep, struct str *ret);

/* Decimal digits only, whole string, at least one digit; ERR_FORMAT or ERR_LIMIT. */
MUST enum err str_to_u64(struct str s, uint64_t *ret);
MUST enum err str_to_i64(struct str s, int64_t *ret); /* an optional leading '-' */

#endif
