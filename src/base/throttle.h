/* throttle.h -- slowing down who tries again and again, in memory that never grows.
 *
 * Each key has a bucket that holds `burst` tries and gets one back every `period`. Buckets share a
 * fixed table by a keyed hash; when two keys fall on one bucket both are slower, never faster.
 * Nobody is locked out: waiting always helps. Thread-safe. */
#ifndef BASE_THROTTLE_H
#define BASE_THROTTLE_H

#include "base/env.h"
#include "base/str.h"

struct throttle;

/* Microseconds. */
struct throttle *throttle_new(const struct env *env, int burst, int64_t period);
void throttle_free(struct throttle *t); /* NULL is fine */

/* How long the key has to wait before its next try, microseconds; 0: it may try now. */
int64_t throttle_wait(struct throttle *t, struct str key);

/* Takes one try from the key's bucket; takes many at once, more than there are if it must be (but
 * never more than another `burst`); gives all back. */
void throttle_take(struct throttle *t, struct str key);
void throttle_charge(struct throttle *t, struct str key, int64_t tries);
void throttle_forget(struct throttle *t, struct str key);

#endif
