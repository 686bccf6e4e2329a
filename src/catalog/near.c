/* near.c -- chosen libraries are at no distance; from a chosen place it is as far as the crow
 * flies. */
#include "catalog/near.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/facet.h"

/* How much of the nearness counts by what a library says of its copies; "unstated" is neither a
 * promise nor a refusal. */
static const uint8_t percent[8] = {
    [HELD_AVAILABLE] = 100, [HELD_UNSTATED] = 70, [HELD_ON_LOAN] = 30,
    [HELD_READ_HERE] = 80,  [HELD_ONLINE] = 100,
};

struct nears {
    struct index_near *item;
    size_t n, cap;
};

static int by_agency(const void *x, const void *y)
{
    int64_t a = ((const struct index_near *)x)->agency, b = ((const struct index_near *)y)->agency;
    return (a > b) - (a < b);
}

static enum err from_place(struct db *db, int code, struct arena *a, struct nears *to)
{
    struct agencies all = {0};
    struct point here, there;
    bool own = false;
    if (!place_point(arena_printf(a, "%d", code), &here, &own)) return OK;
    enum err e = agency_list(db, a, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        if (!agency_point(&all.item[i], &there, &own)) continue;
        struct index_near n = {all.item[i].id, (int)point_km(here, there)};
        VEC_PUSH(a, to, n);
    }
    return e;
}

enum err near_chosen(struct db *db, const struct search_filters *f, const struct scope *scope,
                     struct arena *a, struct index_query *q)
{
    struct nears list = {0};
    enum err e = OK;
    for (size_t i = 0; i < f->libraries.n; i++)
        VEC_PUSH(a, &list, (struct index_near){f->libraries.item[i], 0});
    if (!list.n && scope && scope->n == 1)
        VEC_PUSH(a, &list, (struct index_near){scope->agency[0], 0});
    if (!list.n && f->places.n) e = from_place(db, f->places.item[0], a, &list);
    if (e || !list.n) return e;
    qsort(list.item, list.n, sizeof list.item[0], by_agency);
    q->near = list.item;
    q->n_near = list.n;
    q->near_percent = percent;
    return OK;
}
