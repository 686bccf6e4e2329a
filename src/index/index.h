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

#include "index/writing.h"

/* ---- asking ---- */

enum index_sort {
    INDEX_BY_RELEVANCE,
    INDEX_BY_NEWEST,
    INDEX_BY_OLDEST,
    INDEX_BY_TITLE,
    INDEX_BY_AUTHOR,
    INDEX_BY_ADDED, /* the newest id first */
    INDEX_BY_TITLE_DOWN,
    INDEX_BY_AUTHOR_DOWN,
    INDEX_BY_NUMBER, /* the oldest id first: with `after` and `enough`, a walk over all hits */
    INDEX_BY_EASE    /* the best first while there are few, INDEX_FEW; else as INDEX_BY_ADDED */
};
enum { INDEX_FEW = 64 };
enum index_facet {
    FACET_FORMAT,
    FACET_LANGUAGE,
    FACET_YEAR,
    FACET_AGENCY,
    FACET_SUBJECT,
    FACET_AUTHOR,
    FACET_MARK,
    FACET_TYPE,   /* of the agencies, as index_query.holders says */
    FACET_PLACE,  /* provinces and regencies of the agencies, the same */
    FACET_STATUS, /* a value per bit of index_doc.status */
    FACET_DECADE, /* its first year; a serial counts in every decade it ran */
    FACET_SERIES,
    FACET_CLASS,
    FACETS
};

/* Conditions on columns; each list is OR inside, the lists are AND among themselves. Empty lists
 * do not restrict. Agencies, types, places and statuses are conditions on who holds it: one agency
 * must meet them all ("a school of Bantul that says it is available"). `scope` restricts before
 * totals and facets: a document counts only when one of these agencies holds it, and only they
 * appear in FACET_AGENCY. */
struct index_filter {
    const int64_t *scope;
    size_t n_scope;
    const int64_t *agencies;
    size_t n_agencies;
    const int *formats;
    size_t n_formats;
    struct strs languages, subjects, authors; /* subjects and authors: facet values, exact */
    struct strs marks;
    struct strs series, classes;
    const int *types, *places, *decades;
    size_t n_types, n_places, n_decades;
    unsigned status;        /* any of these bits; 0: no condition */
    int year_from, year_to; /* 0: open end */
};

/* An agency that is asked about, and how far from the one who asks. */
struct index_near {
    int64_t agency;
    int km;
};

/* What the caller knows of an agency; 0 is nothing. A place counts with the one around it. */
struct index_holder {
    int64_t agency;
    int type;              /* 1..255 */
    int province, regency; /* numbers below 10000, not the same one */
};

struct index_query {
    const struct index_node *root; /* NULL: every document */
    struct index_filter filter;
    enum index_sort sort;
    size_t offset, limit;   /* limit <= 1000 */
    size_t facet_limit;     /* values per facet, most frequent first; 0: no facets */
    unsigned facets;        /* which: a bit per enum index_facet; 0: all but marks */
    unsigned facets_whole;  /* of them, those with all their values whatever the limit */
    size_t facet_offset;    /* so many values are passed over: the next page of them */
    struct str facet_match; /* only texts in which a word begins with these words; empty: all */
    const struct index_holder *holders;
    size_t n_holders;
    const struct index_near *near; /* ascending by agency; raises what they hold a little */
    size_t n_near;
    const uint8_t *near_percent; /* [8]: how much of that counts by bit of index_doc.status, the
                                    best bit; NULL: all */
    int64_t after;               /* only documents behind this one; 0: all */
    int64_t enough;              /* stop when so many are found; 0: the total is exact */
    int64_t deadline_us;         /* monotonic time after which ERR_INTERRUPTED; 0: none */
    int64_t facet_deadline_us;   /* after which facets are left out and only hits found; 0: none */
};

struct index_facet_value {
    int64_t number;  /* FORMAT, YEAR, AGENCY, TYPE, PLACE, DECADE; STATUS: which bit */
    struct str text; /* LANGUAGE, SUBJECT, AUTHOR, MARK, SERIES, CLASS */
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
    int64_t helped_us;   /* processor time of a second thread */
    bool facets_left;    /* counting took longer than facet_deadline_us: there are none */
    struct index_facet_list facet[FACETS];
};

/* The count of a value is the total there would be with it as the only condition of its facet: the
 * other conditions hold, those on the facet itself do not. */

struct index_reader; /* safe to share between threads: it keeps a pool of connections */
MUST enum err index_reader_open(const char *dir, struct index_reader **ret);
void index_reader_close(struct index_reader *r);

/* Result in `a`. ERR_ARG when a term has no word in it, or asks for the beginning of a field that
 * has none; ERR_LIMIT over 64 terms. */
MUST enum err index_search(struct index_reader *r, const struct index_query *q, struct arena *a,
                           struct index_hits *ret);

/* Which state of the index searches see now: another one after every commit and every rebuild. A
 * search that begins later sees this one or a newer one. */
struct index_version {
    int64_t file, number, applied;
};
MUST enum err index_version(struct index_reader *r, struct index_version *ret);

/* How far this index has followed the truth. */
MUST enum err index_applied(struct index_reader *r, int64_t *ret);

/* The format of each of n documents, -1 where there is none, and how far the index had followed. */
MUST enum err index_formats(struct index_reader *r, const int64_t *id, size_t n, int *ret,
                            int64_t *ret_applied);

/* Calls fn for every document, ascending, with the digest it was put with. */
typedef enum err index_each_fn(void *ctx, int64_t id, struct str digest);
MUST enum err index_each(struct index_reader *r, index_each_fn *fn, void *ctx);

/* Verifies the file itself: page structure, postings against stored text, columns against
 * documents. ERR_FORMAT with one line of English in *ret_why. */
MUST enum err index_check(struct index_reader *r, struct arena *a, struct str *ret_why);

#endif
