/* people.h -- what the pages about people with roles show. */
#ifndef WEB_PEOPLE_H
#define WEB_PEOPLE_H

#include "web/staff.h"

struct people_page {
    struct str address; /* of this page: where its forms go */
    struct role_rows rows;
    struct str *roles; /* words for each row */
    bool may_change;
    struct field_view name, login;
    struct choice_view kinds[ROLE_KINDS];
    size_t n_kinds;
    struct str wrong;
    struct str code, code_name, code_link; /* just made: shown once */
    struct str share;                      /* "https://wa.me/?text=..." */
};

struct account_page {
    struct field_view login, old, fresh;
    struct sessions sessions;
    int64_t here; /* id of this session */
    struct role_rows roles;
    struct str *role_words;
    struct str wrong;
};

/* What a role may do, in a sentence, by its name. */
enum msg role_about(struct str role);

#endif
