/* columns.h -- which column of a table of any shape is what: guessed from its heading and from what
 * stands in it, said with a confidence, so that a person is asked only about doubtful ones.
 *
 * Columns about money, people and the library's own affairs (prices, donors, borrowers, remarks)
 * are recognised and never leave the file. */
#ifndef RECORD_COLUMNS_H
#define RECORD_COLUMNS_H

#include "record/table.h"

enum column_field { /* order is the order of stored rows; the names are what is stored */
                    COLUMN_UNKNOWN, /* nobody knows: ask, or leave it out */
                    COLUMN_IGNORED, /* running numbers, covers */
                    COLUMN_PRIVATE, /* never published, never stored */
                    COLUMN_CONTROL, /* the number of the record in its system */
                    COLUMN_TITLE,
                    COLUMN_SUBTITLE,
                    COLUMN_PART,           /* volume: "2", "Jilid 2" */
                    COLUMN_GRADE,          /* school grade: "XI" */
                    COLUMN_AUTHOR,         /* may occur in several columns */
                    COLUMN_RESPONSIBILITY, /* editors, translators; may occur in several columns */
                    COLUMN_EDITION,
                    COLUMN_IMPRINT, /* "Jakarta : Gramedia, 2005" */
                    COLUMN_PLACE,
                    COLUMN_PUBLISHER,
                    COLUMN_YEAR,
                    COLUMN_EXTENT, /* "xiv, 529 hlm. ; 20 cm" */
                    COLUMN_PAGES,  /* "529" */
                    COLUMN_SIZE,   /* "20" */
                    COLUMN_SERIES,
                    COLUMN_ISBN, /* or ISSN; may occur in several columns */
                    COLUMN_LANGUAGE,
                    COLUMN_TYPE,    /* kind of material */
                    COLUMN_SUBJECT, /* may occur in several columns */
                    COLUMN_NOTE,    /* may occur in several columns */
                    COLUMN_SUMMARY,
                    COLUMN_URL,
                    COLUMN_CLASSIFICATION,
                    COLUMN_CALL_NUMBER, /* this and the rest belong to the copy */
                    COLUMN_ITEM_CODE,
                    COLUMN_COPIES,
                    COLUMN_LOCATION, /* may occur in several columns */
                    COLUMN_STATUS,
                    COLUMN_FIELDS
};

/* "call-number"; also the key "column.call-number" in locale/. */
const char *column_field_name(enum column_field f);
bool column_field_parse(struct str name, enum column_field *ret);

/* Whether several columns may hold it. */
bool column_may_repeat(enum column_field f);

enum column_confidence { COLUMN_CERTAIN, COLUMN_DOUBTFUL, COLUMN_NOT_KNOWN };

enum { COLUMN_EXAMPLES = 3 };

struct column {
    struct str name; /* its heading; empty when it has none */
    char letters[4]; /* "A", "BC": as spreadsheets call it */
    enum column_field field;
    enum column_confidence confidence;
    bool by_heading;                     /* the heading says so, not only the contents */
    struct str example[COLUMN_EXAMPLES]; /* different ones, shortened; empty when there are fewer */
    size_t filled;                       /* of the rows looked at */
};

struct columns {
    struct column *item;
    size_t n, cap;
    size_t rows;       /* looked at */
    int64_t signature; /* of the headings: the same form again has the same */
};

/* What the columns of a table seem to be. */
void columns_guess(const struct table_head *h, struct arena *a, struct columns *ret);

/* What a heading means by itself; COLUMN_UNKNOWN when it says nothing. *ret_exact: the whole
 * heading is a name we know, not only a word of it. */
enum column_field column_of_heading(struct str heading, bool *ret_exact);

/* Takes guesses that nobody will confirm only where they are safe: doubtful ones by heading, or
 * because the table has no headings at all. Others are left out. */
void columns_settle(struct columns *c);

/* Whether a column is the title. */
bool columns_usable(const struct columns *c);

/* A mapping as text, one line without its end: "columns SIGNATURE title author ignored ...". */
void columns_write(const struct columns *c, struct buf *to);

/* Applies such a line. ERR_NOT_FOUND: it is for another form; ERR_FORMAT: it cannot be read. */
MUST enum err columns_read(struct str line, struct columns *c);

/* Applies what a person says: "Judul=title, D=isbn, Harga=private"; the left side is a heading
 * (letter case aside) or the letters of a column. ERR_FORMAT with the part in *ret_bad. */
MUST enum err columns_say(struct str text, struct columns *c, struct str *ret_bad);

#endif
