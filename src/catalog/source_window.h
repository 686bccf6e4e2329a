/* source_window.h -- a window that slides over a file from its front, its text in UTF-8 if wanted.
 */
#ifndef CATALOG_SOURCE_WINDOW_H
#define CATALOG_SOURCE_WINDOW_H

#include "base/buf.h"

struct source_window {
    int fd;
    bool ended; /* it reaches the end of the file */
    struct buf bytes;
    size_t at;     /* consumed part of it */
    int64_t base;  /* offset of its first byte, in UTF-8 where the text is turned into it */
    int64_t taken; /* bytes read from the file */
    struct decoder *decoder; /* NULL: bytes stay as they are */
};

/* Takes over fd. */
void window_open(struct source_window *w, int fd);
void window_close(struct source_window *w);

/* What is in it and not consumed. */
struct str window_str(const struct source_window *w);

/* Reads one more piece behind it; the consumed part is dropped first. */
MUST enum err window_fill(struct source_window *w);

/* From now on, and for what it holds already, text of that encoding is turned into UTF-8.
 * ERR_NOT_FOUND, and nothing changed, when nobody knows it. */
MUST enum err window_decode(struct source_window *w, struct str encoding);

#endif
