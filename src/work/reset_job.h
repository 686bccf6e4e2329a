/* reset_job.h -- a code for a new password by e-mail. */
#ifndef WORK_RESET_JOB_H
#define WORK_RESET_JOB_H

#include "peer/smtp.h"
#include "work/job.h"

enum { RESET_TEXT_MAX = 2000 };

/* What a message says, in the reader's language; "CODE" stands for the code. */
struct reset_words {
    struct str subject, text;
};

/* Asks for a code to be sent to that login, when it is an e-mail address of an account that is not
 * closed. OK and nothing done otherwise, so that nobody learns which accounts exist. */
MUST enum err reset_ask(struct db *db, struct str login, const struct reset_words *words,
                        int64_t now);

/* "reset": makes the code and sends it; only its digest is ever stored. Its ctx is the struct
 * smtp_server. */
job_fn reset_job;

#endif
