/* bib_words.h -- machine names of what a description has, in JSON. */
#ifndef RECORD_BIB_WORDS_H
#define RECORD_BIB_WORDS_H

#include "record/bib.h"

/* "available", "on-loan" ... */
const char *item_status_name(enum item_status s);
bool item_status_parse(struct str name, enum item_status *ret);

/* "author", "editor" ... */
const char *name_role_name(enum name_role r);
bool name_role_parse(struct str name, enum name_role *ret);

#endif
