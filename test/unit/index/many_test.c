/* many_test.c -- a word by itself that many titles have is answered phrase by phrase (rank.c): the
 * hits, their order and the facets are those of the same word in an AND of its own, which is not.
 */
#include "shelf.h"

enum { DOCS = 700, APART = 5 };

static const char *const titles[] = {
    "Membaca",       "Bacaan untuk anak", "Baca",           "Pembaca dan bacaan", "Reading well",
    "Kebun",         "Bacalah, baca",     "Anak membaca",   "Anak-anak",          "Reading",
    "Baca, membaca", "Pembacaan",         "Reading membaca"};

static void fill(struct shelf *s)
{
    struct index_writer *w = NULL;
    int64_t *agency = arena_array(s->mem, int64_t, DOCS);
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int i = 1; i <= DOCS; i++) {
        struct index_doc d =
            shelf_doc(s->mem, i * APART, titles[i * 7 % (int)COUNT(titles)], "Ani");
        agency[i - 1] = 1 + i % 3;
        d.agencies = &agency[i - 1];
        d.n_agencies = 1;
        d.year = 1950 + i % 60;
        if (i % 4 == 0) VEC_PUSH(s->mem, &d.text[INDEX_SUBJECT], STR("Bacaan"));
        if (i % 6 == 0) VEC_PUSH(s->mem, &d.text[INDEX_NOTES], STR("dibaca, baca"));
        if (i % 6 == 0) VEC_PUSH(s->mem, &d.subjects, STR("Bacaan"));
        CHECK_INT(index_put(w, &d), OK);
    }
    CHECK_INT(index_commit(w, 1), OK);
    index_writer_close(w);
}

static void compare(struct shelf *s, struct index_query q, struct index_node *word, int64_t least)
{
    struct index_node *child[] = {word};
    struct index_node all = {.op = INDEX_AND, .child = child, .n = 1};
    q.limit = 1000;
    q.facet_limit = 100;
    q.root = word;
    struct index_hits got = shelf_ask(s, q);
    q.root = &all;
    struct index_hits want = shelf_ask(s, q);
    CHECK(want.total >= least);
    CHECK_INT(got.total, want.total);
    CHECK_INT(got.n, want.n);
    for (size_t i = 0; i < got.n && i < want.n; i++) {
        CHECK_INT(got.id[i], want.id[i]);
        CHECK_INT(got.score[i], want.score[i]);
    }
    for (int k = 0; k < FACETS; k++) {
        CHECK_INT(got.facet[k].n, want.facet[k].n);
        for (size_t i = 0; i < got.facet[k].n && i < want.facet[k].n; i++)
            CHECK_INT(got.facet[k].item[i].count, want.facet[k].item[i].count);
    }
}

TEST(a_word_that_many_have_is_ranked_as_in_an_and_of_its_own)
{
    static const enum index_field fields[] = {INDEX_ANY, INDEX_TITLE, INDEX_SUBJECT};
    struct shelf s = shelf_new(mem);
    fill(&s);
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct index_node *n = shelf_term(mem, fields[i], "baca");
        compare(&s, (struct index_query){0}, n, 100);
        VEC_PUSH(mem, &n->also, STR("reading"));
        compare(&s, (struct index_query){0}, n, 100);
        n->edits = 1;
        compare(&s, (struct index_query){0}, n, 100);
        n = shelf_term(mem, fields[i], "baca");
        n->plain = true;
        compare(&s, (struct index_query){0}, n, 0);
        n->prefix = true;
        compare(&s, (struct index_query){0}, n, 100);
    }
    compare(&s, (struct index_query){0}, shelf_term(mem, INDEX_ANY, "ani"), DOCS);
    compare(&s, (struct index_query){0}, shelf_term(mem, INDEX_ANY, "anak-anak"), 1);
    shelf_end(&s);
}

TEST(conditions_hold_for_a_word_that_many_have)
{
    struct shelf s = shelf_new(mem);
    int64_t agency = 2;
    fill(&s);
    struct index_node *n = shelf_term(mem, INDEX_ANY, "baca");
    VEC_PUSH(mem, &n->also, STR("reading"));
    compare(&s, (struct index_query){.filter = {.agencies = &agency, .n_agencies = 1}}, n, 100);
    compare(&s, (struct index_query){.filter = {.scope = &agency, .n_scope = 1}}, n, 100);
    compare(&s, (struct index_query){.filter = {.year_from = 1980}}, n, 100);
    compare(&s, (struct index_query){.enough = 90}, n, 90);
    shelf_end(&s);
}
