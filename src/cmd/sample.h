/* sample.h -- the description of the sample network (sample/network.txt). */
#ifndef CMD_SAMPLE_H
#define CMD_SAMPLE_H

#include "catalog/load.h"
#include "network/agency.h"
#include "network/network.h"

struct sample_library {
    struct agency agency;
    struct strs files; /* in the same folder */
};

struct sample {
    struct network network;
    struct {
        struct sample_library *item;
        size_t n, cap;
    } libraries;
};

/* ERR_NOT_FOUND without the file, ERR_FORMAT with the line that cannot be read. */
MUST enum err sample_read(const char *dir, struct arena *a, struct sample *ret, int *ret_line);

/* Takes back every load of the sample libraries. */
MUST enum err sample_undo(struct store *s, const struct load_watch *watch, struct arena *a,
                          int64_t *ret_undone);

#endif
