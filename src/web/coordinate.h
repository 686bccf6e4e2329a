/* coordinate.h -- pages of coordinators, and the way in for libraries. */
#ifndef WEB_COORDINATE_H
#define WEB_COORDINATE_H

#include "network/application.h"
#include "network/eligibility.h"
#include "network/membership.h"
#include "web/profile.h"

struct application_view {
    const struct application *p;
    struct agency g;
    struct str type, place;
    int n_to_join; /* of the four conditions it says it meets */
};

/* A link just made: on this one answer only. */
struct invitation_view {
    struct str link, code, share; /* share: address that hands the text to WhatsApp */
    struct str qr_box, qr_path;   /* empty when the link is too long for one */
};

struct manage_page {
    const struct network *n;
    struct str address; /* /jejaring/1 */
    struct application_view *waiting;
    size_t n_waiting;
    struct memberships members; /* that hold now */
    struct invitations invitations;
    struct str *states;                              /* of the invitations, in words */
    struct invitation_view made;                     /* link empty: none */
    struct field_view name, npsn, place, uses, days; /* of a new invitation */
    struct choice_view types[AGENCY_TYPES + 1];
    struct str wrong;
    const char *wrong_field;
};

struct network_form {
    const struct network *n;
    struct str address;
    struct field_view name, purpose, place, rules, contact, phone, email;
    struct choice_view kinds[AGENCY_TYPES], jurisdictions[JURISDICTIONS];
    struct choice_view *parents;
    size_t n_parents;
    struct str wrong, parent_wrong;
    const char *wrong_field;
    struct str theirs; /* where what holds now is seen, when somebody saved before; else empty */
};

struct join_page {
    struct network network;
    struct str action; /* where the form goes; empty: only words */
    struct str wrong, message;
    const char *wrong_field;
    struct profile_form form;
    struct field_view person, login, password;
    struct choice_view *own; /* agencies of who is signed in */
    size_t n_own;
    bool signed_in, login_taken;
    struct str back; /* query value: comes back here after signing in */
};

page_fn page_manage, page_invite, page_invite_revoke, page_answer, page_member_end,
    page_network_form, page_network_save, page_network_add, page_code_form, page_code_take,
    page_invitation, page_join, page_join_open, page_join_open_send;

#endif
