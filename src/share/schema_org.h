/* schema_org.h -- a title as schema.org describes it, in JSON-LD, for search engines and whoever
 * else reads pages. */
#ifndef SHARE_SCHEMA_ORG_H
#define SHARE_SCHEMA_ORG_H

#include "base/buf.h"
#include "catalog/title.h"

/* Appends one object. Libraries that hold the title stand there as offers to lend it, the first
 * SCHEMA_ORG_PLACES of them; what they say of availability only when they do say it. `base` is the
 * address of the catalogue and may be empty. */
enum { SCHEMA_ORG_PLACES = 20 };
void schema_org_write(const struct title_view *v, struct str base, struct arena *a, struct buf *to);

#endif
