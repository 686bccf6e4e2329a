/* page_feed.c -- a search as Atom (RFC 4287): the titles added last, so that a saved search tells
 * of what is new. */
#include "base/checked.h"
#include "share/stamp.h"
#include "web/facets.h"
#include "web/search_pages.h"

enum { ENTRIES = 50 };

static void add_element(struct ask *k, const char *name, struct str text)
{
    buf_printf(&k->rs->body, "<%s>", name);
    out_str(&k->out, text);
    buf_printf(&k->rs->body, "</%s>\n", name);
}

static void add_link(struct ask *k, const char *rel, const char *type, struct str address)
{
    buf_printf(&k->rs->body, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    out_str(&k->out, address);
    buf_add(&k->rs->body, STR("\"/>\n"));
}

/* When the newest of its records came. */
static int64_t updated(const struct title_view *v)
{
    int64_t newest = 0;
    for (size_t i = 0; i < v->n_records; i++) newest = MAX(newest, v->record[i].delivered);
    return newest;
}

static void add_entry(struct ask *k, const struct row_view *r, struct str base)
{
    const struct title_view *v = r->v;
    struct str address = arena_printf(k->mem, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id));
    buf_add(&k->rs->body, STR("<entry>\n"));
    add_element(k, "id", address);
    add_element(k, "title", v->bib.title.n ? v->bib.title : v->address_id);
    add_element(k, "updated", time_stamp(updated(v), k->mem));
    add_link(k, "alternate", "text/html", address);
    for (size_t i = 0; i < v->bib.names.n; i++) {
        buf_add(&k->rs->body, STR("<author>"));
        add_element(k, "name", v->bib.names.item[i].name);
        buf_add(&k->rs->body, STR("</author>\n"));
    }
    struct str part[] = {r->meta, r->where};
    add_element(k, "summary", arena_join(k->mem, part, 2, STR(" · ")));
    buf_add(&k->rs->body, STR("</entry>\n"));
}

static void write_feed(struct ask *k, const struct question *q, const struct search_result *s)
{
    struct rows_view rows = rows_of(k, &s->titles);
    struct str base = base_of(k);
    int64_t newest = 0;
    struct str self[] = {base, address_at(k->mem, "/cari.atom", q)},
               page[] = {base, address_of(k->mem, q)};
    struct str title[] = {q->query.n ? q->query : ask_text(k, MSG_feed_everything),
                          k->network.name};
    for (size_t i = 0; i < rows.n; i++) newest = MAX(newest, updated(rows.item[i].v));
    buf_printf(&k->rs->body,
               "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
               "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
               lang_code(k->out.lang));
    add_element(k, "id", arena_join(k->mem, self, 2, STR("")));
    add_element(k, "title", arena_join(k->mem, title, 2, STR(" · ")));
    add_element(k, "updated", time_stamp(newest, k->mem));
    add_link(k, "self", "application/atom+xml", arena_join(k->mem, self, 2, STR("")));
    add_link(k, "alternate", "text/html", arena_join(k->mem, page, 2, STR("")));
    buf_add(&k->rs->body, STR("<author>"));
    add_element(k, "name", k->network.name.n ? k->network.name : STR("Silang"));
    buf_add(&k->rs->body, STR("</author>\n"));
    for (size_t i = 0; i < rows.n; i++) add_entry(k, &rows.item[i], base);
    buf_add(&k->rs->body, STR("</feed>\n"));
}

enum err page_feed(struct ask *k)
{
    struct question q;
    struct search_result s;
    enum err e = question_read(k, &q);
    if (e) return e;
    if (facet_too_many(k, &q)) return ERR_DENIED;
    q.sort = INDEX_BY_ADDED;
    e = search_plain(k, &q, ENTRIES, &s);
    if (e) return e;
    q.sort = INDEX_BY_RELEVANCE;
    http_set(k->rq, k->rs, "Content-Type", STR("application/atom+xml; charset=utf-8"));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language, Cookie"));
    write_feed(k, &q, &s);
    page_unchanged(k);
    return OK;
}
