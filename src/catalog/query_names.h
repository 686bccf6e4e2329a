/* query_names.h -- names of fields and conditions in queries; the table of the box and of CQL. */
#ifndef CATALOG_QUERY_NAMES_H
#define CATALOG_QUERY_NAMES_H

#include "catalog/search.h"

enum query_sort {
    QUERY_WORDS, /* words in .field */
    QUERY_CLASS, /* the beginning of a classification */
    QUERY_YEAR,  /* conditions on the whole query: */
    QUERY_LANGUAGE,
    QUERY_FORMAT,
    QUERY_LIBRARY
};

struct query_name {
    const char *name;
    enum index_field field;
    enum query_sort sort;
};

/* Case of ASCII letters does not matter; NULL: no such name. */
const struct query_name *query_name_of(struct str name);

#endif
