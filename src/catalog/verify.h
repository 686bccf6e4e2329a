/* verify.h -- do truth, titles and index agree? */
#ifndef CATALOG_VERIFY_H
#define CATALOG_VERIFY_H

#include "catalog/store.h"
#include "catalog/load.h"

/* One thing that is wrong: where ("truth", "titles", "index") and what, in English. */
typedef void verify_fault_fn(void *ctx, const char *where, const char *what);

struct verify_report {
    int64_t records, titles, documents, faults;
};

/* First lets the index catch up, as any start does; then checks the file of the truth, that every
 * live record says what the newest load in force says, keys and titles against descriptions,
 * and every document of the index against one made anew. OK also when faults were found. */
MUST enum err verify_run(struct store *store, const struct load_watch *watch,
                         verify_fault_fn *fault, void *ctx, struct verify_report *ret);

/* The truth alone, of a folder that nobody else uses: that its file is whole, and that every live
 * record can be read, says what was delivered last and stands with its description under a title
 * that is there. Neither groups titles anew nor looks at the index, so it takes a fraction of the
 * time, in as many threads as there are processors. Unfinished work is brought up first. For
 * backups; `fault` is called by one thread at a time. */
MUST enum err verify_truth(struct store *store, const struct load_watch *watch,
                           verify_fault_fn *fault, void *ctx, struct verify_report *ret);

#endif
