/* words.h -- subject words for commands that search. */
#ifndef CMD_WORDS_H
#define CMD_WORDS_H

#include "cmd/cmd.h"
#include "text/thesaurus.h"

/* Lives as long as the run. False after saying what is wrong with thesaurus.txt. */
bool words_load(struct run *r, const char *dir, const struct thesaurus **ret);

#endif
