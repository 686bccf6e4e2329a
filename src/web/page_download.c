/* page_download.c -- /unduh: a list (b=) or all hits of a search as one file. Who is not signed in
 * gets the first DOWNLOAD_STRANGERS titles and pays for the search; all others get all. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "db/pool.h"
#include "share/download.h"
#include "web/facets.h"
#include "web/search_pages.h"

struct downloading {
    const struct web_config *config;
    struct download_order order;
    struct search_request search;
    struct download *download;
};

/* A connection for each piece: a slow client holds none. */
static enum err next_piece(void *ctx, struct buf *to)
{
    struct downloading *d = ctx;
    struct db *db = NULL;
    enum err e = db_pool_get(d->config->db, &db);
    if (e) return e;
    e = download_next(d->download, db, HTTP_PIECE, to);
    db_pool_put(d->config->db, db);
    return e;
}

static void end_piece(void *ctx)
{
    download_end(((struct downloading *)ctx)->download);
}

static const struct str *headings_of(struct ask *k)
{
    static const enum msg words[DOWNLOAD_COLUMNS] = {
        MSG_download_id,   MSG_field_title,      MSG_fact_authors,  MSG_fact_others,
        MSG_fact_edition,  MSG_download_place,   MSG_fact_imprint,  MSG_facet_years,
        MSG_fact_extent,   MSG_facet_format,     MSG_fact_language, MSG_fact_isbn,
        MSG_fact_issn,     MSG_fact_series,      MSG_fact_subjects, MSG_fact_class,
        MSG_facet_library, MSG_download_address,
    };
    struct str *heading = arena_array(k->mem, struct str, DOWNLOAD_COLUMNS);
    for (size_t i = 0; i < DOWNLOAD_COLUMNS; i++) heading[i] = ask_text(k, words[i]);
    return heading;
}

/* "7kq2,8ab3": those that are ids, each once; others are passed over. */
static struct search_ids listed(struct ask *k, struct str rest)
{
    int64_t *id = arena_array(k->mem, int64_t, LIST_TITLES_MAX);
    struct str one;
    size_t n = 0;
    while (n < LIST_TITLES_MAX && rest.n && str_split(&rest, ',', &one)) {
        size_t same = 0;
        if (title_id_read(str_trim(one), &id[n])) continue;
        while (same < n && id[same] != id[n]) same++;
        if (same == n) n++;
    }
    return (struct search_ids){id, n, (int64_t)n};
}

/* The hits of the search: as ids when they are few or a stranger asks, else to be walked over. */
static enum err searched(struct ask *k, struct downloading *d)
{
    struct question q;
    enum err e = question_read(k, &q);
    if (e) return e;
    if (facet_too_many(k, &q)) return ERR_DENIED;
    e = question_request(k, &q, &d->search);
    d->search.limit = DOWNLOAD_STRANGERS;
    if (!e) e = ask_first(k, &d->search, &d->order.ids);
    if (e) return e;
    d->search.deadline_us = 0;
    d->order.scope = d->search.scope;
    if (d->order.ids.total > DOWNLOAD_STRANGERS && k->actor.kind != ACTOR_STRANGER)
        d->order.search = &d->search;
    return OK;
}

enum err page_download(struct ask *k)
{
    struct downloading *d = arena_make(k->mem, struct downloading);
    struct str list = http_param(k->rq, "b");
    enum download_form form;
    k->bad = STR("bentuk");
    if (!download_parse(http_param(k->rq, "bentuk"), &form)) return ERR_ARG;
    k->bad = (struct str){0};
    d->config = k->config;
    d->order = (struct download_order){.form = form,
                                       .base = base_of(k),
                                       .english = k->out.lang == LANG_EN,
                                       .heading = headings_of(k),
                                       .actor = k->actor,
                                       .index = k->config->index};
    if (list.n)
        d->order.ids = listed(k, list);
    else {
        enum err e = searched(k, d);
        if (e) return e;
    }
    d->download = download_begin(&d->order, k->mem);
    http_set(k->rq, k->rs, "Content-Type", str_of(download_media_type(form)));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"silang-%.*s%s\"", STR_ARG(ask_day(k)),
                          download_suffix(form)));
    k->rs->source = (struct http_source){next_piece, end_piece, d};
    return OK;
}
