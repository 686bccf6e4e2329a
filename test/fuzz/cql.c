/* cql.c -- any bytes as a query: of the box, and in CQL.
 *
 * Holds: reading ends, what is refused is refused at a place of the query, terms have words. */
#include <stdlib.h>

#include "catalog/query.h"
#include "catalog/query_cql.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

static void check_tree(const struct index_node *n, struct arena *a, int depth)
{
    must(depth < 64);
    if (n->op == INDEX_TERM)
        must(n->also.n || words_key(a, n->text).n || str_find_char(n->text, '&', 0) < n->text.n);
    if (n->op == INDEX_NOT || n->op == INDEX_NEAR) must(n->n >= 2);
    if (n->op != INDEX_TERM) must(n->n >= 1);
    for (size_t i = 0; i < n->n; i++) check_tree(n->child[i], a, depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str text = {(const char *)data, size}, bad = {0};
    struct search_filters filters = {0};
    const struct index_node *root = NULL;
    enum index_sort sort = INDEX_BY_RELEVANCE;
    struct cql_problem problem = {0};
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault;
    int line;
    must(thesaurus_read(STR("a = b\na b = c d, e"), a, &t, &fault, &line) == OK);
    if (query_parse(text, INDEX_ANY, t, a, &root, &filters, &bad) == OK && root)
        check_tree(root, a, 0);
    root = NULL;
    enum err e = query_cql(text, a, &root, &filters, &sort, &problem);
    must(e == OK || e == ERR_ARG);
    if (e) must(problem.at <= size && (problem.fault || problem.refusal));
    if (root) check_tree(root, a, 0);
    return 0;
}
