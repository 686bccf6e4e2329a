/* match.h -- do two records describe the same publication? By exact keys: conservative, explained,
 * and never on an ISBN alone, since publishers reuse them and cataloguers mistype them.
 *
 * Two records are the same when they find each other by a key and nothing contradicts:
 *   key ISBN      an ISBN in common; then the titles must be equal, or one the beginning of the
 * other key TITLE     title, part, first name and year in common; then the publishers, when both
 * are known, must share a word, and ISBNs, when both have some, must share one Contradictions,
 * whatever the key: different volume, part, class level or semester; different edition number;
 * teacher's against pupil's book; book against serial and other formats; print against electronic;
 * two different languages (key TITLE only: small libraries leave the field at its default). */
#ifndef CATALOG_MATCH_H
#define CATALOG_MATCH_H

#include "record/bib.h"

enum { MATCH_KEYS_MAX = 12 };

struct match_facts {
    struct str title;     /* words_key of the title proper */
    struct str full;      /* words_key of the whole title */
    struct str part;      /* words_key of number and name of part */
    struct str numbers;   /* volume, class, semester numbers found in title and part, canonical */
    struct str author;    /* words_name_key of the first name */
    struct str publisher; /* words_key, without PT, CV, Penerbit, Press ... */
    struct str edition;   /* its number as digits, or "" */
    struct strs isbns, issns;
    struct str language; /* the first, or "" */
    int year;
    enum format format;
    bool online;
    char audience; /* 'g' buku guru, 's' buku siswa, 0 */
    int64_t key[MATCH_KEYS_MAX];
    size_t n_keys;
};

enum verdict { VERDICT_SAME, VERDICT_DIFFERENT };

/* Strings live in `a` or in the bib. */
void match_facts_of(const struct bib *b, struct arena *a, struct match_facts *ret);

bool match_share_key(const struct match_facts *x, const struct match_facts *y);

/* Whether something rules out that they are the same; *ret_why (may be NULL) names it: "volume". */
bool match_contradict(const struct match_facts *x, const struct match_facts *y,
                      const char **ret_why);

/* SAME when they share a key and nothing contradicts. Symmetric. */
enum verdict match_judge(const struct match_facts *x, const struct match_facts *y,
                         const char **ret_why);

/* How alike two descriptions of one library's records are, 0 to 1000: for giving a row without a
 * number to the record it corrects. 0 when they contradict. */
int match_likeness(const struct bib *x, const struct bib *y, struct arena *a);

#endif
