/* page_search.c -- results, with facets beside them when they are counted in time. */
#include "base/checked.h"
#include "html.h"
#include "web/advanced.h"
#include "web/facets.h"
#include "web/search_pages.h"

enum { FACET_VALUES = 6, NEAR_PAGES = 2 };

/* What facets may cost: results never wait longer for them. */
enum { FACETS_US = 60000 };

static enum err run(struct ask *k, const struct question *q, size_t limit,
                    struct search_result *ret)
{
    struct search_request rq;
    enum err e = question_request(k, q, &rq);
    if (e) return e;
    rq.offset = (size_t)(q->page - 1) * PAGE_HITS;
    rq.limit = limit;
    rq.facet_limit = FACET_VALUES + 1;
    rq.facets = FACETS_SHOWN;
    rq.facets_whole = FACETS_WHOLE;
    rq.facet_deadline_us = k->config->env->monotonic(k->config->env) + FACETS_US;
    rq.loosen = rq.cql == NULL; /* who writes CQL means what it says */
    return ask_search(k, &rq, ret);
}

/* ---- pages ---- */

static struct str page_address(struct ask *k, const struct question *q, int page)
{
    struct question other = *q;
    other.page = page;
    return address_of(k->mem, &other);
}

static void make_pages(struct ask *k, const struct question *q, struct results_view *v)
{
    int last = (int)MIN((v->total + PAGE_HITS - 1) / PAGE_HITS, (int64_t)PAGES_MAX);
    struct {
        struct page_link *item;
        size_t n, cap;
    } links = {0};
    for (int p = 1; p <= last; p++) {
        bool near = p >= q->page - NEAR_PAGES && p <= q->page + NEAR_PAGES;
        if (!near && p != 1 && p != last) continue;
        struct page_link l = {p, page_address(k, q, p), p == q->page};
        VEC_PUSH(k->mem, &links, l);
    }
    v->pages = links.item;
    v->n_pages = links.n;
    if (q->page > 1) v->previous = page_address(k, q, MIN(q->page - 1, last));
    if (q->page < last) v->next = page_address(k, q, q->page + 1);
}

/* ---- the page ---- */

static struct str title_of_results(struct ask *k, const struct question *q, int64_t total)
{
    struct buf CLEANUP(buf_release) b = BUF(2000);
    if (q->query.n)
        msg_add_count(&b, k->out.lang, MSG_results_heading, total, &q->query, 1);
    else
        msg_add_count(&b, k->out.lang, MSG_results_everything, total, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

/* The words of one kind of change in quotation marks, one after the other. */
static struct str changed_words(struct ask *k, const struct search_changes *c,
                                enum search_change_kind kind)
{
    struct strs words = {0};
    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].kind == kind)
            VEC_PUSH(k->mem, &words, arena_printf(k->mem, "“%.*s”", STR_ARG(c->item[i].from)));
    return arena_join(k->mem, words.item, words.n, STR(", "));
}

/* What was changed so that something is found, said before what was found. */
static struct strs changes_told(struct ask *k, const struct search_changes *c)
{
    const struct {
        enum search_change_kind kind;
        enum msg msg;
    } list[] = {{CHANGE_DROPPED, MSG_results_dropped}, {CHANGE_EITHER, MSG_results_either}};
    struct strs told = {0};
    for (size_t i = 0; i < c->n; i++) {
        const struct str word[] = {c->item[i].from, c->item[i].to};
        if (c->item[i].kind != CHANGE_SPELLED) continue;
        VEC_PUSH(k->mem, &told, msg_text(k->mem, k->out.lang, MSG_results_spelled, word, 2));
    }
    for (size_t i = 0; i < COUNT(list); i++) {
        struct str words = changed_words(k, c, list[i].kind);
        if (words.n) VEC_PUSH(k->mem, &told, msg_text(k->mem, k->out.lang, list[i].msg, &words, 1));
    }
    return told;
}

/* The same search with words as one, where they stand so in it. */
static struct meant_link meant_of(struct ask *k, const struct question *q,
                                  const struct search_changes *c)
{
    struct meant_link m = {0};
    struct question other = *q;
    other.page = 1;
    for (size_t i = 0; i < c->n; i++) {
        const struct search_change *x = &c->item[i];
        size_t at = str_find(other.query, x->from);
        if (x->kind != CHANGE_MEANT || at + x->from.n > other.query.n) continue;
        other.query = arena_printf(k->mem, "%.*s%.*s%.*s", (int)at, other.query.p, STR_ARG(x->to),
                                   STR_ARG(str_slice(other.query, at + x->from.n, other.query.n)));
        m = (struct meant_link){other.query, address_of(k->mem, &other)};
    }
    return m;
}

static struct str feed_address(struct ask *k, const struct question *q)
{
    struct question plain = *q;
    plain.page = 1;
    plain.sort = INDEX_BY_RELEVANCE;
    return address_at(k->mem, "/cari.atom", &plain);
}

static enum err show_results(struct ask *k, const struct question *q, const struct search_result *s)
{
    struct chips c = facet_chips(k, q);
    struct results_view v = {.box = search_box_of(k, q),
                             .heading = q->query,
                             .total = s->hits.total,
                             .sort = q->sort,
                             .chips = c.item,
                             .n_chips = c.n,
                             .feed = feed_address(k, q)};
    v.rows = rows_of(k, &s->titles);
    v.changed = changes_told(k, &s->changes);
    v.meant = meant_of(k, q, &s->changes);
    v.too_far = s->titles.n == 0;
    v.sorted = pairs_of(k->mem, q, "urut,hal");
    v.kept = pairs_of(k->mem, q, "hal");
    if (v.total > DOWNLOAD_STRANGERS && k->actor.kind == ACTOR_STRANGER)
        v.cut_at = DOWNLOAD_STRANGERS;
    facet_groups(k, q, &s->hits, FACET_VALUES, &v.filters);
    make_pages(k, q, &v);
    struct around f = around_of(k, title_of_results(k, q, v.total));
    f.canonical = address_of(k->mem, q);
    f.feed = v.feed;
    f.unapi = true;
    f.noindex = v.filters.n_chosen > 0 || q->page > 1;
    f.icons = ICON(CHECK) | ICON(PIN) | ICON(FILTER);
    html_results(&k->out, &f, &v);
    return OK;
}

enum err page_search(struct ask *k)
{
    struct question q;
    struct search_result s;
    enum err e = question_read(k, &q);
    if (e || question_moved(k, &q)) return e;
    if (facet_too_many(k, &q)) return facet_ask_person(k, &q);
    if (q.page > PAGES_MAX) q.page = PAGES_MAX + 1; /* nothing lies there for strangers */
    e = run(k, &q, q.page > PAGES_MAX ? 0 : PAGE_HITS, &s);
    if (e == ERR_ARG && question_is_cql(&q)) return search_problem(k, &q);
    if (e == ERR_ARG && q.query.n) return search_empty(k, &q); /* nothing in it to look for */
    if (e == ERR_LIMIT) return search_refused(k);
    if (e) return e;
    return s.hits.total ? show_results(k, &q, &s) : search_empty(k, &q);
}

/* The form of facet_ask_person: from now on this browser may put more conditions at once. */
enum err page_search_person(struct ask *k)
{
    struct question q;
    k->rq->param = k->form;
    enum err e = question_read(k, &q);
    if (e) return e;
    http_set(k->rq, k->rs, "Set-Cookie",
             STR("silang_orang=1; Path=/cari; Max-Age=43200; HttpOnly; SameSite=Lax"));
    page_redirect(k, 303, address_of(k->mem, &q));
    return OK;
}
