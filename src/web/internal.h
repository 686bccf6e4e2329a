/* internal.h -- the dispatcher as tests see it. */
#ifndef WEB_INTERNAL_H
#define WEB_INTERNAL_H

#include "web/page.h"

struct web {
    struct web_config config;
};

bool route_matches(const char *pattern, struct str path, struct str *ret_segment);

/* web_handle with another table. */
void web_dispatch(const struct web *w, const struct route *table, struct http_request *rq,
                  struct http_response *rs);

#endif
