/* bib_typed.h -- a description as a librarian types it into a form, and back. Pure, and the reading
 * of a form is where its checks are: an ISBN with a wrong digit or an odd year is told and kept. */
#ifndef RECORD_BIB_TYPED_H
#define RECORD_BIB_TYPED_H

#include "record/bib.h"

enum { TYPED_NAMES_MAX = 40 };

struct typed_name {
    struct str name;
    enum name_role role;
    bool corporate;
};

/* Texts as typed. Lists (series, subjects, notes) have one value a line; subjects may also be
 * parted by ';'. Series: "Judul ; 3". */
struct typed {
    struct str title, part, responsibility, edition, frequency, numbers, publisher, year, place;
    struct str extent, series, classification, call_number, subjects, summary, notes;
    struct str language; /* a MARC code, or empty */
    enum format format;
    struct typed_name name[TYPED_NAMES_MAX];
    size_t n_names;
};

/* *ret is *base (what the form does not ask for: other titles, contents, links, copies; NULL:
 * nothing) with what was typed put over it. Faults: NO_TITLE (fatal), ISBN_WRONG, YEAR_ODD. */
void bib_from_typed(const struct typed *t, const struct bib *base, struct arena *a, struct bib *ret,
                    struct faults *faults);

/* What a form shows of a description. */
void typed_from_bib(const struct bib *b, struct arena *a, struct typed *ret);

#endif
