/* title_id.h -- the short durable name of a title in addresses: /b/7kq2.
 *
 * Digits are 0-9 a-z without i l o u (Crockford's base 32, lower case); the last is a check digit,
 * so that a misread poster does not lead to another book. Reading accepts capitals, and i, l for 1
 * and o for 0. */
#ifndef CATALOG_TITLE_ID_H
#define CATALOG_TITLE_ID_H

#include "base/arena.h"

struct str title_id_write(struct arena *a, int64_t id);
MUST enum err title_id_read(struct str text, int64_t *ret); /* ERR_NOT_FOUND when malformed */

#endif
