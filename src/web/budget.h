/* budget.h -- how much searching strangers may ask for.
 *
 *     signed in   as much as they want
 *     strangers   `seconds` of processor time at once for an address, then a quarter of a
 * processor; all addresses of a network (/24, /48) together twice that machines    of that a
 * quarter and a tenth, from a purse of their own, and two at a time
 *
 * What is charged is what the search did cost, so the last one may overdraw, and waiting always
 * helps. Answers that are kept cost nothing. Requests from this computer itself are no strangers':
 * either somebody sits at it, or a proxy that is not trusted hides everybody. Thread-safe. */
#ifndef WEB_BUDGET_H
#define WEB_BUDGET_H

#include "base/env.h"
#include "base/err.h"
#include "base/str.h"

enum purse { PURSE_STRANGERS, PURSE_MACHINES, PURSES };

struct budget;
struct budget *budget_new(const struct env *env, int seconds);
void budget_free(struct budget *b); /* NULL is fine */

/* Whether `peer` may search now. ERR_LIMIT: after *ret_wait microseconds; ERR_BUSY: too many are at
 * it. After OK budget_leave has to come. */
MUST enum err budget_enter(struct budget *b, enum purse p, struct str peer, int64_t *ret_wait);
void budget_leave(struct budget *b, enum purse p, struct str peer, int64_t processor_us);

int64_t budget_refused(const struct budget *b); /* so many so far */

#endif
