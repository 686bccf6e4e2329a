/* targets.h -- other catalogues that librarians ask: pages of a coordinator and of the operator. */
#ifndef WEB_TARGETS_H
#define WEB_TARGETS_H

#include "catalog/targets.h"
#include "peer/target.h"
#include "web/gather.h"

enum { TARGET_CHARSETS = 2, TARGET_VERSIONS = 3 };

struct target_form {
    struct field_view name, address, base, syntax, names, seconds;
    struct choice_view kinds[TARGET_KINDS], charsets[TARGET_CHARSETS], versions[TARGET_VERSIONS];
};

struct target_list_row {
    const struct target_row *t;
    struct str kind, address; /* address: of its page */
};
struct target_list_page {
    struct str address;
    struct target_list_row *row;
    size_t n;
    bool installation;
    struct target_form form;
    struct str wrong;
};

struct target_page {
    const struct target_row *t;
    struct str kind, address, list;
    bool looking;
    struct gather_finding *finding;
    size_t n_findings;
    struct login_panel login;
    struct target_form form;
    struct str wrong;
};

page_fn page_targets, page_targets_post, page_target, page_target_post;

#endif
