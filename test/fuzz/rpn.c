/* rpn.c -- any bytes as a query of type 1: what is understood is CQL that the core can read. */
#include <stdlib.h>

#include "catalog/query_cql.h"
#include "z3950/bib1.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool set(void *ctx, struct str name, struct str *ret)
{
    (void)ctx;
    *ret = STR("title = \"a\" or author all \"b c\"");
    return name.n < 3;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct ber b = {.rest = {(const char *)data, size}};
    struct ber_value v;
    struct diagnostic problem = {0};
    struct bib1_site site = {.marc8 = size % 2, .set = set};
    struct str cql = {0};
    if (!ber_next(&b, &v)) return 0;
    const struct rpn_node *root = rpn_read(&v, a, &problem);
    if (!root != !!problem.code) abort();
    if (!root || bib1_cql(root, &site, a, &cql, &problem)) {
        if (!problem.code) abort();
        return 0;
    }
    struct cql_query q;
    enum cql_fault fault = CQL_FINE;
    size_t at = 0;
    enum err e = cql_parse(cql, a, &q, &fault, &at);
    bool limit = fault == CQL_TOO_MANY || fault == CQL_TOO_DEEP;
    if (e && !limit) abort();
    return 0;
}
