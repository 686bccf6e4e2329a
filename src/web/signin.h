/* signin.h -- checking passwords: a few at a time, slower for who guesses. */
#ifndef WEB_SIGNIN_H
#define WEB_SIGNIN_H

#include "base/throttle.h"
#include "web/page.h"

struct signin;

struct signin *signin_new(const struct env *env);
void signin_free(struct signin *s); /* NULL is fine */

enum signin_answer { SIGNIN_RIGHT, SIGNIN_WRONG, SIGNIN_SLOW };

/* Whether that is the password of that login. SIGNIN_SLOW: too many tries from this address or on
 * this login from here; *ret_wait says how long to wait, microseconds. */
MUST enum err signin_try(struct ask *k, struct str login, struct str password,
                         enum signin_answer *ret, int64_t *ret_wait, struct person *ret_person);

/* The same brake for codes. */
MUST enum err signin_try_code(struct ask *k, struct str code, enum signin_answer *ret,
                              int64_t *ret_wait, int64_t *ret_person);

/* The brake for the password of another system, which was right or not. A right one, a hundred bits
 * of ours, is never held up; after too many wrong ones *ret_wait says how long to wait. */
void signin_node(struct ask *k, struct str node, bool right, int64_t *ret_wait);

/* Whether a code may be asked for by e-mail now: *ret_wait is 0 and the asking is counted, or it
 * says how long to wait. */
void signin_ask_code(struct ask *k, struct str login, int64_t *ret_wait);

/* Whether somebody without an account may make one from this address now: *ret_wait is 0 and the
 * try is counted, or it says how long to wait. */
void signin_ask_account(struct ask *k, int64_t *ret_wait);

/* `words` with the time to wait, microseconds; the answer will be 429 with Retry-After. */
struct str signin_slow(struct ask *k, enum msg words, int64_t wait);

/* The stored string of a new password; waits its turn like the checks. */
MUST enum err signin_store(struct ask *k, struct str password, struct str *ret);

#endif
