/* setting.h -- the few values of an installation that people may change, by name. */
#ifndef NETWORK_SETTING_H
#define NETWORK_SETTING_H

#include "db/db.h"

enum { SETTING_MAX = 2000 };

/* Empty when it was never set. */
MUST enum err setting_get(struct db *db, const char *name, struct arena *a, struct str *ret);

/* To be called inside a db_write, after the caller decided that the actor may. An empty value
 * forgets it. ERR_LIMIT over SETTING_MAX bytes. */
MUST enum err setting_put(struct db *db, const char *name, struct str value);

#endif
