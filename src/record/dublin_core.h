/* dublin_core.h -- a description as simple Dublin Core in the container of OAI-PMH (oai_dc.xsd).
 *
 * What each element takes is in docs/en/reference/protocols.md. */
#ifndef RECORD_DUBLIN_CORE_H
#define RECORD_DUBLIN_CORE_H

#include "base/buf.h"
#include "record/bib.h"

/* Appends <oai_dc:dc>. `address`: of the title's page, the first identifier; may be empty. */
void dublin_core_write(const struct bib *b, struct str address, struct arena *a, struct buf *to);

#endif
