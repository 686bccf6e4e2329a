/* agency.h -- the members: libraries and other centres, as rows and as readers see them. */
#ifndef NETWORK_AGENCY_H
#define NETWORK_AGENCY_H

#include "db/db.h"
#include "network/actor.h"
#include "network/place.h"

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
    struct str place_code; /* network/place.h; may be empty */
    struct str place;      /* free text for readers where there is no code */
    struct str address, phone, about;
    struct str week;             /* network/hours.h */
    struct str hours;            /* free text: holidays, and what was written before weeks */
    struct str npp, npsn, isil;  /* numbers of the national library, of schools, ISO 15511 */
    struct str whatsapp;         /* digits with the country's: 62812... */
    struct str email, website;   /* http(s) address */
    struct str contact;          /* the person in charge */
    struct str services;         /* comma-separated keys: pinjam-antarperpustakaan, fotokopi, ... */
    struct str strengths, lacks; /* what partners should know before they propose anything */
    struct str benefits;         /* what others would gain */
    bool located;                /* whether the two numbers below mean something */
    int32_t latitude, longitude; /* micro-degrees, WGS 84 */
    bool sample;                 /* invented, part of the sample network */
    bool has_photo;              /* derived, as all below */
    int64_t photo_changed;
    int64_t edition;   /* counts changes of the profile */
    int64_t created;   /* microseconds since 1970 UTC */
    int64_t data_from; /* when its newest published load was finished; 0: no data yet */
    int64_t records;   /* live bibliographic records */
};

struct agencies {
    struct agency *item;
    size_t n, cap;
};

enum { AGENCIES_MAX = 20000, AGENCY_NAME_MAX = 200, AGENCY_TEXT_MAX = 2000 };

/* ---- what can be wrong with a profile ---- */

enum agency_field {
    AGENCY_F_NAME,
    AGENCY_F_TYPE,    /* one the network admits (application.h) */
    AGENCY_F_NPP,     /* letters and digits, 6 to 20 */
    AGENCY_F_NPSN,    /* 8 digits */
    AGENCY_F_ISIL,    /* "ID-" and up to 11 of A-Z a-z 0-9 - / : (ISO 15511) */
    AGENCY_F_PLACE,   /* a code that exists */
    AGENCY_F_ADDRESS, /* these texts: UTF-8, not too long */
    AGENCY_F_POINT,   /* on earth */
    AGENCY_F_WEEK,
    AGENCY_F_HOURS,
    AGENCY_F_PHONE,    /* 5 to 20 digits, with spaces, + - ( ) . between */
    AGENCY_F_WHATSAPP, /* 08..., 62..., +62..., or another country's with + */
    AGENCY_F_EMAIL,
    AGENCY_F_WEBSITE, /* http:// or https:// and a host */
    AGENCY_F_CONTACT,
    AGENCY_F_SERVICES,
    AGENCY_F_ABOUT,
    AGENCY_F_STRENGTHS,
    AGENCY_F_LACKS,
    AGENCY_F_BENEFITS,
    AGENCY_FIELDS
};

/* "npsn"; also the name of the field in forms and of the message "agency.bad.npsn". */
const char *agency_field_name(enum agency_field f);

/* Brings what was typed to its one form (trimmed, NFC, WhatsApp to digits, a website without
 * "https://" gets it) and checks each field: a bit per agency_field that is wrong. */
uint32_t agency_check(struct arena *a, struct agency *g);

/* ---- changing ---- */

/* id, slug (made unique from the name), created and the derived fields are ours; the rest is taken
 * from *agency. ERR_ARG when agency_check finds a fault, ERR_CONFLICT when a library of this name
 * is a member already in the same place; one that left comes back with its id. Joins the first
 * network. */
MUST enum err agency_add(struct db *db, const struct actor *actor, const struct agency *agency,
                         int64_t now, int64_t *ret_id);

/* Inside a db_write of the caller, who has asked for permission and checked the profile: a new row
 * in no network; and the one that is there already, by name and place or by NPSN (ERR_NOT_FOUND).
 */
MUST enum err agency_insert(struct db *db, const struct agency *g, int64_t now, struct arena *a,
                            int64_t *ret_id);
MUST enum err agency_same(struct db *db, const struct agency *g, int64_t *ret_id);

/* Writes the whole profile of agency->id except slug, sample and photo. ERR_ARG with the
 * bits of the wrong fields; ERR_CONFLICT when agency->edition is not the one in force: somebody
 * else changed it in between. */
MUST enum err agency_update(struct db *db, const struct actor *actor, const struct agency *agency,
                            int64_t now, uint32_t *ret_bad);

/* Ends the membership of the sample agencies; their rows stay, since loads and titles point to
 * them. The network is no sample from then on. */
MUST enum err agency_retire_samples(struct db *db, const struct actor *actor, int64_t now);

/* ---- reading ---- */

/* All that are members of a network now, by name (words_sort_key); live in `a`. */
MUST enum err agency_list(struct db *db, struct arena *a, struct agencies *ret);
MUST enum err agency_get(struct db *db, int64_t id, struct arena *a, struct agency *ret);
MUST enum err agency_by_slug(struct db *db, struct str slug, struct arena *a, struct agency *ret);

/* "Depok, Kabupaten Sleman, Daerah Istimewa Yogyakarta", or its free text; may be empty. */
struct str agency_place(struct arena *a, const struct agency *g);

/* Sets the place from what was typed: the code when one place of Indonesia is meant, else the text
 * as it is. *ret has what may be meant when it is not exactly one. False when nothing is typed, or
 * one of many is meant, or none. */
bool agency_set_place(struct arena *a, struct agency *g, struct str typed, struct places *ret);

/* Its own point, else that of its place (*ret_own false). False when neither is known. */
bool agency_point(const struct agency *g, struct point *ret, bool *ret_own);

#endif
