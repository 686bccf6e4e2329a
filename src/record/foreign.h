/* foreign.h -- one record as another system answered with it, brought into MARC 21 in UTF-8 and
 * described, whatever it came in.
 *
 * What came as MARC keeps all of its fields. UNIMARC, MODS and Dublin Core keep what a description
 * holds (record/bib.h). Text for people (SUTRS) can be shown, no more. */
#ifndef RECORD_FOREIGN_H
#define RECORD_FOREIGN_H

#include "record/bib.h"

enum foreign_form {
    FOREIGN_MARC,
    FOREIGN_UNIMARC,
    FOREIGN_MODS,
    FOREIGN_DUBLIN_CORE,
    FOREIGN_TEXT,
    FOREIGN_FORMS
};

/* "marc", "unimarc", "mods", "dc", "text"; also the message "foreign.marc". */
const char *foreign_form_name(enum foreign_form f);

enum { FOREIGN_RECORD_MAX = 1 << 20, FOREIGN_TEXT_MAX = 20000 };

struct foreign {
    enum foreign_form form;
    bool mended;      /* something in it was not as its form wants it */
    struct marc marc; /* not of FOREIGN_TEXT */
    struct bib bib;
    struct str text; /* of FOREIGN_TEXT, UTF-8 */
    struct str xml;  /* the record as it came, when it came as XML */
};

/* XML: MARCXML wherever it stands in it, a <mods>, or else elements of Dublin Core. ERR_FORMAT when
 * it is none of these, has no title, or is over FOREIGN_RECORD_MAX. */
MUST enum err foreign_read_xml(struct str xml, struct arena *a, struct foreign *ret);

/* ISO 2709 of MARC 21 or UNIMARC, values in UTF-8, MARC-8, ISO 5426 or Latin-1. ERR_FORMAT. */
MUST enum err foreign_read_iso2709(struct str bytes, struct arena *a, struct foreign *ret);

/* Lines for people; bib.title is the first that says something. ERR_FORMAT when there is none. */
MUST enum err foreign_read_text(struct str bytes, struct arena *a, struct foreign *ret);

#endif
