/* overlay_test.c -- rows that lie beside their blocks: every answer is that of an index whose
 * blocks have them, whoever asks, until they go home and behind that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/block_write.h"
#include "index/suggest.h"
#include "shelf.h"

enum { DOCS = 7000, GAP = 256, EDITED = 211, GONE = 307, FORMATS = 5 };

static const char *const titles[] = {"Membaca buku sejarah", "Buku kota",
                                     "Kebun dan kota",       "Histories of the book",
                                     "Kota Banjar",          "The history of reading"};
static const char *const authors[] = {"Ani Laksmi", "Budi Laksana", "Citra"};

static struct index_doc doc_of(struct arena *mem, int64_t id, int turn)
{
    int i = (int)id * 7 + turn;
    struct index_doc d = shelf_doc(mem, id, titles[i % (int)COUNT(titles)], authors[i % 3]);
    int64_t *agency = arena_array(mem, int64_t, 2);
    uint8_t *status = arena_array(mem, uint8_t, 2);
    agency[0] = 1 + i % 3;
    agency[1] = 10 + i % 11;
    status[0] = (uint8_t)(1 << i % 2);
    d.agencies = agency;
    d.status = status;
    d.n_agencies = 2;
    d.format = 1 + i % FORMATS;
    d.year = 1950 + i % 60;
    d.year_end = i % 13 ? 0 : d.year + 20;
    d.quality = i % 16;
    VEC_PUSH(mem, &d.languages, i % 2 ? STR("ind") : STR("eng"));
    VEC_PUSH(mem, &d.text[INDEX_SUBJECT], arena_printf(mem, "Sejarah %d", i % 9));
    VEC_PUSH(mem, &d.subjects, arena_printf(mem, "Sejarah %d", i % 9));
    VEC_PUSH(mem, &d.series, arena_printf(mem, "Seri %d", i % 4));
    VEC_PUSH(mem, &d.marks, arena_printf(mem, "tanpa %d", i % 5));
    if (i % 6 == 0) VEC_PUSH(mem, &d.text[INDEX_NOTES], STR("Buku langka, historia"));
    VEC_PUSH(mem, &d.headings,
             (struct index_heading){HEADING_AUTHOR, d.sort_author, d.authors.item[0]});
    return d;
}

static bool comes_later(int64_t id)
{
    return id % GAP == 0;
}

static bool changes(int64_t id)
{
    return id % EDITED == 0 || id % GONE == 0 || comes_later(id);
}

static void put(struct index_writer *w, int64_t id, int turn)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct index_doc d = doc_of(a, id, turn);
    CHECK_INT(index_put(w, &d), OK);
}

/* As it is in the end. */
static void put_last(struct index_writer *w, int64_t id)
{
    if (id % GONE == 0)
        CHECK_INT(index_delete(w, id), OK);
    else
        put(w, id, changes(id) ? 3 : 0);
}

static struct index_writer *begin(struct shelf *s)
{
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    return w;
}

static void end(struct shelf *s, struct index_writer *w)
{
    CHECK_INT(index_commit(w, ++s->seq), OK);
    index_writer_close(w);
}

static void tidy(struct shelf *s)
{
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    for (bool more = true; more;) CHECK_INT(index_tidy(w, &more), OK);
    index_writer_close(w);
}

/* All of them as they are in the end, in order. */
static void fill_at_once(struct shelf *s)
{
    struct index_writer *w = begin(s);
    for (int64_t id = 1; id <= DOCS; id++) put_last(w, id);
    end(s, w);
    tidy(s);
}

static void fill_first(struct shelf *s)
{
    struct index_writer *w = begin(s);
    for (int64_t id = 1; id <= DOCS; id++)
        if (!comes_later(id)) put(w, id, 0);
    end(s, w);
    tidy(s);
}

/* What changes, some in each of the commits, each first into something else. */
static void change(struct shelf *s, int commits)
{
    for (int turn = 0; turn < 2; turn++)
        for (int k = 0; k < commits; k++) {
            struct index_writer *w = begin(s);
            for (int64_t id = 1; id <= DOCS; id++) {
                if (!changes(id) || id % commits != k) continue;
                if (turn)
                    put_last(w, id);
                else
                    put(w, id, 5);
            }
            end(s, w);
        }
}

/* ---- the file ---- */

static int64_t count_in(struct shelf *s, const char *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    int64_t n = -1;
    CHECK_INT(file_open(s->dir, 1, false, &db), OK);
    CHECK_INT(sqlite3_prepare_v2(db, text, -1, &st, NULL), SQLITE_OK);
    if (sqlite3_step(st) == SQLITE_ROW) n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close_v2(db);
    return n;
}

static int64_t beside(struct shelf *s)
{
    return count_in(s, "SELECT count(*) FROM overlay");
}

static int64_t last_block_version(struct shelf *s)
{
    return count_in(s, "SELECT max(version) FROM block");
}

static void check_file(struct shelf *s)
{
    struct str why = {0};
    CHECK_INT(index_check(s->reader, s->mem, &why), OK);
    if (why.n) printf("%.*s\n", STR_ARG(why));
}

/* ---- questions ---- */

static const struct index_holder holders[] = {
    {1, 1, 33, 3301}, {2, 2, 33, 3302}, {3, 2, 34, 3401}, {10, 3, 34, 3401}, {11, 1, 31, 3101}};
static const int64_t some[] = {2, 12}, scope[] = {1, 2, 10, 11, 12};

struct asked {
    struct index_query q[80];
    size_t n;
};

static struct index_query *add(struct asked *to, struct index_node *root)
{
    struct index_query *q = &to->q[to->n++];
    *q = (struct index_query){.root = root, .limit = 1000, .facet_limit = 100};
    return q;
}

/* One question under every condition, and in every order. */
static void add_conditions(struct arena *mem, struct asked *to, struct index_node *root)
{
    static const int formats[] = {2, 3}, types[] = {2}, places[] = {33}, decades[] = {1970};
    const struct index_filter filters[] = {
        {.agencies = some, .n_agencies = COUNT(some)},
        {.scope = scope, .n_scope = COUNT(scope)},
        {.types = types, .n_types = 1, .status = 1},
        {.places = places, .n_places = 1},
        {.formats = formats, .n_formats = COUNT(formats)},
        {.decades = decades, .n_decades = 1},
        {.year_from = 1960, .year_to = 1985},
        {0},
    };
    for (size_t i = 0; i <= COUNT(filters); i++) {
        struct index_query *q = add(to, root);
        q->holders = holders;
        q->n_holders = COUNT(holders);
        q->facets = (1u << FACETS) - 1;
        if (i < COUNT(filters)) q->filter = filters[i];
        if (i == COUNT(filters)) VEC_PUSH(mem, &q->filter.subjects, STR("Sejarah 3"));
    }
    add(to, root)->facets = 1u << FACET_AGENCY | 1u << FACET_SUBJECT | 1u << FACET_FORMAT;
    for (enum index_sort sort = INDEX_BY_RELEVANCE; sort <= INDEX_BY_EASE; sort++) {
        struct index_query *q = add(to, root);
        q->sort = sort;
        q->limit = 30;
    }
    struct index_query *q = add(to, root);
    q->sort = INDEX_BY_NUMBER;
    q->after = DOCS / 2;
    q->enough = 40;
}

static struct index_node *both(struct arena *mem, struct index_node *x, struct index_node *y)
{
    struct index_node *n = arena_make(mem, struct index_node);
    *n = (struct index_node){.op = INDEX_AND, .child = arena_array(mem, struct index_node *, 2)};
    n->child[0] = x;
    n->child[1] = y;
    n->n = 2;
    return n;
}

static void questions(struct arena *mem, struct asked *ret)
{
    struct index_node *begins = shelf_term(mem, INDEX_ANY, "histor");
    begins->prefix = true;
    add_conditions(mem, ret, NULL);
    add_conditions(mem, ret, shelf_term(mem, INDEX_ANY, "kota"));
    add_conditions(mem, ret, shelf_term(mem, INDEX_ANY, "langka"));
    add(ret, begins);
    add(ret, shelf_term(mem, INDEX_ANY, "the history"));
    add(ret,
        both(mem, shelf_term(mem, INDEX_ANY, "sejarah"), shelf_term(mem, INDEX_TITLE, "buku")));
}

static int64_t count_of(const struct index_facet_list *list, const struct index_facet_value *v)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i].number == v->number && str_eq(list->item[i].text, v->text))
            return list->item[i].count;
    return 0;
}

static bool same_facet(const struct index_facet_list *x, const struct index_facet_list *y)
{
    bool same = x->n == y->n && x->distinct == y->distinct;
    for (size_t i = 0; same && i < x->n; i++) same = x->item[i].count == count_of(y, &x->item[i]);
    return same;
}

static void compare_searches(struct shelf *got, struct shelf *want)
{
    struct asked asked = {.n = 0};
    size_t found = 0;
    questions(got->mem, &asked);
    for (size_t k = 0; k < asked.n; k++) {
        struct index_hits x = shelf_ask(got, asked.q[k]), y = shelf_ask(want, asked.q[k]);
        bool same = x.total == y.total && x.n == y.n;
        for (size_t i = 0; same && i < x.n; i++)
            same = x.id[i] == y.id[i] && x.score[i] == y.score[i];
        for (int f = 0; same && f < FACETS; f++) same = same_facet(&x.facet[f], &y.facet[f]);
        if (!same)
            printf("question %zu: %lld hits, wanted %lld\n", k, (long long)x.total,
                   (long long)y.total);
        CHECK(same);
        found += y.total > 0;
    }
    CHECK(found > asked.n * 9 / 10);
}

static void compare_suggestions(struct shelf *got, struct shelf *want, const char *typed)
{
    const struct index_filter filter = {.scope = scope, .n_scope = COUNT(scope)};
    struct index_suggestions x = {0}, y = {0};
    CHECK_INT(index_suggest(got->reader, str_of(typed), &filter, got->mem, &x), OK);
    CHECK_INT(index_suggest(want->reader, str_of(typed), &filter, want->mem, &y), OK);
    for (int k = 0; k < SUGGEST_KINDS; k++) {
        CHECK_INT(x.n[k], y.n[k]);
        for (size_t i = 0; i < x.n[k]; i++) CHECK_INT(x.item[k][i].count, y.item[k][i].count);
    }
}

static void compare_headings(struct shelf *got, struct shelf *want)
{
    const struct heading_ask ask = {HEADING_AUTHOR, .limit = 10, .scope = scope,
                                    .n_scope = COUNT(scope)};
    struct heading_rows x = {0}, y = {0};
    CHECK_INT(index_headings(got->reader, &ask, got->mem, &x), OK);
    CHECK_INT(index_headings(want->reader, &ask, want->mem, &y), OK);
    CHECK_INT(x.n, y.n);
    for (size_t i = 0; i < x.n && i < y.n; i++) CHECK_INT(x.item[i].n, y.item[i].n);
}

static void compare_formats(struct shelf *got, struct shelf *want)
{
    int64_t id[DOCS], seq = 0;
    int x[DOCS], y[DOCS];
    for (int i = 0; i < DOCS; i++) id[i] = i + 1;
    CHECK_INT(index_formats(got->reader, id, DOCS, x, &seq), OK);
    CHECK_INT(index_formats(want->reader, id, DOCS, y, &seq), OK);
    CHECK(memcmp(x, y, sizeof x) == 0);
}

static void compare(struct shelf *got, struct shelf *want)
{
    compare_searches(got, want);
    compare_suggestions(got, want, "la");
    compare_suggestions(got, want, "sej");
    compare_suggestions(got, want, "kota");
    compare_headings(got, want);
    compare_formats(got, want);
    check_file(got);
}

TEST(rows_beside_their_blocks_are_found_as_if_they_were_in_them)
{
    struct shelf got = shelf_new(mem), want = shelf_new(mem);
    fill_at_once(&want);
    fill_first(&got);
    CHECK_INT(shelf_total(&got, INDEX_ANY, "kota"), shelf_total(&got, INDEX_TITLE, "kota"));
    const int64_t version = last_block_version(&got);
    change(&got, 9);
    CHECK_INT(last_block_version(&got), version);
    CHECK(beside(&got) > 64);
    compare(&got, &want);
    index_reader_close(got.reader); /* one that comes later sees the same */
    CHECK_INT(index_reader_open(got.dir, &got.reader), OK);
    compare(&got, &want);
    tidy(&got);
    CHECK_INT(beside(&got), 0);
    CHECK(last_block_version(&got) > version);
    compare(&got, &want);
    shelf_end(&got);
    shelf_end(&want);
}

/* ---- which way rows go ---- */

static void put_stretch(struct shelf *s, int64_t from, int64_t to, int turn)
{
    struct index_writer *w = begin(s);
    for (int64_t id = from; id < to; id++) put(w, id, turn);
    end(s, w);
}

TEST(many_rows_of_a_block_are_written_with_it)
{
    struct shelf s = shelf_new(mem);
    put_stretch(&s, 1, 3 * BLOCK_ROWS, 0);
    CHECK_INT(beside(&s), 0);
    put_stretch(&s, 100, 110, 1);
    put_stretch(&s, BLOCK_ROWS + 1, BLOCK_ROWS + 2, 1);
    CHECK_INT(beside(&s), 11);
    put_stretch(&s, 105, 106 + OVERLAY_BATCH, 2); /* takes what lies beside the block home */
    CHECK_INT(beside(&s), 1);
    put_stretch(&s, 5 * BLOCK_ROWS, 5 * BLOCK_ROWS + 1, 0); /* there was no such block */
    CHECK_INT(beside(&s), 1);
    check_file(&s);
    shelf_end(&s);
}

/* These rows of each of some blocks. */
static void put_in_all(struct shelf *s, int blocks, int64_t from, int64_t to)
{
    struct index_writer *w = begin(s);
    for (int64_t n = 0; n < blocks; n++)
        for (int64_t i = from; i < to; i++) put(w, n * BLOCK_ROWS + i, 4);
    end(s, w);
}

TEST(the_block_of_a_batch_with_the_most_rows_beside_it_gets_them)
{
    enum { BLOCKS = 3 };
    struct shelf s = shelf_new(mem);
    put_in_all(&s, BLOCKS, 1, 2);
    put_in_all(&s, BLOCKS, 2, 2 + OVERLAY_SOME);
    CHECK_INT(beside(&s), BLOCKS * OVERLAY_SOME);
    put_stretch(&s, BLOCK_ROWS + 100, BLOCK_ROWS + 101, 0);
    CHECK_INT(beside(&s), 2 * OVERLAY_SOME);
    put_stretch(&s, 200, 201, 0);
    CHECK_INT(beside(&s), OVERLAY_SOME);
    put_in_all(&s, BLOCKS, 300, 301);
    CHECK_INT(beside(&s), 2);
    check_file(&s);
    shelf_end(&s);
}

TEST(beside_a_block_there_are_never_very_many_rows)
{
    enum { BLOCKS = 7, EACH = OVERLAY_BATCH / 2, BATCHES = OVERLAY_MOST / EACH + 1 };
    struct shelf s = shelf_new(mem);
    int64_t most = 0;
    put_in_all(&s, BLOCKS, 1, 2);
    for (int i = 0; i < BATCHES; i++) {
        put_in_all(&s, BLOCKS, 10 + i * EACH, 10 + (i + 1) * EACH);
        int64_t now = count_in(&s, "SELECT max(n) FROM (SELECT count(*) n FROM overlay"
                                   " GROUP BY id / 1024)");
        CHECK(now <= OVERLAY_MOST);
        most = MAX(most, now);
    }
    CHECK_INT(most, OVERLAY_MOST);
    check_file(&s);
    shelf_end(&s);
}

TEST(what_is_taken_back_lies_nowhere)
{
    struct shelf s = shelf_new(mem);
    put_stretch(&s, 1, 2 * BLOCK_ROWS, 0);
    put_stretch(&s, 7, 8, 1);
    struct index_writer *w = begin(&s);
    for (int64_t id = 5; id < 5 + OVERLAY_BATCH; id++) put(w, id, 2);
    index_rollback(w);
    index_writer_close(w);
    CHECK_INT(beside(&s), 1);
    check_file(&s);
    shelf_end(&s);
}

/* ---- readers ---- */

TEST(a_search_that_goes_on_sees_what_it_saw)
{
    struct shelf s = shelf_new(mem);
    struct connection *c = NULL;
    struct snapshot *old = NULL;
    struct row_ref row;
    int64_t seq = 0;
    put_stretch(&s, 1, 2 * BLOCK_ROWS, 0);
    put_stretch(&s, 7, 9, 1);
    CHECK_INT(reader_begin(s.reader, &c, &old, &seq), OK);
    CHECK(snapshot_row(old, 7, &row));
    const int format = row.block->head[row.at].format, fresh = 1 + (7 * 7 + 2) % FORMATS;
    CHECK(format != fresh);
    put_stretch(&s, 7, 8, 2);
    shelf_delete(&s, 8);
    int got[3];
    const int64_t id[] = {7, 8, 9};
    CHECK_INT(index_formats(s.reader, id, 3, got, &seq), OK);
    CHECK_INT(got[0], fresh);
    CHECK_INT(got[1], -1);
    CHECK(snapshot_row(old, 7, &row) && snapshot_row(old, 8, &row));
    CHECK(snapshot_row(old, 7, &row) && row.block->head[row.at].format == format);
    reader_end(s.reader, c, old);
    shelf_end(&s);
}

/* A row whose block is not there, and one that is nonsense. */
TEST(damage_beside_blocks_is_noticed)
{
    static const char *const harm[] = {
        "UPDATE overlay SET id = 100000",
        "UPDATE overlay SET data = x'00'",
        "UPDATE overlay SET often = x'00'",
        "DELETE FROM overlay WHERE id = 9",
    };
    for (size_t i = 0; i < COUNT(harm); i++) {
        struct shelf s = shelf_new(mem);
        struct str why = {0};
        sqlite3 *db = NULL;
        put_stretch(&s, 1, BLOCK_ROWS, 0);
        shelf_delete(&s, 9);
        CHECK_INT(beside(&s), 1);
        CHECK_INT(file_open(s.dir, 1, true, &db), OK);
        CHECK_INT(file_run(db, harm[i]), OK);
        sqlite3_close_v2(db);
        CHECK(index_check(s.reader, mem, &why) != OK);
        shelf_end(&s);
    }
}
