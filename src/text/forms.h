/* forms.h -- which words count as forms of one another when more should be found than was typed.
 *
 * Forms are for comparing only, never shown. The forms of a folded word are, all that apply:
 *   roman      i v x only, a number in canonical form from 2 to 39: its digits (xi: 11; not "i")
 *   doubled    three letters a-z or more and a final 2 (anak2): what stands before the 2, and its
 * forms old        the spelling before 1947 and 1972 in the present one: a word of letters a-z that
 * has oe, tj, dj or sj, or begins with nj; from left to right tj c, dj j, nj ny, sj sy, oe u, ch
 * kh, other j y (soekarno: sukarno, tjerita: cerita). Roots are of this spelling; it is a form
 *              itself when neither they nor the plural give one.
 *   roots      text/stem.h
 *   plural     English: -ies with 2 letters or more before it: y; -sses -shes -ches -xes: without
 * es; other -es with 3 letters or more before it, but not after a e o: without s; -s after another
 * letter but a e i s u, with 3 letters or more before it: without s
 *
 * Two words meet when they are equal, one is a form of the other, or they share a form. */
#ifndef TEXT_FORMS_H
#define TEXT_FORMS_H

#include "text/stem.h"

/* Adds the forms of the word to *to (empty before); the word itself is none. */
void forms_of(struct str word, struct stems *to);

#endif
