/* answer_pack.c -- an answer as bytes: numbers of seven bits a byte, texts with their length. */
#include "base/checked.h"
#include "catalog/answer.h"

/* ---- writing ---- */

/* Small ones, whatever their sign, are short. */
static void put(struct buf *to, int64_t n)
{
    uint64_t u = (uint64_t)n << 1 ^ (uint64_t)(n >> 63);
    for (; u > 0x7F; u >>= 7) buf_add_char(to, (char)(0x80 | (u & 0x7F)));
    buf_add_char(to, (char)u);
}

static void put_text(struct buf *to, struct str s)
{
    put(to, (int64_t)s.n);
    buf_add(to, s);
}

static void put_facet(struct buf *to, const struct index_facet_list *list)
{
    put(to, (int64_t)list->n);
    put(to, (int64_t)list->distinct);
    for (size_t i = 0; i < list->n; i++) {
        put(to, list->item[i].number);
        put_text(to, list->item[i].text);
        put(to, list->item[i].count);
    }
}

void answer_pack(struct buf *to, const struct search_answer *answer)
{
    const struct index_hits *h = &answer->hits;
    put(to, h->total);
    put(to, h->applied_seq);
    put(to, h->facets_left);
    put(to, (int64_t)h->n);
    for (size_t i = 0; i < h->n; i++) put(to, h->id[i]);
    for (size_t i = 0; i < h->n; i++) put(to, h->score[i]);
    for (int f = 0; f < FACETS; f++) put_facet(to, &h->facet[f]);
    put(to, (int64_t)answer->changes.n);
    for (size_t i = 0; i < answer->changes.n; i++) {
        put(to, answer->changes.item[i].kind);
        put_text(to, answer->changes.item[i].from);
        put_text(to, answer->changes.item[i].to);
    }
}

/* ---- reading ---- */

struct reader {
    struct str bytes;
    size_t at;
    struct arena *mem;
};

static int64_t take(struct reader *r)
{
    uint64_t u = 0;
    for (int shift = 0; r->at < r->bytes.n && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)r->bytes.p[r->at++];
        u |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80) break;
    }
    return (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
}

static struct str take_text(struct reader *r)
{
    size_t n = (size_t)take(r), from = r->at;
    r->at += n;
    return str_slice(r->bytes, from, r->at);
}

static int64_t *take_numbers(struct reader *r, size_t n)
{
    int64_t *list = arena_array(r->mem, int64_t, n);
    for (size_t i = 0; i < n; i++) list[i] = take(r);
    return list;
}

static struct index_facet_list take_facet(struct reader *r)
{
    struct index_facet_list list = {.n = (size_t)take(r)};
    list.distinct = (size_t)take(r);
    list.item = arena_array(r->mem, struct index_facet_value, list.n);
    for (size_t i = 0; i < list.n; i++) {
        list.item[i].number = take(r);
        list.item[i].text = take_text(r);
        list.item[i].count = take(r);
    }
    return list;
}

struct search_answer answer_unpack(struct str bytes, struct arena *a)
{
    struct reader r = {bytes, 0, a};
    struct search_answer answer = {0};
    struct index_hits *h = &answer.hits;
    h->total = take(&r);
    h->applied_seq = take(&r);
    h->facets_left = take(&r) != 0;
    h->n = (size_t)take(&r);
    h->id = take_numbers(&r, h->n);
    h->score = take_numbers(&r, h->n);
    for (int f = 0; f < FACETS; f++) h->facet[f] = take_facet(&r);
    size_t changes = (size_t)take(&r);
    for (size_t i = 0; i < changes; i++) {
        struct search_change c = {.kind = (enum search_change_kind)take(&r)};
        c.from = take_text(&r);
        c.to = take_text(&r);
        VEC_PUSH(a, &answer.changes, c);
    }
    return answer;
}
