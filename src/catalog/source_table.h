/* source_table.h -- tables of any shape as a stream of records. Inside source.c only.
 *
 * One record is one book: rows that say the same of the same book (record/table_bib.h), wherever in
 * the file they stand, are its copies. The file is read twice: first for how many rows each book
 * has, then for the records, each given out with its last row. Until then its rows wait in memory,
 * up to a limit; a book whose rows are too many or too far apart becomes several records, which
 * the catalogue joins to one title all the same. */
#ifndef CATALOG_SOURCE_TABLE_H
#define CATALOG_SOURCE_TABLE_H

#include "catalog/source.h"
#include "record/table_bib.h"

struct source_table;

/* `mapping` as in mapping.h. ERR_FORMAT with a reason; without one: its line "say" cannot be
 * understood, the part in ret_why->excerpt (in `a`). */
MUST enum err source_table_open(struct bytes_at from, struct str mapping, struct arena *a,
                                struct source_table **ret, struct fault *ret_why);

/* Only the top of it: guesses as they are, a title or none. Nothing can be read from it. */
MUST enum err source_table_look(struct bytes_at from, struct str mapping, struct arena *a,
                                struct source_table **ret, struct fault *ret_why);
void source_table_close(struct source_table *t); /* NULL is fine */

const struct table *source_table_table(const struct source_table *t);
const struct table_head *source_table_head(const struct source_table *t);
const struct columns *source_table_columns(const struct source_table *t);

/* Names of the columns that are never published; the letters of those without a heading. */
void source_table_closed(const struct source_table *t, struct arena *a, struct strs *ret);

/* The form of the table, in `a` (source_rows.c). */
void source_table_form(const struct source_table *t, struct arena *a, struct source_form *f);

/* Fields on the first line, the headings of the file as CSV on the second. */
struct str source_table_layout(const struct source_table *t);

MUST enum err source_table_next(struct source_table *t, struct arena *a, struct source_unit *ret);

#endif
