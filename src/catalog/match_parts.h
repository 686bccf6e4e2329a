/* match_parts.h -- what the match_*.c files share: comparing of texts. Inside match_*.c only. */
#ifndef CATALOG_MATCH_PARTS_H
#define CATALOG_MATCH_PARTS_H

#include "catalog/match.h"

/* Scores from which a pair is the same, or in doubt. */
enum { SAME_FROM = 67, DOUBT_FROM = -12 };

extern const short match_points[SIGN_COUNT];

/* ---- match_pack.c ---- */

/* An order of facts by their texts, 0 when all of them are equal. */
int match_facts_order(const struct match_facts *x, const struct match_facts *y);

/* ---- match_keys.c ---- */

void match_add_keys(struct match_facts *f, const struct bib *b, struct arena *a);

/* ---- match_text.c ---- */

enum { WORDS_MAX = 72 };

/* The words of a text, at most WORDS_MAX. */
struct word_list {
    struct str item[WORDS_MAX];
    uint32_t hash[WORDS_MAX];
    uint64_t letters[WORDS_MAX]; /* which bytes, modulo 64, are in it */
    bool digits[WORDS_MAX];
    size_t n;
    bool cut;
};
void words_of(struct str text, struct word_list *ret);

/* At most n bits are set. */
static inline bool few_bits(uint64_t bits, int n)
{
    for (; n && bits; n--) bits &= bits - 1;
    return bits == 0;
}

/* Words with these letters may be `limit` edits apart; false: they are more. An edit takes away or
 * brings one letter at most. */
static inline bool letters_near(uint64_t x, uint64_t y, int limit)
{
    return few_bits(x & ~y, limit) && few_bits(y & ~x, limit);
}

/* Each word of the text that has fewer stands in the other, maybe as an abbreviation there or here:
 * "int j of statistics". */
bool words_abbreviate(struct str x, struct str y);

/* Two texts word by word: how many of each found their like in the other, typing errors of one
 * letter in five counted as like when both are left over. */
struct overlap {
    size_t x, y;         /* words of each, small ones that are left over not counted */
    size_t equal, close; /* pairs of equal, and of nearly equal words */
    size_t joined;       /* of the close ones: two words written as one */
    bool version;        /* words that differ in their digits only are left over */
};
struct overlap words_overlap(const struct word_list *x, const struct word_list *y);

/* Edit distance of two texts up to 64 bytes, else `limit`+1 when it is more than limit. */
int edit_distance(struct str x, struct str y, int limit);

/* Whether they are the same but for typing errors: one in eight letters, none in digits. */
bool nearly_same(struct str x, struct str y);

/* The same letters, spaces aside. */
bool same_letters(struct str x, struct str y);

/* One is the other or its beginning, by whole words; neither is empty. */
bool begins(struct str x, struct str y);

/* The next item of a list that has one a line. */
bool next_line(struct str *rest, struct str *ret);

/* Dice's coefficient over pairs of neighbouring bytes, 0 to 1000: forgiving of typing errors. */
int dice(struct str x, struct str y);

/* ---- match_names.c ---- */

enum name_likeness { NAMES_APART, NAMES_INITIALS, NAMES_CLOSE, NAMES_SAME };

/* Two names, words in alphabetical order: "a hirata" may be "andrea hirata". */
enum name_likeness names_compare(struct str x, struct str y);

/* ---- the judge's benches: each adds the signs of its features ---- */

struct bench {
    const struct match_facts *x, *y;
    struct match_result *r;
    bool title_same, title_long; /* found by judge_title, for those after it */
    bool rest_unequal;           /* one title says more than the other */
    bool title_apart;            /* each says what the other does not */
    bool title_differs;
    bool title_plain;                      /* beside a number they are the same */
    bool publisher_differs, place_differs; /* by judge_makers */
};

void judge_sign(struct bench *b, enum match_sign s);

void judge_title(struct bench *b);   /* match_title.c */
void judge_marks(struct bench *b);   /* match_volumes.c: volumes, parts, editions, levels */
void judge_makers(struct bench *b);  /* match_makers.c: authors, publishers, places */
void judge_details(struct bench *b); /* match_details.c: years, pages, series, formats, numbers */

/* ---- parts of them that are cheap and do not depend on what comes before: match_apart.c ---- */

void judge_author(struct bench *b);
void judge_year(struct bench *b); /* but for year.reissue */
void judge_extent(struct bench *b);
bool numbers_meet(const struct match_numbers *x, const struct match_numbers *y);

#endif
