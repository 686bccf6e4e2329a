/* unranked_test.c -- many hits that are not ranked: the same hits, in the order of their ids. */
#include "shelf.h"

/* So many that they are told phrase by phrase: 1 to 150, every third with "batu", every second with
 * a form of "baca", and 149 gone. */
static struct shelf shelf_of_many(struct arena *mem)
{
    enum { DOCS = 150 };
    struct shelf s = shelf_new(mem);
    for (int64_t i = 1; i <= DOCS; i++) {
        const char *title = i % 6 == 0   ? "Padi batu membaca"
                            : i % 3 == 0 ? "Padi batu"
                            : i % 2 == 0 ? "Padi membaca"
                                         : "Padi";
        struct index_doc d = shelf_doc(mem, i, title, "Batu");
        d.year = 1900 + (int)i;
        shelf_put(&s, &d);
    }
    shelf_delete(&s, 149);
    return s;
}

TEST(many_hits_without_ranks_are_those_of_the_ranking_the_last_added_first)
{
    struct shelf s = shelf_of_many(mem);
    struct index_node *either[] = {shelf_term(mem, INDEX_TITLE, "batu"),
                                   shelf_term(mem, INDEX_TITLE, "baca")};
    struct index_node or = {.op = INDEX_OR, .child = either, .n = 2};
    struct index_node both = {.op = INDEX_AND, .child = either, .n = 2};
    const struct {
        const struct index_node *root;
        int64_t total, first, last;
    } all[] = {{shelf_term(mem, INDEX_ANY, "padi"), 149, 150, 140},
               {shelf_term(mem, INDEX_TITLE, "batu"), 50, 150, 123},
               {shelf_term(mem, INDEX_ANY, "batu"), 149, 150, 140},
               {shelf_term(mem, INDEX_ANY, "baca"), 75, 150, 132},
               {& or, 100, 150, 136},
               {&both, 25, 150, 96}};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct index_query q = {.root = all[i].root, .limit = 10};
        CHECK_INT(shelf_ask(&s, q).total, all[i].total);
        q.sort = INDEX_BY_ADDED;
        struct index_hits h = shelf_ask(&s, q);
        CHECK_INT(h.total, all[i].total);
        CHECK_INT(h.n, 10);
        CHECK_INT(h.id[0], all[i].first);
        CHECK_INT(h.id[9], all[i].last);
        for (size_t n = 1; n < h.n; n++) CHECK(h.id[n] < h.id[n - 1]);
        q.offset = 10;
        CHECK(shelf_ask(&s, q).id[0] < h.id[9]);
        q.sort = INDEX_BY_NUMBER;
        q.offset = 0;
        CHECK_INT(shelf_ask(&s, q).total, all[i].total);
        CHECK(shelf_ask(&s, q).id[0] <= 6);
    }
    shelf_end(&s);
}

TEST(few_hits_of_ease_are_ranked_and_many_are_not)
{
    struct shelf s = shelf_of_many(mem);
    struct index_doc d = shelf_doc(mem, 7, "Batu", "Batu");
    shelf_put(&s, &d);
    struct index_query q = {.root = shelf_term(mem, INDEX_TITLE, "batu"), .limit = 20};
    struct index_hits best = shelf_ask(&s, q);
    q.sort = INDEX_BY_EASE;
    struct index_hits easy = shelf_ask(&s, q);
    CHECK_INT(easy.total, 51);
    CHECK_INT(easy.id[0], 7);
    for (size_t i = 0; i < easy.n; i++) CHECK_INT(easy.id[i], best.id[i]);
    q.offset = 20;
    CHECK_INT(shelf_ask(&s, q).n, 20);
    q.sort = INDEX_BY_RELEVANCE;
    int64_t there = shelf_ask(&s, q).id[0];
    q.sort = INDEX_BY_EASE;
    CHECK_INT(shelf_ask(&s, q).id[0], there);
    q.root = shelf_term(mem, INDEX_ANY, "batu");
    q.offset = 0;
    CHECK_INT(shelf_ask(&s, q).total, 149);
    CHECK_INT(shelf_ask(&s, q).id[0], 150);
    q.root = NULL;
    CHECK_INT(shelf_ask(&s, q).id[0], 150);
    shelf_end(&s);
}

TEST(conditions_facets_and_orders_hold_for_many_hits_without_ranks)
{
    struct shelf s = shelf_of_many(mem);
    struct index_query q = {.root = shelf_term(mem, INDEX_ANY, "padi"),
                            .sort = INDEX_BY_OLDEST,
                            .facet_limit = 3,
                            .limit = 5};
    CHECK_INT(shelf_ask(&s, q).facet[FACET_AUTHOR].item[0].count, 149);
    CHECK_INT(shelf_ask(&s, q).id[0], 1);
    q.filter = (struct index_filter){.year_from = 2011, .year_to = 2049};
    q.sort = INDEX_BY_ADDED;
    CHECK_INT(shelf_ask(&s, q).total, 38);
    CHECK_INT(shelf_ask(&s, q).id[0], 148);
    q.sort = INDEX_BY_TITLE;
    CHECK_INT(shelf_ask(&s, q).total, 38);
    CHECK_INT(shelf_ask(&s, q).id[0], 113); /* Padi */
    q.sort = INDEX_BY_ADDED;
    q.limit = 0;
    CHECK_INT(shelf_ask(&s, q).total, 38);
    shelf_end(&s);
}
