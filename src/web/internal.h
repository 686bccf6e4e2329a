/* internal.h -- the dispatcher as tests see it. */
#ifndef WEB_INTERNAL_H
#define WEB_INTERNAL_H

#include "base/cache.h"
#include "peer/asker.h"
#include "peer/live.h"
#include "web/budget.h"
#include "web/known.h"
#include "web/page.h"
#include "web/push_body.h"
#include "web/signin.h"

/* Pages of page_refused.c. */
struct refused;
struct refused *refused_new(void);
void refused_free(struct refused *r);

struct web {
    struct web_config config;
    struct signin *signin;
    struct known *known;
    struct push_gate *pushes;
    struct live *live;     /* asks the systems of libraries */
    struct cache *cache;   /* NULL: none */
    struct budget *budget; /* NULL: none */
    struct asker *asker;   /* of other catalogues */
    struct refused *refused;
};

/* What stood for {agency}, {network} and the other {x} of a pattern. */
struct route_segments {
    struct str agency, network, other;
};

bool route_matches(const char *pattern, struct str path, struct route_segments *ret);

/* web_handle with other tables, of which the last is NULL. */
void web_dispatch(const struct web *w, const struct route *const *tables, struct http_request *rq,
                  struct http_response *rs);

/* What this address would answer a stranger, for pages that show it: with the connection and the
 * language of `k`, in its memory; a file is named by its headers alone. The caller releases the
 * body. */
void web_inside(const struct ask *k, struct str path, struct str query, struct http_response *ret);

#endif
