/* facet_test.c -- counts of facets against counting by hand: the count of a value is the total
 * there is when it is the only condition of its facet. */
#include "index/suggest.h"
#include "text/words.h"
#include "shelf.h"

enum { DOCS = 400, APART = 7, AGENCIES = 9, ROUNDS = 150 }; /* ids in several blocks */

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *const languages[] = {"ind", "eng", "jav", "ara"};
static const char *const subjects[] = {"Fiksi", "Sejarah -- Jawa", "Biologi", "Padi", "Hukum adat"};
static const char *const series[] = {"Seri A", "Seri B"};
static const char *const classes[][3] = {
    {"8", "81", "813"}, {"8", "89", "899"}, {"5", "57", "570"}};

/* Type 1 to 3, province 33 or 34, regency 3301 or 3404, as the agency's number says. */
static void know_holders(struct index_holder to[AGENCIES])
{
    for (int i = 0; i < AGENCIES; i++)
        to[i] = (struct index_holder){i + 1, i % 3 + 1, i % 2 ? 33 : 34, i % 2 ? 3301 : 3404};
}

static struct index_doc random_doc(struct arena *mem, int64_t id, uint32_t *seed)
{
    struct index_doc d = shelf_doc(mem, id, next(seed) % 2 ? "Buku zaman" : "Zaman", "Ani");
    int64_t *agency = arena_array(mem, int64_t, AGENCIES);
    uint8_t *status = arena_array(mem, uint8_t, AGENCIES);
    size_t n = 0;
    for (int i = 1; i <= AGENCIES; i++)
        if (next(seed) % 4 == 0) {
            status[n] = (uint8_t)(1u << next(seed) % 3);
            agency[n++] = i;
        }
    d.agencies = agency;
    d.status = status;
    d.n_agencies = n;
    d.format = (int)(next(seed) % 3);
    d.year = next(seed) % 5 ? 1980 + (int)(next(seed) % 45) : 0;
    d.year_end = d.year && next(seed) % 6 == 0 ? d.year + (int)(next(seed) % 25) : 0;
    VEC_PUSH(mem, &d.languages, str_of(languages[next(seed) % 4]));
    for (size_t i = 0; i < COUNT(subjects); i++)
        if (next(seed) % 3 == 0) VEC_PUSH(mem, &d.subjects, str_of(subjects[i]));
    if (next(seed) % 2) VEC_PUSH(mem, &d.series, str_of(series[next(seed) % 2]));
    const char *const *class = classes[next(seed) % 3];
    for (int i = 0; i < 3; i++) VEC_PUSH(mem, &d.classes, str_of(class[i]));
    return d;
}

static struct shelf shelf_of_many(struct arena *mem, uint32_t seed)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int64_t id = 1; id <= DOCS; id++) {
        struct index_doc d = random_doc(mem, id * APART, &seed);
        CHECK_INT(index_put(w, &d), OK);
    }
    CHECK_INT(index_commit(w, 1), OK);
    index_writer_close(w);
    return s;
}

/* Up to two values of each facet, often none. */
static void random_filter(struct arena *mem, struct index_filter *f, uint32_t *seed)
{
    int *number = arena_array(mem, int, 8);
    int64_t *agency = arena_array(mem, int64_t, 6);
    number[0] = (int)(next(seed) % 3), number[1] = (int)(next(seed) % 3);
    number[2] = (int)(next(seed) % 3) + 1;
    number[3] = next(seed) % 2 ? 34 : 3301;
    number[4] = 1980 + 10 * (int)(next(seed) % 5), number[5] = 1990;
    if (next(seed) % 4 == 0) f->formats = number, f->n_formats = 1 + next(seed) % 2;
    if (next(seed) % 4 == 0) f->types = number + 2, f->n_types = 1;
    if (next(seed) % 4 == 0) f->places = number + 3, f->n_places = 1;
    if (next(seed) % 4 == 0) f->decades = number + 4, f->n_decades = 1 + next(seed) % 2;
    if (next(seed) % 4 == 0) f->status = 1 + next(seed) % 7;
    if (next(seed) % 5 == 0) f->year_from = 1990, f->year_to = 2010;
    for (int i = 0; i < 2; i++) agency[i] = 1 + next(seed) % AGENCIES;
    if (next(seed) % 4 == 0) f->agencies = agency, f->n_agencies = 2;
    for (int i = 2; i < 6; i++) agency[i] = 1 + next(seed) % AGENCIES;
    if (next(seed) % 4 == 0) f->scope = agency + 2, f->n_scope = 4;
    if (next(seed) % 4 == 0) VEC_PUSH(mem, &f->languages, str_of(languages[next(seed) % 4]));
    if (next(seed) % 4 == 0) VEC_PUSH(mem, &f->languages, STR("xxx")); /* occurs nowhere */
    if (next(seed) % 4 == 0) VEC_PUSH(mem, &f->subjects, str_of(subjects[next(seed) % 5]));
    if (next(seed) % 4 == 0) VEC_PUSH(mem, &f->subjects, str_of(subjects[next(seed) % 5]));
    if (next(seed) % 6 == 0) VEC_PUSH(mem, &f->series, str_of(series[next(seed) % 2]));
    if (next(seed) % 6 == 0) VEC_PUSH(mem, &f->classes, str_of(classes[next(seed) % 3][1]));
}

/* The filter with this value as the only condition of its facet. */
static struct index_filter only(struct arena *mem, struct index_filter f, int facet,
                                const struct index_facet_value *v)
{
    int *number = arena_array(mem, int, 1);
    int64_t *agency = arena_array(mem, int64_t, 1);
    struct strs one = {0};
    *number = (int)v->number;
    *agency = v->number;
    VEC_PUSH(mem, &one, v->text);
    switch (facet) {
    case FACET_FORMAT: f.formats = number, f.n_formats = 1; break;
    case FACET_LANGUAGE: f.languages = one; break;
    case FACET_AGENCY: f.agencies = agency, f.n_agencies = 1; break;
    case FACET_SUBJECT: f.subjects = one; break;
    case FACET_AUTHOR: f.authors = one; break;
    case FACET_TYPE: f.types = number, f.n_types = 1; break;
    case FACET_PLACE: f.places = number, f.n_places = 1; break;
    case FACET_STATUS: f.status = 1u << *number; break;
    case FACET_DECADE: f.decades = number, f.n_decades = 1; break;
    case FACET_SERIES: f.series = one; break;
    case FACET_CLASS: f.classes = one; break;
    default: break;
    }
    return f;
}

TEST(the_count_of_a_value_is_the_total_when_it_is_chosen)
{
    struct shelf s = shelf_of_many(mem, 7);
    struct index_holder holders[AGENCIES];
    uint32_t seed = 11;
    int64_t compared = 0;
    know_holders(holders);
    for (int round = 0; round < ROUNDS; round++) {
        struct index_query q = {.facet_limit = 50, .holders = holders, .n_holders = AGENCIES};
        if (round % 2) q.root = shelf_term(mem, INDEX_ANY, "buku");
        random_filter(mem, &q.filter, &seed);
        struct index_hits h = shelf_ask(&s, q);
        for (int k = 0; k < FACETS; k++)
            for (size_t i = 0; i < h.facet[k].n && k != FACET_YEAR && k != FACET_MARK; i++) {
                struct index_query chosen = q;
                chosen.facet_limit = 0;
                chosen.filter = only(mem, q.filter, k, &h.facet[k].item[i]);
                CHECK_INT(h.facet[k].item[i].count, shelf_ask(&s, chosen).total);
                compared++;
            }
    }
    CHECK(compared > 3000);
    shelf_end(&s);
}

/* A second opinion on totals, from the documents alone: those that were put are made again. */
TEST(one_library_must_meet_all_conditions_on_who_holds_it)
{
    struct shelf s = shelf_of_many(mem, 7);
    struct index_holder holders[AGENCIES];
    int type = 2, place = 34;
    uint32_t seed = 7;
    int64_t expected = 0;
    know_holders(holders);
    for (int64_t id = 1; id <= DOCS; id++) {
        struct index_doc d = random_doc(mem, id * APART, &seed);
        bool held = false;
        for (size_t i = 0; i < d.n_agencies; i++) {
            const struct index_holder *h = &holders[d.agencies[i] - 1];
            held = held || (h->type == 2 && h->province == 34 && d.status[i] == 1);
        }
        expected += held;
    }
    struct index_query q = {
        .filter = {.types = &type, .n_types = 1, .places = &place, .n_places = 1, .status = 1},
        .holders = holders,
        .n_holders = AGENCIES};
    CHECK(expected > 0 && expected < DOCS);
    CHECK_INT(shelf_ask(&s, q).total, expected);
    shelf_end(&s);
}

TEST(values_come_in_pages_and_can_be_searched)
{
    struct shelf s = shelf_of_many(mem, 3);
    struct index_query q = {.facet_limit = 2, .facets = 1u << FACET_SUBJECT};
    struct index_hits all = shelf_ask(&s, (struct index_query){.facet_limit = 50});
    struct index_hits first = shelf_ask(&s, q);
    q.facet_offset = 2;
    struct index_hits second = shelf_ask(&s, q);
    CHECK_INT(first.facet[FACET_SUBJECT].distinct, 5);
    for (int i = 0; i < 2; i++) {
        CHECK_INT(first.facet[FACET_SUBJECT].item[i].count, all.facet[FACET_SUBJECT].item[i].count);
        CHECK_INT(second.facet[FACET_SUBJECT].item[i].count,
                  all.facet[FACET_SUBJECT].item[i + 2].count);
    }
    q.facet_offset = 0;
    q.facet_match = STR("JAW");
    struct index_hits found = shelf_ask(&s, q);
    CHECK_INT(found.facet[FACET_SUBJECT].distinct, 1);
    CHECK_STR(found.facet[FACET_SUBJECT].item[0].text, "Sejarah -- Jawa");
    q.facet_match = STR("awa");
    CHECK_INT(shelf_ask(&s, q).facet[FACET_SUBJECT].n, 0);
    shelf_end(&s);
}

static struct shelf shelf_of_like_titles(struct arena *mem, int64_t n)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int64_t id = 1; id <= n; id++) {
        struct index_doc d = shelf_doc(mem, id, "Zaman", "Ani");
        CHECK_INT(index_put(w, &d), OK);
    }
    CHECK_INT(index_commit(w, 1), OK);
    index_writer_close(w);
    return s;
}

TEST(hits_do_not_wait_for_facets)
{
    struct shelf s = shelf_of_like_titles(mem, 3000);
    struct index_query q = {.facet_limit = 5, .facet_deadline_us = 1};
    struct index_hits h = shelf_ask(&s, q);
    CHECK_INT(h.total, 3000);
    CHECK(h.facets_left);
    CHECK_INT(h.facet[FACET_AUTHOR].n, 0);
    q.facet_deadline_us = 0;
    CHECK(!shelf_ask(&s, q).facets_left);
    shelf_end(&s);
}

TEST(a_search_whose_time_is_up_stops_even_when_nothing_fits)
{
    static const int64_t nobody = 99;
    struct shelf s = shelf_of_like_titles(mem, 3000);
    struct index_hits h;
    struct index_query q = {.limit = 10, .filter = {.agencies = &nobody, .n_agencies = 1}};
    struct index_node *roots[] = {NULL, shelf_term(mem, INDEX_ANY, "zaman")};
    for (size_t i = 0; i < COUNT(roots); i++)
        for (int sort = INDEX_BY_RELEVANCE; sort <= INDEX_BY_TITLE; sort++) {
            q.root = roots[i];
            q.sort = (enum index_sort)sort;
            q.deadline_us = 1;
            CHECK_INT(index_search(s.reader, &q, mem, &h), ERR_INTERRUPTED);
            q.deadline_us = 0;
            CHECK_INT(index_search(s.reader, &q, mem, &h), OK);
            CHECK_INT(h.total, 0);
        }
    shelf_end(&s);
}

/* ---- while typing ---- */

static struct index_suggestions typed(struct shelf *s, const char *text, const int64_t *scope,
                                      size_t n)
{
    struct index_suggestions found = {0};
    struct index_filter f = {.scope = scope, .n_scope = n};
    CHECK_INT(index_suggest(s->reader, str_of(text), &f, s->mem, &found), OK);
    return found;
}

static struct shelf shelf_to_type(struct arena *mem)
{
    static const int64_t agencies[] = {1, 2};
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Laskar pelangi", "Hirata, Andrea");
    d.agencies = agencies;
    d.n_agencies = 1;
    shelf_put(&s, &d);
    d = shelf_doc(mem, 2, "Laskar", "Hirata, Andrea");
    d.agencies = agencies;
    d.n_agencies = 2;
    shelf_put(&s, &d);
    return s;
}

TEST(titles_and_names_are_suggested_with_exact_counts)
{
    struct shelf s = shelf_to_type(mem);
    struct index_suggestions found = typed(&s, "LASK", NULL, 0);
    CHECK_INT(found.n[SUGGEST_TITLE], 2);
    CHECK_INT(found.item[SUGGEST_TITLE][0].id, 2); /* more libraries have it */
    CHECK_INT(found.item[SUGGEST_TITLE][0].count, 2);
    found = typed(&s, "andrea hir", NULL, 0);
    CHECK_INT(found.n[SUGGEST_AUTHOR], 1);
    CHECK_STR(found.item[SUGGEST_AUTHOR][0].text, "Hirata, Andrea");
    CHECK_INT(found.item[SUGGEST_AUTHOR][0].count, 2);
    CHECK_INT(typed(&s, "pelan", NULL, 0).n[SUGGEST_TITLE], 1); /* a word inside */
    CHECK_INT(typed(&s, "\"*", NULL, 0).n[SUGGEST_TITLE], 0);
    shelf_end(&s);
}

/* Many titles have a word somewhere; those that begin with it are meant, if there are some. */
TEST(titles_that_begin_so_are_suggested_before_those_that_have_it_inside)
{
    static const char *const title[] = {"Laskar pelangi", "Pelangi di Bangka", "The pelangi book",
                                        "Pelangi malam"};
    static const int64_t agencies[] = {1, 2};
    struct shelf s = shelf_new(mem);
    for (int i = 0; i < 4; i++) {
        struct index_doc d = shelf_doc(mem, i + 1, title[i], "Hirata, Andrea");
        struct str sort = words_sort_key(mem, str_of(title[i]), STR("eng"));
        VEC_PUSH(mem, &d.headings, (struct index_heading){HEADING_TITLE, sort, str_of(title[i])});
        d.agencies = agencies;
        d.n_agencies = i ? 1 : 2;
        shelf_put(&s, &d);
    }
    struct index_suggestions found = typed(&s, "pelan", NULL, 0);
    CHECK_INT(found.n[SUGGEST_TITLE], 3);
    for (int i = 0; i < 3; i++) CHECK_INT(found.item[SUGGEST_TITLE][i].id, i + 2);
    CHECK_INT(typed(&s, "the pelangi b", NULL, 0).item[SUGGEST_TITLE][0].id, 3);
    shelf_end(&s);
}

/* Counts are kept and only brought up to date: as a reader has them who counts anew. */
TEST(counts_of_names_follow_every_change)
{
    enum { TITLES = 2500, CHANGES = 60 }; /* in several blocks */
    static const char *const author[] = {"Hirata, Andrea", "Hirata, Budi", "Hirata, Citra"};
    static const int64_t first[] = {1}, second[] = {1, 2};
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    uint32_t seed = 7;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int i = 1; i <= TITLES; i++) {
        struct index_doc d = shelf_doc(mem, i, "Buku", author[i % 3]);
        d.agencies = i % 2 ? first : second;
        d.n_agencies = i % 2 ? 1 : 2;
        CHECK_INT(index_put(w, &d), OK);
    }
    CHECK_INT(index_commit(w, ++s.seq), OK);
    index_writer_close(w);
    for (int i = 0; i < CHANGES; i++) {
        int64_t id = 1 + next(&seed) % (TITLES + 40);
        struct index_doc d = shelf_doc(mem, id, "Buku lain", author[next(&seed) % 3]);
        d.agencies = second;
        d.n_agencies = 1 + next(&seed) % 2;
        if (next(&seed) % 4)
            shelf_put(&s, &d);
        else
            shelf_delete(&s, id);
        struct shelf anew = s;
        CHECK_INT(index_reader_open(s.dir, &anew.reader), OK);
        const size_t scope = i < CHANGES / 2 ? 1 : 2;
        struct index_suggestions kept = typed(&s, "hirata", second, scope);
        struct index_suggestions fresh = typed(&anew, "hirata", second, scope);
        CHECK_INT(kept.n[SUGGEST_AUTHOR], fresh.n[SUGGEST_AUTHOR]);
        for (size_t k = 0; k < fresh.n[SUGGEST_AUTHOR]; k++) {
            CHECK_INT(kept.item[SUGGEST_AUTHOR][k].count, fresh.item[SUGGEST_AUTHOR][k].count);
            CHECK(str_eq(kept.item[SUGGEST_AUTHOR][k].text, fresh.item[SUGGEST_AUTHOR][k].text));
        }
        index_reader_close(anew.reader);
    }
    shelf_end(&s);
}

TEST(what_is_out_of_scope_or_gone_is_not_suggested)
{
    static const int64_t two[] = {2}, nobody[] = {9};
    struct shelf s = shelf_to_type(mem);
    CHECK_INT(typed(&s, "lask", two, 1).n[SUGGEST_TITLE], 1);
    CHECK_INT(typed(&s, "hira", two, 1).item[SUGGEST_AUTHOR][0].count, 1);
    CHECK_INT(typed(&s, "hira", NULL, 0).item[SUGGEST_AUTHOR][0].count, 2);
    CHECK_INT(typed(&s, "hira", nobody, 1).n[SUGGEST_AUTHOR], 0);
    shelf_delete(&s, 2);
    CHECK_INT(typed(&s, "lask", NULL, 0).n[SUGGEST_TITLE], 1);
    CHECK_INT(typed(&s, "hira", NULL, 0).item[SUGGEST_AUTHOR][0].count, 1);
    struct index_doc d = shelf_doc(mem, 1, "Sang pemimpi", "Hirata, Andrea");
    shelf_put(&s, &d);
    CHECK_INT(typed(&s, "lask", NULL, 0).n[SUGGEST_TITLE], 0);
    CHECK_INT(typed(&s, "sang", NULL, 0).n[SUGGEST_TITLE], 1);
    shelf_end(&s);
}
