/* reasons.h -- why two descriptions are taken to be alike or not, in words. */
#ifndef WEB_REASONS_H
#define WEB_REASONS_H

#include "catalog/match.h"
#include "web/page.h"

/* The text of a doubt's reason, "isbn.same year.near", as "ISBN sama, tahun berbeda 1". */
struct str reason_words(const struct ask *k, struct str reason);

/* Why somebody decided: in the person's words, or, when they are the reason of a doubt, in ours. */
struct str why_words(const struct ask *k, struct str why);

/* "ISBN sama" */
struct str sign_words(const struct ask *k, enum match_sign s);

#endif
