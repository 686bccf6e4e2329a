/* xml_write.h -- writing XML 1.0: whatever a record holds, what is written is well formed. */
#ifndef RECORD_XML_WRITE_H
#define RECORD_XML_WRITE_H

#include "base/buf.h"

/* Escaped for text and for attributes in double quotes. Control characters that XML has no place
 * for (2.2) are left out; bytes that are not UTF-8 become U+FFFD. */
void xml_text(struct buf *to, struct str s);

/* <name>text</name>, or nothing when the text is empty. `start` may carry attributes of our own:
 * "identifier type=\"isbn\"". */
void xml_element(struct buf *to, const char *start, struct str text);

/* The end tag of such a start. */
void xml_end(struct buf *to, const char *start);

#endif
