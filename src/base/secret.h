/* secret.h -- passwords, secrets that are shown once and kept only as digests, and those that have
 * to be sent on (libsodium). */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/arena.h"
#include "base/env.h"

enum { SECRET_DIGITS = 26, PASSWORD_STORED_MAX = 128 }; /* 26 digits of 5 bits: 130 bits */

/* `digits` random characters of an alphabet without 0/o, 1/i/l: easy to read aloud and to type. */
struct str secret_make(const struct env *env, struct arena *a, size_t digits);

/* Whether two secrets are the same, in a time that tells nothing. */
bool secret_same(struct str a, struct str b);

/* A text that only who has the key can read and nobody can change, bound to what it is about
 * (XChaCha20-Poly1305). ERR_FORMAT: not sealed with this key, or about something else. */
enum { SECRET_KEY = 32 };
void secret_seal(const struct env *env, const unsigned char key[SECRET_KEY], struct str text,
                 struct str about, struct arena *a, struct str *ret);
MUST enum err secret_unseal(const unsigned char key[SECRET_KEY], struct str sealed,
                            struct str about, struct arena *a, struct str *ret);

/* The argon2id string of a password: 3 passes over 64 MiB, about a sixth of a second of one core.
 * Salted with the system's random numbers. */
void password_store(struct str password, struct arena *a, struct str *ret);

/* Whether this is the password; an empty stored string matches nothing but costs the same, so that
 * nobody learns which accounts exist. */
bool password_matches(struct str stored, struct str password);

#endif
