/* preview.h -- loads that a person looks at before they come into force.
 *
 *     received --read--> preview --publish--> published --undo--> undone
 *        |                  '--discard, or 30 days--> discarded, expired
 *        '-- refused: nothing we read
 *
 * Each step is a call of its own, made by whichever process comes to it; one that is killed goes
 * back to the step before. Several previews of a feed may wait at once. Nothing of a preview is in
 * force, and what holds when one is published is what its counts are held against: when another
 * load of the same feed came or went since, it is read again and the person asked again. */
#ifndef CATALOG_PREVIEW_H
#define CATALOG_PREVIEW_H

#include "catalog/load.h"
#include "catalog/piles.h"
#include "catalog/source.h"
#include "catalog/upload.h"

enum { PREVIEW_DAYS = 30, RECEIVED_DAYS = 7 };

struct preview_order {
    const struct upload *upload; /* finished */
    bool whole;
    struct str mapping; /* empty: as before */
};

/* Makes a load of an upload: 'received' when its format is recognised, else 'refused'. Takes
 * PERM_CATALOGUE in its agency; ERR_CONFLICT when a load has it already. */
MUST enum err preview_receive(struct store *store, const struct actor *actor,
                              const struct preview_order *order, int64_t *ret_load);

/* What its file seems to be, by what was said of it and what the feed remembers. Takes PERM_LOOK.
 * ERR_NOT_FOUND also when the file is not kept any more. */
MUST enum err preview_look(struct db *db, const char *dir, const struct actor *actor, int64_t load,
                           struct arena *a, struct source_form *ret);

/* Other sheets of a workbook that are shown and hold a list of about that size: only one is read.
 */
size_t source_sheets_left(const struct source_form *f);

/* Whether a person should say something about its columns before it is read. */
bool preview_asks(const struct source_form *f);

/* How a 'received' load is to be read: its mapping. ERR_CONFLICT in other states. */
MUST enum err preview_map(struct store *store, const struct actor *actor, int64_t load,
                          struct str mapping);

/* Reads a 'received' load and makes its piles: a 'preview'; one that is a preview already is read
 * anew. `whole` NULL: as it was sent. ERR_CONFLICT in other states. A failure leaves it 'received',
 * with `failure` set. */
MUST enum err preview_read(struct store *store, const struct actor *actor, int64_t load,
                           const bool *whole, const struct load_watch *watch);

struct preview_consent {
    int64_t basis;   /* of the numbers the person saw: load_row.basis */
    bool withdrawal; /* a whole collection may take away half of it or more */
};

enum preview_outcome {
    PREVIEW_PUBLISHED,
    PREVIEW_CHANGED,        /* read again since the feed changed: the person should look again */
    PREVIEW_WITHDRAWS_MUCH, /* needs consent.withdrawal */
};

/* ERR_CONFLICT when it is no preview (any more). ERR_INTERRUPTED and others leave it a preview. */
MUST enum err preview_publish(struct store *store, const struct actor *actor, int64_t load,
                              const struct preview_consent *consent, const struct load_watch *watch,
                              enum preview_outcome *ret);

/* Whether so much of the collection would go that it takes an explicit yes: half of it or more, and
 * at least 20 records. */
bool preview_withdraws_much(const struct load_row *l);

/* Throws away a load that is not in force, and its file. ERR_CONFLICT when it is, or was. */
MUST enum err preview_discard(struct store *store, const struct actor *actor, int64_t load);

/* Throws away what nobody came back for, and sweeps uploads. For the schedule. */
MUST enum err preview_expire(struct store *store);

#endif
