/* terms.h -- a text as the search index takes it: its words by place, and what helps to find them.
 *
 * Words are those of text/words.h, with two differences: `&`, "dan" and "and" are one word, "&";
 * and letters of Thai, Lao, Burmese and Khmer, which are written without blanks, are words by
 * themselves as Han and Kana are. At the place of a word stand besides pairs   of it and the next,
 * when both are such single letters: two letters as one term forms   of it (text/forms.h), behind
 * FORM_MARK, so that they are never taken for the word */
#ifndef TEXT_TERMS_H
#define TEXT_TERMS_H

#include "text/words.h"

enum { FORM_MARK = 0x02 };

enum term_place { TERM_WORD, TERM_PAIR, TERM_FORM };

/* One term: `text` lives until the next call; from/to are byte offsets of the word into the input.
 * Only TERM_WORD moves to the next place; pairs and forms follow the word they stand with. False
 * stops. */
typedef bool terms_fn(void *ctx, enum term_place place, struct str text, size_t from, size_t to);

bool terms_each(struct str s, terms_fn *fn, void *ctx);

/* The same with what is remembered of forms; and how many TERM_WORDs there are. */
struct forms_memory;
bool terms_each_known(struct forms_memory *known, struct str s, terms_fn *fn, void *ctx);
int terms_count(struct str s);

/* Whether a word is a single letter of a script without blanks. */
bool term_stands_alone(struct str word);

#endif
