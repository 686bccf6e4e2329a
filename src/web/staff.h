/* staff.h -- the frame of staff pages: who is at work, where, and what he may open from here. */
#ifndef WEB_STAFF_H
#define WEB_STAFF_H

#include "web/forms.h"

struct staff_link {
    struct str address;
    enum msg words;
    bool current;
    int64_t count; /* of things that wait; 0: not shown */
};

struct staff_frame {
    struct around around;
    struct str place; /* name of the agency or network at hand */
    struct str role;  /* "Pustakawan" */
    struct staff_link *modules, *entries;
    size_t n_modules, n_entries;
    struct str flash;
};

/* The frame for this request: modules and submenu (staff.c) hold what the actor may open, in the
 * agency or network of the address or else the person's first one. */
MUST enum err staff_frame(struct ask *k, struct str title, struct staff_frame *ret);

/* The page asks for itself again after so many seconds: while work is going on. */
void staff_refresh(struct ask *k, int seconds);

/* "/staf/SLUG" with `rest` behind it. */
struct str staff_address(const struct ask *k, const char *rest);

page_fn page_staff, page_staff_history, page_start, page_start_post, page_start_sample, page_people,
    page_people_add, page_people_code, page_people_end, page_account, page_account_password,
    page_account_close;

#endif
