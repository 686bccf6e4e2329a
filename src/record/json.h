/* json.h -- JSON (RFC 8259) in memory, read strictly and one value after another, without a tree.
 *
 * The caller says what it expects; the first thing that is not so fails the reader for good, and
 * `at` is then the place. Time is linear; depth is limited. Two things are mended and told, for
 * they are certain: bytes that are not UTF-8, and characters that no text can hold (control
 * characters, half a surrogate pair), which become U+FFFD. */
#ifndef RECORD_JSON_H
#define RECORD_JSON_H

#include "base/arena.h"

enum { JSON_DEPTH_MAX = 32 };

struct json {
    struct str s;
    struct arena *a; /* strings with escapes live here, others in s */
    size_t at;
    int depth;
    bool failed;
    size_t mended;   /* 1 + where a character was replaced first; 0: none */
    size_t not_utf8; /* the same of bytes that are not UTF-8 */
};

/* The first character of the next value or mark, '\0' at the end. */
char json_peek(struct json *j);

/* Passes '{' or '['; false, and failed, when something else stands there or it is too deep. */
bool json_open(struct json *j, char bracket);

/* Loops: for (bool first = true; json_member(j, &first, &key);) reads the value. False when the
 * object or array has ended, or failed. */
bool json_member(struct json *j, bool *first, struct str *ret_key);
bool json_element(struct json *j, bool *first);

/* A string as UTF-8. Tabs and line ends in it are blanks. */
bool json_string(struct json *j, struct str *ret);

/* A number as it is written. */
bool json_number(struct json *j, struct str *ret);

/* Passes over any value. */
bool json_skip(struct json *j);

#endif
