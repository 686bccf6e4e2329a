/* client.c -- see client.h. */
#include "z3950/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/mem.h"
#include "z3950/pdu.h"
#include "z3950/z3950.h"

enum {
    SECOND = 1000000,
    INIT_SECONDS = 30,    /* to say Init */
    MESSAGE_SECONDS = 30, /* for a message from its first byte to its last */
    SEND_SECONDS = 60     /* without taking a byte of an answer */
};

static void name_peer(const struct sockaddr_storage *from, char *to, socklen_t n)
{
    const void *address =
        from->ss_family == AF_INET6
            ? (const void *)&((const struct sockaddr_in6 *)(const void *)from)->sin6_addr
            : (const void *)&((const struct sockaddr_in *)(const void *)from)->sin_addr;
    if (!inet_ntop(from->ss_family, address, to, n)) *to = 0;
}

struct client *client_accept(int listening, struct str version, int64_t now)
{
    struct sockaddr_storage from = {0};
    socklen_t n = sizeof from;
    int fd = accept4(listening, (struct sockaddr *)&from, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return NULL;
    struct client *x = mem_zero(1, sizeof *x);
    x->fd = fd;
    x->session = session_new(version);
    x->since = now;
    name_peer(&from, x->peer, sizeof x->peer);
    return x;
}

void client_free(struct client *x)
{
    close(x->fd);
    session_free(x->session);
    mem_free(x);
}

short client_events(const struct client *x)
{
    return (short)((session_room(x->session) ? POLLIN : 0) |
                   (session_out(x->session)->n ? POLLOUT : 0));
}

static bool gone(ssize_t n)
{
    return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

static bool read_some(struct client *x, int64_t now)
{
    char bytes[READ_BYTES];
    ssize_t n = recv(x->fd, bytes, MIN(session_room(x->session), sizeof bytes), MSG_DONTWAIT);
    if (gone(n)) return false;
    if (n < 0) return true;
    if (!x->came) x->came = now;
    x->since = now;
    session_take(x->session, (struct str){bytes, (size_t)n});
    if (!session_halfway(x->session)) x->came = 0;
    return true;
}

/* Too slow clients are told, when they can be, and cut off. */
static bool is_patient(struct client *x, int64_t now)
{
    struct session *s = x->session;
    int64_t quiet = now - x->since;
    if (x->asked || session_question(s).n) return true;
    if (session_out(s)->n) return quiet < (int64_t)SEND_SECONDS * SECOND;
    if (!session_began(s)) return quiet < (int64_t)INIT_SECONDS * SECOND;
    if (x->came && now - x->came > (int64_t)MESSAGE_SECONDS * SECOND)
        session_end(s, CLOSE_IDLE, STR("Message not finished"));
    else if (quiet > (int64_t)Z3950_IDLE_SECONDS * SECOND)
        session_end(s, CLOSE_IDLE, (struct str){0});
    return true;
}

bool client_move(struct client *x, short events, int64_t now)
{
    bool readable = events & POLLIN && session_room(x->session);
    if (readable && !read_some(x, now)) return false;
    if (!readable && events & (POLLERR | POLLHUP | POLLNVAL)) return false;
    return is_patient(x, now);
}

bool client_flush(struct client *x, int64_t now)
{
    struct buf *out = session_out(x->session);
    while (out->n) {
        ssize_t n = send(x->fd, out->p, out->n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (gone(n)) return false;
        if (n < 0) return true;
        x->since = now;
        buf_consume(out, (size_t)n);
        if (!out->n) session_go_on(x->session);
    }
    return !session_over(x->session);
}
