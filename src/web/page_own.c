/* page_own.c -- my library at a glance, for its staff; and taking everything home. */
#include <stdlib.h>

#include "base/checked.h"
#include "db/pool.h"
#include "html.h"
#include "network/application.h"
#include "network/membership.h"
#include "web/quality.h"

enum { HINTS_SHOWN = 5 };

/* What stands between the library and its readers: the application that waits or was declined. */
static enum err why_unseen(struct ask *k, struct str *ret)
{
    struct applications list;
    bool member = false;
    enum err e = membership_holds(k->db, k->agency.id, &member);
    if (!e) e = application_of_agency(k->db, &k->actor, k->agency.id, k->mem, &list);
    if (e || member) return e;
    *ret = ask_text(k, MSG_own_no_member);
    if (list.n == 0) return OK;
    const struct application *p = &list.item[0];
    struct str arg[] = {p->network_name, p->reason};
    if (p->state == APPLICATION_WAITING)
        *ret = msg_text(k->mem, k->out.lang, MSG_own_waiting, arg, 1);
    else if (p->state == APPLICATION_DECLINED)
        *ret = msg_text(k->mem, k->out.lang, MSG_own_declined, arg, 2);
    return OK;
}

static int by_help(const void *x, const void *y)
{
    const struct hint_view *a = x, *b = y;
    int64_t one = a->count * mark_weight(a->mark), other = b->count * mark_weight(b->mark);
    return one > other ? -1 : one < other;
}

static void add_hints(struct ask *k, struct own_page *p)
{
    for (enum mark m = 0; m < MARKS; m++)
        if (p->q.with[m] && mark_weight(m))
            p->hints[p->n_hints++] =
                (struct hint_view){m, named_text(k, "mark", mark_name(m)), p->q.with[m]};
    qsort(p->hints, p->n_hints, sizeof *p->hints, by_help);
    p->n_hints = MIN(p->n_hints, (size_t)HINTS_SHOWN);
}

enum err page_own(struct ask *k)
{
    struct staff_frame s;
    struct own_page p = {.g = &k->agency};
    enum err e = quality_of(k->db, k->config->index, &k->actor, k->agency.id, k->rq->deadline_us,
                            k->mem, &p.q);
    if (!e) e = why_unseen(k, &p.unseen);
    if (!e) e = staff_frame(k, k->agency.name, &s);
    if (e) return e;
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    add_hints(k, &p);
    for (enum take_form f = 0; f < TAKE_FORMS; f++)
        p.forms[f] =
            (struct choice_view){str_of(take_name(f)), named_text(k, "take", take_name(f)), false};
    s.around.icons |= ICON(SHARE) | ICON(CLOCK);
    html_own(&k->out, &s, &p);
    return OK;
}

/* ---- taking home ---- */

struct taking {
    const struct web_config *config;
    struct take *take;
};

/* A connection for each piece: a slow client holds none, nor a moment of the truth. */
static enum err next_piece(void *ctx, struct buf *to)
{
    struct taking *t = ctx;
    struct db *db = NULL;
    enum err e = db_pool_get(t->config->db, &db);
    if (e) return e;
    e = take_next(t->take, db, HTTP_PIECE, to);
    db_pool_put(t->config->db, db);
    return e;
}

static void end_taking(void *ctx)
{
    take_end(((struct taking *)ctx)->take);
}

enum err page_take(struct ask *k)
{
    enum take_form form;
    struct taking *t = arena_make(k->mem, struct taking);
    if (!take_parse(k->segment, &form)) return ERR_NOT_FOUND;
    t->config = k->config;
    struct str day = ask_day(k), part[3];
    for (size_t i = 0; i < COUNT(part); i++) str_split(&day, '-', &part[i]);
    const struct take_filling filling = {filling_kinds(k),
                                         arena_join(k->mem, part, COUNT(part), (struct str){0})};
    enum err e = take_begin(k->db, &k->actor, k->agency.id, form, &filling, k->mem, &t->take);
    if (e) return e;
    struct str name = take_file_name(form, k->agency.name, ask_day(k), k->mem);
    http_set(k->rq, k->rs, "Content-Type", str_of(take_media_type(form)));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%.*s\"", STR_ARG(name)));
    k->rs->source = (struct http_source){next_piece, end_taking, t};
    return OK;
}
