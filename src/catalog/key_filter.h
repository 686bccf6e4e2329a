/* key_filter.h -- which keys a large table may have, in one byte of memory for each.
 *
 * Nine of ten keys of a new record lead nowhere, and to see that in a table of millions means to
 * read a page for each. A Bloom filter says so from one line of the processor's cache: what it has
 * not got is not there; of what it has some three in a hundred are not there either.
 *
 * Keys are digests (base/hash.h), so their bits are taken as they are. One thread adds while others
 * ask: what was added before a question is seen by it when the threads have met since. */
#ifndef CATALOG_KEY_FILTER_H
#define CATALOG_KEY_FILTER_H

#include <stdbool.h>
#include <stdint.h>

struct key_filter;

/* For about so many keys; twice as many make it tell less, but never wrong. */
struct key_filter *key_filter_new(int64_t keys);
void key_filter_free(struct key_filter *f); /* NULL is fine */

void key_filter_add(struct key_filter *f, int64_t key);
bool key_filter_may_have(const struct key_filter *f, int64_t key);

/* Added so far, and for how many it was made. */
int64_t key_filter_count(const struct key_filter *f);
int64_t key_filter_room(const struct key_filter *f);

#endif
