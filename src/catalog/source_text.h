/* source_text.h -- the text forms of MARC (XML, JSON, lines) and what they are written in.
 *
 * The byte order mark, or the zeros beside the first characters, say first what a text is in; then
 * the bytes, when they are UTF-8 with letters beyond ASCII; then what XML declares. Records in
 * ISO 8859-1 are kept as they are; texts in UTF-16, UTF-32 and other encodings are turned into
 * UTF-8 before anything else, and kept so. */
#ifndef CATALOG_SOURCE_TEXT_H
#define CATALOG_SOURCE_TEXT_H

#include "catalog/source.h"
#include "catalog/source_window.h"
#include "record/iso2709.h"

struct source_text {
    enum source_format format;
    struct frame (*frame)(struct str window, bool last);
    bool latin1; /* what is not UTF-8 */
};

/* Whether `head`, the start of a file in whatever encoding, is one of them. */
bool source_text_recognise(struct str head, struct source_text *ret);

/* Turns the window to UTF-8 if that is needed. */
MUST enum err source_text_begin(struct source_window *w, struct str head, struct source_text *t);

#endif
