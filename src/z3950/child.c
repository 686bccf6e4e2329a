/* child.c -- the process that talks to strangers: one thread, one loop over its sockets.
 *
 * Sessions say what they want (session.h); this moves bytes, hands questions to free channels, the
 * longest waiting first, and ends what is too slow. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "z3950/channel.h"
#include "z3950/client.h"
#include "z3950/sandbox.h"

enum { TURN_MS = 1000, SPARE_DESCRIPTORS = 32 };

struct line { /* one channel */
    int fd;
    struct client *client; /* who waits for the answer; NULL: gone */
    bool busy;
    struct buf out, in;
};

struct child {
    struct str version;
    const struct env *env;
    struct client *client[Z3950_SESSIONS_MAX];
    size_t n;
    struct line line[Z3950_CHANNELS];
    struct pollfd poll[1 + Z3950_CHANNELS + Z3950_SESSIONS_MAX];
};

/* Without a core there is nothing to be done. */
_Noreturn static void end(void)
{
    _exit(0);
}

static int64_t now(const struct child *c)
{
    return c->env->monotonic(c->env);
}

/* ---- questions ---- */

static struct client *longest_waiting(struct child *c)
{
    struct client *first = NULL;
    for (size_t i = 0; i < c->n; i++) {
        struct client *x = c->client[i];
        if (x->asked || !session_question(x->session).n) continue;
        if (!first || x->since < first->since) first = x;
    }
    return first;
}

static void ask(struct line *l, struct client *x)
{
    char head[CHANNEL_HEAD];
    struct str q = session_question(x->session), peer = str_of(x->peer);
    channel_head(head, peer.n + 1 + q.n);
    buf_clear(&l->out);
    buf_add(&l->out, (struct str){head, sizeof head});
    buf_add(&l->out, peer);
    buf_add_char(&l->out, '\n');
    buf_add(&l->out, q);
    buf_clear(&l->in);
    l->client = x;
    l->busy = true;
    x->asked = true;
}

static void hand_out(struct child *c)
{
    for (size_t i = 0; i < Z3950_CHANNELS; i++) {
        if (c->line[i].busy) continue;
        struct client *x = longest_waiting(c);
        if (!x) return;
        ask(&c->line[i], x);
    }
}

static void line_write(struct line *l)
{
    ssize_t n = send(l->fd, l->out.p, l->out.n, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno != EAGAIN && errno != EINTR) end();
    if (n > 0) buf_consume(&l->out, (size_t)n);
}

static void line_done(struct child *c, struct line *l, struct str answer)
{
    struct client *x = l->client;
    l->busy = false;
    l->client = NULL;
    if (!x) return;
    x->asked = false;
    x->since = now(c);
    session_answer(x->session, answer);
}

static void line_read(struct child *c, struct line *l)
{
    char *to = buf_reserve(&l->in, READ_BYTES);
    ssize_t n = to ? recv(l->fd, to, READ_BYTES, MSG_DONTWAIT) : 0;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0 || !l->busy) end();
    l->in.n += (size_t)n;
    if (l->in.n < CHANNEL_HEAD) return;
    size_t length = channel_length(l->in.p);
    if (length > Z3950_ANSWER_MAX || l->in.n > CHANNEL_HEAD + length) end();
    if (l->in.n < CHANNEL_HEAD + length) return;
    line_done(c, l, str_slice(buf_str(&l->in), CHANNEL_HEAD, l->in.n));
    buf_release(&l->in);
}

/* ---- clients ---- */

static void drop(struct child *c, size_t i)
{
    for (size_t k = 0; k < Z3950_CHANNELS; k++)
        if (c->line[k].client == c->client[i]) c->line[k].client = NULL;
    client_free(c->client[i]);
    c->client[i] = c->client[--c->n];
}

static void take_connection(struct child *c)
{
    struct client *x = client_accept(FD_LISTENING, c->version, now(c));
    size_t same = 0;
    if (!x) return;
    for (size_t i = 0; i < c->n; i++) same += !strcmp(c->client[i]->peer, x->peer);
    if (same >= Z3950_SESSIONS_MAX / 4)
        client_free(x);
    else
        c->client[c->n++] = x;
}

static void attend(struct child *c, const struct pollfd *got)
{
    int64_t t = now(c);
    for (size_t i = c->n; i-- > 0;) {
        short events = got[i].revents;
        if (!client_move(c->client[i], events, t)) drop(c, i);
    }
}

/* ---- the loop ---- */

static void wait_for_something(struct child *c)
{
    struct pollfd *p = c->poll;
    p[0] = (struct pollfd){.fd = c->n < Z3950_SESSIONS_MAX ? FD_LISTENING : -1, .events = POLLIN};
    for (size_t i = 0; i < Z3950_CHANNELS; i++)
        p[1 + i] = (struct pollfd){
            .fd = c->line[i].fd,
            .events = (short)(POLLIN | (c->line[i].out.n ? POLLOUT : 0)),
        };
    for (size_t i = 0; i < c->n; i++)
        p[1 + Z3950_CHANNELS + i] = (struct pollfd){
            .fd = c->client[i]->fd,
            .events = client_events(c->client[i]),
        };
    while (poll(p, 1 + Z3950_CHANNELS + c->n, c->n ? TURN_MS : -1) < 0)
        if (errno != EINTR) end();
}

static void turn(struct child *c)
{
    wait_for_something(c);
    sandbox_watch();
    attend(c, c->poll + 1 + Z3950_CHANNELS);
    for (size_t i = 0; i < Z3950_CHANNELS; i++)
        if (c->poll[1 + i].revents & (POLLIN | POLLHUP | POLLERR)) line_read(c, &c->line[i]);
    if (c->poll[0].revents) take_connection(c);
    for (size_t i = c->n; i-- > 0;)
        if (!client_flush(c->client[i], now(c))) drop(c, i);
    hand_out(c); /* also what was asked behind an answer that is sent now */
    for (size_t i = 0; i < Z3950_CHANNELS; i++)
        if (c->line[i].out.n) line_write(&c->line[i]);
}

/* ---- starting ---- */

static bool is_listening(int fd)
{
    int yes = 0;
    socklen_t n = sizeof yes;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &n) == 0 && yes;
}

/* Whatever reads a file when it is used for the first time is used now. */
static void warm(void)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    utf8_nfc(a, STR("e\xCC\x81"));
}

bool z3950_child(struct str version)
{
    if (!is_listening(FD_LISTENING)) return false;
    struct child *c = mem_zero(1, sizeof *c);
    c->version = version;
    c->env = env_system();
    for (int i = 0; i < Z3950_CHANNELS; i++)
        c->line[i] = (struct line){.fd = FD_CHANNEL + i,
                                   .out = BUF(CHANNEL_QUESTION_MAX + 100),
                                   .in = BUF(Z3950_ANSWER_MAX + CHANNEL_HEAD + READ_BYTES)};
    warm();
    now(c);
    if (sandbox_enter(Z3950_SESSIONS_MAX + SPARE_DESCRIPTORS)) _exit(Z3950_NO_SANDBOX);
    for (;;) turn(c);
}
