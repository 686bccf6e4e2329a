/* live.h -- pages on which the systems of libraries are asked whether copies are available now. */
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "catalog/live.h"
#include "peer/live.h"
#include "web/staff.h"

struct live_row {
    const struct title_holding *h;
    struct live_answer answer;
    struct badge badge; /* what it answered */
    struct str detail;  /* "2 of 3 copies"; when it is back */
    struct str old;     /* without an answer: what the data of the library say */
};
struct live_page {
    const struct title_view *v;
    struct live_row *item;
    size_t n;
};

struct live_setting_page {
    struct str address, wrong;
    struct live_service s;
    bool known, may;
    struct choice_view kinds[LIVE_KINDS];
    struct field_view url, pattern;
    struct str tried_id, tried; /* what came of a try, and of which document */
};

/* Whether any holder of the title can be asked. */
MUST enum err live_offered(struct ask *k, const struct title_view *v, bool *ret);

page_fn page_live, page_live_setting, page_live_setting_post;

#endif
