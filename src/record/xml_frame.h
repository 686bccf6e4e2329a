/* xml_frame.h -- records of one element name after another in any XML: <mods>, <dc>. */
#ifndef RECORD_XML_FRAME_H
#define RECORD_XML_FRAME_H

#include "record/iso2709.h"

/* As marcxml_frame, of the outermost elements of that name. */
struct frame mods_frame(struct str window, bool last);        /* <mods> */
struct frame dublin_core_frame(struct str window, bool last); /* <dc>, of oai_dc and others */

/* Whether `head`, the start of a file, has such elements. */
bool mods_recognise(struct str head);
bool dublin_core_recognise(struct str head);

#endif
