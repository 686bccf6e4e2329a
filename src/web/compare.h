/* compare.h -- two descriptions field by field, with the words that differ marked. */
#ifndef WEB_COMPARE_H
#define WEB_COMPARE_H

#include "web/page.h"

/* A run of words. */
struct compare_run {
    struct str text;
    bool marked; /* the other side has it not */
};
struct compare_side {
    struct compare_run *item;
    size_t n, cap;
};

enum compare_how { COMPARE_SAME, COMPARE_NEAR, COMPARE_DIFFERENT, COMPARE_LEFT, COMPARE_RIGHT };

struct compare_row {
    enum msg label;
    enum compare_how how; /* LEFT, RIGHT: only there */
    struct compare_side left, right;
};
struct compare_rows {
    struct compare_row *item;
    size_t n, cap;
};

enum { COMPARE_WORDS_MAX = 120 }; /* of longer texts no words are marked */

/* Equal when their words are (words_key), near when half of the words of the shorter one or more
 * are in the other in their order. False when both are empty: then there is no row. */
bool compare_texts(struct arena *a, struct str left, struct str right, struct compare_row *ret);

/* The fields in which one of them says something. */
void compare_bibs(const struct ask *k, const struct bib *left, const struct bib *right,
                  struct compare_rows *ret);

#endif
