/* source.h -- one delivered file as a stream of records, in memory that does not grow with it. */
#ifndef CATALOG_SOURCE_H
#define CATALOG_SOURCE_H

#include "record/bib.h"
#include "catalog/mapping.h"
#include "record/columns.h"
#include "record/fault.h"

enum source_format {
    SOURCE_MARC21,
    SOURCE_SLIMS,
    SOURCE_SLIMS_ITEMS,
    SOURCE_TABLE,
    SOURCE_MARCXML,
    SOURCE_MRK,
    SOURCE_MARCJSON,
    SOURCE_SLIMS_PUSH, /* comes record by record (push.h), never as a file */
    SOURCE_OAI,        /* answers of OAI-PMH with Dublin Core or MODS, and what a harvest kept */
    SOURCE_OAI_MARC,   /* the same with MARC, as a harvest kept it */
    SOURCE_MODS,
    SOURCE_DUBLIN_CORE,
    SOURCE_RIS,
    SOURCE_BIBTEX
};

/* "marc21" (ISO 2709), "slims", "slims-items", "table" (CSV and workbooks of any shape), "marcxml",
 * "mrk", "marcjson", "slims-push", "oai", "oai-marc", "mods", "dc", "ris", "bibtex": as stored with
 * a load.
 */
const char *source_format_name(enum source_format f);
bool source_format_parse(struct str name, enum source_format *ret);

/* Whether its records are MARC: fields and no columns. */
bool source_is_marc(struct str format);

/* Whether its records are rows with columns. */
bool source_is_table(struct str format);

/* How names of files of that MARC end: "mrc", "xml", "mrk", "json". */
const char *source_marc_suffix(struct str format);

/* One record, or a stretch of the file that is none. */
struct source_unit {
    int64_t number;   /* 1-based */
    int64_t line;     /* where it starts: line of a text, row of a sheet; else 0 */
    struct str bytes; /* as sent */
    bool rejected;    /* one of the faults says why; bib is then empty */
    struct bib bib;
    struct faults faults; /* with numbers, lines and offsets of the file */
};

struct source;

/* Opens a regular file ("-" is standard input) and recognises what it is. What is packed (gzip,
 * ZIP) is unpacked into files without a name; all files of an archive are read as one. ERR_FORMAT
 * with *ret_why when it is empty or nothing we read, ERR_NOT_FOUND, ERR_DENIED, ERR_IO. `mapping`
 * as in mapping.h; ERR_FORMAT without a reason when it cannot be understood, the part in the
 * excerpt. Strings of *ret_why are in `a`. */
MUST enum err source_open(const char *path, struct str mapping, struct arena *a,
                          struct source **ret, struct fault *ret_why);
/* What a file seems to be, to be shown and asked about before it is loaded. */
struct source_form {
    enum source_format format;
    /* of SOURCE_TABLE */
    struct table_facts facts; /* names of sheets are copied */
    int heading_rows;
    struct columns columns; /* guessed, or as the feed remembers them */
    bool usable;            /* it can be loaded as it is, without a question */
};

/* Looks at a file without loading it; a table without a title column is fine here. Errors as of
 * source_open; strings are in `a`. */
MUST enum err source_look(const char *path, struct str mapping, struct arena *a,
                          struct source_form *ret, struct fault *ret_why);

void source_close(struct source *s); /* NULL is fine */
void source_closep(struct source **s);

enum source_format source_format(const struct source *s);

/* What is needed to read its stored rows again: the columns of a table, the mapping of MARC. Of
 * a table of any shape a second line has its headings, for the file of refused rows. */
struct str source_layout(const struct source *s);

/* That part of the layout that decides what bytes mean. */
struct str source_meaning(const struct source *s);

/* The line of mapping.h by which the next file like this one is read the same way; empty when
 * there is nothing to remember. */
struct str source_mapping(const struct source *s, struct arena *a);

/* Names of columns that are never published (prices, suppliers, remarks), as the file calls them.
 */
void source_closed(const struct source *s, struct arena *a, struct strs *ret);

/* ---- stored rows, for people who look at them (source_rows.c) ---- */

/* The names over the columns of a table, as the file has them or else the usual ones; empty for
 * formats without columns. */
MUST enum err source_headings(struct str format, struct str layout, struct arena *a,
                              struct strs *ret);

/* The values of a refused row of a table. ERR_FORMAT when it cannot be told apart into values, or
 * the format has no rows. */
MUST enum err source_values(struct str bytes, struct str format, struct str layout, struct arena *a,
                            struct strs *ret);

/* The next unit, its strings in `a`. ERR_NOT_FOUND at the end of the file. */
MUST enum err source_next(struct source *s, struct arena *a, struct source_unit *ret);

/* Bytes consumed and in all; all is 0 when unknown (a pipe). */
void source_progress(const struct source *s, int64_t *ret_done, int64_t *ret_all);

/* The description in stored bytes, as source_next gave it when they were sent. */
MUST enum err source_describe(struct str bytes, struct str format, struct str layout,
                              struct arena *a, struct bib *ret);

#endif
