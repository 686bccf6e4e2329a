/* title.h -- a title as a reader sees it: one description made field by field from the records that
 * describe the same publication, and who holds it. Nothing here is stored: it is a view. */
#ifndef CATALOG_TITLE_H
#define CATALOG_TITLE_H

#include "catalog/title_field.h"
#include "db/db.h"
#include "network/actor.h"
#include "network/agency.h"
#include "record/bib.h"

/* One record behind the title. */
struct title_record {
    int64_t id;
    int64_t agency;
    struct str agency_name, agency_slug;
    struct str control; /* the agency's own number for it, may be empty */
    struct str format;  /* "marc21", "slims" */
    int64_t delivered;  /* microseconds since 1970 UTC, of the load that brought this version */
    struct bib bib;
};

/* What one agency holds of the title. */
struct title_holding {
    const struct agency *agency;
    struct bib_item *item; /* hidden items are not among them */
    size_t n;
    struct str call_number;         /* the most frequent of the items, else the record's */
    int copies;                     /* all copies */
    int by_status[ITEM_HIDDEN + 1]; /* copies per enum item_status */
    int64_t data_from;              /* when the agency's data were delivered */
};

/* The most that can honestly be said about getting it, best agency first:
 * AVAILABLE only when a source says so; UNSTATED when sources carry no loan status. */
struct availability {
    enum item_status best; /* AVAILABLE, UNSTATED, ON_LOAN, NOT_FOR_LOAN, ... in that order */
    int agencies;          /* that hold it */
    int agencies_best;     /* of them, with `best` */
    int64_t data_from;     /* oldest date of the data behind the statement */
};

struct title_view {
    int64_t id;
    struct str address_id; /* title_id_write(id) */
    struct bib bib;        /* the merged and mended description; items are empty */
    struct title_origin origin[TITLE_FIELDS]; /* before it was mended; sources are of record[] */
    struct bib merged;                        /* the description before it was mended */
    const struct mend *mended[TITLE_FIELDS];  /* catalog/mend.h; NULL: by nobody */
    size_t n_compared;                        /* records, when there are very many */
    struct title_record *record;
    size_t n_records; /* oldest first */
    struct title_holding *holding;
    size_t n_holdings; /* by name of agency */
    struct availability availability;
};

/* Agencies whose records may be used; NULL: every public one, that is every member of a network. */
struct scope {
    const int64_t *agency; /* ascending */
    size_t n;
    bool everybody; /* for the index: members or not */
};

/* What NULL stands for: the members (network_public), or NULL in *ret while nobody else's records
 * are in the catalogue. In `a`. */
MUST enum err scope_public(struct db *db, struct arena *a, const struct scope **ret);

/* What is held in one network: by its members at `now` and those of networks inside it.
 * ERR_NOT_FOUND: no such network. */
MUST enum err scope_network(struct db *db, int64_t network, int64_t now, struct arena *a,
                            const struct scope **ret);

/* Where an id leads now: itself, or the title it was merged into. ERR_NOT_FOUND: no such title. */
MUST enum err title_follow(struct db *db, int64_t id, int64_t *ret);

/* `id` may be an alias: *ret then is the title it leads to (compare ret->id and redirect).
 * ERR_NOT_FOUND when there is no such title, or no record of it in scope. */
MUST enum err title_view(struct db *db, const struct actor *actor, const struct scope *scope,
                         int64_t id, struct arena *a, struct title_view *ret);

/* The title by its own id, aliases not followed, with what `cache` (holding.h) knows of agencies;
 * in the memory of the cache. ERR_NOT_FOUND: no record of it in scope. */
struct holding_cache;
MUST enum err title_read(struct holding_cache *cache, const struct scope *scope, int64_t id,
                         struct title_view *ret);

/* The same for many ids in one go (result pages); titles that vanished are left out. */
struct title_views {
    struct title_view *item;
    size_t n, cap;
};
MUST enum err title_views(struct db *db, const struct actor *actor, const struct scope *scope,
                          const int64_t *id, size_t n, struct arena *a, struct title_views *ret);

/* The ids above `after` that lead nowhere else, ascending, whether or not anybody sees them; at
 * most `limit`. */
struct title_ids {
    int64_t *item;
    size_t n, cap;
};
MUST enum err title_ids_after(struct db *db, int64_t after, int64_t limit, struct arena *a,
                              struct title_ids *ret);

/* The main author as shown in lists, "" when none; several: the first two and "dkk." is the page's
 * business. */
struct str title_main_author(const struct bib *b);

#endif
