/* multipart.h -- multipart/form-data (RFC 7578, RFC 2046 5.1) as it arrives, in constant memory.
 *
 * Strict, since what sends it is a browser: the body begins with the first delimiter, each part has
 * one Content-Disposition of type form-data with a name, delimiters stand on lines of their own,
 * and the last one must come. Names are as browsers write them (WHATWG HTML 4.10.22.7: %22 %0D
 * %0A). */
#ifndef NET_MULTIPART_H
#define NET_MULTIPART_H

#include "base/str.h"

enum { MULTIPART_PARTS_MAX = 50, MULTIPART_HEAD_MAX = 4096, MULTIPART_BOUNDARY_MAX = 70 };

struct multipart_part {
    struct str name, file; /* valid during the call */
    bool is_file;
};

/* An error of any of them ends the reading and is given back. */
struct multipart_takes {
    enum err (*begin)(void *ctx, const struct multipart_part *part);
    enum err (*data)(void *ctx, struct str piece);
    enum err (*end)(void *ctx);
    void *ctx;
};

struct multipart;

/* ERR_FORMAT when the Content-Type is none with a sound boundary. */
MUST enum err multipart_new(struct str content_type, const struct multipart_takes *takes,
                            struct multipart **ret);

/* The next bytes. ERR_FORMAT when they break the format, ERR_LIMIT over a limit above. */
MUST enum err multipart_feed(struct multipart *m, struct str piece);

/* No more bytes: ERR_FORMAT when the last delimiter has not come. */
MUST enum err multipart_finish(struct multipart *m);
void multipart_free(struct multipart *m); /* NULL is fine */

#endif
