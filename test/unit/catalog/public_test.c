/* public_test.c -- readers see what members hold, and nothing of who is none. */
#include "catalog/title.h"
#include "network/agency.h"
#include "network/membership.h"
#include "network/network.h"
#include "world.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, code)                                                                           \
    title ",Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,\"<Ayu Utami>\",," code "\n"

static size_t holdings(struct world *w, int64_t title)
{
    struct title_view v;
    enum err e = title_view(w->store->db, &world_operator, NULL, title, w->mem, &v);
    return e ? 0 : v.n_holdings;
}

TEST(what_a_library_published_goes_when_it_leaves_and_comes_back_with_it)
{
    struct world w = world_make(mem);
    int64_t stays = world_library(&w, "Tinggal"), leaves = world_library(&w, "Pergi"), id = 0;
    struct network home;
    world_load(&w, stays, HEADER ROW("Saman", "A1"));
    world_load(&w, leaves, HEADER ROW("Saman", "B1") ROW("Larung", "B2"));
    int64_t shared = world_title(&w, "saman"), only = world_title(&w, "larung");
    CHECK_INT(network_home(w.store->db, mem, &home), OK);
    CHECK_INT(holdings(&w, shared), 2);
    CHECK_INT(world_count(&w, "utami"), 2);

    CHECK_INT(membership_end(w.store->db, &world_operator, home.id, leaves, 10, 20), OK);
    CHECK_INT(holdings(&w, shared), 1);
    CHECK_INT(holdings(&w, only), 0);
    CHECK_INT(world_count(&w, "utami"), 1);
    CHECK_INT(world_count(&w, "larung"), 0);
    CHECK_INT(world_faults(&w), 0);

    CHECK_INT(membership_add(w.store->db, &world_operator, home.id, leaves, 20, 30, &id), OK);
    CHECK_INT(holdings(&w, shared), 2);
    CHECK_INT(world_count(&w, "utami"), 2);
    world_end(&w);
}

TEST(nobody_is_hidden_for_a_library_that_left_without_leaving_data)
{
    struct world w = world_make(mem);
    int64_t stays = world_library(&w, "Tinggal"), leaves = world_library(&w, "Pergi");
    const struct scope *scope = NULL;
    struct network home;
    struct load_report r;
    world_load(&w, stays, HEADER ROW("Saman", "A1"));
    r = world_load(&w, leaves, HEADER ROW("Larung", "B2"));
    CHECK_INT(network_home(w.store->db, mem, &home), OK);
    CHECK_INT(membership_end(w.store->db, &world_operator, home.id, leaves, 10, 20), OK);
    CHECK_INT(scope_public(w.store->db, mem, &scope), OK);
    CHECK(scope && scope->n == 1 && scope->agency[0] == stays);
    CHECK_INT(world_undo(&w, r.id), OK);
    CHECK_INT(scope_public(w.store->db, mem, &scope), OK);
    CHECK(!scope);
    world_end(&w);
}
