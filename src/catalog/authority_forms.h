/* authority_forms.h -- what a MARC 21 authority record says: the heading (1XX), the forms from
 * which readers are sent to it (4XX), the headings that stand near it (5XX).
 *
 * Texts are made as those of bibliographic records are (record/bib.h), so that both meet in one
 * list: a name is a heading of authors and, with its dates, of subjects. */
#ifndef CATALOG_AUTHORITY_FORMS_H
#define CATALOG_AUTHORITY_FORMS_H

#include "index/heading.h"
#include "record/fault.h"
#include "record/marc.h"

enum authority_relation { AUTHORITY_SELF, AUTHORITY_SEE, AUTHORITY_ALSO }; /* stored */

struct authority_form {
    enum heading_kind kind;
    enum authority_relation relation;
    struct str sort, text;
    struct str target_sort, target; /* SELF: itself */
    struct str words;               /* words_name_key of the text; empty of ALSO */
};

struct authority_forms {
    struct authority_form *item;
    size_t n, cap;
};

/* The forms of a record of 100, 110, 111, 130, 150 or 151. ERR_FORMAT with *ret_why: it is no
 * authority record, or has no such heading. Fields that give no text are told to *faults. */
MUST enum err authority_forms_of(const struct marc *m, struct arena *a, struct authority_forms *ret,
                                 enum reason *ret_why, struct faults *faults);

#endif
