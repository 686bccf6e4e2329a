/* page_list.c -- titles somebody put aside. The list is its address, so that it can be sent and
 * printed and nothing is kept here; the browser remembers which one is its own (static/cari.js). */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/search_pages.h"

struct ids {
    struct str item[LIST_TITLES_MAX];
    size_t n;
};

static void take_id(struct ids *to, struct str id)
{
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->item[i], id)) return;
    if (to->n < LIST_TITLES_MAX) to->item[to->n++] = id;
}

static struct str address(struct ask *k, const struct ids *all, size_t leave)
{
    struct strs kept = {0};
    for (size_t i = 0; i < all->n; i++)
        if (i != leave) VEC_PUSH(k->mem, &kept, all->item[i]);
    return arena_join(k->mem, kept.item, kept.n, STR(","));
}

/* The titles there are, each under the name it has now. */
static enum err find(struct ask *k, struct title_views *views, struct ids *ids)
{
    struct str rest = http_param(k->rq, "b"), one;
    for (size_t n = 0; n < LIST_TITLES_MAX && rest.n && str_split(&rest, ',', &one); n++) {
        struct title_view v;
        int64_t id = 0;
        enum err e = title_id_read(str_trim(one), &id);
        if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, &v);
        if (e && e != ERR_NOT_FOUND) return e;
        size_t before = ids->n;
        if (!e) take_id(ids, v.address_id);
        if (ids->n > before) VEC_PUSH(k->mem, views, v);
    }
    return OK;
}

/* "SMAN 1: 899.221 HIR; ...", to walk to the shelves with. */
static struct str shelves_of(struct ask *k, const struct title_view *v)
{
    struct strs all = {0};
    for (size_t i = 0; i < v->n_holdings; i++) {
        struct str part[] = {v->holding[i].agency->name, v->holding[i].call_number};
        VEC_PUSH(k->mem, &all, arena_join(k->mem, part, 2, STR(": ")));
    }
    return arena_join(k->mem, all.item, all.n, STR("; "));
}

enum err page_list(struct ask *k)
{
    struct title_views views = {0};
    struct ids ids = {.n = 0};
    enum err e = find(k, &views, &ids);
    if (e) return e;
    struct rows_view rows = rows_of(k, &views);
    struct list_view v = {.n = (int64_t)rows.n, .all = address(k, &ids, ids.n)};
    v.item = arena_array(k->mem, struct list_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        struct str less = address(k, &ids, i);
        v.item[i] = (struct list_row){
            .row = rows.item[i],
            .without =
                less.n ? arena_printf(k->mem, "/daftar?b=%.*s", STR_ARG(less)) : STR("/daftar"),
            .shelves = shelves_of(k, rows.item[i].v)};
    }
    struct http_pair all = {STR("b"), v.all};
    v.kept = (struct http_pairs){&all, 1, 1};
    struct around f = around_of(k, ask_text(k, MSG_list_heading));
    f.current = "/daftar";
    f.noindex = true;
    f.icons = ICON(CHECK) | ICON(PIN);
    html_list(&k->out, &f, &v);
    return OK;
}
