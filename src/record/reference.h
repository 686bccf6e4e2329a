/* reference.h -- a description for programs that manage references: RIS (2011) and BibTeX. */
#ifndef RECORD_REFERENCE_H
#define RECORD_REFERENCE_H

#include "base/buf.h"
#include "record/bib.h"

/* Appends one reference; `address` is that of the title's page and may be empty. A value is one
 * line, control characters are left out. */
void ris_write(const struct bib *b, struct str address, struct buf *to);

/* The same as BibTeX in UTF-8, as BibLaTeX and Zotero read it. `id` is the key; it should be
 * letters and digits. */
void bibtex_write(const struct bib *b, struct str address, struct str id, struct buf *to);

#endif
