/* page_title_history.c -- what happened to a title. Everybody sees what and when; who decided and
 * why is for those who may decide about it. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/review.h"

enum { ROWS = 50 };

/* "“Laskar Pelangi” (7kq2)"; only the short name when it leads to this title by now, or nowhere. */
static struct str title_words(struct ask *k, const struct title_view *here, int64_t id)
{
    struct title_view v;
    struct str name = title_id_write(k->mem, id);
    if (id == here->id) return msg_text(k->mem, k->out.lang, MSG_event_this, &name, 1);
    if (title_view(k->db, &k->actor, NULL, id, k->mem, &v) || v.id == here->id) return name;
    return arena_printf(k->mem, "“%.*s” (%.*s)", STR_ARG(v.bib.title), STR_ARG(name));
}

static struct str text2(struct ask *k, enum msg m, struct str a, struct str b)
{
    struct str arg[] = {a, b};
    return msg_text(k->mem, k->out.lang, m, arg, COUNT(arg));
}

static struct str counted(struct ask *k, enum msg m, int64_t n, struct str a, struct str b)
{
    struct buf CLEANUP(buf_release) out = BUF(4 << 10);
    struct str arg[] = {a, b};
    msg_add_count(&out, k->out.lang, m, n, arg, COUNT(arg));
    return arena_copy(k->mem, buf_str(&out));
}

static struct str person(struct ask *k, struct str name)
{
    return name.n ? name : ask_text(k, MSG_history_operator);
}

/* "Dibatalkan 24 Nov 2026 oleh ..."; empty while it holds. */
static struct str undone_words(struct ask *k, const struct title_history *p, int64_t at,
                               struct str by)
{
    struct buf CLEANUP(buf_release) day = BUF(100);
    if (!at) return (struct str){0};
    add_short_date(&day, k->out.lang, k->out.zone, at);
    return text2(k, p->staff ? MSG_event_undone_by : MSG_event_undone, buf_str(&day),
                 person(k, by));
}

static enum err add_decision(struct ask *k, const struct title_history *p, struct event_row *row)
{
    const struct decision_row *d = &row->x->decision;
    bool split = d->one == d->other;
    int64_t other = d->other;
    enum err e = split ? review_split_off(k->db, d->id, d->one, &other) : OK;
    if (e) return e;
    row->what = text2(k,
                      split                         ? MSG_event_split
                      : d->verdict == DECISION_SAME ? MSG_event_same
                                                    : MSG_event_different,
                      title_words(k, p->v, d->one), other ? title_words(k, p->v, other) : STR(""));
    if (!other) row->what = text2(k, MSG_event_split_one, title_words(k, p->v, d->one), STR(""));
    row->why = why_words(k, d->why);
    row->who = person(k, d->by);
    row->may_undo = p->staff && !d->undone;
    if (other && p->staff) row->pair = review_pair_write(k->mem, d->one, other);
    row->undone = undone_words(k, p, d->undone, d->undone_by);
    return OK;
}

static void add_mend(struct ask *k, const struct title_history *p, struct event_row *row)
{
    const struct mend *m = &row->x->mend;
    row->what =
        text2(k, MSG_event_mend, named_text(k, "element", title_field_name(m->field)), STR(""));
    row->why = m->why;
    row->who = person(k, m->by);
    row->undone = undone_words(k, p, m->undone, m->undone_by);
    row->mends = p->staff;
}

static void add_move(struct ask *k, const struct title_history *p, struct event_row *row)
{
    const struct history_event *x = row->x;
    bool came = x->target == p->v->id;
    row->what = counted(k, came ? MSG_event_came : MSG_event_went, x->records,
                        title_words(k, p->v, came ? x->source : x->target), STR(""));
    row->why =
        x->load ? text2(k, MSG_event_by_load, x->file, x->agency) : ask_text(k, MSG_event_by_rules);
}

static void add_load(struct ask *k, struct event_row *row)
{
    const struct history_event *x = row->x;
    row->what = counted(k, MSG_event_load, x->records, x->agency, STR(""));
    row->why = x->file;
    row->who = person(k, x->by);
}

static enum err gather(struct ask *k, struct title_history *p)
{
    struct history_events list;
    int64_t before = ask_number(k, "sebelum", 0);
    enum err e = history_list(k->db, p->v->id, before, ROWS + 1, k->mem, &list);
    if (e) return e;
    p->item = arena_array(k->mem, struct event_row, list.n + 1);
    for (size_t i = 0; !e && i < MIN(list.n, (size_t)ROWS); i++) {
        struct event_row *row = &p->item[p->n++];
        row->x = &list.item[i];
        if (row->x->kind == HISTORY_DECISION) e = add_decision(k, p, row);
        if (row->x->kind == HISTORY_MEND) add_mend(k, p, row);
        if (row->x->kind == HISTORY_MOVE) add_move(k, p, row);
        if (row->x->kind == HISTORY_LOAD) add_load(k, row);
        if (!p->staff) row->why = row->who = (struct str){0};
    }
    if (list.n > p->n) p->older = list.item[p->n - 1].at;
    if (!e && p->staff) e = undo_view_of(k, ask_number(k, "putusan", 0), STR(""), &p->undo);
    p->undo.title = p->v->address_id;
    return e;
}

static enum err show(struct ask *k, const struct title_history *p)
{
    struct str heading = text2(k, MSG_event_heading, p->v->bib.title, STR(""));
    if (p->staff) {
        struct staff_frame s;
        enum err e = staff_frame(k, heading, &s);
        if (!e) html_title_history(&k->out, &s, p);
        return e;
    }
    struct around f = around_of(k, heading);
    f.noindex = true;
    html_title_history_public(&k->out, &f, p);
    return OK;
}

enum err page_title_history(struct ask *k)
{
    struct title_view v;
    struct title_history p = {.v = &v};
    struct str query = k->rq->query;
    int64_t id = 0;
    enum err e = title_id_read(k->segment, &id);
    if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, &v);
    if (e) return e;
    if (v.id != id) {
        page_redirect(k, 301,
                      arena_printf(k->mem, "/b/%.*s/riwayat%s%.*s", STR_ARG(v.address_id),
                                   query.n ? "?" : "", STR_ARG(query)));
        return OK;
    }
    e = decision_may(k->db, &k->actor, v.id, 0);
    if (e && e != ERR_DENIED) return e;
    p.staff = !e;
    e = gather(k, &p);
    return e ? e : show(k, &p);
}
