/* writing.h -- what the search index is given, and the one who gives it. The rest is index.h. */
#ifndef INDEX_WRITING_H
#define INDEX_WRITING_H

#include "index/heading.h"
#include "index/tree.h"

/* ---- what is indexed ---- */

struct index_doc {
    int64_t id;                     /* > 0, dense: columns are arrays over it */
    struct strs text[INDEX_FIELDS]; /* each string is a value; a phrase never spans two values */
    int format;                     /* 0..255, meaning is the caller's */
    int year, year_end;             /* 0 unknown; -9999..9999; year_end 0: same as year */
    struct strs languages;          /* MARC codes */
    struct strs authors, subjects;  /* facet values as shown to people */
    struct strs series, classes;    /* the same; a class with all it lies in: "5", "51", "519" */
    struct strs marks;              /* words of the caller's about single agencies */
    const int64_t *agencies;        /* who holds it, ascending */
    const uint8_t *status; /* beside agencies: what they say of getting it, a set of bits whose
                              meaning is the caller's; NULL: nothing */
    size_t n_agencies;
    int quality; /* 0..15: how well it is described; breaks ties of relevance */
    struct str sort_title, sort_author; /* keys of text/words.h */
    struct index_headings headings;     /* repeated ones count once */
    struct str digest; /* the caller's digest of all this, given back by index_each */
};

/* ---- writing ---- */

struct index_writer;

/* Creates the file when missing. ERR_BUSY when another process or thread writes. */
MUST enum err index_writer_open(const char *dir, struct index_writer **ret);
void index_writer_close(struct index_writer *w); /* an open batch is dropped; NULL is fine */

int64_t index_writer_applied(const struct index_writer *w);

/* What can be worked out of a document without the writer, in any thread that has a cutter to
 * itself (some 400 kB). `doc` and `a` must outlive the cut. ERR_LIMIT: absurdly large. */
struct index_cutter;
struct index_cut;
struct index_cutter *index_cutter_new(void);
void index_cutter_free(struct index_cutter *c); /* NULL is fine */
MUST enum err index_cut(struct index_cutter *c, const struct index_doc *doc, struct arena *a,
                        const struct index_cut **ret);

MUST enum err index_begin(struct index_writer *w);
MUST enum err index_put_cut(struct index_writer *w, const struct index_cut *cut);
MUST enum err index_put(struct index_writer *w, const struct index_doc *doc); /* new or again */
MUST enum err index_delete(struct index_writer *w, int64_t id);               /* absent is fine */
/* Postings, columns, stored text and applied_seq become visible together. */
MUST enum err index_commit(struct index_writer *w, int64_t applied_seq);
void index_rollback(struct index_writer *w);

/* After much was put or deleted: the next step of putting the file in order, which makes questions
 * cheaper and changes no answer (tidy.h). A step takes about a tenth of a second, in a transaction
 * of its own; outside of batches. *ret_more: there is another one. */
MUST enum err index_tidy(struct index_writer *w, bool *ret_more);
void index_writer_rest(struct index_writer *w); /* gives back the memory a long work took */

/* A rebuild writes the next DIR/index.N.db while the old file serves; `swap` moves the pointer to
 * it by rename, readers notice by themselves. A writer opened this way is used like any other. A
 * half built file is thrown away at the next open. */
MUST enum err index_rebuild_open(const char *dir, struct index_writer **ret);
MUST enum err index_rebuild_swap(struct index_writer **w); /* closes it */

#endif
