/* qr.h -- QR codes (ISO/IEC 18004, by libqrencode): as squares, and as the path of an SVG picture.
 */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "base/arena.h"

struct qr {
    int width;                   /* squares a side */
    const unsigned char *module; /* row by row; 1 is dark */
};

/* Of a text of at most 1,000 bytes, in byte mode with the lowest correction. False when it is too
 * long. */
bool qr_make(struct arena *a, struct str text, struct qr *ret);

/* Whether the square is dark; outside is the quiet zone, which is light. */
bool qr_dark(const struct qr *q, int x, int y);

/* The dark squares as the `d` of a path in a picture of width + 2 * QR_QUIET units. */
enum { QR_QUIET = 4 };
struct str qr_path(struct arena *a, const struct qr *q);

#endif
