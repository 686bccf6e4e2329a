/* xml_mend.h -- what programs get wrong in XML, put right before it is read once more. Inside the
 * record room only. */
#ifndef RECORD_XML_MEND_H
#define RECORD_XML_MEND_H

#include "base/arena.h"
#include "base/str.h"

/* With U+FFFD for bytes that are no UTF-8 and for characters XML forbids, letters for what only
 * HTML has names for, and ampersands that begin nothing as text; names that nobody knows, too,
 * where `names` says so (what a document type may have declared is else refused). Linear. */
struct str xml_mended(struct arena *a, struct str s, bool names);

#endif
