/* server.c -- see server.h. */
#include "server.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static void *serve(void *arg)
{
    struct server *s = arg;
    char request[4096];
    for (int c; (c = accept(s->fd, NULL, NULL)) >= 0;) {
        atomic_fetch_add(&s->asked, 1);
        if (!s->answer && s->n < 64) {
            s->silent[s->n++] = c;
            continue;
        }
        if (read(c, request, sizeof request) > 0 && write(c, s->answer, strlen(s->answer)) < 0)
            break;
        close(c);
    }
    return NULL;
}

void server_begin(struct server *s, const char *answer)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof a;
    *s = (struct server){.fd = socket(AF_INET, SOCK_STREAM, 0), .answer = answer};
    CHECK_INT(bind(s->fd, (struct sockaddr *)&a, sizeof a), 0);
    CHECK_INT(listen(s->fd, 64), 0);
    getsockname(s->fd, (struct sockaddr *)&a, &n);
    s->port = ntohs(a.sin_port);
    pthread_create(&s->thread, NULL, serve, s);
}

void server_end(struct server *s)
{
    shutdown(s->fd, SHUT_RDWR);
    close(s->fd);
    pthread_join(s->thread, NULL);
    for (int i = 0; i < s->n; i++) close(s->silent[i]);
}
