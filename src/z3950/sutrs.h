/* sutrs.h -- a record as lines for people: simple unstructured text (1.2.840.10003.5.101). */
#ifndef Z3950_SUTRS_H
#define Z3950_SUTRS_H

#include "base/buf.h"
#include "record/marc.h"

enum { SUTRS_MAX = 256 << 10 };

/* The areas of ISBD a line each, then subjects and who has it; brief: title, edition, imprint. */
void sutrs_write(const struct marc *m, bool brief, struct arena *a, struct buf *to);

#endif
