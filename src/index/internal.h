/* internal.h -- the index file as the files of index/ see it.
 *
 *     DIR/index.current   the number of the file in use, as text, replaced by rename
 *     DIR/index.N.db      meta, fts (postings), doc (the exact texts indexed), block (columns,
 *                         and rows of the terms in often), overlay (rows of blocks that were
 *                         written since), term (facet values), word (how often each is used),
 *                         heading, heading_doc
 *
 * A rebuild makes file N+1 and then moves the pointer, so that two databases never share a path. */
#ifndef INDEX_INTERNAL_H
#define INDEX_INTERNAL_H

#include <sqlite3.h>

#include "index/columns.h"
#include "index/index.h"
#include "index/often.h"
#include "index/overlay.h"
#include "index/vocabulary.h"

enum {
    FILE_FORMAT = 13,
    SEPARATOR = 0x1F, /* a token between two values of a field, and at the edges of field_edges */
    SYNONYM = 0x1D    /* between terms for one place, in queries */
};

enum term_kind {
    TERM_LANGUAGE,
    TERM_AUTHOR,
    TERM_SUBJECT,
    TERM_MARK,
    TERM_SERIES,
    TERM_CLASS,
    TERM_KINDS
};

enum err sqlite_err(int code);

/* ERR_NOT_FOUND when there is none yet. */
enum err file_current(const char *dir, int64_t *ret_number);
enum err file_point_to(const char *dir, int64_t number);
void file_remove(const char *dir, int64_t number);

/* Opens file N of dir with the tokenizer and the ranking function. `write` creates it. */
enum err file_open(const char *dir, int64_t number, bool write, sqlite3 **ret);

enum err file_meta(sqlite3 *db, const char *name, int64_t *ret);
enum err file_run(sqlite3 *db, const char *text);

/* tokenizer.c, rank.c, note.c: what FTS5 calls. */
fts5_api *fts5_of(sqlite3 *db); /* NULL when SQLite was built without it */
enum err tokenizer_register(sqlite3 *db);

/* The document whose texts the connection's tokenizer is about to be given, one after the other: so
 * what was cut is not cut again. Kept by the connection. */
struct expected_texts {
    const struct index_cut *cut; /* NULL: not known */
    int next;                    /* field */
};
enum err tokenizer_expected(sqlite3 *db, struct expected_texts **ret);
enum err rank_register(sqlite3 *db);
enum err note_register(sqlite3 *db);

/* The name of the field's column. */
const char *field_column(enum index_field f);

/* Whether values begin and end with a separator even at the edges of the field, so that a query can
 * ask for the beginning of a value or for all of it. */
bool field_has_edges(enum index_field f);

/* The exact text FTS5 is given for one field. */
struct str field_text(struct arena *a, enum index_field f, const struct strs *values);

/* The terms of such a text with their places, as FTS5 has them; false stops. `known` may be NULL.
 */
struct forms_memory;
typedef bool field_term_fn(void *ctx, struct str term, int64_t at);
void field_terms_each(struct forms_memory *known, struct str text, field_term_fn *fn, void *ctx);

/* The fields of a stored doc.texts; false when it is damaged. */
bool texts_split(struct str stored, struct str ret[INDEX_FIELDS]);
struct str texts_join(struct arena *a, const struct str field[INDEX_FIELDS]);

/* A query tree as an FTS5 expression, NUL-terminated, and what its phrases stand for, in the order
 * in which FTS5 numbers them. */
enum phrase_kind {
    PHRASE_ASKED,      /* as typed */
    PHRASE_FORM,       /* forms of the word */
    PHRASE_TRANSLATED, /* index_node.also */
    PHRASE_REFUSED     /* under NOT */
};
struct phrases {
    struct phrase {
        int term; /* which TERM of the tree, from 0; its phrases follow one another */
        enum phrase_kind kind;
        size_t from, to;   /* where it stands in the expression */
        struct strs any;   /* it is any of these terms; none: more than a word, or a beginning, */
        struct str begins; /* of a word; empty: it is none */
        uint32_t fields;   /* and they count in these, a bit each */
    } * item;
    size_t n, cap;
};
enum err expression_of(const struct index_node *root, struct arena *a, const char **ret,
                       struct phrases *ret_phrases);

/* A word as terms: itself, then its forms. */
struct strs word_and_forms(struct arena *a, struct str word);

/* The terms that many have, as the file numbers them. */
enum err often_terms_load(sqlite3 *db, struct often_terms **ret);

/* leads.c: beginnings, for suggestions. Each way a value may begin, folded: at its first word, and
 * for names and subjects at each of the next ones, the words before it behind it. */
enum { LEAD_BYTES = 60, LEADS_MAX = 6 };

/* The beginnings of new names and subjects, gathered through a batch and written in the order of
 * the table. */
struct lead_writer {
    sqlite3 *db;
    sqlite3_stmt *st;
    struct arena *mem;
    struct lead_row *item;
    size_t n, cap;
};
void leads_gather(struct lead_writer *w, enum term_kind kind, struct str text, uint32_t ord);
enum err leads_flush(struct lead_writer *w);
void leads_forget(struct lead_writer *w);
void lead_writer_close(struct lead_writer *w);

/* ---- headings (heading_write.c) ---- */

enum heading_statement {
    HEADING_GET,
    HEADING_PUT,
    HEADING_COUNT,
    HEADING_DROP,
    HEADING_LINK,
    HEADING_UNLINK,
    HEADING_STATEMENTS
};

struct heading_writer {
    sqlite3 *db;
    sqlite3_stmt *st[HEADING_STATEMENTS];
    int64_t next;                /* the next heading's id */
    struct heading_moves *moves; /* of this batch, not yet written */
    int64_t most;                /* bytes of them */
};

/* A document's headings as they are stored with it, each once. */
struct str headings_pack(struct arena *a, const struct index_headings *h);

/* One after another; false at the end and when what is left is damaged. */
bool headings_next(struct str *rest, struct index_heading *ret, bool *ret_damaged);

/* A batch begins, in a catalogue of so many documents. */
void headings_begin(struct heading_writer *w, int64_t docs);

/* Takes the old ones of a document back and puts the fresh ones; both as headings_pack gives.
 * Written by headings_flush, at the end of the batch, or forgotten. */
enum err headings_change(struct heading_writer *w, int64_t doc, struct str old, struct str fresh);
enum err headings_flush(struct heading_writer *w);
void headings_forget(struct heading_writer *w);
void heading_writer_close(struct heading_writer *w);

/* heading_check.c: rows, documents and counts against what the documents say. */
enum err headings_check(sqlite3 *db, struct arena *a, struct str *ret_why);
enum err vocabulary_check(sqlite3 *db, struct arena *a, struct str *ret_why);

#include "index/reader.h"

#endif
