/* html_entity.h -- letters that HTML has names for and XML has not, in text that came from pages.
 * Inside the record room only. */
#ifndef RECORD_HTML_ENTITY_H
#define RECORD_HTML_ENTITY_H

#include "base/str.h"

/* The code point of "eacute", "nbsp", "amp", "ndash": the names of XML, Latin-1 and those of usual
 * punctuation; 0 when it is none of them. */
uint32_t html_entity(struct str name);

#endif
