/* marcxml_write.h -- records as MARCXML (MARC 21 slim, schema 1.1): whatever a record holds, what
 * is written is well formed and valid; what the schema has no place for is left out. */
#ifndef RECORD_MARCXML_WRITE_H
#define RECORD_MARCXML_WRITE_H

#include "base/buf.h"
#include "record/marc.h"

void marcxml_begin(struct buf *to); /* <collection> */
void marcxml_record(const struct marc *m, struct arena *a, struct buf *to);
void marcxml_end(struct buf *to);

/* The record as a document of its own, or inside one of another format; no XML declaration. */
void marcxml_alone(const struct marc *m, struct arena *a, struct buf *to);

#endif
