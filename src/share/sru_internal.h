/* sru_internal.h -- the parts of the SRU server share this. Inside the share room only. */
#ifndef SHARE_SRU_INTERNAL_H
#define SHARE_SRU_INTERNAL_H

#include "catalog/query_cql.h"
#include "share/form.h"
#include "share/sru.h"

enum sru_version { SRU_1_1, SRU_1_2, SRU_2_0 };
enum sru_operation { SRU_EXPLAIN, SRU_SEARCH, SRU_SCAN };

struct sru_version_words {
    const char *name;       /* "1.1" */
    const char *space;      /* namespace of the answer */
    const char *scan_space; /* of the answer to a scan */
    const char *diagnostic; /* of diagnostics */
    const char *facets;     /* of facets */
};
const struct sru_version_words *sru_words(enum sru_version v);

/* What is wrong: info:srw/diagnostic/1/NUMBER, and the part of the request it is about. */
struct sru_fault {
    int number; /* 0: nothing */
    struct str details;
};
const char *sru_fault_text(int number);

/* How a record may be had: names are those of explain, others are understood. */
struct sru_schema {
    const char *name, *uri, *title, *location;
    enum form form;
    bool text; /* not XML: given as a string however it was asked for */
};
enum { SRU_SCHEMAS = 7 };
const struct sru_schema *sru_schema_at(size_t i);
const struct sru_schema *sru_schema_of(struct str name); /* NULL: there is none */

struct sru_facet_ask {
    enum index_facet facet;
    const char *index; /* "dc.subject" */
    size_t limit, start;
};

/* A request as its parameters say. */
struct sru_ask {
    enum sru_version version;
    enum sru_operation operation;
    struct str query, sort_keys, scan_clause, schema_given;
    const struct sru_schema *schema;
    bool words;       /* the query is words as in the box (queryType=searchTerms) */
    bool escaped;     /* records come as strings */
    bool bare;        /* only the records, as SLiMS reads them */
    bool inside;      /* as of the site */
    bool parcel;      /* records in ISO 2709, as record/parcel.h has them */
    uint64_t start;   /* from 1 */
    uint64_t maximum; /* of records */
    uint64_t position, terms;
    struct sru_facet_ask facet[FACETS];
    size_t n_facets;
    bool facets_by_name; /* facetSort=alphanumeric */
    struct sru_fault fault;
};
void sru_read(const struct sru_argument *arg, size_t n, bool inside, struct sru_ask *ret);
void sru_read_facets(struct str limit, struct str start, struct str sort, struct sru_ask *ask);

struct sru {
    struct sru_site site;
    struct db *db;
    struct arena *mem;
    struct sru_ask ask;
    struct sru_reply *reply;
    struct sru_fault fault; /* of the request, or of doing it */
};

/* ---- sru_query.c ---- */

struct sru_fault sru_fault_of_cql(const struct cql_problem *p, struct str query);

/* Of an error that is no fault of the query; notes it in the reply. */
struct sru_fault sru_fault_of(struct sru *s, enum err e, struct str what);

/* Whether the index can be asked; else the fault says "later": part of the catalogue is not told as
 * if it were all of it. */
bool sru_can_find(struct sru *s);

/* "title,,1": the first key. */
struct sru_fault sru_read_sort(struct str keys, enum index_sort *ret);

/* Whether the query asks for one record by its id, "rec.id = 7kq2"; then *ret is the id, 0 when it
 * cannot be one of ours. */
bool sru_query_is_id(struct str query, struct arena *a, int64_t *ret);

/* ---- the operations: each writes its document, or sets s->fault and writes nothing ---- */

void sru_search(struct sru *s, struct buf *to);
void sru_scan(struct sru *s, struct buf *to);
void sru_explain(struct sru *s, struct buf *to);

/* ---- frames (sru.c) ---- */

/* <zs:NAME>, with the namespace and, in 1.x, the version. */
void sru_open(const struct sru *s, const char *name, struct buf *to);
void sru_number(struct buf *to, const char *name, uint64_t value);
void sru_diagnostic(const struct sru *s, struct sru_fault f, struct buf *to);

/* One <zs:record> around `data`, which is XML; position 0: none. */
void sru_record(const struct sru *s, const char *schema, struct str data, bool escaped,
                uint64_t position, struct str identifier, struct buf *to);

/* The counts of an answer (sru_facets.c). */
void sru_facets(struct sru *s, const struct search_result *r, struct buf *to);
unsigned sru_facet_bits(const struct sru_ask *ask, size_t *ret_limit);

#endif
