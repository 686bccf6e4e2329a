/* inventory.c -- keys of all copies, sorted once. */
#include "catalog/inventory.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/holding.h"
#include "catalog/stored.h"
#include "text/words.h"

struct entry_key {
    struct str key;
    int64_t record;
    uint32_t item;
};

struct inventory {
    struct arena *mem;
    enum inventory_order order;
    struct {
        struct entry_key *item;
        size_t n, cap;
    } keys;
};

static int by_key(const void *x, const void *y)
{
    const struct entry_key *a = x, *b = y;
    int none = (a->key.n == 0) - (b->key.n == 0); /* without one: last */
    int c = none ? none : str_cmp(a->key, b->key);
    if (c) return c;
    if (a->record != b->record) return (a->record > b->record) - (a->record < b->record);
    return (a->item > b->item) - (a->item < b->item);
}

/* The record with its copies, those of separate files too. */
static enum err read_record(struct db *db, int64_t version, struct arena *a, struct stored *ret)
{
    enum err e = stored_version(db, version, a, ret);
    return e ? e : holding_items(db, ret, a, &ret->bib);
}

static void add_record(struct inventory *v, const struct stored *s, struct arena *scratch)
{
    const struct bib *b = &s->bib;
    for (size_t i = 0; i < b->items.n; i++) {
        const struct bib_item *item = &b->items.item[i];
        if (item->status == ITEM_HIDDEN) continue;
        struct str text = v->order == INVENTORY_BY_CODE ? item->code
                          : item->call_number.n         ? item->call_number
                                                        : b->call_number;
        struct str key = arena_copy(v->mem, words_sort_key(scratch, text, STR("")));
        VEC_PUSH(v->mem, &v->keys, (struct entry_key){key, s->record, (uint32_t)i});
    }
}

enum err inventory_read(struct db *db, const struct actor *actor, int64_t agency,
                        enum inventory_order order, struct inventory **ret)
{
    struct arena CLEANUP(arena_freep) *scratch = arena_new();
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct arena *mem = arena_new();
    struct inventory *v = arena_make(mem, struct inventory);
    *v = (struct inventory){.mem = mem, .order = order};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.version FROM feed f JOIN record r ON r.feed = f.id AND r.kind = 0"
                     " WHERE f.agency = ?1 AND r.version IS NOT NULL"),
                 I(agency));
    while (!e && db_next(&r)) {
        struct stored s;
        arena_reset(scratch);
        e = read_record(db, db_int(&r, 0), scratch, &s);
        if (!e) add_record(v, &s, scratch);
    }
    if (e || r.status) {
        inventory_free(v);
        return e ? e : r.status;
    }
    if (v->keys.n) qsort(v->keys.item, v->keys.n, sizeof v->keys.item[0], by_key);
    *ret = v;
    return OK;
}

size_t inventory_size(const struct inventory *v)
{
    return v->keys.n;
}

enum err inventory_line(const struct inventory *v, struct db *db, size_t i, struct arena *a,
                        struct inventory_line *ret)
{
    const struct entry_key *key = &v->keys.item[i];
    struct stored s;
    int64_t version = 0;
    enum err e = db_get_int(
        db, &version, SQL("SELECT coalesce(version, 0) FROM record WHERE id = ?1"), I(key->record));
    if (!e && !version) e = ERR_NOT_FOUND;
    if (!e) e = read_record(db, version, a, &s);
    if (!e && key->item >= s.bib.items.n) e = ERR_NOT_FOUND;
    if (e) return e;
    const struct bib_item *item = &s.bib.items.item[key->item];
    *ret = (struct inventory_line){.record = s.record,
                                   .code = item->code,
                                   .call_number =
                                       item->call_number.n ? item->call_number : s.bib.call_number,
                                   .place = item->place,
                                   .title = s.bib.title,
                                   .author = title_main_author(&s.bib),
                                   .year = s.bib.year_text,
                                   .publisher = s.bib.publisher,
                                   .status = (int)item->status};
    return OK;
}

void inventory_free(struct inventory *v)
{
    if (v) arena_free(v->mem);
}
