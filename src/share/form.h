/* form.h -- a title of the catalogue in the forms other programs read.
 *
 * What is given is the merged and mended description, and who holds it. MARC 21 carries the id of
 * the title in 001, the catalogue in 003 and an 852 for each library ($a its name, $j its call
 * number), with 866 and 876 for its volumes and copies; MODS has a location for each. */
#ifndef SHARE_FORM_H
#define SHARE_FORM_H

#include "base/buf.h"
#include "catalog/title.h"

enum form {
    FORM_MARCXML,
    FORM_MODS,
    FORM_DC,
    FORM_MARC,
    FORM_RIS,
    FORM_BIBTEX,
    FORM_JSONLD,
    FORM_HOLDINGS, /* ISO 20775 */
    FORM_OPAC,     /* MARCXML and holdings as Z39.50 gives them, in the XML of YAZ */
    FORM_MFHD,     /* MARCXML records of holdings, one for each library */
    FORM_JSON,
    FORMS
};

struct form_kind {
    const char *name;     /* "marcxml": /b/ID.marcxml, unAPI */
    const char *type;     /* media type */
    const char *document; /* of XML: where its elements are described, its namespace, its schema */
    const char *space, *schema;
};

/* Of one form. */
const struct form_kind *form_kind(enum form f);
bool form_parse(struct str name, enum form *ret);

/* Appends the title. XML comes as one element without a declaration. `base` is the address of the
 * catalogue, "https://katalog.example.id", or empty. ERR_LIMIT: no place for it in ISO 2709. */
MUST enum err form_write(const struct title_view *v, struct str base, enum form f, struct arena *a,
                         struct buf *to);

/* Its MARCXML between marcxml_begin and marcxml_end. */
void form_in_collection(const struct title_view *v, struct str base, struct arena *a,
                        struct buf *to);

#endif
