/* pool.h -- connections shared by the threads of a server. */
#ifndef DB_POOL_H
#define DB_POOL_H

#include "db/db.h"

struct db_pool;

/* At most `max` connections of one mode to `path`, opened when first needed. */
struct db_pool *db_pool_new(const char *path, enum db_mode mode, int max);
void db_pool_free(struct db_pool *p); /* every connection must have been put back */

/* Waits when all are in use. Every get is answered by a put. */
MUST enum err db_pool_get(struct db_pool *p, struct db **ret);
void db_pool_put(struct db_pool *p, struct db *db);

#endif
