/* rank_test.c -- which of two titles comes first. Each test puts the better one second, so that the
 * order of numbers never helps. */
#include "shelf.h"

/* Two documents as given; ids 1 and 2. */
struct pair {
    struct shelf s;
    struct index_doc worse, better;
};

static struct pair pair_of(struct arena *mem, const char *worse, const char *better)
{
    struct pair p = {.s = shelf_new(mem)};
    p.worse = shelf_doc(mem, 1, worse, "Anonim");
    p.better = shelf_doc(mem, 2, better, "Anonim");
    return p;
}

static struct index_node *words(struct arena *mem, enum index_op op, const char *const *text,
                                size_t n)
{
    struct index_node *all = arena_make(mem, struct index_node);
    *all = (struct index_node){.op = op, .child = arena_array(mem, struct index_node *, n), .n = n};
    for (size_t i = 0; i < n; i++) all->child[i] = shelf_term(mem, INDEX_ANY, text[i]);
    return all;
}

#define ALL_OF(mem, ...)                                                                           \
    words(mem, INDEX_AND, (const char *const[]){__VA_ARGS__},                                      \
          COUNT(((const char *const[]){__VA_ARGS__})))

/* The better one is first, by more than its number. */
static void check_order(struct pair *p, struct index_query q)
{
    shelf_put(&p->s, &p->worse);
    shelf_put(&p->s, &p->better);
    struct index_hits hits = shelf_ask(&p->s, q);
    CHECK_INT(hits.total, 2);
    if (hits.n == 2) {
        CHECK_INT(hits.id[0], 2);
        CHECK(hits.score[0] > hits.score[1]);
    }
    shelf_end(&p->s);
}

TEST(a_word_in_the_title_counts_more_than_as_subject_there_more_than_in_a_note)
{
    struct pair p = pair_of(mem, "Kebun", "Padi");
    VEC_PUSH(mem, &p.worse.text[INDEX_SUBJECT], STR("Padi"));
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "padi")});
    p = pair_of(mem, "Kebun", "Ladang");
    VEC_PUSH(mem, &p.worse.text[INDEX_NOTES], STR("Padi"));
    VEC_PUSH(mem, &p.better.text[INDEX_SUBJECT], STR("Padi"));
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "padi")});
}

TEST(the_title_that_is_just_these_words_comes_first)
{
    struct pair p = pair_of(mem, "Bumi manusia dan langit di atas segala bangsa", "Bumi manusia");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "bumi", "manusia")});
}

TEST(what_stands_behind_a_colon_makes_a_title_no_other)
{
    struct pair p = pair_of(mem, "Saman yang lain", "Saman: novel dari masa yang lain lagi");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "saman")});
}

TEST(a_title_that_begins_so_comes_before_one_that_has_the_word_within)
{
    struct pair p = pair_of(mem, "Kisah pulang", "Pulang kisah");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "pulang")});
}

TEST(words_next_to_one_another_count_more_than_scattered_ones)
{
    struct pair p =
        pair_of(mem, "Ilmu tentang sifat dan guna tanah", "Sifat dan guna tentang ilmu tanah");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "ilmu", "tanah")});
}

TEST(words_in_the_order_asked_for_count_more_than_the_other_way_round)
{
    struct pair p = pair_of(mem, "Kisah jawa sejarah", "Kisah sejarah jawa");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "sejarah", "jawa")});
}

TEST(the_word_as_typed_counts_more_than_a_form_of_it)
{
    struct pair p = pair_of(mem, "Tulisan", "Menulis");
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "menulis")});
}

TEST(a_spelling_that_was_corrected_counts_less)
{
    struct pair p = pair_of(mem, "Pelangi", "Pelang");
    struct index_node *either = words(mem, INDEX_OR, (const char *const[]){"pelang", "pelangi"}, 2);
    either->child[1]->edits = 1;
    check_order(&p, (struct index_query){.root = either});
}

TEST(a_rare_word_tells_more_than_a_common_one)
{
    struct pair p = pair_of(mem, "Buku", "Gerhana");
    VEC_PUSH(mem, &p.worse.text[INDEX_SUBJECT], STR("Gerhana"));
    VEC_PUSH(mem, &p.better.text[INDEX_SUBJECT], STR("Buku"));
    for (int id = 3; id < 200; id++) {
        struct index_doc d = shelf_doc(mem, id, "Buku", "Orang");
        shelf_put(&p.s, &d);
    }
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "buku", "gerhana")});
}

TEST(words_that_are_refused_count_for_nothing)
{
    struct shelf s = shelf_new(mem);
    struct index_doc a = shelf_doc(mem, 1, "Padi", "Anonim"),
                     b = shelf_doc(mem, 2, "Padi sawah", "Anonim");
    shelf_put(&s, &a);
    shelf_put(&s, &b);
    struct index_node *n = words(mem, INDEX_NOT, (const char *const[]){"padi", "sawah"}, 2);
    struct index_hits with = shelf_ask(&s, (struct index_query){.root = n});
    struct index_hits without =
        shelf_ask(&s, (struct index_query){.root = shelf_term(mem, INDEX_ANY, "padi")});
    CHECK_INT(with.total, 1);
    CHECK_INT(with.score[0], without.score[0]);
    shelf_end(&s);
}

TEST(of_like_titles_the_one_more_libraries_hold_comes_first)
{
    static const int64_t few[] = {4}, many[] = {4, 5, 6, 7};
    struct pair p = pair_of(mem, "Negara", "Negara");
    p.worse.agencies = few;
    p.worse.n_agencies = COUNT(few);
    p.better.agencies = many;
    p.better.n_agencies = COUNT(many);
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "negara")});
}

TEST(of_like_titles_the_one_described_better_comes_first)
{
    struct pair p = pair_of(mem, "Negara", "Negara");
    p.worse.quality = 3;
    p.better.quality = 9;
    check_order(&p, (struct index_query){.root = ALL_OF(mem, "negara")});
}

TEST(what_is_near_comes_first_among_like_titles_and_nothing_is_hidden)
{
    static const int64_t far[] = {4, 9}, close[] = {7};
    static const struct index_near near[] = {{4, 300}, {7, 5}};
    struct pair p = pair_of(mem, "Negara", "Negara");
    p.worse.agencies = far;
    p.worse.n_agencies = COUNT(far);
    p.better.agencies = close;
    p.better.n_agencies = COUNT(close);
    check_order(&p, (struct index_query){
                        .root = ALL_OF(mem, "negara"), .near = near, .n_near = COUNT(near)});
}

TEST(nearness_never_lifts_a_title_over_one_that_answers_better)
{
    static const int64_t here[] = {4}, elsewhere[] = {7};
    static const struct index_near near[] = {{4, 0}, {7, 900}};
    struct pair p = pair_of(mem, "Catatan tentang negara yang hilang", "Negara");
    p.worse.agencies = here;
    p.worse.n_agencies = COUNT(here);
    p.better.agencies = elsewhere;
    p.better.n_agencies = COUNT(elsewhere);
    check_order(&p, (struct index_query){
                        .root = ALL_OF(mem, "negara"), .near = near, .n_near = COUNT(near)});
}

TEST(equal_titles_keep_the_order_of_their_numbers)
{
    struct shelf s = shelf_new(mem);
    for (int id = 9; id > 0; id--) {
        struct index_doc d = shelf_doc(mem, id, "Negara", "Anonim");
        shelf_put(&s, &d);
    }
    struct index_hits hits =
        shelf_ask(&s, (struct index_query){.root = shelf_term(mem, INDEX_ANY, "negara")});
    CHECK_INT(hits.n, 9);
    for (size_t i = 0; i < hits.n; i++) CHECK_INT(hits.id[i], (int64_t)i + 1);
    shelf_end(&s);
}

TEST(a_query_larger_than_the_plan_is_answered_all_the_same)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Negara", "Anonim");
    shelf_put(&s, &d);
    struct index_node *n = shelf_term(mem, INDEX_ANY, "negara");
    for (int i = 0; i < 18; i++) {
        struct index_node * or = words(mem, INDEX_OR, (const char *const[]){"a", "b", "c"}, 3);
        or->child[0] = n;
        n = or ;
    }
    CHECK_INT(shelf_ask(&s, (struct index_query){.root = n}).total, 1);
    shelf_end(&s);
}
