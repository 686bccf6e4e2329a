/* setup.h -- the three screens of the first start. */
#ifndef WEB_SETUP_H
#define WEB_SETUP_H

#include "web/forms.h"

struct setup_page {
    struct str token_path; /* /awal/TOKEN */
    int step;              /* 1 network, 2 coordinator */
    struct field_view name, login, password;
    struct choice_view zones[3], langs[2];
    struct str wrong; /* summary on top; empty: nothing is wrong */
    const char *wrong_field;
};

page_fn page_setup, page_setup_network, page_setup_person, page_setup_coordinator;

#endif
