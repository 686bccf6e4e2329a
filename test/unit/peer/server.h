/* server.h -- a server on this machine that answers each connection with the same, or keeps silent.
 */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H

#include <pthread.h>
#include <stdatomic.h>

enum { SERVER_SILENT_MAX = 64 };

struct server {
    int fd, port;
    const char *answer; /* NULL: never */
    atomic_int asked;   /* connections */
    char request[4096]; /* the last; to be read after server_end */
    pthread_t thread;
    int silent[SERVER_SILENT_MAX], n;
};

void server_begin(struct server *s, const char *answer);
void server_end(struct server *s);

#endif
