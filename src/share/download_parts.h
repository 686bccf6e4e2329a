/* download_parts.h -- rows of tables of titles. Inside the share room only. */
#ifndef SHARE_DOWNLOAD_PARTS_H
#define SHARE_DOWNLOAD_PARTS_H

#include "record/citation.h"
#include "share/download.h"

/* id, title, authors, others, edition, place, publisher, year, extent, format, language, ISBN,
 * ISSN, series, subjects, classification, libraries with call numbers, address */
void download_row(const struct title_view *v, struct str base, struct arena *a,
                  struct str ret[DOWNLOAD_COLUMNS]);

#endif
