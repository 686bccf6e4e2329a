/* answer_test.c -- answers that are kept, and that nothing they depend on can change unseen. */
#include "catalog/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/authority.h"
#include "catalog/follow.h"
#include "network/membership.h"
#include "network/network.h"
#include "world.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, author, code)                                                                   \
    title ",Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,\"<" author ">\",<Novel>," code "\n"

/* ---- a server's way of asking ---- */

struct asking {
    struct world w;
    struct index_reader *index;
    struct cache *cache;
    struct search_gate gate;
    struct search_answering how;
    enum err refused; /* what the gate says */
    int entered, left;
};

static enum err enter(void *ctx)
{
    struct asking *x = ctx;
    x->entered += x->refused == OK;
    return x->refused;
}

static void leave(void *ctx, int64_t processor_us)
{
    struct asking *x = ctx;
    CHECK(processor_us > 0);
    x->left++;
}

static void begin(struct asking *x, struct arena *mem)
{
    memset(x, 0, sizeof *x);
    x->w = world_make(mem);
    x->cache = cache_new(1 << 20);
    x->gate = (struct search_gate){enter, leave, x};
    x->how = (struct search_answering){env_system(), x->cache, &x->gate};
}

static void end(struct asking *x)
{
    CHECK_INT(x->left, x->entered);
    index_reader_close(x->index);
    cache_free(x->cache);
    world_end(&x->w);
}

static struct search_request words(const char *query)
{
    return (struct search_request){
        .query = str_of(query), .field = INDEX_ANY, .limit = 10, .facet_limit = 20, .loosen = true};
}

static struct search_result ask(struct asking *x, const struct search_request *rq)
{
    struct search_request mine = *rq;
    struct search_result r = {0};
    mine.answering = &x->how;
    CHECK_INT(follow_now(x->w.store, NULL, 10), OK);
    if (!x->index) CHECK_INT(index_reader_open(x->w.dir, &x->index), OK);
    CHECK_INT(search_run(x->w.store->db, x->index, &world_operator, &mine, x->w.mem, NULL, &r), OK);
    return r;
}

static int64_t total(struct asking *x, const char *query)
{
    struct search_request rq = words(query);
    return ask(x, &rq).hits.total;
}

/* ---- what is kept ---- */

static void check_same(const struct search_result *x, const struct search_result *y)
{
    CHECK_INT(x->hits.total, y->hits.total);
    CHECK_INT(x->hits.applied_seq, y->hits.applied_seq);
    CHECK_INT(x->titles.n, y->titles.n);
    CHECK_INT(x->hits.n, y->hits.n);
    for (size_t i = 0; i < MIN(x->hits.n, y->hits.n); i++) {
        CHECK_INT(x->hits.id[i], y->hits.id[i]);
        CHECK_INT(x->hits.score[i], y->hits.score[i]);
    }
    for (int f = 0; f < FACETS; f++) {
        const struct index_facet_list *a = &x->hits.facet[f], *b = &y->hits.facet[f];
        CHECK_INT(a->n, b->n);
        CHECK_INT(a->distinct, b->distinct);
        for (size_t i = 0; i < MIN(a->n, b->n); i++) {
            CHECK_INT(a->item[i].number, b->item[i].number);
            CHECK_INT(a->item[i].count, b->item[i].count);
            CHECK(str_eq(a->item[i].text, b->item[i].text));
        }
    }
    CHECK_INT(x->changes.n, y->changes.n);
    for (size_t i = 0; i < MIN(x->changes.n, y->changes.n); i++) {
        CHECK_INT(x->changes.item[i].kind, y->changes.item[i].kind);
        CHECK(str_eq(x->changes.item[i].from, y->changes.item[i].from));
        CHECK(str_eq(x->changes.item[i].to, y->changes.item[i].to));
    }
}

TEST(a_question_asked_again_is_answered_the_same_without_the_index)
{
    struct asking x;
    begin(&x, mem);
    world_load(&x.w, world_library(&x.w, "SMAN 1"),
               HEADER ROW("Laskar pelangi", "Hirata, Andrea", "A1")
                   ROW("Edensor", "Hirata, Andrea", "A2"));
    static const char *const queries[] = {"hirata", "", "laskar pelamgi", "hirata qqzz", "zzzz"};
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search_request rq = words(queries[i]);
        struct search_result first = ask(&x, &rq), again = ask(&x, &rq);
        CHECK_INT(x.entered, i + 1);
        check_same(&first, &again);
    }
    CHECK_INT(total(&x, "hirata"), 2);
    CHECK_INT(cache_counts(x.cache).kept, COUNT(queries) + 1);
    end(&x);
}

TEST(numbers_of_any_size_come_back)
{
    int64_t ids[] = {1, INT64_MAX, 300}, scores[] = {-1, INT64_MIN, 0};
    struct buf CLEANUP(buf_release) b = BUF(1000);
    struct search_answer a = {
        .hits = {.total = INT64_C(1) << 40, .id = ids, .score = scores, .n = 3}};
    answer_pack(&b, &a);
    struct search_answer c = answer_unpack(buf_str(&b), mem);
    CHECK_INT(c.hits.total, a.hits.total);
    CHECK_INT(c.hits.n, 3);
    for (size_t i = 0; i < c.hits.n; i++) {
        CHECK_INT(c.hits.id[i], ids[i]);
        CHECK_INT(c.hits.score[i], scores[i]);
    }
}

TEST(who_is_refused_at_the_gate_is_told_and_nothing_is_kept)
{
    struct asking x;
    struct search_result r;
    begin(&x, mem);
    world_load(&x.w, world_library(&x.w, "SMAN 1"), HEADER ROW("Saman", "Ayu Utami", "A1"));
    CHECK_INT(total(&x, "utami"), 1);
    struct search_request rq = words("saman");
    rq.answering = &x.how;
    x.refused = ERR_BUSY;
    CHECK_INT(search_run(x.w.store->db, x.index, &world_operator, &rq, mem, NULL, &r), ERR_BUSY);
    CHECK_INT(total(&x, "utami"), 1); /* what is kept passes by */
    x.refused = OK;
    CHECK_INT(total(&x, "saman"), 1);
    CHECK_INT(x.entered, 2);
    end(&x);
}

TEST(without_a_cache_each_answer_is_made_behind_the_gate)
{
    struct asking x;
    begin(&x, mem);
    world_load(&x.w, world_library(&x.w, "SMAN 1"), HEADER ROW("Saman", "Ayu Utami", "A1"));
    x.how.cache = NULL;
    for (int i = 0; i < 3; i++) CHECK_INT(total(&x, "saman"), 1);
    CHECK_INT(x.entered, 3);
    end(&x);
}

static int64_t a_minute_later(const struct env *env)
{
    return env_system()->monotonic(env) + INT64_C(60000000);
}

TEST(an_answer_whose_facets_were_left_out_is_kept_for_a_minute)
{
    struct asking x;
    struct env later = *env_system();
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    begin(&x, mem);
    buf_add(&b, STR(HEADER));
    for (int i = 0; i < 2100; i++)
        buf_printf(&b, "Buku %d,Text,,,G,1998,,,,Indonesia,,,,,,,,C%d\n", i, i);
    world_load(&x.w, world_library(&x.w, "SMAN 1"), arena_cstr(mem, buf_str(&b)));
    struct search_request rq = words("buku"), patient = rq;
    rq.facet_deadline_us = 1; /* long past */
    CHECK(ask(&x, &rq).hits.facets_left);
    CHECK(ask(&x, &rq).hits.facets_left);
    CHECK(x.entered <= 2); /* once more when a minute ended in between */
    CHECK(!ask(&x, &patient).hits.facets_left);
    int before = x.entered;
    later.monotonic = a_minute_later;
    x.how.env = &later;
    rq.facet_deadline_us = INT64_MAX; /* now there is time for them */
    CHECK(!ask(&x, &rq).hits.facets_left);
    CHECK_INT(x.entered, before + 1);
    rq.facet_deadline_us = 1;
    CHECK(!ask(&x, &rq).hits.facets_left); /* they are there at no cost */
    CHECK_INT(x.entered, before + 1);
    end(&x);
}

/* ---- what changes shows at once ---- */

TEST(a_load_shows_when_the_index_has_it_and_so_does_its_undo)
{
    struct asking x;
    begin(&x, mem);
    int64_t library = world_library(&x.w, "SMAN 1");
    world_load(&x.w, library, HEADER ROW("Saman", "Ayu Utami", "A1"));
    CHECK_INT(total(&x, "utami"), 1);
    struct load_report second = world_load(&x.w, library, HEADER ROW("Larung", "Ayu Utami", "A2"));
    CHECK_INT(total(&x, "utami"), 2);
    CHECK_INT(world_undo(&x.w, second.id), OK);
    CHECK_INT(total(&x, "utami"), 1);
    end(&x);
}

TEST(titles_of_a_library_that_leaves_go_with_it_and_come_back)
{
    struct asking x;
    struct network home;
    int64_t id = 0;
    begin(&x, mem);
    int64_t stays = world_library(&x.w, "Tinggal"), leaves = world_library(&x.w, "Pergi");
    world_load(&x.w, stays, HEADER ROW("Saman", "Ayu Utami", "A1"));
    world_load(&x.w, leaves, HEADER ROW("Larung", "Ayu Utami", "B2"));
    CHECK_INT(network_home(x.w.store->db, mem, &home), OK);
    CHECK_INT(total(&x, "utami"), 2);
    CHECK_INT(membership_end(x.w.store->db, &world_operator, home.id, leaves, 10, 20), OK);
    CHECK_INT(total(&x, "utami"), 1);
    CHECK_INT(total(&x, "larung"), 0);
    CHECK_INT(membership_add(x.w.store->db, &world_operator, home.id, leaves, 20, 30, &id), OK);
    CHECK_INT(total(&x, "utami"), 2);
    end(&x);
}

TEST(an_authority_file_joins_names_at_once_and_its_undo_parts_them)
{
    struct asking x;
    struct fault why;
    struct load_watch watch = {0};
    struct authority_row row;
    bool former = true;
    begin(&x, mem);
    world_load(&x.w, world_library(&x.w, "SMAN 1"),
               HEADER ROW("Sarinah", "Sukarno", "A1") ROW("Di bawah bendera", "Hatta", "A2"));
    CHECK_INT(total(&x, "pengarang:kusno"), 0);
    const char *path = arena_cstr(mem, arena_printf(mem, "%s/authority.mrk", x.w.dir));
    FILE *f = fopen(path, "wb");
    fputs("=LDR  00000nz  a2200000n  4500\n=100  1\\$aSukarno\n=400  1\\$aKusno\n", f);
    fclose(f);
    CHECK_INT(
        authority_load(x.w.store, &world_operator, path, STR("perpusnas"), &watch, mem, &why, &row),
        OK);
    CHECK_INT(total(&x, "pengarang:kusno"), 1);
    CHECK_INT(authority_undo(x.w.store, &world_operator, STR("perpusnas"), &former), OK);
    CHECK_INT(total(&x, "pengarang:kusno"), 0);
    end(&x);
}

TEST(a_library_of_another_kind_counts_as_that_at_once)
{
    struct asking x;
    struct agency g;
    uint32_t bad = 0;
    begin(&x, mem);
    int64_t library = world_library(&x.w, "SMAN 1");
    world_load(&x.w, library, HEADER ROW("Saman", "Ayu Utami", "A1"));
    struct search_request rq = words("saman");
    CHECK_INT(ask(&x, &rq).hits.facet[FACET_TYPE].item[0].number, AGENCY_SCHOOL + 1);
    CHECK_INT(agency_get(x.w.store->db, library, mem, &g), OK);
    g.type = AGENCY_UNIVERSITY;
    CHECK_INT(agency_update(x.w.store->db, &world_operator, &g, 10, &bad), OK);
    CHECK_INT(ask(&x, &rq).hits.facet[FACET_TYPE].item[0].number, AGENCY_UNIVERSITY + 1);
    end(&x);
}

/* ---- what a question is made of ---- */

static struct digest plain_key(const struct index_query *q)
{
    return answer_key(q, false, &(struct index_version){1, 1, 1});
}

/* Different from every key before. */
static void check_new(struct arena *mem, struct strs *seen, struct digest key)
{
    struct str k = arena_copy(mem, (struct str){(const char *)key.byte, sizeof key.byte});
    for (size_t i = 0; i < seen->n; i++) CHECK(!str_eq(seen->item[i], k));
    VEC_PUSH(mem, seen, k);
}

#define DIFFERENT(...)                                                                             \
    do {                                                                                           \
        struct index_query q = base;                                                               \
        __VA_ARGS__;                                                                               \
        check_new(mem, &seen, plain_key(&q));                                                      \
    } while (0)

TEST(each_part_of_a_query_makes_another_question)
{
    static const int64_t numbers[] = {3, 4};
    static const int ints[] = {3, 4};
    static const uint8_t percent[8] = {100}, less[8] = {90};
    struct str part[] = {STR("a"), STR("bc")}, other[] = {STR("ab"), STR("c")};
    struct index_holder holder[] = {{3, 1, 34, 3404}, {3, 1, 34, 3402}, {3, 2, 34, 3404}};
    struct index_near near[] = {{3, 10}, {3, 20}};
    struct strs seen = {0}, one = {part, 2, 2}, two = {other, 2, 2};
    const struct index_query base = {.limit = 10};
    DIFFERENT((void)q);
    DIFFERENT(q.limit = 20);
    DIFFERENT(q.offset = 10);
    DIFFERENT(q.sort = INDEX_BY_TITLE);
    DIFFERENT(q.facet_limit = 10);
    DIFFERENT(q.facet_offset = 10);
    DIFFERENT(q.facets = 1);
    DIFFERENT(q.facets_whole = 1);
    DIFFERENT(q.facet_match = STR("a"));
    DIFFERENT(q.facet_deadline_us = 1);
    DIFFERENT(q.after = 1);
    DIFFERENT(q.enough = 1);
    DIFFERENT(q.filter.scope = numbers); /* nobody is another scope than everybody */
    DIFFERENT(q.filter.scope = numbers; q.filter.n_scope = 1);
    DIFFERENT(q.filter.scope = numbers; q.filter.n_scope = 2);
    DIFFERENT(q.filter.agencies = numbers; q.filter.n_agencies = 1);
    DIFFERENT(q.filter.formats = ints; q.filter.n_formats = 1);
    DIFFERENT(q.filter.types = ints; q.filter.n_types = 1);
    DIFFERENT(q.filter.places = ints; q.filter.n_places = 1);
    DIFFERENT(q.filter.decades = ints; q.filter.n_decades = 1);
    DIFFERENT(q.filter.languages = one);
    DIFFERENT(q.filter.languages = two);
    DIFFERENT(q.filter.subjects = one);
    DIFFERENT(q.filter.authors = one);
    DIFFERENT(q.filter.marks = one);
    DIFFERENT(q.filter.series = one);
    DIFFERENT(q.filter.classes = one);
    DIFFERENT(q.filter.status = 1);
    DIFFERENT(q.filter.year_from = 1990);
    DIFFERENT(q.filter.year_to = 1990);
    for (size_t i = 0; i < COUNT(holder); i++) DIFFERENT(q.holders = &holder[i]; q.n_holders = 1);
    for (size_t i = 0; i < COUNT(near); i++) DIFFERENT(q.near = &near[i]; q.n_near = 1);
    DIFFERENT(q.near_percent = percent);
    DIFFERENT(q.near_percent = less);
    check_new(mem, &seen, answer_key(&base, true, &(struct index_version){1, 1, 1}));
    check_new(mem, &seen, answer_key(&base, false, &(struct index_version){2, 1, 1}));
    check_new(mem, &seen, answer_key(&base, false, &(struct index_version){1, 2, 1}));
    check_new(mem, &seen, answer_key(&base, false, &(struct index_version){1, 1, 2}));
}

TEST(each_part_of_a_tree_makes_another_question)
{
    struct strs seen = {0}, also = {(struct str[]){STR("x")}, 1, 1};
    const struct index_node base = {.op = INDEX_TERM, .field = INDEX_ANY, .text = STR("a")};
    struct index_node list[12], *children[] = {&list[0], &list[1]};
    for (size_t i = 0; i < COUNT(list); i++) list[i] = base;
    list[1].text = STR("b");
    list[2].field = INDEX_TITLE;
    list[3].prefix = true;
    list[4].plain = true;
    list[5].start = true;
    list[6].whole = true;
    list[7].edits = 1;
    list[8].also = also;
    list[9] = (struct index_node){.op = INDEX_AND, .child = children, .n = 2};
    list[10] = (struct index_node){.op = INDEX_OR, .child = children, .n = 2};
    list[11] = (struct index_node){.op = INDEX_NEAR, .child = children, .n = 2, .distance = 3};
    for (size_t i = 0; i < COUNT(list); i++)
        check_new(mem, &seen, plain_key(&(struct index_query){.root = &list[i]}));
}

TEST(the_same_question_at_another_time_is_the_same)
{
    struct index_query q = {.limit = 10, .deadline_us = 5, .facet_deadline_us = 7};
    struct digest first = plain_key(&q);
    q.deadline_us = 500;
    q.facet_deadline_us = 700;
    struct digest second = plain_key(&q);
    CHECK(memcmp(first.byte, second.byte, sizeof first.byte) == 0);
}
