/* decode.h -- bytes in any encoding that ICU knows as UTF-8, piece by piece. */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include "base/buf.h"

struct decoder;

/* NULL when nobody knows an encoding of that name. */
struct decoder *decoder_open(struct str name);
void decoder_close(struct decoder *d); /* NULL is fine */
void decoder_closep(struct decoder **d);

/* Appends what the bytes mean; a character cut in two at their end waits for the next piece, unless
 * this is the last. What means nothing is U+FFFD. At most four bytes come of each, and of what
 * waited. */
void decoder_add(struct decoder *d, struct str bytes, bool last, struct buf *to);

/* The encoding of UTF-16 and UTF-32 that `head`, the start of a text, is in: by its byte order
 * mark, or by the zeros beside its first characters; empty for any other. */
struct str decode_wide(struct str head);

#endif
