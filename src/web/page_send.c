/* page_send.c -- sending a file: as a form, or in pieces by the script; and what was sent before.
 */
#include "base/checked.h"
#include "html.h"
#include "web/load_view.h"
#include "web/stream.h"

enum { SENT_SHOWN = 30 };

/* ---- the page ---- */

static struct sent_row sent_row(struct ask *k, const struct load_row *l)
{
    static const char *const styles[LOAD_STATES] = {
        [LOAD_RECEIVED] = " info",  [LOAD_REFUSED] = " no",   [LOAD_STAGING] = " wait",
        [LOAD_PREVIEW] = " wait",   [LOAD_PUBLISHED] = " ok", [LOAD_IN_PUBLISHING] = " wait",
        [LOAD_IN_UNDOING] = " wait"};
    static const char *const icons[LOAD_STATES] = {
        [LOAD_RECEIVED] = "file",    [LOAD_REFUSED] = "warn",    [LOAD_STAGING] = "clock",
        [LOAD_PREVIEW] = "clock",    [LOAD_PUBLISHED] = "check", [LOAD_IN_PUBLISHING] = "clock",
        [LOAD_IN_UNDOING] = "clock", [LOAD_UNDONE] = "undo"};
    return (struct sent_row){
        .l = l,
        .address = arena_printf(k->mem, "%.*s/muatan/%lld", STR_ARG(staff_address(k, "")),
                                (long long)l->id),
        .state = named_text(k, "load", load_state_name(l->state)),
        .style = styles[l->state] ? styles[l->state] : "",
        .icon = icons[l->state] ? icons[l->state] : "unknown",
        .undoable = l->state == LOAD_PUBLISHED,
    };
}

static enum err show_send(struct ask *k, struct str wrong)
{
    struct staff_frame s;
    struct load_rows list;
    struct send_page p = {.address = staff_address(k, "/kirim"),
                          .slims = staff_address(k, "/slims"),
                          .gather = staff_address(k, "/panen"),
                          .wrong = wrong,
                          .whole = form_has(k, "seluruhnya") && form_number(k, "seluruhnya", 0)};
    p.may = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    enum err e = load_list(k->db, k->agency.id, SENT_SHOWN, k->mem, &list);
    if (!e) e = recheck_last(k->db, &k->actor, k->agency.id, &p.looked);
    if (!e) e = staff_frame(k, ask_text(k, MSG_send_heading), &s);
    if (e) return e;
    p.item = arena_array(k->mem, struct sent_row, list.n);
    for (size_t i = 0; i < list.n; i++) p.item[p.n++] = sent_row(k, &list.item[i]);
    html_send(&k->out, &s, &p);
    return OK;
}

enum err page_send(struct ask *k)
{
    return show_send(k, (struct str){0});
}

/* ---- taking a finished file ---- */

/* Whether its columns leave a question. */
static enum err asks(struct ask *k, const struct load_row *row, bool *ret)
{
    struct source_form form;
    *ret = false;
    if (row->state != LOAD_RECEIVED || !str_eq(row->format, STR("table"))) return OK;
    enum err e = preview_look(k->db, k->config->dir, &k->actor, row->id, k->mem, &form);
    if (!e) *ret = preview_asks(&form);
    return e;
}

/* Makes a load of it and has it read; *ret is where to look. */
static enum err take(struct ask *k, const struct upload *u, struct str *ret)
{
    struct store store = ask_store(k);
    const struct preview_order order = {.upload = u, .whole = form_number(k, "seluruhnya", 0) != 0};
    struct load_row row;
    int64_t load = 0;
    bool ask = false;
    enum err e = preview_receive(&store, &k->actor, &order, &load);
    if (!e) e = load_get(k->db, &k->actor, load, k->mem, &row);
    if (!e) e = asks(k, &row, &ask);
    if (!e && row.state == LOAD_RECEIVED && !ask) {
        const struct load_wish wish = {.step = LOAD_STEP_READ, .whole = order.whole};
        e = load_ask(k->db, &k->actor, &row, &wish, k->out.now);
    }
    if (!e)
        *ret = arena_printf(k->mem, "%.*s/muatan/%lld", STR_ARG(staff_address(k, "")),
                            (long long)load);
    return e;
}

/* What to say of a file that was not taken; empty: not the sender's business. */
static struct str wrong_of(const struct ask *k, enum err e)
{
    switch (e) {
    case ERR_ARG: return ask_text(k, MSG_send_empty);
    case ERR_LIMIT: return ask_text(k, MSG_send_too_large);
    case ERR_FULL: return ask_text(k, MSG_send_full);
    default: return (struct str){0};
    }
}

enum err page_send_post(struct ask *k)
{
    const struct streamed *f = k->streamed;
    struct upload u = f->upload;
    struct store store = ask_store(k);
    struct str where = {0};
    enum err e = f->error;
    if (!e && !f->has_file) e = ERR_ARG;
    if (!e) e = upload_adopt(&store, &k->actor, &u);
    if (!e) e = take(k, &u, &where);
    if (!e) return page_done(k, where, NULL);
    if (!u.id) stream_abandon(k);
    struct str wrong = wrong_of(k, e);
    if (!wrong.n) return e;
    k->rs->status = e == ERR_LIMIT ? 413 : e == ERR_FULL ? 507 : 422;
    return show_send(k, wrong);
}

/* ---- in pieces ---- */

/* {"upload": name, "have": bytes}, or {"error": sentence}. */
static enum err say_json(struct ask *k, const struct upload *u, enum err e)
{
    struct buf *b = &k->rs->body;
    http_set(k->rq, k->rs, "Content-Type", STR("application/json"));
    if (u) {
        http_set(k->rq, k->rs, "Upload-Offset", arena_printf(k->mem, "%lld", (long long)u->have));
        buf_add(b, STR("{\"upload\":"));
        buf_add_json(b, u->name);
        buf_printf(b, ",\"have\":%lld,\"size\":%lld", (long long)u->have, (long long)u->size);
    } else {
        buf_add(b, STR("{\"upload\":null"));
    }
    if (e) {
        struct str wrong = wrong_of(k, e);
        k->rs->status = e == ERR_LIMIT      ? 413
                        : e == ERR_FULL     ? 507
                        : e == ERR_CONFLICT ? 409
                        : e == ERR_BUSY     ? 423
                        : e == ERR_ARG      ? 422
                                            : 404;
        buf_add(b, STR(",\"error\":"));
        buf_add_json(b, wrong.n ? wrong : named_text(k, "err", err_name(e)));
    }
    buf_add(b, STR("}\n"));
    return OK;
}

enum err page_send_begin(struct ask *k)
{
    struct upload u;
    struct store store = ask_store(k);
    enum err e = upload_begin(&store, &k->actor, k->agency.id, form_text(k, "nama"),
                              form_number(k, "ukuran", 0), k->mem, &u);
    if (e && e != ERR_ARG && e != ERR_LIMIT && e != ERR_FULL) return e;
    return say_json(k, e ? NULL : &u, e);
}

static enum err find(struct ask *k, struct upload *ret)
{
    return upload_find(k->db, k->config->dir, &k->actor, k->agency.id, k->segment, k->mem, ret);
}

enum err page_send_offset(struct ask *k)
{
    struct upload u;
    enum err e = find(k, &u);
    return e ? e : say_json(k, &u, OK);
}

enum err page_send_piece(struct ask *k)
{
    struct upload u;
    enum err e = find(k, &u);
    return e ? e : say_json(k, &u, k->streamed->error);
}

enum err page_send_finish(struct ask *k)
{
    struct upload u;
    struct str where = {0};
    struct store store = ask_store(k);
    enum err e = find(k, &u);
    if (e) return e;
    e = upload_finish(&store, &k->actor, u.id, 0);
    if (!e) e = take(k, &u, &where);
    if (e == ERR_CONFLICT) return say_json(k, &u, e);
    if (e) return e;
    http_set(k->rq, k->rs, "Content-Type", STR("application/json"));
    buf_add(&k->rs->body, STR("{\"to\":"));
    buf_add_json(&k->rs->body, where);
    buf_add(&k->rs->body, STR("}\n"));
    return OK;
}
