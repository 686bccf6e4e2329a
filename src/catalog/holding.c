/* holding.c -- gathering copies by agency, and saying honestly whether one can be had. */
#include "catalog/holding.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/entry_marc.h"
#include "catalog/source.h"

enum { ITEMS_MAX = 5000 }; /* of one agency for one title; more is a data error */

struct items {
    struct bib_item *item;
    size_t n, cap;
};

enum err holding_agency(struct holding_cache *c, int64_t id, const struct agency **ret)
{
    for (size_t i = 0; i < c->agencies.n; i++)
        if (c->agencies.item[i]->id == id) {
            *ret = c->agencies.item[i];
            return OK;
        }
    struct agency *g = arena_make(c->mem, struct agency);
    enum err e = agency_get(c->db, id, c->mem, g);
    if (e) return e;
    VEC_PUSH(c->mem, &c->agencies, g);
    *ret = g;
    return OK;
}

/* ---- items ---- */

/* What an item file says of a copy goes over what the bibliographic record said of it. */
static void overlay(struct bib_item *to, const struct bib_item *from)
{
    if (from->call_number.n) to->call_number = from->call_number;
    if (from->place.n) to->place = from->place;
    if (from->coverage.n) to->coverage = from->coverage;
    if (from->status != ITEM_UNSTATED) to->status = from->status;
}

static void add_item(struct items *list, struct arena *a, const struct bib_item *item)
{
    for (size_t i = 0; item->code.n && i < list->n; i++) {
        if (!str_eq(list->item[i].code, item->code)) continue;
        overlay(&list->item[i], item);
        return;
    }
    if (list->n < ITEMS_MAX) VEC_PUSH(a, list, *item);
}

static enum err items_of(struct holding_cache *c, const struct stored *record, struct items *ret)
{
    struct stored_list separate;
    for (size_t i = 0; i < record->bib.items.n; i++)
        add_item(ret, c->mem, &record->bib.items.item[i]);
    enum err e = stored_holdings(c->db, record->record, c->mem, &separate);
    for (size_t s = 0; !e && s < separate.n; s++)
        for (size_t i = 0; i < separate.item[s].bib.items.n; i++)
            add_item(ret, c->mem, &separate.item[s].bib.items.item[i]);
    return e;
}

enum err holding_items(struct db *db, const struct stored *record, struct arena *a, struct bib *bib)
{
    struct holding_cache cache = {.db = db, .mem = a};
    struct items all = {0};
    enum err e = items_of(&cache, record, &all);
    if (e) return e;
    bib->items.item = all.item;
    bib->items.n = all.n;
    bib->items.cap = all.cap;
    return OK;
}

/* ---- in MARC ---- */

/* What 852 says of a copy, without $8, which numbers the copies of its record. */
static struct str said_of(struct str data)
{
    bool numbered = data.n > 1 && data.p[0] == '\x1F' && data.p[1] == '8';
    return numbered ? str_slice(data, str_find_char(data, '\x1F', 1), data.n) : data;
}

static struct str written(const struct bib_item *item, struct arena *a)
{
    struct bib_item one = *item;
    const struct bib b = {.items = {.item = &one, .n = 1}};
    struct marc m;
    bib_to_marc(&b, a, &m);
    for (size_t i = 0; i < m.n; i++)
        if (memcmp(m.field[i].tag, "852", 3) == 0) return said_of(m.field[i].data);
    return (struct str){0};
}

/* Whether a field that says just `was` of the copy could be found; it says `now` then. */
static bool respell(struct marc *m, const struct bib_item *was, const struct bib_item *now,
                    struct arena *a)
{
    struct str from = written(was, a), to = written(now, a);
    if (from.n == 0 || to.n == 0 || str_eq(from, to)) return false;
    for (size_t i = 0; i < m->n; i++) {
        struct str data = m->field[i].data, said = said_of(data);
        if (memcmp(m->field[i].tag, "852", 3) != 0 || !str_eq(said, from)) continue;
        struct str part[] = {str_slice(data, 0, data.n - said.n), to};
        m->field[i].data = arena_join(a, part, COUNT(part), STR(""));
        return true;
    }
    return false;
}

enum err holding_marc(struct db *db, const struct stored *record, struct arena *a, struct marc *m,
                      bool *ret)
{
    struct stored_list separate;
    struct items all = {0};
    const struct bib *b = &record->bib;
    enum err e = stored_holdings(db, record->record, a, &separate);
    *ret = false;
    if (e || separate.n == 0) return e;
    for (size_t i = 0; i < b->items.n; i++) VEC_PUSH(a, &all, b->items.item[i]);
    for (size_t s = 0; s < separate.n; s++)
        for (size_t i = 0; i < separate.item[s].bib.items.n; i++)
            if (!source_is_marc(separate.item[s].format))
                add_item(&all, a, &separate.item[s].bib.items.item[i]);
    for (size_t i = 0; i < b->items.n; i++)
        if (respell(m, &b->items.item[i], &all.item[i], a)) *ret = true;
    if (all.n > b->items.n) {
        entry_add_copies(m, all.item + b->items.n, all.n - b->items.n, a);
        *ret = true;
    }
    return OK;
}

/* ---- one agency ---- */

/* The call number most copies bear. */
static struct str usual_call_number(const struct title_holding *h, struct str otherwise)
{
    struct str best = otherwise;
    int most = 0;
    for (size_t i = 0; i < h->n && i < 50; i++) {
        int times = 0;
        for (size_t k = 0; k < h->n && k < 50; k++)
            times += str_eq(h->item[k].call_number, h->item[i].call_number);
        if (h->item[i].call_number.n && times > most) {
            most = times;
            best = h->item[i].call_number;
        }
    }
    return best;
}

static void drop_hidden(struct items *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i].status != ITEM_HIDDEN) list->item[kept++] = list->item[i];
    list->n = kept;
}

static void count_copies(struct title_holding *h)
{
    h->copies = 0;
    memset(h->by_status, 0, sizeof h->by_status);
    for (size_t i = 0; i < h->n; i++) {
        int copies = MAX(h->item[i].copies, 1);
        h->copies += copies;
        h->by_status[h->item[i].status] += copies;
    }
}

/* Whether the record shows anything: one whose copies are all withdrawn does not. */
static bool make_holding(const struct stored *record, const struct agency *g, struct items *items,
                         struct title_holding *ret)
{
    bool had_items = items->n > 0;
    drop_hidden(items);
    if (had_items && items->n == 0) return false;
    struct title_holding h = {
        .agency = g, .item = items->item, .n = items->n, .data_from = record->delivered};
    count_copies(&h);
    h.call_number = usual_call_number(&h, record->bib.call_number);
    *ret = h;
    return true;
}

static void join_holdings(struct holding_cache *c, struct title_holding *to,
                          const struct title_holding *from)
{
    struct items both = {to->item, to->n, to->n};
    for (size_t i = 0; i < from->n; i++) add_item(&both, c->mem, &from->item[i]);
    to->item = both.item;
    to->n = both.n;
    count_copies(to); /* a copy that both name counts once */
    if (!to->call_number.n) to->call_number = from->call_number;
    to->data_from = MAX(to->data_from, from->data_from);
}

/* ---- the whole title ---- */

static const enum item_status honesty[] = {ITEM_AVAILABLE,    ITEM_UNSTATED, ITEM_ON_LOAN,
                                           ITEM_NOT_FOR_LOAN, ITEM_ON_ORDER, ITEM_REPAIR,
                                           ITEM_MISSING};

static enum item_status best_of(const struct title_holding *h)
{
    if (h->copies == 0) return ITEM_UNSTATED;
    for (size_t i = 0; i < COUNT(honesty); i++)
        if (h->by_status[honesty[i]]) return honesty[i];
    return ITEM_UNSTATED;
}

static size_t rank_of(enum item_status s)
{
    size_t i = 0;
    while (i + 1 < COUNT(honesty) && honesty[i] != s) i++;
    return i;
}

static struct availability sum_up(const struct title_view *v)
{
    struct availability all = {.best = ITEM_MISSING, .agencies = (int)v->n_holdings};
    for (size_t i = 0; i < v->n_holdings; i++)
        if (rank_of(best_of(&v->holding[i])) < rank_of(all.best))
            all.best = best_of(&v->holding[i]);
    for (size_t i = 0; i < v->n_holdings; i++) {
        if (best_of(&v->holding[i]) != all.best) continue;
        int64_t from = v->holding[i].data_from;
        all.data_from = all.agencies_best++ ? MIN(all.data_from, from) : from;
    }
    return all;
}

static void add_holding(struct holding_cache *c, struct title_view *v,
                        const struct title_holding *h)
{
    size_t at = 0;
    for (; at < v->n_holdings; at++)
        if (v->holding[at].agency == h->agency) {
            join_holdings(c, &v->holding[at], h);
            return;
        }
    while (at && str_cmp(v->holding[at - 1].agency->name, h->agency->name) > 0) {
        v->holding[at] = v->holding[at - 1];
        at--;
    }
    v->holding[at] = *h;
    v->n_holdings++;
}

enum err holding_gather(struct holding_cache *c, const struct stored_list *records,
                        struct title_view *v)
{
    v->holding = arena_array(c->mem, struct title_holding, records->n);
    for (size_t i = 0; i < records->n; i++) {
        struct items items = {0};
        struct title_holding h;
        const struct agency *g = NULL;
        enum err e = holding_agency(c, records->item[i].agency, &g);
        if (!e) e = items_of(c, &records->item[i], &items);
        if (e) return e;
        if (make_holding(&records->item[i], g, &items, &h)) add_holding(c, v, &h);
    }
    v->availability = sum_up(v);
    return OK;
}
