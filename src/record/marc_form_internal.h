/* marc_form_internal.h -- a record that is being changed. Inside the record room only. */
#ifndef RECORD_MARC_FORM_INTERNAL_H
#define RECORD_MARC_FORM_INTERNAL_H

#include "record/marc_form.h"

struct fields {
    struct marc_field *item;
    size_t n, cap;
};

struct subfield {
    char code;
    struct str value;
};
struct subfields {
    struct subfield *item;
    size_t n, cap;
};

struct changing {
    struct arena *a;
    const struct marc_form *form;
    struct marc fresh; /* of the description that came back */
    char leader[24];
    struct fields f;
};

/* ---- fields ---- */

bool field_is(const struct marc_field *f, const char *tag);  /* '?' is any */
size_t fields_find(const struct fields *f, const char *tag); /* f->n: none */
void fields_drop(struct fields *f, size_t at);
void fields_insert(struct changing *x, struct marc_field one); /* behind the last tag not above */

/* ---- subfields ---- */

struct subfields subfields_of(const struct marc_field *f, struct arena *a);
struct str subfields_data(const struct subfields *s, struct arena *a);

/* The first with the code, put behind the last of `after` when there is none; an empty value takes
 * it away. */
void subfields_set(struct subfields *s, char code, struct str value, const char *after,
                   struct arena *a);

/* ---- parts ---- */

void change_coded(struct changing *x);
void change_lists(struct changing *x);

#endif
