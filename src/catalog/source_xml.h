/* source_xml.h -- records of XML and of lines that are not MARC as descriptions. */
#ifndef CATALOG_SOURCE_XML_H
#define CATALOG_SOURCE_XML_H

#include "catalog/source.h"

/* Of SOURCE_OAI, SOURCE_MODS, SOURCE_DUBLIN_CORE, SOURCE_RIS, SOURCE_BIBTEX. ERR_FORMAT with a
 * fatal fault when it is none for a catalogue. `faults` may be NULL. */
MUST enum err source_xml_describe(struct str bytes, enum source_format f, struct arena *a,
                                  struct bib *ret, struct faults *faults);

#endif
