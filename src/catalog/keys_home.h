/* keys_home.h -- what lies in the large table of keys (keys.h), in memory while many records come.
 *
 * Keys come home only in keys_settle, which only who holds the right to load does: so what was read
 * once is true for the whole of a load, whoever else writes, and from load to load of one process
 * as long as nobody else wrote. A thread reads them, since a load first reads its file and leaves a
 * processor idle; until it is done the table is asked as ever. */
#ifndef CATALOG_KEYS_HOME_H
#define CATALOG_KEYS_HOME_H

#include "catalog/key_filter.h"
#include "catalog/store.h"

struct keys_home;

/* A load begins, with the right to load in hand. What was known is forgotten when another
 * connection has written since the last call of keys_home_end. */
void keys_home_begin(struct store *s);
void keys_home_end(struct store *s);
void keys_home_free(struct keys_home *h); /* NULL is fine */

/* Keys came home by another way, or may have: nothing is known until it is read again. What was
 * given out stays whole until the load is done. */
void keys_home_forget(struct store *s);

/* So many records more are going to be looked for. Begins to read once that is worth it: in a large
 * catalogue, for a load of a part of it. */
void keys_home_want(struct store *s, int64_t records);

/* What is at home; NULL while that is not known. */
const struct key_filter *keys_home_known(struct store *s);

/* Where keys_settle goes on, which goes round and round; each process begins elsewhere. */
int64_t *keys_home_settled(struct store *s);

/* To which what comes home is to be added, known or being read; NULL: there is none. */
struct key_filter *keys_home_gathering(struct store *s);

#endif
