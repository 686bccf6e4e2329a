/* page_oai.c -- OAI-PMH over HTTP, GET and POST; what is said is in share/oai.h. */
#include "share/oai.h"

#include "db/pool.h"
#include "web/forms_of_title.h"

struct harvesting {
    const struct web_config *config;
    struct oai *oai;
};

/* A connection for each piece: a slow harvester holds none. */
static enum err next_piece(void *ctx, struct buf *to)
{
    struct harvesting *h = ctx;
    struct db *db = NULL;
    enum err e = db_pool_get(h->config->db, &db);
    if (e) return e;
    e = oai_next(h->oai, db, HTTP_PIECE, to);
    db_pool_put(h->config->db, db);
    return e;
}

enum err page_oai(struct ask *k)
{
    const struct http_pairs *given = k->rq->method == HTTP_POST ? &k->form : &k->rq->param;
    struct oai_argument *arg = arena_array(k->mem, struct oai_argument, given->n + 1);
    struct oai_site site = {.base = base_of(k),
                            .name = k->network.name,
                            .email = k->network.contact_email,
                            .index = k->config->index,
                            .env = k->config->env};
    struct harvesting *h = arena_make(k->mem, struct harvesting);
    for (size_t i = 0; i < given->n; i++)
        arg[i] = (struct oai_argument){given->item[i].name, given->item[i].value};
    h->config = k->config;
    h->oai = oai_begin(&site, arg, given->n, k->mem);
    http_set(k->rq, k->rs, "Content-Type", STR("text/xml; charset=utf-8"));
    k->rs->source = (struct http_source){next_piece, NULL, h};
    return OK;
}
