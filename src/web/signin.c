/* signin.c -- the brakes around argon2id. Memory for one check is 64 MiB, so at most one runs per
 * core; guessing is slowed per address and per login and address together, so that nobody can keep
 * somebody else out. */
#include "web/signin.h"

#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/internal.h"

enum {
    PAIR_BURST = 5,     /* wrong passwords for one login from one address, */
    PAIR_SECONDS = 60,  /* then one a minute */
    ADDRESS_BURST = 40, /* a school behind one address types wrong now and then */
    ADDRESS_SECONDS = 15,
    ACCOUNT_BURST = 40, /* a workshop of librarians who join together */
    ACCOUNT_SECONDS = 120
};

struct signin {
    struct throttle *pair, *address, *account;
    sem_t turns;
};

struct signin *signin_new(const struct env *env)
{
    struct signin *s = mem_zero(1, sizeof *s);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    s->pair = throttle_new(env, PAIR_BURST, PAIR_SECONDS * INT64_C(1000000));
    s->address = throttle_new(env, ADDRESS_BURST, ADDRESS_SECONDS * INT64_C(1000000));
    s->account = throttle_new(env, ACCOUNT_BURST, ACCOUNT_SECONDS * INT64_C(1000000));
    sem_init(&s->turns, 0, cores > 0 ? (unsigned)cores : 1);
    return s;
}

void signin_free(struct signin *s)
{
    if (!s) return;
    throttle_free(s->pair);
    throttle_free(s->address);
    throttle_free(s->account);
    sem_destroy(&s->turns);
    mem_free(s);
}

/* The network part of the peer's address: one household or school, /24 or /48. */
static struct str prefix_of(struct str peer)
{
    bool six = str_find_char(peer, ':', 0) < peer.n;
    size_t at = 0;
    for (int parts = 0; at < peer.n; at++)
        if (peer.p[at] == (six ? ':' : '.') && ++parts == 3) break;
    return str_slice(peer, 0, at);
}

/* Waits for a turn until the request's deadline. */
static enum err take_turn(struct ask *k)
{
    const struct env *env = k->config->env;
    int64_t left = k->rq->deadline_us ? k->rq->deadline_us - env->monotonic(env) : 5000000;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += left / 1000000 + (until.tv_nsec + left % 1000000 * 1000) / 1000000000;
    until.tv_nsec = (until.tv_nsec + left % 1000000 * 1000) % 1000000000;
    if (left <= 0) return ERR_BUSY;
    return sem_clockwait(&k->web->signin->turns, CLOCK_MONOTONIC, &until) == 0 ? OK : ERR_BUSY;
}

static void end_turn(struct ask *k)
{
    sem_post(&k->web->signin->turns);
}

/* ---- the brake ---- */

struct brake {
    struct str pair, address;
};

static struct brake brake_of(struct ask *k, struct str name)
{
    struct str address = prefix_of(k->rq->peer);
    return (struct brake){arena_printf(k->mem, "%.*s %.*s", STR_ARG(address), STR_ARG(name)),
                          address};
}

static int64_t brake_wait(struct ask *k, const struct brake *b)
{
    return MAX(throttle_wait(k->web->signin->pair, b->pair),
               throttle_wait(k->web->signin->address, b->address));
}

static void brake_note(struct ask *k, const struct brake *b, bool right)
{
    if (right) {
        throttle_forget(k->web->signin->pair, b->pair);
        return;
    }
    throttle_take(k->web->signin->pair, b->pair);
    throttle_take(k->web->signin->address, b->address);
}

enum err signin_try(struct ask *k, struct str login, struct str password, enum signin_answer *ret,
                    int64_t *ret_wait, struct person *ret_person)
{
    struct str name;
    struct person p = {0};
    if (login_normal(login, k->mem, &name)) name = STR("?");
    struct brake b = brake_of(k, name);
    *ret = SIGNIN_SLOW;
    *ret_wait = brake_wait(k, &b);
    if (*ret_wait) return OK;
    enum err e = person_by_login(k->db, login, k->mem, &p);
    if (e && e != ERR_NOT_FOUND) return e;
    e = take_turn(k);
    if (e) return e;
    bool right = password_matches(p.password, password) && !p.disabled;
    end_turn(k);
    brake_note(k, &b, right);
    *ret = right ? SIGNIN_RIGHT : SIGNIN_WRONG;
    *ret_person = p;
    return OK;
}

enum err signin_try_code(struct ask *k, struct str code, enum signin_answer *ret, int64_t *ret_wait,
                         int64_t *ret_person)
{
    struct brake b = brake_of(k, STR("code"));
    *ret = SIGNIN_SLOW;
    *ret_wait = brake_wait(k, &b);
    if (*ret_wait) return OK;
    enum err e = code_find(k->db, code, k->out.now, ret_person);
    if (e && e != ERR_NOT_FOUND) return e;
    brake_note(k, &b, !e);
    *ret = e ? SIGNIN_WRONG : SIGNIN_RIGHT;
    return OK;
}

void signin_node(struct ask *k, struct str node, bool right, int64_t *ret_wait)
{
    struct brake b = brake_of(k, arena_printf(k->mem, "node %.*s", STR_ARG(node)));
    *ret_wait = right ? 0 : brake_wait(k, &b);
    if (*ret_wait == 0) brake_note(k, &b, right);
}

void signin_ask_code(struct ask *k, struct str login, int64_t *ret_wait)
{
    struct brake b = brake_of(k, arena_printf(k->mem, "mail %.*s", STR_ARG(login)));
    *ret_wait = brake_wait(k, &b);
    if (*ret_wait == 0) brake_note(k, &b, false);
}

void signin_ask_account(struct ask *k, int64_t *ret_wait)
{
    struct str address = prefix_of(k->rq->peer);
    *ret_wait = throttle_wait(k->web->signin->account, address);
    if (*ret_wait == 0) throttle_take(k->web->signin->account, address);
}

struct str signin_slow(struct ask *k, enum msg words, int64_t wait)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    k->rs->status = 429;
    http_set(k->rq, k->rs, "Retry-After",
             arena_printf(k->mem, "%lld", (long long)(wait / 1000000 + 1)));
    add_duration(&b, k->out.lang, wait);
    return msg_text(k->mem, k->out.lang, words, (struct str[]){arena_copy(k->mem, buf_str(&b))}, 1);
}

enum err signin_store(struct ask *k, struct str password, struct str *ret)
{
    enum err e = take_turn(k);
    if (e) return e;
    password_store(password, k->mem, ret);
    end_turn(k);
    return OK;
}
