/* query_nodes.h -- the parts of a query tree, made alike by the box and by CQL. */
#ifndef CATALOG_QUERY_NODES_H
#define CATALOG_QUERY_NODES_H

#include "catalog/search.h"

struct node_list {
    struct index_node **item;
    size_t n, cap;
};

struct index_node *query_term(struct arena *a, enum index_field field, struct str text);

/* The one child itself when there is only one. */
struct index_node *query_group(struct arena *a, enum index_op op, struct node_list list);

/* Punctuation by itself asks for nothing; & is a word. */
bool query_has_word(struct arena *a, struct str text);

/* A term; when the text is an ISBN or ISSN in any of its forms, and the field may hold one, the
 * number as it is indexed (or the words as they stand in a note, when no field is named). NULL when
 * there is no word in it. */
struct index_node *query_number_or_term(struct arena *a, enum index_field field, struct str text);

/* Titles by the beginning of their classification: "899.2", "899.2*"; from two whole hundreds
 * "510-519" every class between them. NULL when the text is nothing of the kind. */
struct index_node *query_class(struct arena *a, struct str text);

/* 2005, 1999-2005, 1999-, -2005; narrows what the filters say already. False: no years. */
bool query_years(struct str text, struct search_filters *filters);

/* Adds a language, format or library to the filters. False: there is no such value. */
bool query_language(struct arena *a, struct str text, struct search_filters *filters);
bool query_format(struct arena *a, struct str text, struct search_filters *filters);
bool query_library(struct arena *a, struct str text, struct search_filters *filters);

/* Of the parts of an AND: leaves out words that can be done without, and adds translations. */
void query_ease(struct arena *a, const struct thesaurus *t, struct node_list *parts);

#endif
