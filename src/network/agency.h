/* agency.h -- the members: libraries and other centres, as rows and as readers see them. */
#ifndef NETWORK_AGENCY_H
#define NETWORK_AGENCY_H

#include "db/db.h"
#include "network/actor.h"

enum agency_type { /* names are stored, order may change */
                   AGENCY_SCHOOL,
                   AGENCY_PUBLIC,
                   AGENCY_UNIVERSITY,
                   AGENCY_SPECIAL,
                   AGENCY_DOCUMENTATION,
                   AGENCY_INFORMATION,
                   AGENCY_ANALYSIS,
                   AGENCY_REFERRAL,
                   AGENCY_OTHER,
                   AGENCY_TYPES
};

/* "school"; also the message "agency.school". */
const char *agency_type_name(enum agency_type t);
bool agency_type_parse(struct str name, enum agency_type *ret);

struct agency {
    int64_t id;
    struct str slug; /* in addresses: /perpustakaan/SLUG; a-z 0-9 '-' */
    struct str name;
    enum agency_type type;
    struct str place; /* "Depok, Sleman, Daerah Istimewa Yogyakarta"; may be empty */
    struct str address, hours, phone, about, npp;
    struct str services;         /* comma-separated keys: pinjam-antarperpustakaan, fotokopi, ... */
    bool located;                /* whether the two numbers below mean something */
    int32_t latitude, longitude; /* micro-degrees, WGS 84 */
    bool sample;                 /* invented, part of the sample network */
    int64_t created;             /* microseconds since 1970 UTC */
    int64_t data_from;           /* when its newest published load was finished; 0: no data yet */
    int64_t records;             /* live bibliographic records */
};

struct agencies {
    struct agency *item;
    size_t n, cap;
};

enum { AGENCIES_MAX = 20000, AGENCY_NAME_MAX = 200, AGENCY_TEXT_MAX = 2000 };

/* id, slug (made unique from the name), created and the derived fields are ours; the rest is taken
 * from *agency. ERR_ARG without a name or with a text over its limit, ERR_CONFLICT when a library
 * of this name is a member already in the same place; one that left comes back with its id. Joins
 * the first network. */
MUST enum err agency_add(struct db *db, const struct actor *actor, const struct agency *agency,
                         int64_t now, int64_t *ret_id);

/* Ends the membership of the sample agencies; their rows stay, since loads and titles point to
 * them. The network is no sample from then on. */
MUST enum err agency_retire_samples(struct db *db, const struct actor *actor, int64_t now);

/* All that are members of a network now, by name (words_sort_key); live in `a`. */
MUST enum err agency_list(struct db *db, struct arena *a, struct agencies *ret);
MUST enum err agency_get(struct db *db, int64_t id, struct arena *a, struct agency *ret);
MUST enum err agency_by_slug(struct db *db, struct str slug, struct arena *a, struct agency *ret);

#endif
