/* page_review.c -- the queue of pairs in doubt, its filters, and taking a decision back. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/review.h"

enum { ENOUGH = 200 };

static const char *const languages[] = {"ind", "eng", "ara", "jav", "sun", "may",
                                        "dut", "ger", "fre", "jpn", "chi"};

/* ---- rows ---- */

static struct str meta_of(struct ask *k, const struct title_view *v)
{
    const struct bib *b = &v->bib;
    struct str year = b->year_text.n || !b->year ? b->year_text : year_text(&k->out, b->year);
    struct str part[] = {title_main_author(b), b->publisher, year};
    return arena_join(k->mem, part, COUNT(part), STR(", "));
}

static struct str heading_of(struct ask *k, const struct title_view *v)
{
    struct str part[] = {v->bib.title, v->bib.part};
    return arena_join(k->mem, part, COUNT(part), STR(". "));
}

/* False when one of the titles is not to be seen (any more). */
static enum err row_of(struct ask *k, const struct review_ask *q, const struct review_pair *p,
                       struct review_row *ret)
{
    struct title_view one, other;
    enum err e = title_view(k->db, &k->actor, NULL, p->one, k->mem, &one);
    if (!e) e = title_view(k->db, &k->actor, NULL, p->other, k->mem, &other);
    if (e) return e;
    struct str pair = review_pair_write(k->mem, p->one, p->other);
    *ret = (struct review_row){
        .address = review_address(k, q, arena_printf(k->mem, "/%.*s", STR_ARG(pair)), STR("")),
        .one = heading_of(k, &one),
        .other = heading_of(k, &other),
        .one_meta = meta_of(k, &one),
        .other_meta = meta_of(k, &other),
        .reason = reason_words(k, p->reason),
        .pair = pair,
        .score = p->place.score};
    return OK;
}

static enum err rows_from(struct ask *k, const struct review_ask *q, const struct review_list *list,
                          struct review_row **ret, size_t *ret_n)
{
    enum err e = OK;
    *ret = arena_array(k->mem, struct review_row, list->n + 1);
    *ret_n = 0;
    for (size_t i = 0; !e && i < list->n; i++) {
        e = row_of(k, q, &list->item[i], &(*ret)[*ret_n]);
        if (!e) ++*ret_n;
        if (e == ERR_NOT_FOUND) e = OK;
    }
    return e;
}

static struct str after_text(struct ask *k, const struct review_place *p)
{
    return arena_printf(k->mem, "setelah=%.*s", STR_ARG(review_place_write(k->mem, p)));
}

/* ---- filters ---- */

static enum err add_libraries(struct ask *k, const struct review_ask *q, struct review_page *p)
{
    struct agencies all;
    enum err e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    p->libraries = arena_array(k->mem, struct choice_view, all.n + 1);
    p->libraries[p->n_libraries++] =
        (struct choice_view){STR(""), ask_text(k, MSG_review_any_library), !q->library};
    for (size_t i = 0; i < all.n; i++) {
        const struct agency *g = &all.item[i];
        if (actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, g->id)) continue;
        p->libraries[p->n_libraries++] = (struct choice_view){
            arena_printf(k->mem, "%lld", (long long)g->id), g->name, g->id == q->library};
    }
    return OK;
}

static enum err add_networks(struct ask *k, const struct review_ask *q, struct review_page *p)
{
    struct networks all;
    enum err e = network_list(k->db, k->mem, &all);
    if (e) return e;
    p->networks = arena_array(k->mem, struct choice_view, all.n + 1);
    p->networks[p->n_networks++] =
        (struct choice_view){STR(""), ask_text(k, MSG_review_any_network), !q->network};
    for (size_t i = 0; i < all.n; i++)
        p->networks[p->n_networks++] =
            (struct choice_view){arena_printf(k->mem, "%lld", (long long)all.item[i].id),
                                 all.item[i].name, all.item[i].id == q->network};
    return OK;
}

/* The reasons as a filter, and as lists that can be decided at once. */
static enum err add_reasons(struct ask *k, const struct review_ask *q, struct review_page *p)
{
    struct review_reasons all;
    enum err e = review_reasons(k->db, ENOUGH, k->mem, &all);
    if (e) return e;
    p->causes = arena_array(k->mem, struct choice_view, all.n + 2);
    p->reasons = arena_array(k->mem, struct reason_row, all.n + 1);
    p->causes[p->n_causes++] =
        (struct choice_view){STR(""), ask_text(k, MSG_review_any_reason), !q->reason.n};
    bool listed = !q->reason.n;
    for (size_t i = 0; i < all.n; i++) listed |= str_eq(all.item[i].reason, q->reason);
    if (!listed)
        p->causes[p->n_causes++] =
            (struct choice_view){q->reason, reason_words(k, q->reason), true};
    for (size_t i = 0; i < all.n; i++) {
        struct buf CLEANUP(buf_release) b = BUF(4 << 10);
        struct str reason = all.item[i].reason, words = reason_words(k, reason);
        buf_add(&b, STR("/tinjau/sekaligus?sebab="));
        http_encode(&b, reason);
        p->causes[p->n_causes++] = (struct choice_view){reason, words, str_eq(reason, q->reason)};
        p->reasons[p->n_reasons++] =
            (struct reason_row){words, arena_copy(k->mem, buf_str(&b)), all.item[i].doubts,
                                all.item[i].doubts == ENOUGH};
    }
    return OK;
}

static void add_kinds(struct ask *k, const struct review_ask *q, struct review_page *p)
{
    p->formats = arena_array(k->mem, struct choice_view, FORMAT_COUNT + 1);
    p->languages = arena_array(k->mem, struct choice_view, COUNT(languages) + 1);
    p->formats[p->n_formats++] =
        (struct choice_view){STR(""), ask_text(k, MSG_review_any_format), !q->format.n};
    for (int f = FORMAT_BOOK; f < FORMAT_COUNT; f++) {
        const char *name = format_name((enum format)f);
        p->formats[p->n_formats++] = (struct choice_view){
            str_of(name), named_text(k, "format", name), str_eq(q->format, str_of(name))};
    }
    p->languages[p->n_languages++] =
        (struct choice_view){STR(""), ask_text(k, MSG_review_any_language), !q->language.n};
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct str code = str_of(languages[i]);
        p->languages[p->n_languages++] =
            (struct choice_view){code, language_name(k->out.lang, code), str_eq(code, q->language)};
    }
}

/* ---- the queue ---- */

static int64_t midnight(const struct ask *k)
{
    const int64_t day = INT64_C(86400000000), here = k->out.now + zone_offset_us(k->out.zone);
    return here - here % day - zone_offset_us(k->out.zone);
}

enum err review_today(struct ask *k, int64_t *ret)
{
    return review_made(k->db, &k->actor, midnight(k), ret);
}

static enum err gather(struct ask *k, const struct review_ask *q, struct review_page *p)
{
    struct review_list list;
    enum err e = review_list(k->db, &k->actor, &q->filter, q->has_after ? &q->after : NULL,
                             REVIEW_ROWS, k->mem, &list);
    if (!e) e = rows_from(k, q, &list, &p->item, &p->n);
    if (!e) e = review_today(k, &p->today);
    if (!e) e = undo_view_of(k, q->decided, q->query, &p->undo);
    if (!e) e = add_libraries(k, q, p);
    if (!e) e = add_networks(k, q, p);
    if (!e) e = add_reasons(k, q, p);
    if (e) return e;
    add_kinds(k, q, p);
    if (p->n) p->start = p->item[0].address;
    if (list.more) p->next = review_address(k, q, STR(""), after_text(k, &list.next));
    if (q->has_after) p->reset = review_address(k, q, STR(""), STR(""));
    p->filtered = q->library || q->network || q->reason.n || q->format.n || q->language.n;
    p->no_keys = q->no_keys;
    return OK;
}

enum err page_review(struct ask *k)
{
    struct staff_frame s;
    struct review_ask q;
    struct review_page p = {0};
    enum err e = review_ask_read(k, &q);
    if (!e) e = gather(k, &q, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_review), &s);
    if (e) return e;
    html_review(&k->out, &s, &p);
    return OK;
}

enum err page_review_next(struct ask *k)
{
    struct review_ask q;
    enum err e = review_ask_read(k, &q);
    return e ? e : review_go_on(k, &q, 0, NULL);
}

/* ---- many at once ---- */

static enum err show_bulk(struct ask *k, const struct review_ask *q, struct str wrong)
{
    struct staff_frame s;
    struct review_list list;
    struct bulk_page p = {.words = reason_words(k, q->reason), .wrong = wrong};
    struct str here = q->has_after ? after_text(k, &q->after) : STR("");
    enum err e = review_list(k->db, &k->actor, &q->filter, q->has_after ? &q->after : NULL,
                             REVIEW_BULK, k->mem, &list);
    if (!e) e = rows_from(k, q, &list, &p.item, &p.n);
    if (!e) e = undo_view_of(k, q->decided, q->query, &p.undo);
    if (!e) e = staff_frame(k, ask_text(k, MSG_review_bulk), &s);
    if (e) return e;
    p.address = review_address(k, q, STR("/sekaligus"), here);
    p.all = str_eq(http_param(k->rq, "semua"), STR("1"));
    struct str part[] = {here, STR("semua=1")};
    p.choose_all =
        review_address(k, q, STR("/sekaligus"), arena_join(k->mem, part, COUNT(part), STR("&")));
    if (list.more) p.next = review_address(k, q, STR("/sekaligus"), after_text(k, &list.next));
    html_review_bulk(&k->out, &s, &p);
    return OK;
}

enum err page_review_bulk(struct ask *k)
{
    struct review_ask q;
    enum err e = review_ask_read(k, &q);
    if (e) return e;
    return q.reason.n ? show_bulk(k, &q, (struct str){0}) : page_done(k, STR("/tinjau"), NULL);
}

/* Decides the chosen pairs one by one: what somebody decided meanwhile is left as it is. */
static enum err decide_all(struct ask *k, enum decision_verdict v, struct str why,
                           int64_t *ret_last)
{
    int done = 0;
    *ret_last = 0;
    for (size_t i = 0; i < k->form.n && done < REVIEW_BULK; i++) {
        int64_t one = 0, other = 0, id = 0;
        if (!str_eq(k->form.item[i].name, STR("pasangan"))) continue;
        enum err e = review_pair_read(k->form.item[i].value, &one, &other);
        if (!e) e = decision_titles(k->db, &k->actor, v, one, other, why, k->out.now, &id);
        if (!e) *ret_last = id;
        if (e && e != ERR_CONFLICT && e != ERR_NOT_FOUND && e != ERR_LIMIT) return e;
        done++;
    }
    return OK;
}

enum err page_review_bulk_post(struct ask *k)
{
    struct review_ask q;
    int64_t last = 0;
    struct str answer = form_text(k, "jawab");
    bool same = str_eq(answer, STR("sama"));
    enum err e = review_ask_read(k, &q);
    if (e) return e;
    if (!q.reason.n || (!same && !str_eq(answer, STR("beda"))))
        return page_done(k, STR("/tinjau"), NULL);
    if (!form_has(k, "pasangan")) {
        k->rs->status = 422;
        return show_bulk(k, &q, ask_text(k, MSG_review_choose));
    }
    struct str why = form_text(k, "alasan");
    e = decide_all(k, same ? DECISION_SAME : DECISION_DIFFERENT, why.n ? why : q.reason, &last);
    if (e) return e;
    struct str part[] = {q.has_after ? after_text(k, &q.after) : STR(""),
                         last ? arena_printf(k->mem, "putusan=%lld", (long long)last) : STR("")};
    struct str more = arena_join(k->mem, part, COUNT(part), STR("&"));
    return page_done(k, review_address(k, &q, STR("/sekaligus"), more), last ? NULL : "sudah");
}

/* ---- taking back ---- */

static enum err undo_act(struct ask *k, const struct review_act *act)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < act->n; i++) {
        e = decision_undo(k->db, &k->actor, act->item[i].decision, k->out.now);
        if (e == ERR_CONFLICT) e = OK;
    }
    return e;
}

/* From the history of a title: that one decision, whoever made it. */
static enum err undo_one(struct ask *k, int64_t decision, struct str title)
{
    int64_t id = 0;
    enum err e = title_id_read(title, &id);
    if (!e) e = decision_undo(k->db, &k->actor, decision, k->out.now);
    if (e && e != ERR_CONFLICT) return e;
    struct str to = arena_printf(k->mem, "/b/%.*s/riwayat", STR_ARG(title_id_write(k->mem, id)));
    return page_done(k, to, e ? "sudah" : "putusan-batal");
}

enum err page_review_undo(struct ask *k)
{
    struct review_ask q;
    struct review_act act = {0};
    int64_t decision = form_number(k, "putusan", 0);
    struct str title = form_text(k, "judul");
    enum err e = review_ask_read(k, &q);
    if (!e && title.n) return undo_one(k, decision, title);
    if (!e) e = review_act(k->db, &k->actor, decision, k->mem, &act);
    if (!e) e = undo_act(k, &act);
    if (e) return e;
    if (act.n != 1 || act.item[0].what == REVIEW_SPLIT)
        return page_done(k,
                         review_address(k, &q, q.reason.n ? STR("/sekaligus") : STR(""), STR("")),
                         act.n ? "putusan-batal" : "sudah");
    struct str pair = review_pair_write(k->mem, act.item[0].one, act.item[0].other);
    return page_done(k,
                     review_address(k, &q, arena_printf(k->mem, "/%.*s", STR_ARG(pair)), STR("")),
                     "putusan-batal");
}
