/* page_push.c -- what SLiMS posts to: /ucs.php, and /ucpoll.php and /uc-ops.php of older ones.
 *
 * SLiMS shows its librarian the "message" of an answer with status 200, and of any other only the
 * number: whatever can be said is said with 200. Who sends is in the body; cookies mean nothing. */
#include "base/checked.h"
#include "base/log.h"
#include "web/push.h"
#include "web/push_body.h"
#include "web/signin.h"

enum { SPARE_US = 4000000, SENTENCES_MAX = 5, ANSWER_MAX = 16 << 10 };

/* ---- answering ---- */

static void add_answer(struct buf *to, const char *status, struct str message)
{
    buf_add(to, STR("\"status\":"));
    buf_add_json(to, str_of(status));
    buf_add(to, STR(",\"message\":"));
    buf_add_json(to, message);
    buf_add_char(to, '}');
}

/* The sender that says "text/json" is one of two: the older reads the body as it comes, the newer
 * takes any body for one in chunks, a line with a length first. For both, the first line is the
 * begin of an object whose first name is the length of the object on the next one. */
static enum err answer(struct ask *k, const char *status, struct str message)
{
    struct buf CLEANUP(buf_release) whole = BUF(ANSWER_MAX);
    struct buf *to = &k->rs->body;
    http_set(k->rq, k->rs, "Content-Type", STR("application/json; charset=utf-8"));
    buf_add_char(&whole, '{');
    add_answer(&whole, status, message);
    if (str_starts(http_header(k->rq, "content-type"), STR("text/json"))) {
        buf_printf(to, "{\"%zx\":\r\n", whole.n);
        buf_add(to, buf_str(&whole));
        buf_add_char(to, ',');
        add_answer(to, status, message);
    } else {
        buf_add(to, buf_str(&whole));
    }
    return OK;
}

static struct str number(struct ask *k, int64_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    add_number(&b, k->out.lang, n);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str sentence(struct ask *k, enum msg m, struct str a)
{
    return msg_text(k->mem, k->out.lang, m, &a, 1);
}

static struct str counted(struct ask *k, enum msg m, int64_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(ANSWER_MAX);
    msg_add_count(&b, k->out.lang, m, n, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

/* The library's page about it. */
static struct str page_of(struct ask *k, struct str node)
{
    return arena_printf(k->mem, "%.*s/staf/%.*s/slims", STR_ARG(base_of(k)), STR_ARG(node));
}

enum err page_push_hello(struct ask *k)
{
    return answer(k, "NO_DATA", ask_text(k, MSG_push_hello));
}

/* ---- the door ---- */

/* Says why it is closed; a right password is never kept waiting. */
static enum err turn_away(struct ask *k, const struct slims_push *push, enum push_door door)
{
    static const enum msg words[] = {[PUSH_NOBODY] = MSG_push_nobody,
                                     [PUSH_WRONG] = MSG_push_wrong,
                                     [PUSH_SHIPPED] = MSG_push_shipped,
                                     [PUSH_CLOSED] = MSG_push_closed};
    struct str arg[] = {push->node, page_of(k, push->node)};
    int64_t wait = 0;
    if (!push->node.n) return answer(k, "NOT_AUTHORIZED", ask_text(k, MSG_push_no_node));
    if (door != PUSH_CLOSED) signin_node(k, push->node, false, &wait);
    if (wait) {
        struct buf CLEANUP(buf_release) b = BUF(100);
        add_duration(&b, k->out.lang, wait);
        return answer(k, "NOT_AUTHORIZED", sentence(k, MSG_push_slow, buf_str(&b)));
    }
    if (door == PUSH_WRONG || door == PUSH_SHIPPED) {
        enum err e = push_deny(k->db, push->node, k->out.now);
        if (e) log_info("a wrong password could not be noted: %s", err_name(e));
    }
    return answer(k, "NOT_AUTHORIZED", msg_text(k->mem, k->out.lang, words[door], arg, COUNT(arg)));
}

/* ---- what became of it ---- */

static struct str taken_words(struct ask *k, const struct push_counts *c)
{
    struct str arg[] = {k->network.name, number(k, c->fresh), number(k, c->changed),
                        number(k, c->same)};
    return msg_text(k->mem, k->out.lang, MSG_push_taken, arg, COUNT(arg));
}

static enum err tell(struct ask *k, const struct slims_push *push, const struct push_counts *c,
                     enum err e)
{
    struct str part[SENTENCES_MAX] = {0};
    bool deletion = push->kind == SLIMS_PUSH_DELETE;
    size_t n = 0;
    if (c->read > c->refused) part[n++] = taken_words(k, c);
    if (c->gone || (deletion && !c->unknown && !e)) part[n++] = counted(k, MSG_push_gone, c->gone);
    if (c->unknown) part[n++] = counted(k, MSG_push_unknown, c->unknown);
    if (c->refused) {
        struct str arg[] = {number(k, c->refused), page_of(k, push->node)};
        part[n++] = msg_text(k->mem, k->out.lang, MSG_push_refused, arg, COUNT(arg));
    }
    if (c->left) part[n++] = sentence(k, e ? MSG_push_failed : MSG_push_left, number(k, c->left));
    return answer(k,
                  e          ? "ERROR"
                  : deletion ? "DELETED"
                             : "UPLOADED",
                  arena_join(k->mem, part, n, STR(" ")));
}

static enum err take(struct ask *k, const struct slims_push *push, const struct actor *sender)
{
    struct push_counts counts;
    int64_t wait, deadline = k->rq->deadline_us ? k->rq->deadline_us - SPARE_US : 0;
    signin_node(k, push->node, true, &wait);
    if (push->kind == SLIMS_PUSH_NOTHING)
        return answer(k, "NO_DATA", ask_text(k, MSG_push_nothing));
    if (push->kind == SLIMS_PUSH_OTHER) return answer(k, "ERROR", ask_text(k, MSG_push_other));
    enum err e = push_take(k->db, sender, push, k->config->env, deadline, &counts);
    if (e == ERR_DENIED) return turn_away(k, push, PUSH_CLOSED);
    if (e) log_line(LOG_ERROR, k->rq->id, "push: %s", err_name(e));
    return tell(k, push, &counts, e);
}

enum err page_push(struct ask *k)
{
    struct slims_push push;
    struct actor sender;
    struct str body;
    enum push_door door;
    size_t at = 0;
    enum err e = push_body_bytes(k->rq, &body);
    if (!e && str_trim(body).n == 0) return answer(k, "NO_DATA", ask_text(k, MSG_push_hello));
    if (!e) e = slims_push_read(body, k->mem, &push, &at);
    if (e == ERR_BUSY) return answer(k, "POLL_MAX", ask_text(k, MSG_push_busy));
    if (e == ERR_LIMIT) return answer(k, "ERROR", ask_text(k, MSG_push_large));
    if (e) return answer(k, "JSON_ERROR", sentence(k, MSG_push_bad, number(k, (int64_t)at + 1)));
    e = push_knock(k->db, push.node, push.password, k->out.now, k->mem, &door, &sender);
    if (e) return e;
    return door == PUSH_RIGHT ? take(k, &push, &sender) : turn_away(k, &push, door);
}
