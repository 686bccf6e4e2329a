/* vocabulary.h -- the words of the catalogue: which are like one that was mistyped, which begin so,
 * how often one is used.
 *
 * Words are those of titles, authors, subjects, series and publishers, as text/words.h folds them,
 * with a letter in them, of at most VOCABULARY_LETTERS bytes; notes and contents add none. The
 * writer counts their uses in the file's table `word`, in the transaction of the postings. Readers
 * keep them in memory from the first question on (about 20 bytes a word) and add what is new.
 *
 * Arguments are folded here; of several words the first counts. */
#ifndef INDEX_VOCABULARY_H
#define INDEX_VOCABULARY_H

#include "index/index.h"

enum { VOCABULARY_LETTERS = 40, VOCABULARY_EDITS = 2 };

struct vocabulary_word {
    struct str text;
    int64_t uses; /* places it stands in; several in one title count */
    int edits;    /* letters changed, lost, added, or neighbours exchanged */
};
struct vocabulary_words {
    struct vocabulary_word *item;
    size_t n, cap;
};

/* How many edits may be meant by a slip in a word of so many letters: 0 below 4, 1 below 7, 2. */
int vocabulary_edits_for(struct str word);

/* Words within 1..`edits` (at most VOCABULARY_EDITS) of `word`, likeliest first: fewer edits, the
 * same first letter, more uses. None is fine. */
MUST enum err vocabulary_similar(struct index_reader *r, struct str word, int edits, size_t limit,
                                 struct arena *a, struct vocabulary_words *ret);

/* The most used words that begin with `word`, itself among them. Only tests ask; suggestions come
 * from the leads. */
MUST enum err vocabulary_begins(struct index_reader *r, struct str word, size_t limit,
                                struct arena *a, struct vocabulary_words *ret);

/* 0 when nobody uses it. */
MUST enum err vocabulary_uses(struct index_reader *r, struct str word, int64_t *ret);

/* The two words that `word` may have been before a space was lost, the more used halves; none when
 * there is no such place. */
MUST enum err vocabulary_split(struct index_reader *r, struct str word, struct arena *a,
                               struct vocabulary_words *ret);

/* ---- for the files of index/ ---- */

struct vocabulary; /* what a reader keeps in memory; safe between threads */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *v);

/* What a batch of the writer adds to the uses of words. */
struct word_bag;
struct word_bag *word_bag_new(void);
void word_bag_free(struct word_bag *b);
void word_bag_clear(struct word_bag *b);
/* The words of the fields that count, `field` has INDEX_FIELDS of them, each behind its length; and
 * such a list into the bag; and both at once. */
struct str word_bag_list(struct arena *a, const struct str *field);
void word_bag_words(struct word_bag *b, struct str list, int sign);
void word_bag_document(struct word_bag *b, const struct str *field, int sign);
typedef enum err word_bag_fn(void *ctx, struct str word, int64_t change);
MUST enum err word_bag_each(const struct word_bag *b, word_bag_fn *fn, void *ctx);

#endif
