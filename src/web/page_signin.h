/* page_signin.h -- what the pages of signing in show. */
#ifndef WEB_PAGE_SIGNIN_H
#define WEB_PAGE_SIGNIN_H

#include "web/forms.h"

struct signin_page {
    struct field_view login, password;
    struct str back, wrong, flash;
    bool mail; /* a code can be sent */
    bool wait; /* nothing is wrong in a field: it has to be waited */
};

page_fn page_signin, page_signin_post, page_leave, page_code, page_code_post, page_code_send;

#endif
