/* facet_holders.c -- counting who holds: row by row, and for whole blocks.
 *
 * An agency counts in a facet when it meets the conditions of all the others on holders. Several
 * agencies of a row may have the same type, place or status: there the row counts once. */
#include "base/checked.h"
#include "index/facet_counts.h"

enum { AGENCIES_MAX = 1 << 20 };

static void add_new_agency(struct facets *f, uint32_t agency, uint32_t n)
{
    uint32_t had = f->sizes[FACET_AGENCY];
    if (agency >= AGENCIES_MAX) return;
    uint32_t cap = MIN(MAX(had * 2, agency + 64), (uint32_t)AGENCIES_MAX);
    uint32_t *bigger = arena_array(f->mem, uint32_t, cap);
    for (uint32_t i = 0; i < had; i++) bigger[i] = f->count[FACET_AGENCY][i];
    f->count[FACET_AGENCY] = bigger;
    f->sizes[FACET_AGENCY] = cap;
    bigger[agency] += n;
}

static inline void add_agency(struct facets *f, uint32_t agency, uint32_t n)
{
    if (agency < f->sizes[FACET_AGENCY])
        f->count[FACET_AGENCY][agency] += n;
    else
        add_new_agency(f, agency, n);
}

/* The values of a holder in those facets: status 8, place 2, type 1. */
enum { ONCE_MAX = 11 };

static size_t values_of(const struct facets *f, uint32_t packed, uint32_t fails, unsigned now,
                        struct once ret[ONCE_MAX])
{
    const struct filter *c = f->filter;
    uint32_t id = holder_agency(packed);
    const struct holder *h = id < c->n ? &c->holder[id] : &c->other;
    size_t n = 0;
    if (now & FACET_BIT(FACET_TYPE) && !(fails & ~FACET_BIT(FACET_TYPE)) && h->type)
        ret[n++] = (struct once){FACET_TYPE, h->type};
    if (now & FACET_BIT(FACET_PLACE) && !(fails & ~FACET_BIT(FACET_PLACE))) {
        if (h->province) ret[n++] = (struct once){FACET_PLACE, h->province};
        if (h->regency) ret[n++] = (struct once){FACET_PLACE, h->regency};
    }
    if (now & FACET_BIT(FACET_STATUS) && !(fails & ~FACET_BIT(FACET_STATUS)))
        for (uint32_t bit = 0; bit < 8; bit++)
            if (holder_status(packed) >> bit & 1u) ret[n++] = (struct once){FACET_STATUS, bit};
    return n;
}

static bool counts_agency(unsigned now, uint32_t fails)
{
    return now & FACET_BIT(FACET_AGENCY) && !(fails & ~FACET_BIT(FACET_AGENCY));
}

/* ---- a row ---- */

static void add_once(struct facets *f, struct once value)
{
    uint32_t *last = f->last[value.facet];
    if (value.at >= f->sizes[value.facet] || last[value.at] == f->rows) return;
    last[value.at] = f->rows;
    f->count[value.facet][value.at]++;
}

static void count_row(struct facets *f, struct row_ref row, unsigned now)
{
    struct holder_span by = block_holders(row.block, row.at);
    bool more = now & FILTER_HOLDERS & ~FACET_BIT(FACET_AGENCY);
    f->rows++;
    for (uint32_t i = by.from; i < by.to; i++) {
        uint32_t packed = block_holder(row.block, i), fails = filter_holder(f->filter, packed);
        struct once value[ONCE_MAX];
        if (counts_agency(now, fails)) add_agency(f, holder_agency(packed), 1);
        size_t n = more ? values_of(f, packed, fails, now, value) : 0;
        for (size_t k = 0; k < n; k++) add_once(f, value[k]);
    }
}

/* ---- rows when what counts of an agency is the same everywhere: nothing is asked of statuses ----
 */

enum { TYPE_BITS = 32 };

static void add_place(struct facets *f, uint32_t place)
{
    if (place) add_once(f, (struct once){FACET_PLACE, place});
}

static void add_bits(struct facets *f, int facet, uint32_t bits)
{
    for (uint32_t *count = f->count[facet]; bits; bits &= bits - 1) count[__builtin_ctz(bits)]++;
}

/* In which facets an agency that fails these conditions counts. */
static unsigned counts_in(unsigned now, uint32_t fails)
{
    if (!fails) return now & FILTER_HOLDERS;
    return fails & (fails - 1) ? 0 : now & FILTER_HOLDERS & fails;
}

static void count_plain_row(struct facets *f, const struct block *b, size_t at, unsigned now)
{
    const struct filter *c = f->filter;
    struct holder_span by = block_holders(b, at);
    uint32_t types = 0, statuses = 0;
    f->rows++;
    for (uint32_t i = by.from; i < by.to; i++) {
        uint32_t packed = block_holder(b, i), agency = holder_agency(packed);
        const struct holder *h = agency < c->n ? &c->holder[agency] : &c->other;
        unsigned in = counts_in(now, h->fails);
        if (in & FACET_BIT(FACET_AGENCY)) add_agency(f, agency, 1);
        if (in & FACET_BIT(FACET_TYPE)) types |= 1u << h->type;
        if (in & FACET_BIT(FACET_STATUS)) statuses |= holder_status(packed);
        if (!(in & FACET_BIT(FACET_PLACE))) continue;
        add_place(f, h->province);
        add_place(f, h->regency);
    }
    add_bits(f, FACET_TYPE, types & ~1u);
    add_bits(f, FACET_STATUS, statuses);
}

/* ---- rows when there is nothing to ask of holders ---- */

static void count_agencies(struct facets *f, const struct run *r)
{
    const struct block *b = r->block;
    for (size_t i = 0; i < r->n; i++) {
        struct holder_span by = block_holders(b, r->row[i]);
        for (uint32_t k = by.from; k < by.to; k++)
            add_agency(f, holder_agency(block_holder(b, k)), 1);
    }
}

void facet_count_shelved(struct facets *f)
{
    struct shelved *s = &f->shelved;
    if (!s->block) return;
    const struct column_holder *holder = s->block->holder;
    uint32_t *count = f->count[FACET_AGENCY], known = f->sizes[FACET_AGENCY];
    for (size_t i = 0, n = s->block->n_holders; i < n; i++) {
        uint32_t agency = holder_agency(holder[i].holder);
        if (agency < known) {
            count[agency] += s->count[i];
        } else {
            add_agency(f, agency, s->count[i]);
            count = f->count[FACET_AGENCY];
            known = f->sizes[FACET_AGENCY];
        }
        s->count[i] = 0;
    }
    s->block = NULL;
}

static void begin_shelves(struct facets *f, const struct block *b)
{
    struct shelved *s = &f->shelved;
    facet_count_shelved(f);
    if (s->cap < b->n_holders) {
        s->cap = MAX(b->n_holders, s->cap * 2);
        s->count = arena_array(f->mem, uint32_t, s->cap);
    }
    s->block = b;
}

static void count_shelves(struct facets *f, const struct run *r)
{
    if (f->shelved.block != r->block) begin_shelves(f, r->block);
    const uint16_t *start = r->block->start[LIST_AGENCIES].item, *shelf = r->block->shelf.item;
    const uint16_t *row = r->row;
    uint32_t *count = f->shelved.count;
    for (size_t i = 0, n = r->n; i < n; i++)
        for (size_t k = start[row[i]], to = start[row[i] + 1]; k < to; k++) count[shelf[k]]++;
}

/* Where a block has many of them its agencies are counted by their numbers there, which are close
 * together, and looked up once. */
void facet_count_holders(struct facets *f, const struct run *r)
{
    enum { SOME = 16 };
    bool many = (size_t)r->n * SOME > r->block->n_holders && r->block->rows == BLOCK_ROWS;
    if (f->agencies_only && !r->block->wide && many)
        count_shelves(f, r);
    else if (f->agencies_only)
        count_agencies(f, r);
    else
        for (size_t i = 0; i < r->n; i++) {
            if (f->plain_holders)
                count_plain_row(f, r->block, r->row[i], r->now);
            else
                count_row(f, (struct row_ref){r->block, r->row[i]}, r->now);
        }
}

/* ---- a block ---- */

/* Joins the rows of a holder to those its value has in this block already. */
static void join_rows(struct facets *f, const struct block *b, const struct column_holder *h,
                      struct once value)
{
    uint32_t *last = f->last[value.facet];
    if (value.at >= f->sizes[value.facet]) return;
    if (!f->rows_of[value.facet])
        f->rows_of[value.facet] =
            arena_alloc_array(f->mem, f->sizes[value.facet], sizeof f->rows_of[value.facet][0]);
    uint64_t *rows = f->rows_of[value.facet][value.at];
    if (last[value.at] != f->rows) {
        last[value.at] = f->rows;
        VEC_PUSH(f->mem, &f->in_block, value);
        for (int i = 0; i < ROW_WORDS; i++) rows[i] = 0;
    }
    for (uint32_t k = h[0].from; k < h[1].from; k++)
        rows[b->held[k] / 64] |= UINT64_C(1) << b->held[k] % 64;
}

static uint32_t count_bits(const uint64_t rows[ROW_WORDS], const struct overlay *beside)
{
    uint32_t n = 0;
    for (int i = 0; i < ROW_WORDS; i++)
        n += (uint32_t)__builtin_popcountll(beside ? rows[i] & ~beside->rows[i] : rows[i]);
    return n;
}

/* The holders of a block with what counts once for a row; of rows that lie beside it nothing. */
static void count_block(struct facets *f, const struct block *b, const struct overlay *beside)
{
    unsigned now = f->wanted & FILTER_HOLDERS;
    f->in_block.n = 0;
    f->rows++;
    for (size_t i = 0; now && i < b->n_holders; i++) {
        const struct column_holder *h = &b->holder[i];
        uint32_t fails = filter_holder(f->filter, h->holder);
        struct once value[ONCE_MAX];
        if (counts_agency(now, fails)) add_agency(f, holder_agency(h->holder), h[1].from - h->from);
        size_t n = values_of(f, h->holder, fails, now, value);
        for (size_t k = 0; k < n; k++) join_rows(f, b, h, value[k]);
    }
    for (size_t i = 0; i < f->in_block.n; i++) {
        struct once v = f->in_block.item[i];
        facet_add(f, v.facet, v.at, count_bits(f->rows_of[v.facet][v.at], beside));
    }
    for (size_t i = 0; beside && i < beside->n_gone; i++)
        if (counts_agency(now, filter_holder(f->filter, beside->gone[i])))
            add_agency(f, holder_agency(beside->gone[i]), UINT32_MAX); /* one less */
}

/* The same when only agencies count: whether they do is asked at the end. */
static void count_block_agencies(struct facets *f, const struct block *b,
                                 const struct overlay *beside)
{
    for (size_t i = 0; i < b->n_holders; i++)
        add_agency(f, holder_agency(b->holder[i].holder),
                   b->holder[i + 1].from - b->holder[i].from);
    for (size_t i = 0; beside && i < beside->n_gone; i++)
        add_agency(f, holder_agency(beside->gone[i]), UINT32_MAX); /* one less */
}

void facets_count_holders(struct facets *f, const struct block *b, const struct overlay *beside)
{
    if (f->agencies_only)
        count_block_agencies(f, b, beside);
    else
        count_block(f, b, beside);
    if (beside) facets_count_holders(f, &beside->block, NULL);
}
