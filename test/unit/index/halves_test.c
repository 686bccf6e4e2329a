/* halves_test.c -- a search that is shared with a second thread finds what one thread finds. */
#include "index/internal.h"
#include "shelf.h"

enum { DOCS = 10600, LIBRARIES = 700 };

static const char *const titles[] = {"Buku", "Buku sejarah", "Sejarah", "Buku baca"};

/* Some libraries are known to the second half only. */
static void fill(struct shelf *s)
{
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int i = 1; i <= DOCS; i++) {
        struct arena *a = arena_new();
        struct index_doc d = shelf_doc(a, i, titles[i % (int)COUNT(titles)], "Ani");
        int64_t agency[] = {1 + i % 3, 10 + (int64_t)i * LIBRARIES / DOCS};
        d.agencies = agency;
        d.n_agencies = COUNT(agency);
        d.format = 1 + i % 4;
        d.year = 1900 + i % 100;
        VEC_PUSH(a, &d.subjects, arena_printf(a, "Subject %d", i % 97));
        VEC_PUSH(a, &d.subjects, arena_printf(a, "Subject %d", 100 + i / 50));
        VEC_PUSH(a, &d.languages, i % 2 ? STR("ind") : STR("eng"));
        CHECK_INT(index_put(w, &d), OK);
        arena_free(a);
    }
    CHECK_INT(index_commit(w, 1), OK);
    for (bool more = true; more;) CHECK_INT(index_tidy(w, &more), OK);
    index_writer_close(w);
}

static void same(const struct index_hits *got, const struct index_hits *want)
{
    CHECK_INT(got->total, want->total);
    CHECK_INT(got->n, want->n);
    for (size_t i = 0; i < got->n && i < want->n; i++) CHECK_INT(got->id[i], want->id[i]);
    for (int k = 0; k < FACETS; k++) {
        CHECK_INT(got->facet[k].n, want->facet[k].n);
        CHECK_INT(got->facet[k].distinct, want->facet[k].distinct);
        for (size_t i = 0; i < got->facet[k].n && i < want->facet[k].n; i++) {
            CHECK_INT(got->facet[k].item[i].number, want->facet[k].item[i].number);
            CHECK_INT(got->facet[k].item[i].count, want->facet[k].item[i].count);
        }
    }
}

/* The second time somebody else seems to search. */
static void compare(struct shelf *s, struct index_query q)
{
    q.limit = 30;
    q.facet_limit = 1000;
    for (q.offset = 0; q.offset <= 20; q.offset += 20)
        for (q.sort = INDEX_BY_RELEVANCE; q.sort <= INDEX_BY_EASE; q.sort++) {
            struct index_hits shared = shelf_ask(s, q);
            reader_searches(s->reader, 1);
            struct index_hits alone = shelf_ask(s, q);
            reader_searches(s->reader, -1);
            CHECK_INT(alone.helped_us, 0);
            same(&shared, &alone);
        }
}

TEST(two_threads_find_what_one_finds)
{
    struct shelf s = shelf_new(mem);
    int64_t agency[] = {2, 600};
    fill(&s);
    struct index_query by_word = {.root = shelf_term(mem, INDEX_ANY, "ani")}, all = {0};
    compare(&s, by_word);
    compare(&s, all);
    by_word.filter.agencies = all.filter.agencies = agency;
    by_word.filter.n_agencies = all.filter.n_agencies = COUNT(agency);
    compare(&s, by_word);
    compare(&s, all);
    all.filter.year_from = 1950;
    compare(&s, all);
    shelf_end(&s);
}
