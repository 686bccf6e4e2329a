/* verify_parts.h -- what verify.c and verify_truth.c share. */
#ifndef CATALOG_VERIFY_PARTS_H
#define CATALOG_VERIFY_PARTS_H

#include "catalog/verify.h"

struct verifying {
    struct store *store;
    verify_fault_fn *fault;
    void *ctx;
    struct verify_report *report;
    struct arena *mem;
    struct db_rows wanted; /* titles that should be in the index, ascending */
};

/* Count and tell something that is wrong. */
void verify_title_fault(void *verifying, int64_t record, const char *what);
void verify_authority_fault(void *verifying, struct str what);

/* What is not finished, or of older rules, is brought up first, unless somebody loads. */
MUST enum err verify_bring_up(struct store *store, const struct load_watch *watch);

/* The parts of the truth by itself. */
MUST enum err verify_file(struct verifying *v);
MUST enum err verify_versions(struct verifying *v);
MUST enum err verify_loads(struct verifying *v);
MUST enum err verify_feeds(struct verifying *v);
MUST enum err verify_count(struct verifying *v); /* live records and titles, into the report */

#endif
