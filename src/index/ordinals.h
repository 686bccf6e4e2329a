/* ordinals.h -- facet values get numbers when they are met first; the writer's side of the table
 * `term`. */
#ifndef INDEX_ORDINALS_H
#define INDEX_ORDINALS_H

#include "index/internal.h"

struct ordinal_memory; /* values met lately and their numbers: most are met again and again */

struct ordinals {
    sqlite3 *db;
    sqlite3_stmt *get, *put;
    int64_t next;
    struct ordinal_memory *known; /* made when it is needed */
    struct lead_writer leads;     /* of the new ones */
};

MUST enum err ordinals_of(struct ordinals *o, struct arena *a, enum term_kind kind,
                          const struct strs *text, struct ord_list *ret);

/* At the end of a batch; when it is taken back, the next number being what it was. */
MUST enum err ordinals_flush(struct ordinals *o);
void ordinals_forget(struct ordinals *o, int64_t next);
void ordinals_close(struct ordinals *o);

#endif
