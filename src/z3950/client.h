/* client.h -- a connection of the child: a socket, the session on it, and its patience. */
#ifndef Z3950_CLIENT_H
#define Z3950_CLIENT_H

#include <netinet/in.h>

#include "z3950/session.h"

enum { READ_BYTES = 16 << 10 };

struct client {
    int fd;
    struct session *session;
    char peer[INET6_ADDRSTRLEN];
    int64_t since; /* of the last thing that was moved, microseconds */
    int64_t came;  /* when the message at hand began, 0: none did */
    bool asked;    /* its question is with the core */
};

/* NULL: there was nobody after all. */
struct client *client_accept(int listening, struct str version, int64_t now);
void client_free(struct client *x);

/* For poll. */
short client_events(const struct client *x);

/* Reads what came; false: it is gone, or was too slow. */
bool client_move(struct client *x, short events, int64_t now);

/* Sends what waits; false: it is gone, or all was said. */
bool client_flush(struct client *x, int64_t now);

#endif
