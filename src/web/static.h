/* static.h -- the files compiled in (src/web/static), under names that change with their content.
 */
#ifndef WEB_STATIC_H
#define WEB_STATIC_H

#include "base/str.h"

struct static_file {
    const char *name; /* "silang.1f3a9c2b.css" */
    const char *type;
    struct str plain, gzip, brotli;
};

extern const struct static_file static_files[];
extern const int static_files_n;

#endif
