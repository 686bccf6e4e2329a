/* address.c -- writing addresses of searches. */
#include "web/address.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

static int compare(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static void add(struct arena *a, struct http_pairs *to, const char *name, struct str value)
{
    struct http_pair pair = {str_of(name), value};
    if (value.n) VEC_PUSH(a, to, pair);
}

static void add_sorted(struct arena *a, struct http_pairs *to, const char *name,
                       const struct strs *list)
{
    struct str *copy = arena_array(a, struct str, list->n + 1);
    for (size_t i = 0; i < list->n; i++) copy[i] = list->item[i];
    qsort(copy, list->n, sizeof copy[0], compare);
    for (size_t i = 0; i < list->n; i++)
        if (i == 0 || !str_eq(copy[i], copy[i - 1])) add(a, to, name, copy[i]);
}

static struct str number(struct arena *a, int n)
{
    return n > 0 ? arena_printf(a, "%d", n) : (struct str){0};
}

static bool left_out(const char *names, struct str name)
{
    struct str rest = str_of(names), one;
    while (rest.n && str_split(&rest, ',', &one))
        if (str_eq(one, name)) return true;
    return false;
}

struct http_pairs pairs_of(struct arena *a, const struct question *q, const char *leave)
{
    struct http_pairs all = {0}, kept = {0};
    add(a, &all, "q", q->query);
    add(a, &all, "f", str_of(q->field));
    for (size_t i = 0; i < FACET_KINDS; i++)
        add_sorted(a, &all, facet_kinds[i].name, &q->chosen[facet_kinds[i].facet]);
    add(a, &all, "jejaring", number(a, (int)q->network));
    add(a, &all, "dari", number(a, q->from));
    add(a, &all, "sampai", number(a, q->to));
    if (q->sort != INDEX_BY_RELEVANCE) add(a, &all, "urut", str_of(search_sort_name(q->sort)));
    if (q->page > 1) add(a, &all, "hal", number(a, q->page));
    for (size_t i = 0; i < all.n; i++)
        if (!left_out(leave, all.item[i].name)) VEC_PUSH(a, &kept, all.item[i]);
    return kept;
}

static struct str write_address(struct arena *a, const char *path, const struct http_pairs *pairs)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    buf_add(&b, str_of(path));
    for (size_t i = 0; i < pairs->n; i++) {
        buf_add_char(&b, i ? '&' : '?');
        http_encode(&b, pairs->item[i].name);
        buf_add_char(&b, '=');
        http_encode(&b, pairs->item[i].value);
    }
    return arena_copy(a, buf_str(&b));
}

struct str address_at(struct arena *a, const char *path, const struct question *q)
{
    struct http_pairs pairs = pairs_of(a, q, "");
    return write_address(a, path, &pairs);
}

struct str address_of(struct arena *a, const struct question *q)
{
    return address_at(a, "/cari", q);
}

/* ---- one address ---- */

bool question_moved(struct ask *k, const struct question *q)
{
    struct http_pairs right = pairs_of(k->mem, q, "");
    struct str lang = http_param(k->rq, "lang");
    bool same = true;
    size_t at = 0;
    for (size_t i = 0; i < k->rq->param.n; i++) {
        const struct http_pair *p = &k->rq->param.item[i];
        if (str_eq(p->name, STR("lang")) || param_is_tracking(p->name)) continue;
        same = same && at < right.n && str_eq(p->name, right.item[at].name) &&
               str_eq(p->value, right.item[at].value);
        at++;
    }
    if (same && at == right.n) return false;
    if (lang.n) add(k->mem, &right, "lang", lang);
    page_redirect(k, 301, write_address(k->mem, "/cari", &right));
    return true;
}
