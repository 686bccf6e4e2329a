/* query_cql.h -- CQL as a tree for the index: what its indexes and relations mean here.
 *
 * Indexes: the field names of the box, and of the sets dc, bath and cql those that mean the same
 * (dc.creator, dc.date, dc.identifier, bath.personalName, cql.anywhere, cql.allRecords ...).
 * Relations: = adj (a phrase, or the one word with its forms), all, any, == exact (a whole value of
 * title, author, subject, series, call number; else a phrase without forms); for years and classes
 * = < <= > >= within. In terms a final * is any ending, ^ at the beginning the beginning of a
 * value, at both ends a whole value. prox: unit word, any order. Years, languages, formats and
 * libraries restrict the whole query: they may stand only where nothing but `and` joins them to the
 * rest. */
#ifndef CATALOG_QUERY_CQL_H
#define CATALOG_QUERY_CQL_H

#include "catalog/search.h"
#include "text/cql.h"

enum cql_refusal { /* faults of meaning; those of cql.h say how the query is written */
                   CQL_UNDERSTOOD,
                   CQL_NO_SUCH_INDEX,
                   CQL_NO_SUCH_RELATION, /* none at all, or not with this index */
                   CQL_NO_SUCH_MODIFIER,
                   CQL_NO_SUCH_BOOLEAN_MODIFIER,
                   CQL_BAD_VALUE,      /* a year that is none, a library without a number ... */
                   CQL_BAD_MASK,       /* * or ? or ^ where we cannot have it */
                   CQL_NO_WORD,        /* nothing but punctuation */
                   CQL_ONLY_RESTRICTS, /* a condition under or, not, prox; or a second one of its
                                          kind */
                   CQL_BAD_PROXIMITY,  /* between groups or two indexes */
                   CQL_NO_SUCH_ORDER   /* sortBy something else than title, author, date */
};

struct cql_problem {
    enum cql_fault fault;
    enum cql_refusal refusal; /* when fault is CQL_FINE */
    size_t at;                /* byte offset into the query */
    struct str what;          /* the word it is about; may be empty */
};

/* "no-term"; in locale/ the message cql.no-term, whose {0} is `what`. */
const char *cql_problem_name(const struct cql_problem *p);

/* As query_parse; *sort is changed when the query says sortBy. ERR_ARG with *ret_problem. */
MUST enum err query_cql(struct str text, struct arena *a, const struct index_node **ret_root,
                        struct search_filters *filters, enum index_sort *sort,
                        struct cql_problem *ret_problem);

#endif
