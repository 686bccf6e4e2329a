/* page_lists.c -- the shelf list and the accession list: every copy of a library in order; a part
 * at a time to look at, or as a whole to print, made piece by piece since that may be as long as
 * the library is large. */
#include "base/checked.h"
#include "db/pool.h"
#include "catalog/inventory.h"
#include "html.h"
#include "web/books.h"

enum { LIST_ROWS = 150 };

struct listing {
    struct ask k; /* what pieces are written with; of the request's arena */
    struct inventory *inventory;
    enum inventory_order order;
    struct list_part part;
    size_t at, end;
    bool begun, ended;
    struct around around;
};

static enum err read_all(struct listing *l, struct db *db)
{
    enum err e = inventory_read(db, &l->k.actor, l->k.agency.id, l->order, &l->inventory);
    if (e) return e;
    struct list_part *p = &l->part;
    p->all = (int64_t)inventory_size(l->inventory);
    l->at = p->whole ? 0 : MIN((size_t)(p->number - 1) * LIST_ROWS, (size_t)p->all);
    l->end = p->whole ? (size_t)p->all : MIN(l->at + LIST_ROWS, (size_t)p->all);
    p->from = (int64_t)l->at + 1;
    p->to = (int64_t)l->end;
    return OK;
}

static enum err add_rows(struct listing *l, struct db *db, struct buf *to)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct out o = l->k.out;
    o.to = to;
    o.mem = a;
    while (to->n < HTTP_PIECE && l->at < l->end) {
        struct inventory_line line;
        arena_reset(a);
        enum err e = inventory_line(l->inventory, db, l->at, a, &line);
        if (e == ERR_NOT_FOUND) { /* went since the order was made */
            l->at++;
            continue;
        }
        if (e) return e;
        html_list_row(&o, &line, (int64_t)++l->at, l->order == INVENTORY_BY_CALL);
    }
    return OK;
}

static enum err next_piece(void *ctx, struct buf *to)
{
    struct listing *l = ctx;
    struct db *db = NULL;
    struct out o = l->k.out;
    if (l->ended) return OK;
    enum err e = db_pool_get(l->k.config->db, &db);
    if (!e && !l->begun) e = read_all(l, db);
    if (!e && !l->begun) {
        o.to = to;
        html_list_begin(&o, &l->around, &l->k.agency, &l->part, l->order == INVENTORY_BY_CALL);
        l->begun = true;
    }
    if (!e) e = add_rows(l, db, to);
    if (!e && l->at >= l->end) {
        o.to = to;
        html_list_end(&o);
        l->ended = true;
    }
    if (db) db_pool_put(l->k.config->db, db);
    return e;
}

static void end_listing(void *ctx)
{
    struct listing *l = ctx;
    inventory_free(l->inventory);
}

static enum err begin(struct ask *k, enum inventory_order order, enum msg title)
{
    struct listing *l = arena_make(k->mem, struct listing);
    *l = (struct listing){.k = *k, .order = order, .around = around_form(k, ask_text(k, title))};
    l->part.number = MAX(ask_number(k, "bagian", 1), (int64_t)1);
    l->part.whole = http_param(k->rq, "semua").n > 0;
    l->k.db = NULL;
    l->around.icons = 0;
    k->rs->source = (struct http_source){next_piece, end_listing, l};
    return OK;
}

enum err page_shelf_list(struct ask *k)
{
    return begin(k, INVENTORY_BY_CALL, MSG_print_shelf_list);
}

enum err page_accession_list(struct ask *k)
{
    return begin(k, INVENTORY_BY_CODE, MSG_print_accessions);
}
