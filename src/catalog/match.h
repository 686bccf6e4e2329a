/* match.h -- do two records describe the same publication? A judge that gives its reasons.
 *
 * A description is first brought into comparable form (facts). The judge compares two of them
 * feature by feature; each comparison gives a sign ("isbn.same", "year.near") worth some points
 * (match_weights.h: the one table of them), and their sum puts the pair into one of three zones.
 * Some signs are vetoes: volumes, editions, class levels, pupil's and teacher's books, languages,
 * carriers and formats are kept apart whatever else agrees. An ISBN alone never joins anything:
 * publishers reuse them and cataloguers mistype them.
 *
 * Equal facts are treated alike, so facts may be kept (packed) instead of records. MATCH_RULES
 * is raised whenever facts, keys, signs, points or zones change: what is kept is then made anew. */
#ifndef CATALOG_MATCH_H
#define CATALOG_MATCH_H

#include "base/buf.h"
#include "record/bib.h"

enum {
    MATCH_RULES = 5,
    MATCH_KEYS_MAX = 16,
    WORK_KEYS_MAX = 6,
    MATCH_NUMBERS_MAX = 12,
    MATCH_YEARS_MAX = 4
};

struct match_numbers {
    int64_t item[MATCH_NUMBERS_MAX]; /* ascending */
    size_t n;
};

/* Texts are folded (match_fold.h). Lists in a text have one item a line. */
struct match_facts {
    struct str title;          /* title proper and the rest of the title */
    int proper;                /* bytes of it that are the title proper */
    struct str part;           /* number and name of the part */
    struct str marks;          /* numbers of volume, class ... in title and part: "k11 v2" */
    struct str names;          /* words of each name in alphabetical order; the main one first */
    struct str responsibility; /* as the title page has it */
    struct str publisher;      /* without PT, CV, Penerbit, Press ... */
    struct str place;
    struct str publishers, places;          /* lists: what else the imprint names */
    struct str series;                      /* title and volume, a tab between */
    struct str native;                      /* the title in its own script */
    struct str languages;                   /* "eng ind" */
    struct str host;                        /* articles: the title of the journal or book */
    struct str host_part;                   /* its volume, issue, year, pages */
    struct str related;                     /* serials: titles before and after this one */
    struct match_numbers isbns, issns, ids; /* ISSNs without check digit; ids: digests */
    int year[MATCH_YEARS_MAX]; /* of publication first, then others that the record names */
    int guess[2];              /* "[191-]", "1911?": the years among which it is; 0: stated */
    int pages, height, volumes;
    int edition;              /* its number, 0: none */
    int edition_year;         /* "Edisi revisi 2017" */
    struct str edition_words; /* what else its statement says: "extra illustrated" */
    enum format format;
    bool online, revised;
    char audience;   /* 'g' buku guru, 's' buku siswa, 0 */
    char curriculum; /* '6' KTSP, '3' 2013, 'm' Merdeka, 0 */

    /* Records that may be the same share a key; the first are the plainest (an ISBN, a title) and
     * may be common to thousands, the later are compounds (ISBN and title ...). */
    int64_t key[MATCH_KEYS_MAX];
    size_t n_keys;
    /* Records of one work (its editions and translations) share one of these. */
    int64_t work_key[WORK_KEYS_MAX];
    size_t n_work_keys;
};

/* Strings live in `a` or in the bib. */
void match_facts_of(const struct bib *b, struct arena *a, struct match_facts *ret);

/* The facts as bytes, keys included; begins with MATCH_RULES. Equal facts give equal bytes. */
enum { MATCH_PACKED_MAX = 8192 };
void match_facts_pack(const struct match_facts *f, struct buf *to);

/* Strings point into `bytes`. False for bytes that no pack of these rules made. */
bool match_facts_unpack(struct str bytes, struct match_facts *ret);

bool match_share_key(const struct match_facts *x, const struct match_facts *y);

/* ---- signs ---- */

enum match_sign {
#define SIGN(name, text, points, kind) SIGN_##name,
#include "catalog/match_weights.h"
#undef SIGN
    SIGN_COUNT
};

/* "isbn.same"; the message in words is "match.isbn.same" in locale/. The part before the full stop
 * names the feature. */
const char *match_sign_name(enum match_sign s);
bool match_sign_parse(struct str name, enum match_sign *ret);
bool match_sign_is_veto(enum match_sign s);
bool match_sign_is_cap(enum match_sign s); /* with it a person decides */

/* ---- judging ---- */

enum verdict { VERDICT_DIFFERENT, VERDICT_DOUBT, VERDICT_SAME };
const char *verdict_name(enum verdict v); /* "different", "doubt", "same" */

struct match_reason {
    enum match_sign sign;
    int points;
};

enum { MATCH_REASONS_MAX = 40 };

struct match_result {
    enum verdict verdict;
    bool veto; /* one of the reasons is a veto */
    int score;
    struct match_reason reason[MATCH_REASONS_MAX]; /* in the order of match_weights.h */
    size_t n_reasons;
};

/* Symmetric; allocates nothing; needs no key in common. */
void match_judge(const struct match_facts *x, const struct match_facts *y,
                 struct match_result *ret);

/* match_judge would say that they are different: found out with little work, from years, extents,
 * numbers and authors and the most that all else could add. False: it has to be asked. */
bool match_is_apart(const struct match_facts *x, const struct match_facts *y);

bool match_is_same(const struct match_facts *x, const struct match_facts *y);

/* What speaks most for it and what speaks against it, as names of signs: pairs in doubt for one
 * cause have one reason. All signs are match_judge's to tell again. */
struct str match_reason_words(const struct match_result *r, struct arena *a);

/* How alike two descriptions of one library's records are, 0 to 1000: for giving a row without a
 * number to the record it corrects. 0 when they contradict. */
int match_likeness(const struct bib *x, const struct bib *y, struct arena *a);

#endif
