/* ris.h -- references in RIS, the form of reference managers and journals: "TY  - JOUR" to "ER  -",
 * a tag of two characters and a value a line. */
#ifndef RECORD_RIS_H
#define RECORD_RIS_H

#include "record/bib.h"
#include "record/iso2709.h"

/* Whether the text begins with a reference. */
bool ris_recognise(struct str head);

/* Finds the reference at the start of `window`, as iso2709_frame does. One without ER ends where
 * the next begins. FRAME_BAD: over MARC_RECORD_MAX. */
struct frame ris_frame(struct str window, bool last);

/* Lines without a tag go on with the value above. As bib_from_marc: ERR_FORMAT with a fatal fault
 * when it has no title. */
MUST enum err ris_describe(struct str bytes, struct arena *a, struct bib *ret,
                           struct faults *faults);

#endif
