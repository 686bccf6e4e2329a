/* origin.h -- messages of Z39.50-2003 (ISO 23950) from the side that asks: requests as bytes, and
 * the answers of servers, which are strangers' bytes, as values. No I/O.
 *
 * One search with one result set, records presented from it. Charset negotiation, sorting, scanning
 * and deleting are not asked for. */
#ifndef Z3950_ORIGIN_H
#define Z3950_ORIGIN_H

#include "z3950/ber.h"
#include "z3950/diagnostic.h"

#define SYNTAX_UNIMARC "1.2.840.10003.5.1"

enum { ORIGIN_ANSWER_MAX = 8 << 20, ORIGIN_RECORDS_MAX = 200, ORIGIN_WORDS_MAX = 12 };

/* ---- requests ---- */

/* `login` may be empty; else idPass. */
void origin_write_init(struct buf *to, struct str version, struct str login, struct str password);

/* Words that all have to be there, each with a use attribute of Bib-1. */
struct origin_word {
    int64_t use; /* 4 title, 1003 author, 7 ISBN, 1016 anywhere */
    struct str term;
    bool all;                /* whatever it says: relation AlwaysMatches */
    int relation, structure; /* 0: the usual; with a relation a structure of 0 is none */
};
struct origin_query {
    struct origin_word word[ORIGIN_WORDS_MAX];
    size_t n;
    bool plain; /* no other attribute than `use`: for servers that refuse the one for structure */
};
void origin_write_search(struct buf *to, const struct origin_query *q, struct str database,
                         struct str syntax);

/* Records from `start` (1 is the first) of what was found, full, in that syntax. */
void origin_write_present(struct buf *to, int64_t start, int64_t n, struct str syntax,
                          struct str elements);

/* ---- answers ---- */

enum origin_kind { /* their tags */
                   ORIGIN_INIT = 21,
                   ORIGIN_SEARCH = 23,
                   ORIGIN_PRESENT = 25,
                   ORIGIN_CLOSE = 48
};

struct origin_problem {
    int64_t code; /* of Bib-1, or of another set; 0: none */
    struct str about;
};

struct origin_record {
    struct str syntax, bytes;      /* syntax dotted */
    struct origin_problem problem; /* code not 0: in its place stands a diagnostic */
};

struct origin_answer {
    unsigned kind; /* of enum origin_kind, or another number */
    /* ORIGIN_INIT */
    bool accepted;
    struct str name, version;
    /* ORIGIN_SEARCH, ORIGIN_PRESENT */
    bool found; /* the search worked */
    int64_t total, returned;
    struct {
        struct origin_record *item;
        size_t n, cap;
    } records;
    struct origin_problem problem;
    /* ORIGIN_CLOSE: why, in the server's words; may be empty */
    struct str why;
};

/* One whole message (ber_frame). Strings are views of `bytes` or in `a`. ERR_FORMAT. */
MUST enum err origin_read(struct str bytes, struct arena *a, struct origin_answer *ret);

#endif
