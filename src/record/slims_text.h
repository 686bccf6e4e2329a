/* slims_text.h -- what is meant by a value that was escaped for SQL and is shown by SLiMS as a
 * page. Inside the record room only. */
#ifndef RECORD_SLIMS_TEXT_H
#define RECORD_SLIMS_TEXT_H

#include "base/arena.h"
#include "base/str.h"

/* Text of a value of SLiMS: quotes without the backslash that its export puts before them, entities
 * of HTML as letters, known tags of HTML left out (a blank where they end a line), comments,
 * styles and scripts with what is in them. Other signs stay as they are. In the arena or s itself;
 * linear. */
struct str slims_text(struct arena *a, struct str s);

#endif
