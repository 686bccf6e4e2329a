/* index.h -- the search index: a local, derived, rebuildable follower of the truth.
 *
 * One file, DIR/index.N.db, where DIR/index.current says which N. It answers which titles match,
 * how many exactly, in which order, and how they divide by facets. It knows documents only by their
 * number (the title id) and what is put into them; nothing of SQL or FTS5 shows here, so that other
 * postings can replace them.
 *
 * One writer at a time over all processes (index_writer_open takes DIR/index.lock); any number of
 * readers in any process, which never wait for it. A search sees one version of postings and
 * columns. The version of the word rules is stored: index_reader_open and index_writer_open give
 * ERR_VERSION when it differs, and the caller rebuilds. */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "base/arena.h"
#include "index/heading.h"

/* ---- what is indexed ---- */

enum index_field {                 /* text fields; stored in the file: append only */
                   INDEX_ANY = -1, /* in queries: any of the others */
                   INDEX_TITLE = 0,
                   INDEX_AUTHOR,
                   INDEX_SUBJECT,
                   INDEX_SERIES,
                   INDEX_PUBLISHER,
                   INDEX_ISBN,  /* 13 digits */
                   INDEX_ISSN,  /* 8 characters, no hyphen */
                   INDEX_OTHER, /* notes, contents, summary, call numbers: found by ANY only */
                   INDEX_FIELDS
};

struct index_doc {
    int64_t id;                     /* > 0, dense: columns are arrays over it */
    struct strs text[INDEX_FIELDS]; /* each string is a value; a phrase never spans two values */
    int format;                     /* 0..255, meaning is the caller's */
    int year, year_end;             /* 0 unknown; -9999..9999; year_end 0: same as year */
    struct strs languages;          /* MARC codes */
    struct strs authors, subjects;  /* facet values as shown to people */
    struct strs marks;              /* words of the caller's about single agencies */
    const int64_t *agencies;        /* who holds it, ascending */
    size_t n_agencies;
    struct str sort_title, sort_author; /* keys of text/words.h */
    struct index_headings headings;     /* repeated ones count once */
    struct str digest; /* the caller's digest of all this, given back by index_each */
};

/* ---- asking ---- */

enum index_op { INDEX_TERM, INDEX_AND, INDEX_OR, INDEX_NOT /* first child but not the others */ };

struct index_node {
    enum index_op op;
    enum index_field field; /* TERM: where */
    struct str text;        /* TERM: words, folded by the index; several words are a phrase */
    bool prefix;            /* TERM: the last word is the beginning of a word */
    struct index_node **child;
    size_t n;
};

enum index_sort {
    INDEX_BY_RELEVANCE,
    INDEX_BY_NEWEST,
    INDEX_BY_OLDEST,
    INDEX_BY_TITLE,
    INDEX_BY_AUTHOR
};
enum index_facet {
    FACET_FORMAT,
    FACET_LANGUAGE,
    FACET_YEAR,
    FACET_AGENCY,
    FACET_SUBJECT,
    FACET_AUTHOR,
    FACET_MARK,
    FACETS
};

/* Conditions on columns; each list is OR inside, the lists are AND among themselves. Empty lists
 * do not restrict. `scope` restricts before totals and facets: a document counts only when one of
 * these agencies holds it, and only they appear in FACET_AGENCY. */
struct index_filter {
    const int64_t *scope;
    size_t n_scope;
    const int64_t *agencies;
    size_t n_agencies;
    const int *formats;
    size_t n_formats;
    struct strs languages, subjects, authors; /* subjects and authors: facet values, exact */
    struct strs marks;
    int year_from, year_to; /* 0: open end */
};

struct index_query {
    const struct index_node *root; /* NULL: every document */
    struct index_filter filter;
    enum index_sort sort;
    size_t offset, limit; /* limit <= 1000 */
    size_t facet_limit;   /* values per facet, most frequent first; 0: no facets */
    unsigned facets;      /* which: a bit per enum index_facet; 0: all but marks */
    int64_t deadline_us;  /* monotonic time after which ERR_INTERRUPTED; 0: none */
};

struct index_facet_value {
    int64_t number;  /* FORMAT, YEAR, AGENCY */
    struct str text; /* LANGUAGE, SUBJECT, AUTHOR, MARK */
    int64_t count;
};
struct index_facet_list {
    struct index_facet_value *item;
    size_t n, distinct;
};

struct index_hits {
    int64_t total; /* exact */
    int64_t *id;
    size_t n;
    int64_t *score;      /* ranking score of each hit, larger is better */
    int64_t applied_seq; /* the version of the truth this answer is about */
    struct index_facet_list facet[FACETS];
};

struct index_reader; /* safe to share between threads: it keeps a pool of connections */
MUST enum err index_reader_open(const char *dir, struct index_reader **ret);
void index_reader_close(struct index_reader *r);

/* Result in `a`. ERR_ARG when a term has no word in it; ERR_LIMIT over 64 terms. */
MUST enum err index_search(struct index_reader *r, const struct index_query *q, struct arena *a,
                           struct index_hits *ret);

/* How far this index has followed the truth. */
MUST enum err index_applied(struct index_reader *r, int64_t *ret);

/* Calls fn for every document, ascending, with the digest it was put with. */
typedef enum err index_each_fn(void *ctx, int64_t id, struct str digest);
MUST enum err index_each(struct index_reader *r, index_each_fn *fn, void *ctx);

/* Verifies the file itself: page structure, postings against stored text, columns against
 * documents. ERR_FORMAT with one line of English in *ret_why. */
MUST enum err index_check(struct index_reader *r, struct arena *a, struct str *ret_why);

/* ---- writing ---- */

struct index_writer;

/* Creates the file when missing. ERR_BUSY when another process or thread writes. */
MUST enum err index_writer_open(const char *dir, struct index_writer **ret);
void index_writer_close(struct index_writer *w); /* an open batch is dropped; NULL is fine */

int64_t index_writer_applied(const struct index_writer *w);

MUST enum err index_begin(struct index_writer *w);
MUST enum err index_put(struct index_writer *w, const struct index_doc *doc); /* new or again */
MUST enum err index_delete(struct index_writer *w, int64_t id);               /* absent is fine */
/* Postings, columns, stored text and applied_seq become visible together. */
MUST enum err index_commit(struct index_writer *w, int64_t applied_seq);
void index_rollback(struct index_writer *w);

/* A rebuild writes the next DIR/index.N.db while the old file serves; `swap` moves the pointer to
 * it by rename, readers notice by themselves. A writer opened this way is used like any other. A
 * half built file is thrown away at the next open. */
MUST enum err index_rebuild_open(const char *dir, struct index_writer **ret);
MUST enum err index_rebuild_swap(struct index_writer **w); /* closes it */

#endif
