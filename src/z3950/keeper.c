/* keeper.c -- z3950.h in the core: starts the child, answers it, starts the next one. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "z3950/channel.h"

enum {
    SOURCE_FD = 64,       /* descriptors are moved there, so that 3 to 7 are free in the child */
    STEADY_US = 10000000, /* a child that lived so long is followed at once */
    PAUSE_MS_MAX = 5000
};

struct z3950 {
    const struct z3950_config *config;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ends;
    bool stop;
    pid_t child; /* 0: none */
};

struct answering {
    const struct z3950_config *config;
    int fd; /* our end */
    pthread_t thread;
};

/* ---- answering ---- */

/* A whole question; nothing is behind it, since one is asked at a time. */
static bool read_question(int fd, char *to, struct str *ret)
{
    size_t have = 0, want = CHANNEL_HEAD;
    while (have < want) {
        ssize_t got = recv(fd, to + have, CHANNEL_HEAD + CHANNEL_QUESTION_MAX - have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        have += (size_t)got;
        if (have >= CHANNEL_HEAD) want = CHANNEL_HEAD + channel_length(to);
        if (want > CHANNEL_HEAD + CHANNEL_QUESTION_MAX) return false;
    }
    *ret = (struct str){to + CHANNEL_HEAD, want - CHANNEL_HEAD};
    return have == want;
}

/* Head and body go together, so that the child wakes once. */
static bool write_answer(int fd, struct str body)
{
    char head[CHANNEL_HEAD];
    size_t gone = 0, all = sizeof head + body.n;
    channel_head(head, body.n);
    while (gone < all) {
        size_t of_head = MIN(gone, sizeof head), of_body = gone - of_head;
        struct iovec part[] = {{head + of_head, sizeof head - of_head},
                               {(char *)(uintptr_t)body.p + of_body, body.n - of_body}};
        struct msghdr message = {.msg_iov = part, .msg_iovlen = COUNT(part)};
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        gone += (size_t)sent;
    }
    return true;
}

/* One question, one answer; false: the child is gone, or says what is none. */
static bool answer_one(const struct answering *w, char *room, struct buf *answer)
{
    struct str all = {0};
    if (!read_question(w->fd, room, &all)) return false;
    size_t line = str_find_char(all, '\n', 0);
    buf_clear(answer);
    w->config->answer(w->config->ctx, str_slice(all, line + 1, all.n), str_slice(all, 0, line),
                      answer);
    if (answer->full) buf_clear(answer);
    return write_answer(w->fd, buf_str(answer));
}

static void *answer_all(void *arg)
{
    const struct answering *w = arg;
    struct buf CLEANUP(buf_release) answer = BUF(Z3950_ANSWER_MAX);
    char *room = mem_alloc(CHANNEL_HEAD + CHANNEL_QUESTION_MAX);
    while (answer_one(w, room, &answer)) {
    }
    shutdown(w->fd, SHUT_RDWR);
    mem_free(room);
    return NULL;
}

/* ---- the child ---- */

static int moved(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, SOURCE_FD);
    close(fd);
    return high;
}

/* A pair: ours and the child's, both out of the way of the descriptors it will have. */
static bool make_pair(int ret[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ret)) return false;
    ret[0] = moved(ret[0]);
    ret[1] = moved(ret[1]);
    return ret[0] >= 0 && ret[1] >= 0;
}

static bool plan(posix_spawn_file_actions_t *acts, int listening, const int *channel)
{
    int failed = posix_spawn_file_actions_addopen(acts, STDIN_FILENO, "/dev/null", O_RDWR, 0);
    failed |= posix_spawn_file_actions_adddup2(acts, STDIN_FILENO, STDOUT_FILENO);
    failed |= posix_spawn_file_actions_adddup2(acts, listening, FD_LISTENING);
    for (int i = 0; i < Z3950_CHANNELS; i++)
        failed |= posix_spawn_file_actions_adddup2(acts, channel[i], FD_CHANNEL + i);
    failed |= posix_spawn_file_actions_addclosefrom_np(acts, FD_CHANNEL + Z3950_CHANNELS);
    return failed == 0;
}

/* The same program with nothing but these descriptors and standard error, signals as new. */
static bool spawn(int listening, const int *channel, pid_t *ret)
{
    char name[] = "silang", role[] = Z3950_CHILD, *argv[] = {name, role, NULL}, *no_env[] = {NULL};
    posix_spawn_file_actions_t acts;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&acts);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawnattr_setpgroup(&attr, 0); /* Ctrl-C is for the core */
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                        POSIX_SPAWN_SETPGROUP);
    bool fine = plan(&acts, listening, channel) &&
                posix_spawn(ret, "/proc/self/exe", &acts, &attr, argv, no_env) == 0;
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&acts);
    return fine;
}

static void close_all(int *fd, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fd[i] >= 0) close(fd[i]);
}

/* ---- one life of a child ---- */

static int wait_for(struct z3950 *z, pid_t child)
{
    int status = 0;
    siginfo_t info;
    /* It is reaped when nobody can mean it any more: numbers are used again. */
    while (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
    }
    pthread_mutex_lock(&z->lock);
    z->child = 0;
    pthread_mutex_unlock(&z->lock);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

static bool begin(struct z3950 *z, int listening, const int *channel)
{
    pid_t child = 0;
    pthread_mutex_lock(&z->lock);
    bool fine = !z->stop && spawn(listening, channel, &child);
    z->child = fine ? child : 0;
    pthread_mutex_unlock(&z->lock);
    return fine;
}

static void live(struct z3950 *z, int *ours)
{
    struct answering w[Z3950_CHANNELS];
    size_t n = 0;
    for (; n < Z3950_CHANNELS; n++) {
        w[n] = (struct answering){.config = z->config, .fd = ours[n]};
        if (pthread_create(&w[n].thread, NULL, answer_all, &w[n])) break;
    }
    int status = wait_for(z, z->child);
    for (size_t i = 0; i < n; i++) shutdown(ours[i], SHUT_RDWR);
    for (size_t i = 0; i < n; i++) pthread_join(w[i].thread, NULL);
    if (z->stop) return;
    if (WIFEXITED(status) && WEXITSTATUS(status) == Z3950_NO_SANDBOX)
        log_error("z3950: no sandbox here (seccomp, rlimit): nothing is served");
    else if (WIFSIGNALED(status))
        log_warn("z3950: child ended by signal %d", WTERMSIG(status));
    else
        log_warn("z3950: child ended with code %d", WEXITSTATUS(status));
}

static bool one_life(struct z3950 *z)
{
    int ours[Z3950_CHANNELS], theirs[Z3950_CHANNELS], pair[2];
    int listening = fcntl(z->config->listening, F_DUPFD_CLOEXEC, SOURCE_FD);
    size_t n = 0;
    while (n < Z3950_CHANNELS && make_pair(pair)) {
        ours[n] = pair[0];
        theirs[n++] = pair[1];
    }
    bool began = listening >= 0 && n == Z3950_CHANNELS && begin(z, listening, theirs);
    close_all(theirs, n);
    if (listening >= 0) close(listening);
    if (began) live(z, ours);
    close_all(ours, n);
    return began;
}

/* ---- again and again ---- */

/* False: it is time to end. */
static bool pause_for(struct z3950 *z, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
    pthread_mutex_lock(&z->lock);
    while (!z->stop && pthread_cond_timedwait(&z->ends, &z->lock, &until) != ETIMEDOUT) {
    }
    bool stop = z->stop;
    pthread_mutex_unlock(&z->lock);
    return !stop;
}

static void *keep(void *arg)
{
    struct z3950 *z = arg;
    const struct env *env = z->config->env;
    int pause = 0;
    do {
        int64_t since = env->monotonic(env);
        bool began = one_life(z);
        bool steady = began && env->monotonic(env) - since > STEADY_US;
        pause = steady ? 0 : MIN(MAX(pause * 2, 20), (int)PAUSE_MS_MAX);
    } while (pause_for(z, pause));
    return NULL;
}

enum err z3950_start(const struct z3950_config *config, struct z3950 **ret)
{
    struct z3950 *z = mem_zero(1, sizeof *z);
    pthread_condattr_t attr;
    z->config = config;
    pthread_mutex_init(&z->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&z->ends, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&z->thread, NULL, keep, z)) {
        mem_free(z);
        return ERR_IO;
    }
    *ret = z;
    return OK;
}

void z3950_stop(struct z3950 *z)
{
    if (!z) return;
    pthread_mutex_lock(&z->lock);
    z->stop = true;
    if (z->child) kill(z->child, SIGKILL);
    pthread_cond_signal(&z->ends);
    pthread_mutex_unlock(&z->lock);
    pthread_join(z->thread, NULL);
    pthread_cond_destroy(&z->ends);
    pthread_mutex_destroy(&z->lock);
    mem_free(z);
}
