/* template.h -- beginnings of new records that a library keeps under a name.
 *
 * What is kept is MARC 21 in UTF-8 without what is one record's own (record/marc_form.h:
 * marc_pattern): numbers, title, copies, local fields. Nothing says whose it is; who made, changed
 * or deleted one is in the log, as for records. Changing takes PERM_CATALOGUE in the agency,
 * looking PERM_LOOK; a template of another agency is ERR_NOT_FOUND. */
#ifndef CATALOG_TEMPLATE_H
#define CATALOG_TEMPLATE_H

#include "db/db.h"
#include "network/actor.h"
#include "record/marc.h"

enum {
    TEMPLATE_NAME_MAX = 200, /* bytes */
    TEMPLATES_MAX = 200,     /* of an agency */
    TEMPLATE_DAYS = 30 /* that a deleted one can be had back; then the next deletion drops it */
};

struct template_row {
    int64_t id, made, deleted; /* deleted 0: it is there */
    struct str name;
};
struct template_rows {
    struct template_row *item;
    size_t n, cap;
};

struct template_order {
    int64_t agency;
    struct str name;         /* blanks around it do not count */
    const struct marc *marc; /* a record; its pattern is kept */
    bool replace;            /* the one of that name, which is then a deleted one */
};

/* ERR_ARG: no name, or no such name. ERR_CONFLICT: there is one of that name. ERR_LIMIT: they are
 * TEMPLATES_MAX already, or the record is too large. */
MUST enum err template_add(struct db *db, const struct actor *actor,
                           const struct template_order *order, int64_t now, int64_t *ret);

/* ERR_ARG, ERR_CONFLICT as above; ERR_NOT_FOUND. */
MUST enum err template_rename(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                              struct str name, int64_t now);

MUST enum err template_delete(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                              int64_t now);

/* Takes a deletion back. ERR_CONFLICT: another has its name now. */
MUST enum err template_restore(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                               int64_t now);

/* By name; those that were deleted within TEMPLATE_DAYS with `deleted`, the last one first. */
MUST enum err template_list(struct db *db, const struct actor *actor, int64_t agency, bool deleted,
                            int64_t now, struct arena *a, struct template_rows *ret);

/* ERR_NOT_FOUND also for a deleted one. */
MUST enum err template_get(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                           struct arena *a, struct marc *ret);

#endif
