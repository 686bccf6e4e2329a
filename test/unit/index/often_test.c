/* often_test.c -- words that many titles have lie in the blocks once the index is tidied: every
 * answer is the same as before, while documents come and go, and wherever tidying is stopped. */
#include "index/often.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/internal.h"
#include "shelf.h"

enum { DOCS = 1500, APART = 3 };

static const char *const titles[] = {"Membaca buku sejarah",
                                     "Sejarah buku dan bacaan",
                                     "Buku",
                                     "Buku: kumpulan baca-bacaan",
                                     "Bukunya Ani",
                                     "Histories of the book",
                                     "The history of reading",
                                     "Kebun & kota",
                                     "Book history, a history",
                                     "Historic buku"};

static struct index_doc doc_of(struct arena *mem, int i, int turn)
{
    struct index_doc d = shelf_doc(mem, i * APART, titles[(i * 7 + turn) % (int)COUNT(titles)],
                                   i % 5 ? "Ani" : "Budi");
    int64_t *agency = arena_array(mem, int64_t, 1);
    *agency = 1 + i % 3;
    d.agencies = agency;
    d.n_agencies = 1;
    d.year = 1950 + i % 60;
    if (i % 4 == 0) VEC_PUSH(mem, &d.text[INDEX_SUBJECT], STR("Sejarah"));
    if (i % 4 == 0) VEC_PUSH(mem, &d.subjects, STR("Sejarah"));
    if (i % 6 == 0) VEC_PUSH(mem, &d.text[INDEX_NOTES], STR("Buku langka, historia"));
    if (i % 211 == 0) VEC_PUSH(mem, &d.text[INDEX_SERIES], STR("Langka buku"));
    return d;
}

static void fill(struct shelf *s)
{
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    for (int i = 1; i <= DOCS; i++) {
        struct index_doc d = doc_of(s->mem, i, 0);
        CHECK_INT(index_put(w, &d), OK);
    }
    CHECK_INT(index_commit(w, ++s->seq), OK);
    index_writer_close(w);
}

/* At most so many steps; whether it was all. */
static bool tidy(struct shelf *s, int steps)
{
    struct index_writer *w = NULL;
    bool more = true;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    while (more && steps-- > 0) CHECK_INT(index_tidy(w, &more), OK);
    index_writer_close(w);
    return !more;
}

static void check_file(struct shelf *s)
{
    struct str why = {0};
    CHECK_INT(index_check(s->reader, s->mem, &why), OK);
    if (why.n) printf("%.*s\n", STR_ARG(why));
}

/* ---- questions ---- */

struct asked {
    struct index_query q[40];
    size_t n;
};

static struct index_node *node(struct arena *mem, enum index_op op, struct index_node *x,
                               struct index_node *y)
{
    struct index_node *n = arena_make(mem, struct index_node);
    *n = (struct index_node){.op = op, .child = arena_array(mem, struct index_node *, 2), .n = 2};
    n->child[0] = x;
    n->child[1] = y;
    return n;
}

static struct index_node *beginning(struct arena *mem, const char *text)
{
    struct index_node *n = shelf_term(mem, INDEX_ANY, text);
    n->prefix = true;
    return n;
}

static void add(struct asked *a, struct index_node *root)
{
    a->q[a->n++] = (struct index_query){.root = root, .limit = 1000, .facet_limit = 50};
}

static void questions(struct arena *mem, struct asked *ret)
{
    static const enum index_field fields[] = {INDEX_ANY, INDEX_TITLE, INDEX_SUBJECT, INDEX_NOTES};
    static int64_t agency = 2;
    struct index_node *also = shelf_term(mem, INDEX_ANY, "buku");
    for (size_t i = 0; i < COUNT(fields); i++) {
        add(ret, shelf_term(mem, fields[i], "buku"));
        add(ret, shelf_term(mem, fields[i], "sejarah"));
        add(ret, node(mem, INDEX_AND, shelf_term(mem, fields[i], "buku"),
                      shelf_term(mem, INDEX_ANY, "baca")));
    }
    add(ret, node(mem, INDEX_OR, shelf_term(mem, INDEX_ANY, "history"),
                  node(mem, INDEX_AND, shelf_term(mem, INDEX_ANY, "langka"),
                       shelf_term(mem, INDEX_ANY, "sejarah"))));
    add(ret, node(mem, INDEX_NOT, shelf_term(mem, INDEX_ANY, "buku"),
                  shelf_term(mem, INDEX_ANY, "sejarah")));
    add(ret, node(mem, INDEX_NOT, shelf_term(mem, INDEX_ANY, "ani"),
                  shelf_term(mem, INDEX_ANY, "langka")));
    add(ret, beginning(mem, "histor"));
    add(ret, beginning(mem, "bu"));
    add(ret, node(mem, INDEX_AND, shelf_term(mem, INDEX_ANY, "ani"), beginning(mem, "his")));
    add(ret, shelf_term(mem, INDEX_ANY, "the history"));
    add(ret, node(mem, INDEX_AND, shelf_term(mem, INDEX_TITLE, "the history"),
                  shelf_term(mem, INDEX_ANY, "ani")));
    add(ret, shelf_term(mem, INDEX_ANY, "&"));
    add(ret, shelf_term(mem, INDEX_ANY, "buku-buku"));
    VEC_PUSH(mem, &also->also, STR("history"));
    VEC_PUSH(mem, &also->also, STR("of the"));
    add(ret, also);
    add(ret, shelf_term(mem, INDEX_ANY, "buku"));
    ret->q[ret->n - 1].filter = (struct index_filter){.agencies = &agency, .n_agencies = 1};
    add(ret, shelf_term(mem, INDEX_ANY, "buku"));
    ret->q[ret->n - 1].filter = (struct index_filter){.year_from = 1980};
    for (enum index_sort sort = INDEX_BY_NEWEST; sort <= INDEX_BY_EASE; sort++) {
        add(ret, shelf_term(mem, INDEX_ANY, "buku"));
        ret->q[ret->n - 1].sort = sort;
        ret->q[ret->n - 1].limit = 20;
    }
}

static void same_hits(const struct index_hits *got, const struct index_hits *want, size_t question)
{
    bool same = got->total == want->total && got->n == want->n;
    for (size_t i = 0; same && i < got->n; i++)
        same = got->id[i] == want->id[i] && got->score[i] == want->score[i];
    for (int k = 0; same && k < FACETS; k++) {
        same = got->facet[k].n == want->facet[k].n &&
               got->facet[k].distinct == want->facet[k].distinct;
        for (size_t i = 0; same && i < got->facet[k].n; i++)
            same = got->facet[k].item[i].count == want->facet[k].item[i].count;
    }
    if (!same)
        printf("question %zu: %lld hits, wanted %lld\n", question, (long long)got->total,
               (long long)want->total);
    CHECK(same);
}

/* Two indexes of the same documents. */
static void compare(struct shelf *got, struct shelf *want)
{
    struct asked asked = {.n = 0};
    questions(got->mem, &asked);
    for (size_t i = 0; i < asked.n; i++) {
        struct index_hits x = shelf_ask(got, asked.q[i]), y = shelf_ask(want, asked.q[i]);
        same_hits(&x, &y, i);
    }
}

TEST(a_tidied_index_answers_as_before)
{
    struct shelf plain = shelf_new(mem), tidied = shelf_new(mem);
    fill(&plain);
    fill(&tidied);
    CHECK(shelf_total(&plain, INDEX_ANY, "buku") > 500);
    CHECK(tidy(&tidied, 100));
    check_file(&tidied);
    compare(&tidied, &plain);
    CHECK(tidy(&tidied, 1)); /* there is nothing left to do */
    shelf_end(&plain);
    shelf_end(&tidied);
}

TEST(documents_that_come_and_go_after_tidying_are_found_where_they_are)
{
    struct shelf plain = shelf_new(mem), tidied = shelf_new(mem);
    struct shelf *both[] = {&plain, &tidied};
    fill(&plain);
    fill(&tidied);
    CHECK(tidy(&tidied, 100));
    for (size_t k = 0; k < COUNT(both); k++) {
        for (int i = 1; i <= 40; i++) {
            struct index_doc d = doc_of(mem, i * 31, 3);
            shelf_put(both[k], &d);
        }
        for (int i = 1; i <= 20; i++) shelf_delete(both[k], i * 29 * APART);
        for (int i = 1; i <= 30; i++) { /* in blocks that were not there */
            struct index_doc d = doc_of(mem, DOCS + i * 20, 1);
            shelf_put(both[k], &d);
        }
    }
    compare(&tidied, &plain);
    check_file(&tidied);
    shelf_end(&plain);
    shelf_end(&tidied);
}

TEST(tidying_that_is_stopped_goes_on_and_changes_no_answer)
{
    struct shelf plain = shelf_new(mem), tidied = shelf_new(mem);
    bool over = false;
    int steps = 0;
    fill(&plain);
    fill(&tidied);
    for (; !over && steps < 100; steps++) {
        over = tidy(&tidied, 1);
        struct index_doc d = doc_of(mem, 77 + steps, steps);
        shelf_put(&plain, &d);
        shelf_put(&tidied, &d);
        compare(&tidied, &plain);
    }
    CHECK(over);
    CHECK(steps > 2);
    check_file(&tidied);
    shelf_end(&plain);
    shelf_end(&tidied);
}

/* ---- bytes ---- */

static struct str some_bytes(struct arena *mem)
{
    struct buf CLEANUP(buf_release) bytes = BUF(1 << 20);
    struct often_row *row = arena_array(mem, struct often_row, BLOCK_ROWS);
    const struct often_block none = {0};
    for (uint32_t i = 0; i < BLOCK_ROWS; i += 7) {
        row[i].fresh = true;
        for (uint32_t t = i % 5; t < 20; t += 5)
            VEC_PUSH(mem, &row[i], (struct often_posting){t, posting_pack(i, 1u << t % 13, t)});
    }
    often_write(&none, row, 20, &bytes);
    return arena_copy(mem, buf_str(&bytes));
}

TEST(a_posting_gives_back_its_parts)
{
    uint32_t p = posting_pack(1023, 1u << 12 | 1, 7);
    CHECK_INT(posting_row(p), 1023);
    CHECK_INT(posting_fields(p), 1u << 12 | 1);
    CHECK_INT(posting_title(p), 7);
    CHECK_INT(posting_title(posting_pack(0, 2, -1)), -1);
    CHECK_INT(posting_title(posting_pack(0, 1, 100000)), PLACE_MOST);
}

TEST(rows_put_again_have_only_what_they_have_now)
{
    struct buf CLEANUP(buf_release) bytes = BUF(1 << 20);
    struct often_row *row = arena_array(mem, struct often_row, BLOCK_ROWS);
    struct often_block old, b;
    CHECK_INT(often_read(some_bytes(mem), &old), OK);
    row[7].fresh = row[8].fresh = true;
    VEC_PUSH(mem, &row[8], (struct often_posting){4, posting_pack(8, 1, 2)});
    often_write(&old, row, 20, &bytes);
    CHECK_INT(often_read(arena_copy(mem, buf_str(&bytes)), &b), OK);
    for (uint32_t t = 0; t < 20; t++)
        for (uint32_t i = b.from[t]; i < b.from[t + 1]; i++) {
            uint32_t at = posting_row(b.posting[i]);
            CHECK(at != 7 && (at == 8 ? t == 4 : at % 7 == 0));
            CHECK(i == b.from[t] || posting_row(b.posting[i - 1]) < at);
        }
    CHECK_INT(b.from[20], old.from[20] - 3);
}

TEST(damaged_rows_of_frequent_words_never_point_outside)
{
    struct str good = some_bytes(mem);
    struct often_block b;
    unsigned seed = 5;
    CHECK_INT(often_read((struct str){0}, &b), OK);
    CHECK_INT(b.known, 0);
    for (int i = 0; i < 3000; i++) {
        size_t n = i % 3 ? good.n : (size_t)rand_r(&seed) % good.n;
        char *bytes = malloc(n + 1); /* its own, so that reading past it is noticed */
        memcpy(bytes, good.p, n);
        for (int k = 0; n && k < 3; k++)
            bytes[(size_t)rand_r(&seed) % MIN(n, (size_t)100)] = (char)rand_r(&seed);
        if (often_read((struct str){bytes, n}, &b) == OK)
            for (uint32_t t = 0; t < b.known; t++)
                for (uint32_t at = b.from[t]; at < b.from[t + 1]; at++)
                    CHECK(posting_row(b.posting[at]) < BLOCK_ROWS);
        free(bytes);
    }
}
