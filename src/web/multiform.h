/* multiform.h -- a small form sent as multipart/form-data, with its files, as pairs. */
#ifndef WEB_MULTIFORM_H
#define WEB_MULTIFORM_H

#include "net/http.h"

/* Whether the body says it is one. */
bool multiform_is(const struct http_request *rq);

/* Like http_decode_form: names and texts are UTF-8, a file is any bytes (a field that takes no file
 * refuses them by its kind). A file that was not chosen is empty. */
MUST enum err multiform_read(const struct http_request *rq, struct http_pairs *ret);

#endif
