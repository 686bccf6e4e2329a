/* match_records.c -- the records of a file by their numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/source.h"
#include "cmd/commands.h"
#include "cmd/match.h"

static int compare(const void *x, const void *y)
{
    const struct match_record *a = x, *b = y;
    int c = str_cmp(a->id, b->id);
    return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* What 001 says: a number written with 003 has it and a '/' before. */
static struct str number_of(struct str control)
{
    size_t slash = str_find_char(control, '/', 0);
    return slash < control.n ? str_trim(str_slice(control, slash + 1, control.n)) : control;
}

static void add(struct run *r, struct match_records *to, const struct bib *b, struct str facts)
{
    struct str id = arena_copy(r->mem, b->control), number = number_of(id);
    VEC_PUSH(r->mem, to, (struct match_record){id, facts, to->n});
    if (number.n && !str_eq(number, id))
        VEC_PUSH(r->mem, to, (struct match_record){number, facts, to->n});
}

static struct str pack(struct run *r, const struct bib *b, struct arena *a, struct buf *room)
{
    struct match_facts f;
    match_facts_of(b, a, &f);
    buf_clear(room);
    match_facts_pack(&f, room);
    return arena_copy(r->mem, buf_str(room));
}

static void keep_first(struct match_records *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        bool repeated = n && str_eq(all->item[n - 1].id, all->item[i].id);
        all->repeated += repeated;
        if (!repeated) all->item[n++] = all->item[i];
    }
    all->n = n;
}

bool match_read_records(struct run *r, const char *path, struct match_records *ret)
{
    struct source CLEANUP(source_closep) *s = NULL;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) room = BUF(MATCH_PACKED_MAX);
    struct match_records all = {0};
    struct source_unit u;
    struct fault why = {0};
    enum err e = source_open(path, (struct str){0}, r->mem, &s, &why);
    if (e) {
        r->arg[0] = path; /* of which explain_file speaks */
        explain_file(r, e, &why);
        return false;
    }
    while ((e = source_next(s, a, &u)) == OK) {
        if (u.rejected)
            all.refused++;
        else if (u.bib.control.n == 0)
            all.unnumbered++;
        else if (!u.bib.holdings_only)
            add(r, &all, &u.bib, pack(r, &u.bib, a, &room));
        arena_reset(a);
    }
    if (e != ERR_NOT_FOUND) {
        fail(r, e);
        return false;
    }
    if (all.n) qsort(all.item, all.n, sizeof all.item[0], compare);
    keep_first(&all);
    *ret = all;
    return true;
}

const struct match_record *match_find_record(const struct match_records *all, struct str id)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_cmp(all->item[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->n && str_eq(all->item[low].id, id) ? &all->item[low] : NULL;
}
