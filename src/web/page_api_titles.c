/* page_api_titles.c -- searching titles, and one title, in JSON. */
#include "base/checked.h"
#include "catalog/harvest.h"
#include "catalog/query_cql.h"
#include "catalog/title_id.h"
#include "catalog/work.h"
#include "web/address.h"
#include "web/advanced.h"
#include "web/api.h"
#include "web/facets.h"
#include "web/search_pages.h"

enum { HITS = 20, FACET_VALUES = 20, EDITIONS = 50, FACETS_US = 500000 };

/* ---- facets ---- */

/* "format,author", or "all": bits as in index.h. ERR_ARG: there is no such facet. */
static enum err facets_asked(struct ask *k, unsigned *ret)
{
    struct str list = http_param(k->rq, "facets"), one;
    bool all = str_eq(list, STR("all")) || str_eq(list, STR("true")) || str_eq(list, STR("1"));
    unsigned bits = all ? FACETS_SHOWN : 0;
    while (list.n && !all && str_split(&list, ',', &one)) {
        const struct facet_kind *kind = facet_kind_of(str_trim(one));
        k->bad = STR("facets");
        if (!kind) return ERR_ARG;
        bits |= 1u << kind->facet;
    }
    k->bad = (struct str){0};
    *ret = bits;
    return OK;
}

static void add_facet(struct ask *k, struct json_out *j, const struct facet_kind *kind,
                      const struct index_facet_list *list)
{
    json_key(j, kind->name);
    json_begin(j, '[');
    for (size_t i = 0; i < list->n; i++) {
        struct str value = facet_value(k, kind->facet, &list->item[i]);
        json_begin(j, '{');
        json_text(j, "value", value);
        json_text(j, "label", facet_label(k, kind->facet, value));
        json_key(j, "count");
        json_add_number(j, list->item[i].count);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void add_facets(struct ask *k, struct json_out *j, unsigned asked,
                       const struct index_hits *hits)
{
    if (!asked || hits->facets_left) return;
    json_key(j, "facets");
    json_begin(j, '{');
    for (size_t i = 0; i < FACET_KINDS; i++)
        if (asked >> facet_kinds[i].facet & 1)
            add_facet(k, j, &facet_kinds[i], &hits->facet[facet_kinds[i].facet]);
    json_end(j, '}');
}

/* ---- searching ---- */

/* Pages read past a field there is not; programs are told. */
static enum err read_question(struct ask *k, struct question *ret)
{
    struct str field = http_param(k->rq, "f");
    enum err e = question_read(k, ret);
    if (e || !field.n || ret->field[0] || str_eq(field, STR("cql"))) return e;
    k->bad = STR("f");
    return ERR_ARG;
}

/* How what was found differs from what was asked. */
static void add_changes(struct json_out *j, const struct search_changes *c)
{
    static const char *const kinds[] = {
        [CHANGE_SPELLED] = "spelled", [CHANGE_DROPPED] = "dropped", [CHANGE_EITHER] = "either"};
    if (!c->n || c->item[0].kind == CHANGE_MEANT) return; /* nothing was loosened */
    json_key(j, "loosened");
    json_begin(j, '[');
    for (size_t i = 0; i < c->n; i++) {
        json_begin(j, '{');
        json_text(j, "kind", str_of(kinds[c->item[i].kind]));
        json_text(j, "from", c->item[i].from);
        json_text(j, "to", c->item[i].to);
        json_end(j, '}');
    }
    json_end(j, ']');
}

/* Hits until the answer is long enough; *ret is how many. What vanished since the index was asked
 * is left out, and counts. */
static void add_hits(struct ask *k, struct json_out *j, const struct search_result *s, size_t *ret)
{
    size_t at = 0;
    json_key(j, "items");
    json_begin(j, '[');
    for (*ret = 0; *ret < s->hits.n && j->to->n < API_ANSWER_MAX; ++*ret) {
        if (at == s->titles.n || s->titles.item[at].id != s->hits.id[*ret]) continue;
        const struct api_title one = {.view = &s->titles.item[at++]};
        api_title_write(j, &one, base_of(k), k->mem);
    }
    json_end(j, ']');
}

static enum err run(struct ask *k, const struct question *q, size_t offset, unsigned facets,
                    struct search_request *rq, struct search_result *ret)
{
    enum err e = question_request(k, q, rq);
    if (e) return e;
    rq->offset = offset;
    rq->limit = (size_t)ask_number(k, "limit", HITS);
    rq->facets = facets;
    rq->facet_limit = facets ? FACET_VALUES : 0;
    rq->facets_whole = facets & FACETS_WHOLE;
    rq->facet_deadline_us = k->config->env->monotonic(k->config->env) + FACETS_US;
    rq->loosen = rq->cql == NULL;
    return ask_search(k, rq, ret);
}

/* A query in CQL that cannot be understood: what, and at which character. */
static enum err cql_problem(struct ask *k, const struct question *q, const struct cql_problem *p)
{
    size_t number = 0;
    struct str words[] = {search_problem_words(k, q->query, p, &number), {0}};
    words[1] = arena_printf(k->mem, "%zu", number);
    k->bad = STR("q");
    return api_problem(k, 400, "cql", msg_text(k->mem, k->out.lang, MSG_api_cql_at, words, 2));
}

enum err page_api_titles(struct ask *k)
{
    struct question q;
    struct search_request rq = {0};
    struct search_result s;
    unsigned facets = 0;
    int64_t offset = 0;
    size_t given = 0;
    enum err e = read_question(k, &q);
    if (!e) e = facets_asked(k, &facets);
    if (!e) e = api_cursor(k, "titles", &offset);
    if (e) return e == ERR_FORMAT ? OK : e; /* answered by api_cursor */
    e = run(k, &q, (size_t)offset, facets, &rq, &s);
    if (e == ERR_ARG && rq.cql && (rq.cql->fault || rq.cql->refusal))
        return cql_problem(k, &q, rq.cql);
    if (e == ERR_ARG && !k->bad.n) k->bad = STR("q");
    if (e == ERR_LIMIT) k->bad = offset > SEARCH_OFFSET_MAX ? STR("cursor") : STR("q");
    if (e) return e;
    struct json_out j = api_begin(k);
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language"));
    json_begin(&j, '{');
    json_key(&j, "total");
    json_add_number(&j, s.hits.total);
    add_hits(k, &j, &s, &given);
    offset += (int64_t)given;
    if (given && offset < s.hits.total)
        api_next(k, &j, "titles", offset, offset < SEARCH_OFFSET_MAX);
    add_changes(&j, &s.changes);
    add_facets(k, &j, facets, &s.hits);
    json_end(&j, '}');
    return api_end(k);
}

/* ---- one title ---- */

/* The title of the address, or false: the answer is there (an old id, one that is gone) or *ret_e
 * says why not. */
static bool find(struct ask *k, const char *below, struct title_view *ret, enum err *ret_e)
{
    int64_t id = 0, now = 0;
    enum err e = title_id_read(k->segment, &id);
    if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, ret);
    *ret_e = e;
    if (e == ERR_NOT_FOUND && id && title_follow(k->db, id, &now) == OK) {
        *ret_e = OK;
        (void)api_problem(k, 410, "gone", (struct str){0});
        return false;
    }
    if (e || str_eq(k->segment, ret->address_id)) return !e;
    page_redirect(k, 301,
                  arena_printf(k->mem, API_PATH "/titles/%.*s%s", STR_ARG(ret->address_id), below));
    return false;
}

enum err page_api_title(struct ask *k)
{
    struct title_view v;
    struct title_views editions;
    size_t next = 0;
    enum err e;
    if (!find(k, "", &v, &e)) return e;
    struct api_title one = {.view = &v, .holdings = true, .editions = &editions};
    e = harvest_changed(k->db, v.id, k->out.now, &one.changed);
    if (!e || e == ERR_NOT_FOUND)
        e = work_editions(k->db, &k->actor, NULL, v.id, 0, EDITIONS, k->mem, &editions, &next);
    if (e) return e;
    struct json_out j = api_begin(k);
    api_title_write(&j, &one, base_of(k), k->mem);
    return api_end(k);
}

enum err page_api_holdings(struct ask *k)
{
    struct title_view v;
    enum err e;
    if (!find(k, "/holdings", &v, &e)) return e;
    struct json_out j = api_begin(k);
    api_holdings_write(&j, &v, base_of(k), k->mem);
    return api_end(k);
}
