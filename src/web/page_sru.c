/* page_sru.c -- SRU over HTTP, GET and POST, at /sru and with any name of a database behind it;
 * what is said is in share/sru.h. */
#include "base/checked.h"
#include "base/log.h"
#include "share/sru.h"
#include "web/forms_of_title.h"
#include "web/search_gate.h"

enum { LATER_SECONDS = 5 };

static void say_later(struct ask *k)
{
    int64_t seconds = MAX(k->wait_us / 1000000 + 1, (int64_t)LATER_SECONDS);
    k->rs->status = k->wait_us ? 429 : 503;
    http_set(k->rq, k->rs, "Retry-After", arena_printf(k->mem, "%lld", (long long)seconds));
}

enum err page_sru(struct ask *k)
{
    const struct http_pairs *given = k->rq->method == HTTP_POST ? &k->form : &k->rq->param;
    struct sru_argument *arg = arena_array(k->mem, struct sru_argument, given->n + 1);
    const struct search_answering answering = ask_answering(k);
    struct sru_site site = {.base = base_of(k),
                            .name = k->network.name,
                            .index = k->config->index,
                            .thesaurus = k->config->thesaurus,
                            .answering = &answering,
                            .inside = k->rq->inside,
                            .env = k->config->env};
    struct sru_reply reply;
    for (size_t i = 0; i < given->n; i++)
        arg[i] = (struct sru_argument){given->item[i].name, given->item[i].value};
    sru_answer(&site, k->db, arg, given->n, k->mem, &k->rs->body, &reply);
    http_set(k->rq, k->rs, "Content-Type", STR("text/xml; charset=utf-8"));
    if (reply.busy) say_later(k);
    if (reply.broken) log_line(LOG_ERROR, k->rq->id, "sru: %s", err_name(reply.broken));
    return OK;
}
