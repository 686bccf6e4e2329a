/* marc_form.h -- the simple form over a MARC record: what was changed in the form changes the
 * fields it stands for, and everything else of the record stays byte for byte.
 *
 * Texts (title, imprint, extent ...) change subfields of their field and leave its others. Of lists
 * (names, series, subjects, notes, numbers) fields whose lines are still there stay, the others go,
 * new lines become fields as bib_to_marc writes them. */
#ifndef RECORD_MARC_FORM_H
#define RECORD_MARC_FORM_H

#include "record/bib_typed.h"

/* `before` is what the form showed of the base (typed_from_bib), `after` what came back, `bib` the
 * description of that (bib_from_typed). Items of `bib` are looked at when `items` is set. Fields of
 * *ret point into the base, `bib` and `a`. */
struct marc_form {
    const struct marc *base;
    const struct bib *was; /* of the base */
    const struct typed *before, *after;
    const struct bib *bib;
    bool items;
};
void marc_form_apply(const struct marc_form *form, struct arena *a, struct marc *ret);

/* An empty record of the kind: leader and 008 (MARC 21) with the day, "261128", in 008/00-05. */
void marc_blank(enum format f, struct str day, struct arena *a, struct marc *ret);

/* The same with the fields that people usually fill, their subfields empty. `online`: an electronic
 * resource. */
void marc_skeleton(enum format f, bool online, struct str day, struct arena *a, struct marc *ret);

/* The day of entry, "261128", in 008/00-05, where there is a whole 008. */
void marc_set_day(struct marc *m, struct str day, struct arena *a);

/* Without subfields that have no value, and fields that have none left. */
void marc_drop_empty(struct marc *m, struct arena *a);

/* A record of the same library as a pattern for another: without numbers, title and copies. */
void marc_pattern(const struct marc *m, struct arena *a, struct marc *ret);

/* The record as a start of one in another catalogue: numbers of the other system as 035, without
 * its copies, its local fields (9XX, X9X, 59X) and what it says of its own copy (541, 561, 583).
 * `source` is named in 040 $a when that says nothing. */
void marc_adopt(const struct marc *m, struct str source, struct arena *a, struct marc *ret);

#endif
