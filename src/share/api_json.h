/* api_json.h -- titles, libraries and networks as the interface for programs gives them, in JSON.
 * What is not known is left out; times are UTC (RFC 3339); languages are the codes of MARC. */
#ifndef SHARE_API_JSON_H
#define SHARE_API_JSON_H

#include "catalog/title.h"
#include "network/network.h"
#include "record/json_write.h"

#define API_PATH "/api/v1"

struct api_title {
    const struct title_view *view;
    int64_t changed;                    /* microseconds since 1970; 0: not told */
    bool holdings;                      /* library by library, with their copies */
    const struct title_views *editions; /* others of its work; NULL: not told */
};

/* One object each. `base` is "https://katalog.example.id" or empty: no addresses then. */
void api_title_write(struct json_out *j, const struct api_title *t, struct str base,
                     struct arena *a);
void api_holdings_write(struct json_out *j, const struct title_view *v, struct str base,
                        struct arena *a);
void api_library_write(struct json_out *j, const struct agency *g, struct str base,
                       struct arena *a);

/* `members` NULL: not told. */
void api_network_write(struct json_out *j, const struct network *n, const struct agencies *members,
                       struct str base, struct arena *a);

/* "name": an address made as by printf behind `base`; nothing without a base. */
void api_link(struct json_out *j, const char *name, struct str base, const char *fmt, ...)
    PRINTF(4, 5);

#endif
