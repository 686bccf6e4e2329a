/* unimarc_fields.h -- the fields of UNIMARC that need more than a table; shared by unimarc*.c
 * alone. */
#ifndef RECORD_UNIMARC_FIELDS_H
#define RECORD_UNIMARC_FIELDS_H

#include "record/fault.h"
#include "record/marc.h"

#define US "\x1F"

struct converter {
    struct arena *a;
    struct marc *m; /* what is made */
    size_t cap;
    struct faults *faults;
    const struct marc *from;
    bool told;
};

/* Adds a field; without indicators (NULL) a control field. */
void unimarc_add(struct converter *c, const char *tag, const char *ind, struct str data);

/* "$a" and the value, as they stand in a field; empty for an empty value. */
struct str unimarc_part(struct converter *c, char code, struct str value);

/* 200: also under 246 and 740 what is a title of its own. */
void unimarc_title(struct converter *c, const struct marc_field *f);

/* 600, 700-702 (persons), 601, 710-712 (bodies and meetings), 602, 720-722 (families), as subjects
 * with their subdivisions or as names with what they did. */
bool unimarc_name(struct converter *c, const struct marc_field *f);

/* 4XX: links, whose parts are subfields or whole fields behind $1. False when it is none. */
bool unimarc_link(struct converter *c, const struct marc_field *f);

/* 008 and 007 out of 100, 101, 105, 135 and 905 without repeating a class number. */
void unimarc_coded(struct converter *c);
void unimarc_copy_905(struct converter *c, const struct marc_field *f);

#endif
