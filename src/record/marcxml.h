/* marcxml.h -- MARCXML (MARC 21 slim) out of any XML: collections, single records, answers of
 * OAI-PMH and SRU; with and without namespaces and prefixes.
 *
 * Reading is in two steps, as of ISO 2709: `frame` finds the innermost <record>...</record> in a
 * window of the file without understanding it, so that a broken record costs only itself;
 * `parse` reads the one record with expat. A document type is passed over and never read: what it
 * declares is unknown to the records. */
#ifndef RECORD_MARCXML_H
#define RECORD_MARCXML_H

#include "record/iso2709.h"

/* Whether `head`, the start of a file, is XML that may hold MARC. It is not in UTF-16 any more. */
bool marcxml_recognise(struct str head);

/* Looks at the start of `window`, as iso2709_frame does: what stands before the record is in
 * `skip`. FRAME_BAD: a record that never ends (XML_BAD, TRUNCATED) or is over MARC_RECORD_MAX
 * (RECORD_TOO_LONG). */
struct frame marcxml_frame(struct str window, bool last);

/* The encoding that the document declares; empty when it declares none. */
struct str marcxml_encoding(struct str head);

/* A record in ISO 8859-1 is given to parse behind this, so that its bytes alone say what they are.
 */
#define MARCXML_LATIN1 "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"

/* Reads one framed record. Elements that are
 * no part of MARC or lack a tag or code are left out and told (ELEMENT_ODD), a leader that is
 * missing or short is told (LEADER_ODD), characters that XML forbids become U+FFFD (NOT_UTF8,
 * XML_REPAIRED), a bare ampersand and names of HTML what they mean (XML_REPAIRED). Lines of faults
 * count from 1 at the start of `bytes`. ERR_FORMAT with a fatal fault when it is not well-formed
 * (XML_BAD), or over a limit, or holds no field. ret->bytes is empty. */
MUST enum err marcxml_parse(struct str bytes, struct arena *a, struct marc *ret,
                            struct faults *faults);

#endif
