/* seal.h -- passwords that have to be sent on to others: sealed in the truth with a key beside it.
 *
 * The key is DIR/secret.key, made when it is needed first, for its owner alone, and in no backup.
 * So neither a backup nor a dump of the truth tells a password; a catalogue restored without the
 * key has to be told them again. What is sealed is bound to what it is about: moved to another row,
 * or kept while the address is changed, it does not open. */
#ifndef WORK_SEAL_H
#define WORK_SEAL_H

#include "base/arena.h"
#include "base/env.h"
#include "catalog/gather.h"
#include "catalog/targets.h"

enum { SEAL_TEXT_MAX = 200 };

/* ERR_IO, ERR_FULL, ERR_DENIED of the file; ERR_FORMAT: it is no key; ERR_LIMIT. */
MUST enum err seal_text(const char *dir, const struct env *env, struct str text, struct str about,
                        struct arena *a, struct str *ret);

/* ERR_NOT_FOUND: there is no key; ERR_FORMAT: sealed by another one, or about something else. */
MUST enum err seal_open(const char *dir, struct str sealed, struct str about, struct arena *a,
                        struct str *ret);

/* What the password of an address, of a catalogue is bound to. */
struct str seal_of_gather(const struct gather *g, struct arena *a);
struct str seal_of_target(const struct target_row *t, struct arena *a);

#endif
