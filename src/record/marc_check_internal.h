/* marc_check_internal.h -- the parts of checking share this. Inside the record room only. */
#ifndef RECORD_MARC_CHECK_INTERNAL_H
#define RECORD_MARC_CHECK_INTERNAL_H

#include "record/marc_check.h"

struct checking {
    const struct marc *m;
    struct arena *a;
    struct oddities *to;
};

/* Where something was found. */
struct found {
    enum check what;
    int line;
    const struct marc_field *field; /* NULL: the record, or (tag) the leader */
    char code;
    struct str text, more;
};
void check_tell(const struct checking *c, const struct found *f);

/* The values of fields: numbers, codes, dates. */
void check_values(const struct checking *c, const struct marc_field *f, int line);

/* Leader, 006 and 008. */
void check_leader(const struct checking *c);
void check_fixed(const struct checking *c, const struct marc_field *f, int line);

#endif
