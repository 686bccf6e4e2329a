/* page_suggest.c -- what the search box offers while somebody types, as JSON of at most 1 KB; and
 * titles like another. */
#include "base/checked.h"
#include "catalog/suggest.h"
#include "text/utf8.h"
#include "web/search_pages.h"

enum { ANSWER_MAX = 1000, LABEL_MAX = 80, SIMILAR = 5, SIMILAR_US = 40000 };

/* The text cut between two characters. */
static struct str shortened(struct str s)
{
    size_t at = 0, end = 0;
    while (at < s.n && at < LABEL_MAX) {
        end = at;
        utf8_next(s, &at);
    }
    return at <= LABEL_MAX ? str_slice(s, 0, at) : str_slice(s, 0, end);
}

/* One suggestion, unless the answer would become too long with it. */
static void add(struct ask *k, struct str text, enum msg what, int64_t count, struct str address)
{
    struct buf *to = &k->rs->body;
    struct buf CLEANUP(buf_release) one = BUF(4 << 10), words = BUF(200);
    msg_add_count(&words, k->out.lang, what, count, NULL, 0);
    buf_add(&one, to->n > 1 ? STR(",{\"t\":") : STR("{\"t\":"));
    buf_add_json(&one, shortened(text));
    buf_add(&one, STR(",\"s\":"));
    buf_add_json(&one, buf_str(&words));
    buf_add(&one, STR(",\"u\":"));
    buf_add_json(&one, address);
    buf_add_char(&one, '}');
    if (to->n + one.n < ANSWER_MAX) buf_add(to, buf_str(&one));
}

static void add_headings(struct ask *k, const struct index_suggestions *found,
                         enum index_suggested kind, enum index_facet facet, enum msg what)
{
    for (size_t i = 0; i < found->n[kind]; i++) {
        const struct index_suggestion *s = &found->item[kind][i];
        struct question q = {.field = "", .page = 1};
        VEC_PUSH(k->mem, &q.chosen[facet], s->text);
        add(k, s->text, what, s->count, address_of(k->mem, &q));
    }
}

enum err page_suggest(struct ask *k)
{
    struct suggestions s;
    enum err e =
        suggest_run(k->db, k->config->index, &k->actor, http_param(k->rq, "q"), k->mem, &s);
    if (e == ERR_DAMAGED) s = (struct suggestions){0}; /* the page it leads to says why */
    if (e && e != ERR_DAMAGED) return e;
    http_set(k->rq, k->rs, "Content-Type", STR("application/json"));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language, Cookie"));
    buf_add_char(&k->rs->body, '[');
    for (size_t i = 0; i < s.titles.n; i++) {
        const struct title_view *v = &s.titles.item[i];
        add(k, v->bib.title, MSG_suggest_title, (int64_t)v->n_holdings,
            arena_printf(k->mem, "/b/%.*s", STR_ARG(v->address_id)));
    }
    add_headings(k, &s.found, SUGGEST_AUTHOR, FACET_AUTHOR, MSG_suggest_author);
    add_headings(k, &s.found, SUGGEST_SUBJECT, FACET_SUBJECT, MSG_suggest_subject);
    buf_add_char(&k->rs->body, ']');
    return OK;
}

struct rows_view similar_rows(struct ask *k, const struct title_view *v)
{
    struct title_views like;
    const struct env *env = k->config->env;
    enum err e = suggest_similar(k->db, k->config->index, &k->actor, v, SIMILAR,
                                 env->monotonic(env) + SIMILAR_US, k->mem, &like);
    return e ? (struct rows_view){0} : rows_of(k, &like); /* the title is shown without them */
}
