/* title.c -- a title as a reader sees it, read in one go from the truth. */
#include "catalog/title.h"

#include "base/checked.h"
#include "catalog/holding.h"
#include "catalog/mend.h"
#include "catalog/merge.h"
#include "catalog/title_id.h"
#include "network/network.h"

enum { ALIAS_STEPS_MAX = 20 };

enum err scope_public(struct db *db, struct arena *a, const struct scope **ret)
{
    struct agency_ids ids;
    bool all = true;
    enum err e = network_public(db, a, &ids, &all);
    if (e) return e;
    *ret = NULL;
    if (all) return OK;
    struct scope *s = arena_make(a, struct scope);
    *s = (struct scope){.agency = ids.item, .n = ids.n};
    *ret = s;
    return OK;
}

enum err scope_network(struct db *db, int64_t network, int64_t now, struct arena *a,
                       const struct scope **ret)
{
    struct network n;
    struct agency_ids ids;
    enum err e = network_get(db, network, a, &n);
    if (!e) e = network_members(db, network, now, a, &ids);
    if (e) return e;
    struct scope *s = arena_make(a, struct scope);
    *s = (struct scope){.agency = ids.item, .n = ids.n};
    *ret = s;
    return OK;
}

static bool in_scope(const struct scope *scope, int64_t agency)
{
    if (!scope || scope->everybody) return true;
    size_t low = 0, high = scope->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (scope->agency[mid] == agency) return true;
        if (scope->agency[mid] < agency)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

enum err title_follow(struct db *db, int64_t id, int64_t *ret)
{
    for (int step = 0; step < ALIAS_STEPS_MAX; step++) {
        int64_t next = 0;
        enum err e =
            db_get_int(db, &next, SQL("SELECT coalesce(alias, 0) FROM title WHERE id = ?1"), I(id));
        if (e) return e;
        if (!next) {
            *ret = id;
            return OK;
        }
        id = next;
    }
    return ERR_NOT_FOUND;
}

static void keep_in_scope(struct stored_list *list, const struct scope *scope)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++)
        if (in_scope(scope, list->item[i].agency)) list->item[kept++] = list->item[i];
    list->n = kept;
}

static enum err fill_records(struct title_view *v, const struct stored_list *list,
                             struct holding_cache *cache)
{
    v->record = arena_array(cache->mem, struct title_record, list->n);
    v->n_records = list->n;
    for (size_t i = 0; i < list->n; i++) {
        const struct stored *s = &list->item[i];
        const struct agency *g = NULL;
        enum err e = holding_agency(cache, s->agency, &g);
        if (e) return e;
        v->record[i] = (struct title_record){
            .id = s->record,
            .agency = s->agency,
            .agency_name = g->name,
            .agency_slug = g->slug,
            .control = s->bib.control,
            .format = s->format,
            .delivered = s->delivered,
            .bib = s->bib,
        };
    }
    return OK;
}

/* A mend that does not fit any more (a language that has no code now) is as if it were not there.
 */
static enum err mend(struct holding_cache *cache, struct title_view *v)
{
    enum err e = mend_of_title(cache->db, v->id, cache->mem, v->mended);
    v->merged = v->bib;
    for (enum title_field f = 0; !e && f < TITLE_FIELDS; f++)
        if (v->mended[f] && mend_put(&v->bib, f, v->mended[f]->value, cache->mem))
            v->mended[f] = NULL;
    return e;
}

enum err title_read(struct holding_cache *cache, const struct scope *scope, int64_t id,
                    struct title_view *ret)
{
    struct title_view v = {.id = id, .address_id = title_id_write(cache->mem, id)};
    struct stored_list list;
    enum err e = stored_of_title(cache->db, id, cache->mem, &list);
    if (e) return e;
    keep_in_scope(&list, scope);
    if (list.n == 0) return ERR_NOT_FOUND;
    merge_records(list.item, list.n, cache->mem, &v.bib, v.origin);
    v.n_compared = MIN(list.n, (size_t)MERGE_RECORDS_MAX);
    e = mend(cache, &v);
    if (!e) e = fill_records(&v, &list, cache);
    if (!e) e = holding_gather(cache, &list, &v);
    if (!e && v.n_holdings == 0) e = ERR_NOT_FOUND; /* every copy is hidden */
    if (!e) *ret = v;
    return e;
}

enum err title_view(struct db *db, const struct actor *actor, const struct scope *scope, int64_t id,
                    struct arena *a, struct title_view *ret)
{
    struct holding_cache cache = {.db = db, .mem = a};
    int64_t now = 0;
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = db_read_begin(db);
    if (e) return e;
    if (!scope) e = scope_public(db, a, &scope);
    if (!e) e = title_follow(db, id, &now);
    if (!e) e = title_read(&cache, scope, now, ret);
    db_read_end(db);
    return e;
}

enum err title_views(struct db *db, const struct actor *actor, const struct scope *scope,
                     const int64_t *id, size_t n, struct arena *a, struct title_views *ret)
{
    struct holding_cache cache = {.db = db, .mem = a};
    struct title_views list = {0};
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = db_read_begin(db); /* one view of all that is read, and one lock */
    if (e) return e;
    if (!scope) e = scope_public(db, a, &scope);
    for (size_t i = 0; !e && i < n; i++) {
        struct title_view v;
        e = title_read(&cache, scope, id[i], &v);
        if (!e) VEC_PUSH(a, &list, v);
        if (e == ERR_NOT_FOUND) e = OK; /* went since the index saw it */
    }
    db_read_end(db);
    if (!e) *ret = list;
    return e;
}

enum err title_ids_after(struct db *db, int64_t after, int64_t limit, struct arena *a,
                         struct title_ids *ret)
{
    struct title_ids list = {0};
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT id FROM title WHERE id > ?1 AND alias IS NULL ORDER BY id LIMIT ?2"),
        I(after), I(limit));
    while (db_next(&r)) VEC_PUSH(a, &list, db_int(&r, 0));
    if (!r.status) *ret = list;
    return r.status;
}

struct str title_main_author(const struct bib *b)
{
    for (size_t i = 0; i < b->names.n; i++)
        if (b->names.item[i].main) return b->names.item[i].name;
    for (size_t i = 0; i < b->names.n; i++)
        if (b->names.item[i].role == ROLE_AUTHOR) return b->names.item[i].name;
    return b->names.n ? b->names.item[0].name : (struct str){0};
}
