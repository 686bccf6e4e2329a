/* kinds.h -- the table of everything a server can do as a job. */
#ifndef CMD_KINDS_H
#define CMD_KINDS_H

#include "cmd/cmd.h"
#include "peer/smtp.h"
#include "work/runner.h"

/* `mail` NULL: no mail server. It must outlive the kinds. */
struct job_kinds kinds_all(const struct run *r, struct smtp_server *mail);

/* The setting "zone", else the enum zone at `otherwise`, as an offset. */
int64_t kinds_zone(struct db *db, void *otherwise);

/* The schedule of a new installation: a backup every night, checks every week. */
MUST enum err kinds_schedule(struct db *db, int64_t now);

#endif
