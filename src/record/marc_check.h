/* marc_check.h -- the text in which a record is edited, and what is odd in it.
 *
 * The text is that of .mrk (record/mrk.h), one field a line. It is read more strictly than a file:
 * nothing is left out or joined silently, each line is a field or told. '=' at the beginning may be
 * missing. Errors are what would damage the record; all else is a warning (MARC 21, and
 * record/marc_rules.h). */
#ifndef RECORD_MARC_CHECK_H
#define RECORD_MARC_CHECK_H

#include "record/bib.h"

enum check {
    /* errors */
    CHECK_LINE_ODD,     /* text: the line */
    CHECK_LEADER_NONE,  /* no line =LDR */
    CHECK_LEADER_TWICE, /* more than one */
    CHECK_LEADER_ODD,   /* text: how long it is; 24 is right */
    CHECK_NO_SUBFIELD,  /* a value before any $, or none */
    CHECK_NO_TITLE,
    CHECK_FIELD_LONG,  /* over 9,999 bytes, which ISO 2709 cannot hold. more: how long it is */
    CHECK_RECORD_LONG, /* over 99,999 */
    CHECK_NOT_BOOKISH, /* leader/06 of authority or holdings records. text: the character */
    /* warnings */
    CHECK_TAG_UNKNOWN,
    CHECK_TAG_REPEATED,
    CHECK_IND_WRONG, /* code '1' or '2'; text: the value; more: the values allowed */
    CHECK_SUB_UNKNOWN,
    CHECK_SUB_REPEATED,
    CHECK_SUB_MISSING,
    CHECK_SUB_EMPTY,
    CHECK_ISBN,      /* text: the number */
    CHECK_ISSN,      /* likewise */
    CHECK_YEAR,      /* text: the date */
    CHECK_LANGUAGE,  /* text: the code */
    CHECK_COUNTRY,   /* likewise */
    CHECK_NO_FIXED,  /* no 008 */
    CHECK_LENGTH,    /* text: how long; more: how long it should be */
    CHECK_CODE,      /* text: the character; more: its place ("008/23") */
    CHECK_DIRECTION, /* invisible characters that turn the direction of writing */
    CHECKS
};

bool check_is_error(enum check c);

struct oddity {
    enum check what;
    int line; /* of the text, from 1; 0: the record as a whole */
    char tag[4];
    char code; /* of the subfield or which indicator; 0: none */
    struct str text, more;
};
struct oddities {
    struct oddity *item;
    size_t n, cap, errors;
};

/* A text may be much longer than any record, so that it can be shown again with what is wrong. */
enum { ODDITIES_MAX = 100, CHECK_TEXT_MAX = 1 << 20, CHECK_EXCERPT_MAX = 60 };

/* Reads the text; *ret holds what could be read, (*ret_line)[i] is the line of its field i. Errors
 * of lines go to *to. */
void marc_text_read(struct str text, struct arena *a, struct marc *ret, int **ret_line,
                    struct oddities *to);

/* The record as that text. */
struct str marc_text_write(const struct marc *m, struct arena *a);

/* Checks the record; line[i] as above, or NULL: lines of marc_text_write. At most ODDITIES_MAX are
 * told, errors of the whole record among them. */
void marc_check(const struct marc *m, const int *line, struct arena *a, struct oddities *to);

#endif
