/* z3950.h -- a server of Z39.50 in a process of its own, as the program that runs it sees it.
 *
 * Strangers' bytes are read by a child: the same program, executed again, with the listening socket
 * and some socket pairs to the core, and without anything else: it can open no file and no
 * connection, and has limits on memory, descriptors and processor time. When it ends, however it
 * ends, the next one goes on with the same listening socket; only the sessions that were in it are
 * gone. What it wants to know it asks the core in the words of SRU. */
#ifndef Z3950_Z3950_H
#define Z3950_Z3950_H

#include "base/buf.h"
#include "base/env.h"

enum {
    Z3950_CHANNELS = 4, /* questions the core answers at once */
    Z3950_ANSWER_MAX = 2 << 20,
    Z3950_SESSIONS_MAX = 100, /* of an address a quarter */
    Z3950_IDLE_SECONDS = 600,
    Z3950_NO_SANDBOX = 9 /* exit code of a child that the kernel does not confine */
};

/* Appends the answer to a question, "operation=searchRetrieve&..."; nothing: ask later. Called by
 * several threads at once. `peer` is the address of who asks, as the child says. */
typedef void z3950_answer(void *ctx, struct str question, struct str peer, struct buf *to);

struct z3950_config {
    int listening; /* a socket that listens; stays the caller's */
    z3950_answer *answer;
    void *ctx;
    const struct env *env;
};

struct z3950;

/* Starts the child, and again whenever it ends. `config` has to outlive it. */
MUST enum err z3950_start(const struct z3950_config *config, struct z3950 **ret);
void z3950_stop(struct z3950 *z); /* NULL is fine */

/* The argument that makes the program a child, and what it does then: false at once when it was not
 * started by a core, else never. */
#define Z3950_CHILD "z3950-child"
bool z3950_child(struct str version);

#endif
