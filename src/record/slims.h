/* slims.h -- the two CSV files SLiMS exports (docs: indonesia.md 5.2 and "SLiMS item CSV").
 *
 * Bibliographic: title, gmd, edition, isbn_issn, publisher, year, collation, series, call_number,
 * language, place, classification, notes, image, sor, authors, topics, item_code: 18 columns,
 * multi-values as <a><b>, header optional and in Indonesian or English. Newer versions and
 * hand-made files may bring a header in another order or with fewer columns. Items: 19 columns, see
 * slims.c. */
#ifndef RECORD_SLIMS_H
#define RECORD_SLIMS_H

#include "record/bib.h"
#include "record/csv.h"

enum slims_kind { SLIMS_NOT, SLIMS_BIBLIO, SLIMS_ITEMS };

struct slims_layout {
    enum slims_kind kind;
    bool has_header;
    struct csv_dialect dialect;
    int columns;                        /* of this file, an empty tail of the header left out */
    signed char field[CSV_COLUMNS_MAX]; /* column -> our field number, -1: not used */
};

/* From the first rows of the file (at least 64 KiB or the whole file). SLIMS_NOT when the columns
 * cannot be recognised. */
struct slims_layout slims_recognise(struct str head, struct arena *a);

/* Whether SLiMS wrote it: nearly all of its columns are there, and nothing else. Tables that people
 * made use the same words, but not the same rows. */
bool slims_is_export(const struct slims_layout *l);

/* Whether the row is the header of such a file: files are put together from several. */
bool slims_is_header(const struct slims_layout *l, const struct csv_row *row);

/* One row of a biblio file (not the header). ERR_FORMAT with a fatal fault (COLUMNS_WRONG with the
 * excerpt "found/expected", NO_TITLE) when it must be rejected; value warnings go to *faults too.
 * Lines and bytes of faults are those of row->fault. `faults` may be NULL. */
MUST enum err slims_biblio(const struct slims_layout *l, const struct csv_row *row, struct arena *a,
                           struct bib *ret, struct faults *faults);

/* One row of an item file: bib.holdings_only, one item, title for joining. Prices, suppliers and
 * invoices are not read. */
MUST enum err slims_item(const struct slims_layout *l, const struct csv_row *row, struct arena *a,
                         struct bib *ret, struct faults *faults);

/* Reads stored bytes of one row again (as kept in the truth), with the layout they came in. The
 * layout is stored as text by slims_layout_write and read back by slims_layout_read. */
void slims_layout_write(const struct slims_layout *l, struct buf *to);
MUST enum err slims_layout_read(struct str text, struct slims_layout *ret);

/* "title"; the name of a column as SLiMS exports it, "" for one that is not read. */
struct str slims_column_name(const struct slims_layout *l, int column);

/* Whether the column is the agency's own business: prices, suppliers, invoices, dates. */
bool slims_column_private(const struct slims_layout *l, int column);

#endif
