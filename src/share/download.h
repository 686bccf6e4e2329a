/* download.h -- many titles as one file, piece by piece: a list somebody made, or all hits of a
 * search, in memory that does not grow with them. */
#ifndef SHARE_DOWNLOAD_H
#define SHARE_DOWNLOAD_H

#include "base/buf.h"
#include "catalog/search.h"

enum download_form {
    DOWNLOAD_RIS,
    DOWNLOAD_BIBTEX,
    DOWNLOAD_MARC, /* ISO 2709; what does not fit is left out */
    DOWNLOAD_MARCXML,
    DOWNLOAD_MODS,
    DOWNLOAD_DC,
    DOWNLOAD_CSV,
    DOWNLOAD_XLSX,
    DOWNLOAD_SCHOOL, /* lists of references, sorted, as plain text */
    DOWNLOAD_APA,
    DOWNLOAD_MLA,
    DOWNLOAD_FORMS
};

enum {
    DOWNLOAD_COLUMNS = 18,     /* of CSV and XLSX */
    DOWNLOAD_REFERENCES = 2000 /* a list of references has at most so many */
};

/* "ris", "bib", "mrc", "marcxml", "mods", "dc", "csv", "xlsx", "sekolah", "apa", "mla" */
bool download_parse(struct str name, enum download_form *ret);
const char *download_media_type(enum download_form f);
const char *download_suffix(enum download_form f); /* ".ris", ".txt" */

struct download_order {
    enum download_form form;
    struct str base;           /* address of the catalogue; may be empty */
    bool english;              /* the words of references */
    const struct str *heading; /* [DOWNLOAD_COLUMNS], for CSV and XLSX */
    struct actor actor;
    struct index_reader *index;
    const struct search_request *search; /* all its hits, by number; or NULL and these: */
    const struct scope *scope;           /* whose titles; NULL: all public */
    struct search_ids ids;
};

struct download;

/* What *order points to, and `a`, must outlive it. */
struct download *download_begin(const struct download_order *order, struct arena *a);

/* Appends the next piece, about `bytes` long; nothing appended: that was all. */
MUST enum err download_next(struct download *d, struct db *db, size_t bytes, struct buf *to);

/* NULL is fine. */
void download_end(struct download *d);

#endif
