/* tree.h -- fields of the index, and queries as trees over them. */
#ifndef INDEX_TREE_H
#define INDEX_TREE_H

#include "base/arena.h"

enum index_field {                 /* text fields; stored in the file: append only */
                   INDEX_ANY = -1, /* in queries: any of the others */
                   INDEX_TITLE = 0,
                   INDEX_AUTHOR,
                   INDEX_SUBJECT,
                   INDEX_SERIES,
                   INDEX_PUBLISHER,
                   INDEX_ISBN,   /* 13 digits */
                   INDEX_ISSN,   /* 8 characters, no hyphen */
                   INDEX_OTHER,  /* edition, extent, host: found by ANY only */
                   INDEX_NOTES,  /* notes, contents, summary */
                   INDEX_PLACE,  /* of publication */
                   INDEX_NUMBER, /* other identifiers */
                   INDEX_CALL,   /* call numbers */
                   INDEX_CLASS,  /* classification, each one word without points: 8992213 */
                   INDEX_FIELDS
};

enum index_op {
    INDEX_TERM,
    INDEX_AND,
    INDEX_OR,
    INDEX_NOT, /* first child but not the others */
    INDEX_NEAR /* TERM children in one field with at most `distance` words between them, any order
                */
};

/* A TERM of one word is sought with its forms (text/forms.h), which rank below the word itself; so
 * is a doubled word ("buku-buku") that is not plain. Under NOT, in NEAR, in phrases and beginnings
 * only what was typed counts. */
struct index_node {
    enum index_op op;
    enum index_field field; /* TERM, NEAR: where */
    struct str text;        /* TERM: words, folded by the index; several words are a phrase */
    bool prefix;            /* TERM: the last word is the beginning of a word */
    int edits;              /* TERM: letters away from what was typed; it counts less */
    bool plain;             /* TERM: without forms */
    bool start, whole; /* TERM: at the beginning of a value; a whole value (INDEX_ANY: of title,
                          author, subject, series, call number; no other field has them) */
    struct strs also;  /* TERM: phrases that count as well, in titles and subjects; below forms.
                          With them `text` may be empty */
    int distance;      /* NEAR */
    struct index_node **child;
    size_t n;
};

#endif
