/* server.h -- a server for tests that answers each connection with the same, or keeps silent. */
#ifndef TEST_PEER_SERVER_H
#define TEST_PEER_SERVER_H

#include <pthread.h>
#include <stdatomic.h>

struct server {
    int fd, port;
    const char *answer; /* NULL: never */
    atomic_int asked;
    pthread_t thread;
    int silent[64];
    int n;
};

/* Listens on a free port. `answer` has to live until the end. */
void server_begin(struct server *s, const char *answer);
void server_end(struct server *s);

#endif
