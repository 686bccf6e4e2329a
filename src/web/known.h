/* known.h -- sessions that held when they were last looked up, by the digest of their cookie: so
 * that a request can be told to be of somebody signed in before anything waits for anything. It
 * decides who goes first, never who may. Fixed size, thread-safe. */
#ifndef WEB_KNOWN_H
#define WEB_KNOWN_H

#include <stdbool.h>

#include "base/str.h"

struct known;
struct known *known_new(void);
void known_free(struct known *k); /* NULL is fine */

void known_set(struct known *k, struct str cookie, bool holds);
bool known_has(struct known *k, struct str cookie); /* never of an empty one */

#endif
