/* form_parts.h -- the forms that tell of holdings, each in a file. Inside the share room only. */
#ifndef SHARE_FORM_PARTS_H
#define SHARE_FORM_PARTS_H

#include "share/form.h"

/* ISO 20775: who holds the title, how many copies, where, and what is said of getting them. */
void form_holdings(const struct title_view *v, struct str base, struct arena *a, struct buf *to);

/* The title as MARC 21 with its holdings. */
void form_marc(const struct title_view *v, struct str base, struct arena *a, struct marc *ret);

/* Its holdings alone, a MARC 21 record for each library, in a <collection>. */
void form_mfhd(const struct title_view *v, struct str base, struct arena *a, struct buf *to);

/* The record syntax OPAC of Z39.50 as YAZ writes it in XML: MARCXML and the holdings. */
void form_opac(const struct title_view *v, const struct marc *m, struct arena *a, struct buf *to);

/* The title as a JSON object. */
void form_json(const struct title_view *v, struct str base, struct arena *a, struct buf *to);

/* "https://katalog.example.id/perpustakaan/SLUG", empty without a base. */
struct str form_library_address(const struct agency *g, struct str base, struct arena *a);

#endif
