/* session.c -- see session.h. */
#include "z3950/session_internal.h"

#include "base/checked.h"
#include "base/mem.h"

enum {
    QUESTION_MAX = 16 << 10,
    OUT_MAX = 4 * SESSION_ANSWER_MAX,
    MESSAGE_LEAST = 4 << 10, /* a client that asks for less gets messages of this size */
    VERSION_3 = 1 << 2
};

struct session *session_new(struct str version)
{
    struct session *s = mem_zero(1, sizeof *s);
    s->version = version;
    s->in = BUF(SESSION_REQUEST_MAX);
    s->out = BUF(OUT_MAX);
    s->question = BUF(QUESTION_MAX);
    s->mem = arena_new();
    return s;
}

void session_free(struct session *s)
{
    if (!s) return;
    sets_clear(s);
    buf_release(&s->fetch.records);
    buf_release(&s->in);
    buf_release(&s->out);
    buf_release(&s->question);
    arena_free(s->mem);
    mem_free(s);
}

struct pdu_reply session_reply(const struct session *s)
{
    return (struct pdu_reply){.to = &s->request, .v3 = s->v3};
}

/* ---- Init, Close ---- */

/* 3.2.1.1.4: what both have. */
static void begin(struct session *s, const struct pdu_init *q)
{
    uint32_t ours = OPTION_SEARCH | OPTION_PRESENT | OPTION_DELETE | OPTION_SCAN | OPTION_SORT |
                    OPTION_NAMED_SETS | (q->negotiation.asked ? OPTION_NEGOTIATES : 0);
    sets_clear(s);
    s->began = true;
    s->v3 = q->versions & VERSION_3;
    s->marc8 = q->negotiation.charset == CHARSET_MARC8;
    int64_t message = q->message > 0 ? q->message : SESSION_ANSWER_MAX;
    int64_t record = q->record > 0 ? q->record : SESSION_ANSWER_MAX;
    s->message_max = MIN(MAX(message, (int64_t)MESSAGE_LEAST), (int64_t)SESSION_ANSWER_MAX);
    s->record_max = MIN(MAX(record, s->message_max), (int64_t)SESSION_ANSWER_MAX);
    struct pdu_reply r = session_reply(s);
    pdu_write_init(&s->out, &r, q->options & ours, true, &q->negotiation, s->version);
}

void session_end(struct session *s, int reason, struct str why)
{
    struct pdu_reply r = {.v3 = s->v3};
    if (s->over) return;
    pdu_write_close(&s->out, &r, reason, why);
    s->over = true;
}

static void close_as_asked(struct session *s)
{
    struct pdu_reply r = session_reply(s);
    pdu_write_close(&s->out, &r, CLOSE_FINISHED, (struct str){0});
    s->over = true;
}

/* ---- one request ---- */

static void perform(struct session *s)
{
    const struct pdu *p = &s->request;
    switch (p->kind) {
    case PDU_INIT: begin(s, &p->as.init); break;
    case PDU_SEARCH: session_search(s, &p->as.search); break;
    case PDU_PRESENT: session_present(s, &p->as.present); break;
    case PDU_DELETE: session_delete(s, &p->as.remove); break;
    case PDU_SCAN: session_scan(s, &p->as.scan); break;
    case PDU_SORT: session_sort(s, &p->as.sort); break;
    case PDU_CLOSE: close_as_asked(s); break;
    default: session_end(s, CLOSE_PROTOCOL, STR("Service not supported"));
    }
}

static void receive(struct session *s, struct str message)
{
    enum { TRIGGER_RESOURCE_CONTROL = 32 };
    arena_reset(s->mem);
    /* Strings of a request outlive its bytes: an answer may be waited for. */
    enum err e = pdu_read(arena_copy(s->mem, message), s->mem, &s->request);
    if (e)
        session_end(s, CLOSE_PROTOCOL, STR("Malformed message"));
    else if (!s->began && s->request.kind != PDU_INIT)
        session_end(s, CLOSE_PROTOCOL, STR("Init comes first"));
    else if (s->request.kind != TRIGGER_RESOURCE_CONTROL) /* nothing is answered to it, 3.2.6.3 */
        perform(s);
}

static bool is_free(const struct session *s)
{
    return !s->over && s->waiting == WAIT_NONE && !s->out.n;
}

size_t session_room(const struct session *s)
{
    return is_free(s) ? SESSION_REQUEST_MAX - s->in.n : 0;
}

void session_go_on(struct session *s)
{
    size_t n = 0;
    while (is_free(s)) {
        enum ber_framed f = ber_frame(&s->frame, buf_str(&s->in), SESSION_REQUEST_MAX, &n);
        if (f == BER_MORE) return;
        if (f == BER_BROKEN) {
            session_end(s, CLOSE_PROTOCOL, STR("Malformed message"));
            return;
        }
        s->frame = (struct ber_frame){0};
        receive(s, str_slice(buf_str(&s->in), 0, n));
        buf_consume(&s->in, n);
    }
}

void session_take(struct session *s, struct str bytes)
{
    buf_add(&s->in, bytes);
    session_go_on(s);
}

void session_answer(struct session *s, struct str xml)
{
    enum waiting was = s->waiting;
    s->waiting = WAIT_NONE;
    buf_clear(&s->question);
    switch (was) {
    case WAIT_NONE: break;
    case WAIT_SEARCH: session_search_answer(s, xml); break;
    case WAIT_RECORDS: session_fetch_answer(s, xml); break;
    case WAIT_SCAN: session_scan_answer(s, xml); break;
    case WAIT_SORT: session_sort_answer(s, xml); break;
    }
    session_go_on(s);
}

/* ---- what it looks like from outside ---- */

struct buf *session_out(struct session *s)
{
    return &s->out;
}

struct str session_question(const struct session *s)
{
    return s->waiting == WAIT_NONE ? (struct str){0} : buf_str(&s->question);
}

bool session_over(const struct session *s)
{
    return s->over;
}

bool session_began(const struct session *s)
{
    return s->began;
}

bool session_halfway(const struct session *s)
{
    return s->in.n > 0;
}
