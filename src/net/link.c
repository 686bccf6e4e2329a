/* link.c -- every open connection, and cutting those that only seem to be alive.
 *
 * The library's own timeout starts anew with every byte, so that one byte now and then holds a
 * connection for ever. Here a phase as a whole must keep a pace. */
#include <sys/socket.h>

#include "base/mem.h"
#include "net/internal.h"

enum { PACE = 500 /* bytes a second, over the whole body or answer */, GRACE_SECONDS = 5 };

void links_init(struct links *ls, const struct env *env, int idle_seconds)
{
    pthread_mutex_init(&ls->lock, NULL);
    ls->first = NULL;
    ls->env = env;
    ls->idle_us = (int64_t)(idle_seconds + GRACE_SECONDS) * 1000000;
}

void links_end(struct links *ls)
{
    pthread_mutex_destroy(&ls->lock);
}

static void add(struct links *ls, struct link *l)
{
    l->next = ls->first;
    l->at = &ls->first;
    if (l->next) l->next->at = &l->next;
    ls->first = l;
}

void links_notify(void *ctx, struct MHD_Connection *c, void **socket_context,
                  enum MHD_ConnectionNotificationCode what)
{
    struct links *ls = ctx;
    pthread_mutex_lock(&ls->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct link *l = mem_zero(1, sizeof *l);
        l->fd = info ? info->connect_fd : -1;
        l->since = ls->env->monotonic(ls->env);
        add(ls, l);
        *socket_context = l;
    } else if (*socket_context) {
        struct link *l = *socket_context;
        *l->at = l->next;
        if (l->next) l->next->at = l->at;
        mem_free(l);
        *socket_context = NULL;
    }
    pthread_mutex_unlock(&ls->lock);
}

void link_phase(struct links *ls, struct MHD_Connection *c, enum link_phase phase, int64_t bytes)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct link *l = info ? info->socket_context : NULL;
    if (!l) return;
    pthread_mutex_lock(&ls->lock);
    int64_t now = ls->env->monotonic(ls->env);
    if (phase == LINK_BODY && l->phase == LINK_WORK && l->body) /* our own time does not count */
        l->since += now - l->paused;
    else if (phase != l->phase && phase != LINK_WORK)
        l->since = now;
    if (phase == LINK_WORK) l->paused = now;
    if (phase == LINK_BODY) l->body = true;
    if (phase == LINK_HEAD) l->body = false;
    l->phase = phase;
    l->bytes = bytes;
    pthread_mutex_unlock(&ls->lock);
}

void links_cut_slow(struct links *ls)
{
    pthread_mutex_lock(&ls->lock);
    int64_t now = ls->env->monotonic(ls->env);
    for (struct link *l = ls->first; l; l = l->next) {
        int64_t allowed = ls->idle_us + l->bytes * 1000000 / PACE;
        if (l->phase == LINK_WORK || l->cut || now - l->since <= allowed) continue;
        l->cut = true;
        shutdown(l->fd, SHUT_RDWR); /* the library sees the end and cleans up */
    }
    pthread_mutex_unlock(&ls->lock);
}
