/* page_live.c -- whether copies of a title are available now, as the systems of the libraries say:
 * a page of its own, and the piece of it that the script puts on the page of the title. */
#include "web/live.h"

#include <time.h>

#include "base/checked.h"
#include "html.h"
#include "web/internal.h"
#include "web/view.h"
#include "work/gather_job.h"

enum { ASKED_MAX = 10, WAIT_US = 1500000 };

struct asking {
    struct live_question question[ASKED_MAX];
    const struct title_holding *holding[ASKED_MAX];
    size_t n;
};

static const struct title_holding *holding_of(const struct title_view *v, int64_t agency)
{
    for (size_t i = 0; i < v->n_holdings; i++)
        if (v->holding[i].agency->id == agency) return &v->holding[i];
    return NULL;
}

/* How the first of the library's records that can be asked about is called there. */
static struct str document_of(struct ask *k, const struct title_view *v,
                              const struct live_service *s)
{
    for (size_t i = 0; i < v->n_records; i++) {
        struct str id = {0};
        if (v->record[i].agency == s->agency) id = live_document(s, &v->record[i].bib, k->mem);
        if (id.n) return id;
    }
    return (struct str){0};
}

static enum err prepare(struct ask *k, const struct title_view *v, struct asking *to)
{
    static live_read_fn *const readers[LIVE_KINDS] = {
        [LIVE_DAIA] = daia_read, [LIVE_ILSDI] = ilsdi_read};
    struct live_services list;
    enum err e = live_open(k->db, k->mem, &list);
    for (size_t i = 0; !e && i < list.n && to->n < ASKED_MAX; i++) {
        const struct live_service *s = &list.item[i];
        const struct title_holding *h = holding_of(v, s->agency);
        struct str id = h ? document_of(k, v, s) : (struct str){0};
        struct live_question *q = &to->question[to->n];
        if (!id.n) continue;
        *q =
            (struct live_question){s->agency, live_address(s, id, k->mem), readers[s->kind], false};
        e = gather_may_reach(k->db, s->url, &q->private_ok);
        to->holding[to->n++] = h;
    }
    return e;
}

enum err live_offered(struct ask *k, const struct title_view *v, bool *ret)
{
    struct asking *x = arena_make(k->mem, struct asking);
    enum err e = prepare(k, v, x);
    *ret = x->n > 0;
    return e;
}

/* ---- words ---- */

static struct str counted(struct ask *k, enum msg m, int n, int of)
{
    struct str arg[] = {arena_printf(k->mem, "%d", n), arena_printf(k->mem, "%d", of)};
    return msg_text(k->mem, k->out.lang, m, arg, COUNT(arg));
}

static struct badge badge_of(const struct ask *k, const struct live_answer *a)
{
    const struct live_copies *c = &a->copies;
    if (!a->answered) return (struct badge){"clock", " wait", ask_text(k, MSG_live_none)};
    if (!c->known || c->copies == 0)
        return (struct badge){"unknown", "", ask_text(k, MSG_live_unknown)};
    if (c->available) return (struct badge){"check", " ok", ask_text(k, MSG_live_available)};
    if (c->here_only) return (struct badge){"read", "", ask_text(k, MSG_live_here)};
    if (c->lent) return (struct badge){"clock", " wait", ask_text(k, MSG_live_lent)};
    return (struct badge){"unknown", "", ask_text(k, MSG_live_unstated)};
}

/* "20 Des 2026" of "2026-12-20" with or without a time; empty when it is none. */
static struct str day_of(struct ask *k, const char *date)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    struct tm tm = {.tm_hour = 0};
    if (!strptime(date, "%Y-%m-%d", &tm)) return (struct str){0};
    int64_t day = (int64_t)timegm(&tm) * 1000000 - zone_offset_us(k->out.zone);
    add_short_date(&b, k->out.lang, k->out.zone, day);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str detail_of(struct ask *k, const struct live_copies *c)
{
    struct str date = day_of(k, c->expected);
    if (c->available) return counted(k, MSG_live_of, c->available, c->copies);
    return date.n ? msg_text(k->mem, k->out.lang, MSG_live_expected, &date, 1) : date;
}

static struct live_row row_of(struct ask *k, const struct title_holding *h,
                              const struct live_answer *a)
{
    struct live_row r = {.h = h, .answer = *a, .badge = badge_of(k, a)};
    if (a->answered)
        r.detail = detail_of(k, &a->copies);
    else
        r.detail = ask_text(k, a->outcome == LIVE_ASKING  ? MSG_live_asking
                               : a->outcome == LIVE_LATER ? MSG_live_later
                                                          : MSG_live_silent);
    if (!a->answered) r.old = badge_of_holding(k, h).words;
    return r;
}

/* ---- the page ---- */

enum err page_live(struct ask *k)
{
    struct title_view v;
    struct asking *x = arena_make(k->mem, struct asking);
    struct live_answer answer[ASKED_MAX];
    struct live_page p = {.v = &v};
    bool piece = http_param(k->rq, "potongan").n > 0;
    enum err e = title_of_address(k, &v);
    if (e || title_moved(k, &v, "/tersedia")) return e;
    e = prepare(k, &v, x);
    if (e) return e;
    int64_t deadline = MIN(k->config->env->monotonic(k->config->env) + WAIT_US,
                           k->rq->deadline_us ? k->rq->deadline_us : INT64_MAX);
    live_ask(k->web->live, x->question, x->n, deadline, answer);
    p.item = arena_array(k->mem, struct live_row, x->n + 1);
    for (; p.n < x->n; p.n++) p.item[p.n] = row_of(k, x->holding[p.n], &answer[p.n]);
    if (piece) {
        http_set(k->rq, k->rs, "Content-Type", STR("text/html; charset=utf-8"));
        html_live_rows(&k->out, &p);
        return OK;
    }
    struct around f = around_of(k, ask_text(k, MSG_live_heading));
    f.icons = ICON(CHECK) | ICON(SHARE) | ICON(PIN);
    html_live(&k->out, &f, &p);
    return OK;
}
