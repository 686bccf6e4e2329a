/* spelling_form.h -- when two ways of writing a name, publisher or place are the same but for
 * trifles, and which of them is well made. For comparing and proposing only: nothing is changed
 * here. */
#ifndef CATALOG_SPELLING_FORM_H
#define CATALOG_SPELLING_FORM_H

#include "record/spelling.h"

enum { SPELLING_MAX = 300 }; /* bytes; what is longer is not compared */

/* Equal for what differs only by letter case, punctuation, brackets, marks, spaces, the old
 * Indonesian spelling (Djakarta, Soekarno), and
 *
 *     names       the order (Hirata, Andrea; Andrea Hirata), titles and degrees (Prof. Dr. H. ...,
 * S.Pd.) publishers  PT, CV, Tbk, Ltd ..., "Penerbit" at the beginning places      abbreviations
 * (Jkt., Bdg., Yogya), DKI and Kota, ", Indonesia" and "etc." behind
 *
 * Names in another order without a comma are others: Yusuf Ahmad is not Ahmad Yusuf. Empty when
 * there is no word in it, or a "?". Languages have no key. */
struct str spelling_key(struct arena *a, enum spelling_kind k, struct str text);

/* Whether it may be proposed to others: no brackets and stray marks, neither all capitals nor all
 * small, no title in a name, no abbreviation of a place, no old spelling of one. */
bool spelling_well_made(enum spelling_kind k, struct str text, struct arena *a);

/* Whether a longer word behind the first begins with a small letter: "Harper & brothers". */
bool spelling_is_small(struct str text);

/* Without brackets or quotes around the whole, marks at the ends, double spaces; places written
 * out. The text itself when there is nothing to do, or when it says "?". */
struct str spelling_tidy(struct arena *a, enum spelling_kind k, struct str text);

/* What sets a text apart from the form that is proposed for it. */
enum spelling_difference { /* also the message "differs.case" ... */
                           DIFFERS_CASE,
                           DIFFERS_MARKS,
                           DIFFERS_ORDER,
                           DIFFERS_OLD,   /* spelling */
                           DIFFERS_TITLE, /* of a name */
                           DIFFERS_LEGAL, /* form of a publisher */
                           DIFFERS_SHORT, /* or longer name of a place */
                           DIFFERS_CODE,  /* of a language */
                           DIFFERS_MORE,  /* only an authority file knows */
                           DIFFERENCES
};
const char *spelling_difference_name(enum spelling_difference d);
enum spelling_difference spelling_difference(struct arena *a, enum spelling_kind k, struct str text,
                                             struct str form);

#endif
