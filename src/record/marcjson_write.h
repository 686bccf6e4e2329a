/* marcjson_write.h -- a record as MARC-in-JSON, as marcjson.h reads it. */
#ifndef RECORD_MARCJSON_WRITE_H
#define RECORD_MARCJSON_WRITE_H

#include "base/buf.h"
#include "record/marc.h"

/* Appends one object, without a line end. */
void marcjson_write(const struct marc *m, struct buf *to);

#endif
