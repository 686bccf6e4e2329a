/* world.c -- see world.h. */
#include "world.h"

#include <stdio.h>
#include <string.h>

#include "catalog/follow.h"
#include "catalog/verify.h"
#include "network/network.h"

const struct actor world_operator = {.kind = ACTOR_OPERATOR};

struct world world_make(struct arena *mem)
{
    struct world w = {.mem = mem, .dir = test_dir(mem)};
    int64_t network = 0;
    CHECK(store_create(w.dir, env_system(), &w.store) == OK);
    CHECK(network_add(w.store->db, &world_operator, &(struct network){.name = STR("Jejaring Uji")},
                      1, &network) == OK);
    return w;
}

void world_end(struct world *w)
{
    store_close(w->store);
}

int64_t world_library(struct world *w, const char *name)
{
    int64_t id = 0;
    struct agency g = {.name = str_of(name), .type = AGENCY_SCHOOL};
    CHECK(agency_add(w->store->db, &world_operator, &g, 1, &id) == OK);
    return id;
}

static const char *write_file(struct world *w, const char *text)
{
    const char *path = arena_cstr(w->mem, arena_printf(w->mem, "%s/delivered", w->dir));
    FILE *f = fopen(path, "wb");
    fwrite(text, 1, strlen(text), f);
    fclose(f);
    return path;
}

enum err world_try(struct world *w, const struct load_order *order, const char *text,
                   struct load_report *ret)
{
    struct load_order o = *order;
    struct fault why;
    if (text) o.path = write_file(w, text);
    o.file_name = STR("upload");
    return load_run(w->store, &world_operator, &o, NULL, w->mem, &why, ret);
}

struct load_report world_load(struct world *w, int64_t library, const char *text)
{
    struct load_report r = {0};
    CHECK(world_try(w, &(struct load_order){.agency = library}, text, &r) == OK);
    return r;
}

struct load_report world_load_whole(struct world *w, int64_t library, const char *text)
{
    struct load_report r = {0};
    CHECK(world_try(w, &(struct load_order){.agency = library, .whole = true}, text, &r) == OK);
    return r;
}

int64_t world_receive(struct world *w, int64_t library, bool whole, const char *text)
{
    struct upload u;
    struct upload_sink *sink = NULL;
    int64_t load = 0;
    const struct actor *who = &world_operator;
    struct str bytes = str_of(text);
    CHECK(upload_begin(w->store, who, library, STR("berkas.csv"), (int64_t)bytes.n, w->mem, &u) ==
          OK);
    CHECK(upload_open(w->dir, &u, 0, &sink) == OK);
    CHECK(upload_write(sink, bytes) == OK);
    CHECK(upload_close(sink, true) == OK);
    CHECK(upload_finish(w->store, who, u.id, 0) == OK);
    CHECK(preview_receive(w->store, who, &(struct preview_order){&u, whole, {0}}, &load) == OK);
    return load;
}

int64_t world_preview(struct world *w, int64_t library, bool whole, const char *text)
{
    int64_t load = world_receive(w, library, whole, text);
    CHECK(preview_read(w->store, &world_operator, load, NULL, NULL) == OK);
    return load;
}

struct load_row world_row(struct world *w, int64_t load)
{
    struct load_row row = {0};
    CHECK(load_get(w->store->db, &world_operator, load, w->mem, &row) == OK);
    return row;
}

enum err world_publish(struct world *w, int64_t load, bool withdraw, enum preview_outcome *ret)
{
    struct preview_consent consent = {world_row(w, load).basis, withdraw};
    return preview_publish(w->store, &world_operator, load, &consent, NULL, ret);
}

enum err world_undo(struct world *w, int64_t load)
{
    return load_undo(w->store, &world_operator, load, NULL);
}

static struct search_result search(struct world *w, const char *query)
{
    struct search_result r = {0};
    struct index_reader *index = NULL;
    const struct search_request rq = {
        .query = str_of(query), .field = INDEX_ANY, .limit = 100, .facet_limit = 10};
    CHECK(follow_now(w->store, NULL, 5) == OK);
    CHECK(index_reader_open(w->dir, &index) == OK);
    CHECK(search_run(w->store->db, index, &world_operator, &rq, w->mem, NULL, &r) == OK);
    index_reader_close(index);
    return r;
}

int64_t world_count(struct world *w, const char *query)
{
    return search(w, query).hits.total;
}

int64_t world_title(struct world *w, const char *query)
{
    struct search_result r = search(w, query);
    CHECK(r.hits.n > 0);
    return r.hits.n ? r.hits.id[0] : 0;
}

const char *world_state(struct world *w)
{
    struct search_result r = search(w, "");
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    for (size_t i = 0; i < r.titles.n; i++) {
        const struct title_view *v = &r.titles.item[i];
        buf_printf(&b, "%.*s / %.*s / %d = %zu\n", STR_ARG(v->bib.title),
                   STR_ARG(title_main_author(&v->bib)), v->bib.year, v->n_holdings);
    }
    return arena_cstr(w->mem, buf_str(&b));
}

static void count_fault(void *ctx, const char *where, const char *what)
{
    fprintf(stderr, "  verify: %s: %s\n", where, what);
    ++*(int64_t *)ctx;
}

int64_t world_faults(struct world *w)
{
    int64_t n = 0;
    struct verify_report r;
    CHECK(verify_run(w->store, NULL, count_fault, &n, &r) == OK);
    CHECK_INT(n, r.faults);
    return n;
}

int64_t world_truth_faults(struct world *w)
{
    int64_t n = 0;
    struct verify_report r, whole;
    CHECK(verify_truth(w->store, NULL, count_fault, &n, &r) == OK);
    CHECK_INT(n, r.faults);
    if (n) return n;
    CHECK(verify_run(w->store, NULL, count_fault, &n, &whole) == OK);
    CHECK_INT(r.records, whole.records);
    CHECK_INT(r.titles, whole.titles);
    return n;
}
