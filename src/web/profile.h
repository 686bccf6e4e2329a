/* profile.h -- the forms in which a library tells of itself. */
#ifndef WEB_PROFILE_H
#define WEB_PROFILE_H

#include "network/eligibility.h"
#include "network/hours.h"
#include "web/members.h"
#include "web/staff.h"

/* The fields of a profile in a form: of staff, and of who accepts an invitation (fewer of them). */
struct profile_form {
    struct field_view name, npp, npsn, isil, place, point, phone, whatsapp, email, website, contact;
    struct field_view address, hours, about, strengths, lacks, benefits; /* several lines */
    struct field_view day[HOURS_DAYS];
    struct choice_view types[AGENCY_TYPES];
    struct str type_wrong;
    struct choice_view *places; /* what the place may mean; none: it is clear */
    size_t n_places;
    struct choice_view *services;
    size_t n_services;
};

/* What was typed, as far as it can be understood. */
struct profile_typed {
    struct agency agency;
    struct str place, point;
    struct str day[HOURS_DAYS];
    uint32_t bad;     /* bit per enum agency_field */
    uint32_t bad_day; /* bit per day */
    struct places places;
};

/* From the form of the request, on top of `old`; and from a stored profile. */
void profile_read(struct ask *k, const struct agency *old, struct profile_typed *ret);
void profile_stored(struct ask *k, const struct agency *g, struct profile_typed *ret);

void profile_fields(struct ask *k, const struct profile_typed *t, struct profile_form *ret);

struct profile_page {
    struct profile_form form;
    const struct agency *g;
    struct str wrong;
    const char *wrong_field;
    struct str theirs; /* where what holds now is seen, when somebody saved before; else empty */
};

struct condition_view {
    const char *name;
    struct str words, advice, evidence, wrong;
    bool stated, met;
};
struct conditions_page {
    struct condition_view item[CONDITIONS];
    struct decisions decisions;
    int n_to_join, n_ready;
    bool may_change;
    struct str wrong, address;
};

page_fn page_profile, page_profile_save, page_profile_photo, page_conditions, page_conditions_save;

#endif
