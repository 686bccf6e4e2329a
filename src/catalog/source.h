/* source.h -- one delivered file as a stream of records, in memory that does not grow with it. */
#ifndef CATALOG_SOURCE_H
#define CATALOG_SOURCE_H

#include "record/bib.h"
#include "record/fault.h"

enum source_format { SOURCE_MARC21, SOURCE_SLIMS, SOURCE_SLIMS_ITEMS };

/* "marc21", "slims", "slims-items": as stored with a load. */
const char *source_format_name(enum source_format f);
bool source_format_parse(struct str name, enum source_format *ret);

/* One record, or a stretch of the file that is none. */
struct source_unit {
    int64_t number;   /* 1-based */
    int64_t line;     /* where it starts in a text file, 1-based; else 0 */
    struct str bytes; /* as sent; valid until the next source_next */
    bool rejected;    /* one of the faults says why; bib is then empty */
    struct bib bib;
    struct faults faults; /* with numbers, lines and offsets of the file */
};

struct source;

/* How the copies of a feed are found in MARC: "952 p o b 7 -", that is tag, then the subfields of
 * code, call number, place, status, copies; '-' is none. Empty: the first known way a record shows
 * (bib_marc_items.c). ERR_FORMAT otherwise. */
MUST enum err holding_map_read(struct str text, struct holding_map *ret);

/* Opens a regular file ("-" is standard input) and recognises what it is. ERR_FORMAT with *ret_why
 * when it is empty or nothing we read, ERR_NOT_FOUND, ERR_DENIED, ERR_IO. `mapping` is read by
 * holding_map_read and not looked at for tables. */
MUST enum err source_open(const char *path, struct str mapping, struct source **ret,
                          struct fault *ret_why);
void source_close(struct source *s); /* NULL is fine */
void source_closep(struct source **s);

enum source_format source_format(const struct source *s);

/* What is needed to read its stored rows again: the columns of a table, the mapping of MARC. */
struct str source_layout(const struct source *s);

/* The row of names over a table, as sent; empty when there is none. Valid as long as the source. */
struct str source_header(const struct source *s);

/* Names of columns of the file that are read by nobody but the agency itself and never shown:
 * prices, suppliers, invoices; `layout` and `header` as stored with the load. */
MUST enum err source_private(struct str format, struct str layout, struct str header,
                             struct arena *a, struct strs *ret);

/* The names over the columns of a table: its own, else the usual ones of its format. Empty for
 * formats without columns. */
MUST enum err source_columns(struct str format, struct str layout, struct str header,
                             struct arena *a, struct strs *ret);

/* The values of a row of a table, also of one that was refused; ERR_FORMAT when it cannot be told
 * apart into values, or the format has no rows. */
MUST enum err source_values(struct str bytes, struct str format, struct str layout,
                            struct arena *a, struct strs *ret);

/* The next unit, its strings in `a`. ERR_NOT_FOUND at the end of the file. */
MUST enum err source_next(struct source *s, struct arena *a, struct source_unit *ret);

/* Bytes consumed and in all; all is 0 when unknown (a pipe). */
void source_progress(const struct source *s, int64_t *ret_done, int64_t *ret_all);

/* The description in stored bytes, as source_next gave it when they were sent. */
MUST enum err source_describe(struct str bytes, struct str format, struct str layout,
                              struct arena *a, struct bib *ret);

#endif
