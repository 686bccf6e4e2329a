/* barcode.h -- Code 128 (ISO/IEC 15417): what stands on the backs of books, readable by any scanner
 * and phone. */
#ifndef TEXT_BARCODE_H
#define TEXT_BARCODE_H

#include "base/arena.h"

enum { BARCODE_TEXT_MAX = 48, BARCODE_QUIET = 10 /* empty modules on both sides */ };

struct barcode {
    struct str path; /* of SVG: bars 1 high from x = 0 on, quiet zones included */
    int width;       /* in modules */
};

/* False when the text is empty, longer than the limit or not printable ASCII. */
bool barcode_make(struct str text, struct arena *a, struct barcode *ret);

#endif
