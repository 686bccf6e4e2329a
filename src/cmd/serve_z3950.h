/* serve_z3950.h -- the server of Z39.50 beside that of HTTP. */
#ifndef CMD_SERVE_Z3950_H
#define CMD_SERVE_Z3950_H

#include "base/env.h"
#include "base/str.h"

struct z3950_door;
struct web;

/* Listens at "127.0.0.1:9999"; the errors of http_start. What is asked is answered by `web`, at
 * /sru, with the limits that hold for strangers there. Both have to outlive the door. */
MUST enum err door_open(struct str listen, struct web *web, const struct env *env,
                        struct z3950_door **ret);
void door_close(struct z3950_door *d); /* NULL is fine */

/* "127.0.0.1:9999", with the port that was given. */
struct str door_address(const struct z3950_door *d);

#endif
