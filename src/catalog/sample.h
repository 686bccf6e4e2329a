/* sample.h -- a network to look at: its description (sample/network.txt), loading and emptying it.
 * Everything of it is marked as sample and gone again with one act. */
#ifndef CATALOG_SAMPLE_H
#define CATALOG_SAMPLE_H

#include "catalog/load.h"
#include "network/agency.h"
#include "network/network.h"

struct sample_library {
    struct agency agency;
    struct strs files; /* in the same folder */
};

struct sample {
    const char *dir; /* where its files are */
    struct network network;
    struct {
        struct sample_library *item;
        size_t n, cap;
    } libraries;
};

/* ERR_NOT_FOUND without the file, ERR_FORMAT with the line that cannot be read. */
MUST enum err sample_read(const char *dir, struct arena *a, struct sample *ret, int *ret_line);

/* Adds the libraries to the home network, which is then marked as sample, and loads their files.
 * ERR_CONFLICT when there are members already; PERM_OPERATE. */
MUST enum err sample_load(struct store *store, const struct actor *actor,
                          const struct sample *sample, const struct load_watch *watch);

/* Undoes every load of the sample libraries and ends their membership; what others have stays. */
MUST enum err sample_empty(struct store *store, const struct actor *actor,
                           const struct load_watch *watch, int64_t *ret_undone);

#endif
