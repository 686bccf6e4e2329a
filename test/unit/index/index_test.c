/* index_test.c -- what can be found, what is gone, what two readers see, what damage does. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shelf.h"

/* ---- found ---- */

TEST(a_word_is_found_in_its_field_and_in_any)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Laskar pelangi", "Hirata, Andrea");
    shelf_put(&s, &d);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "pelangi"), 1);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "LASKAR"), 1);
    CHECK_INT(shelf_total(&s, INDEX_AUTHOR, "laskar"), 0);
    CHECK_INT(shelf_total(&s, INDEX_AUTHOR, "andrea"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "pelang"), 0);
    shelf_end(&s);
}

TEST(letters_are_compared_without_case_and_marks)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Café Ḥikāyāt Straße 東京", "Ľubomír");
    shelf_put(&s, &d);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "cafe"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "HIKAYAT"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "strasse"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "東京"), 1);
    CHECK_INT(shelf_total(&s, INDEX_AUTHOR, "lubomir"), 1);
    shelf_end(&s);
}

TEST(a_phrase_keeps_its_order_and_never_spans_two_values)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Bumi manusia", "Toer");
    VEC_PUSH(mem, &d.text[INDEX_TITLE], STR("Anak semua bangsa"));
    shelf_put(&s, &d);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "bumi manusia"), 1);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "manusia bumi"), 0);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "manusia anak"), 0);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "semua bangsa"), 1);
    shelf_end(&s);
}

TEST(a_word_said_twice_is_found_once_however_long_it_is)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d =
        shelf_doc(mem, 1, "문학의한국어도서관의이해", "A"); /* 83 bytes when folded */
    shelf_put(&s, &d);
    d = shelf_doc(mem, 2, "Buku tulis", "B");
    shelf_put(&s, &d);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "buku-buku"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "문학의한국어도서관의이해-문학의한국어도서관의이해"), 1);
    shelf_end(&s);
}

TEST(a_prefix_is_the_beginning_of_a_word)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Perpustakaan sekolah", "Basuki");
    shelf_put(&s, &d);
    struct index_node *n = shelf_term(mem, INDEX_ANY, "perpus");
    n->prefix = true;
    CHECK_INT(shelf_ask(&s, (struct index_query){.root = n}).total, 1);
    n->text = STR("pustaka");
    CHECK_INT(shelf_ask(&s, (struct index_query){.root = n}).total, 0);
    shelf_end(&s);
}

TEST(a_query_without_a_word_is_refused)
{
    struct shelf s = shelf_new(mem);
    struct index_hits hits;
    struct index_query q = {.root = shelf_term(mem, INDEX_ANY, "?!"), .limit = 1};
    CHECK_INT(index_search(s.reader, &q, mem, &hits), ERR_ARG);
    shelf_end(&s);
}

TEST(words_of_the_query_engine_below_are_words_like_any_other)
{
    static const char *const words[] = {"AND", "OR", "NOT", "NEAR", "title",
                                        "\"",  "*",  "^x",  "a:b"};
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "And or not near title", "Nobody");
    shelf_put(&s, &d);
    for (size_t i = 0; i < COUNT(words); i++) {
        struct index_hits hits = {0};
        struct index_query q = {.root = shelf_term(mem, INDEX_TITLE, words[i]), .limit = 5};
        enum err e = index_search(s.reader, &q, mem, &hits);
        CHECK(e == OK || e == ERR_ARG);
        if (i < 5) CHECK_INT(hits.total, 1);
    }
    shelf_end(&s);
}

/* ---- gone ---- */

TEST(what_is_deleted_leaves_no_ghost)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 7, "Ronggeng Dukuh Paruk", "Tohari, Ahmad");
    struct str why = {0};
    shelf_put(&s, &d);
    shelf_delete(&s, 7);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "ronggeng"), 0);
    CHECK_INT(shelf_ask(&s, (struct index_query){0}).total, 0);
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_delete(&s, 7); /* once more: nothing to do */
    shelf_end(&s);
}

TEST(what_is_put_again_is_found_by_its_new_words_only)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 7, "Harimau harimau", "Lubis");
    struct str why = {0};
    shelf_put(&s, &d);
    d = shelf_doc(mem, 7, "Senja di Jakarta", "Lubis");
    shelf_put(&s, &d);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "harimau"), 0);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "senja"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "lubis"), 1);
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_end(&s);
}

/* ---- columns ---- */

static struct shelf shelf_of_four(struct arena *mem)
{
    static const int64_t agencies[][2] = {{1, 2}, {1, 0}, {2, 0}, {3, 0}};
    static const int years[] = {1990, 2005, 2005, 0};
    struct shelf s = shelf_new(mem);
    for (int i = 0; i < 4; i++) {
        struct index_doc d =
            shelf_doc(mem, i + 1, i == 2 ? "Zaman baru" : "Buku zaman", i % 2 ? "Budi" : "Ani");
        d.agencies = agencies[i];
        d.n_agencies = agencies[i][1] ? 2 : 1;
        d.format = i == 3 ? 2 : 1;
        d.year = years[i];
        VEC_PUSH(mem, &d.languages, i == 3 ? STR("eng") : STR("ind"));
        shelf_put(&s, &d);
    }
    return s;
}

TEST(conditions_narrow_and_totals_stay_exact)
{
    struct shelf s = shelf_of_four(mem);
    int format = 1;
    int64_t two = 2, nobody = 99;
    struct index_query q = {.root = shelf_term(mem, INDEX_ANY, "zaman")};
    CHECK_INT(shelf_ask(&s, q).total, 4);
    q.filter = (struct index_filter){.formats = &format, .n_formats = 1};
    CHECK_INT(shelf_ask(&s, q).total, 3);
    q.filter = (struct index_filter){.agencies = &two, .n_agencies = 1};
    CHECK_INT(shelf_ask(&s, q).total, 2);
    q.filter = (struct index_filter){.year_from = 2000, .year_to = 2010};
    CHECK_INT(shelf_ask(&s, q).total, 2);
    q.filter = (struct index_filter){.scope = &nobody, .n_scope = 1};
    CHECK_INT(shelf_ask(&s, q).total, 0);
    q.filter = (struct index_filter){0};
    VEC_PUSH(mem, &q.filter.languages, STR("eng"));
    VEC_PUSH(mem, &q.filter.languages, STR("jav"));
    CHECK_INT(shelf_ask(&s, q).total, 1);
    shelf_end(&s);
}

TEST(facets_count_the_answer)
{
    struct shelf s = shelf_of_four(mem);
    struct index_query q = {.root = shelf_term(mem, INDEX_ANY, "zaman"), .facet_limit = 10};
    struct index_hits h = shelf_ask(&s, q);
    CHECK_INT(h.facet[FACET_FORMAT].n, 2);
    CHECK_INT(h.facet[FACET_FORMAT].item[0].number, 1);
    CHECK_INT(h.facet[FACET_FORMAT].item[0].count, 3);
    CHECK_INT(h.facet[FACET_AGENCY].distinct, 3);
    CHECK_STR(h.facet[FACET_LANGUAGE].item[0].text, "ind");
    CHECK_INT(h.facet[FACET_LANGUAGE].item[0].count, 3);
    CHECK_INT(h.facet[FACET_AUTHOR].n, 2);
    shelf_end(&s);
}

TEST(a_scope_hides_other_libraries_from_the_facet)
{
    struct shelf s = shelf_of_four(mem);
    int64_t one = 1;
    struct index_query q = {.filter = {.scope = &one, .n_scope = 1}, .facet_limit = 10};
    struct index_hits h = shelf_ask(&s, q);
    CHECK_INT(h.total, 2);
    CHECK_INT(h.facet[FACET_AGENCY].n, 1);
    CHECK_INT(h.facet[FACET_AGENCY].item[0].count, 2);
    shelf_end(&s);
}

TEST(a_walk_meets_every_hit_once_in_the_order_of_ids)
{
    struct shelf s = shelf_of_four(mem);
    struct index_query q = {.sort = INDEX_BY_NUMBER, .limit = 2, .enough = 2};
    const struct index_node *const roots[] = {NULL, shelf_term(mem, INDEX_ANY, "zaman")};
    const int64_t all[] = {4, shelf_total(&s, INDEX_ANY, "zaman")};
    for (size_t i = 0; i < COUNT(roots); i++) {
        int64_t met = 0;
        q.root = roots[i];
        q.after = 0;
        for (struct index_hits h = shelf_ask(&s, q); h.n; h = shelf_ask(&s, q))
            for (size_t n = 0; n < h.n; n++, met++) {
                CHECK(h.id[n] > q.after);
                q.after = h.id[n];
            }
        CHECK_INT(met, all[i]);
    }
    shelf_end(&s);
}

TEST(orders_are_stable_and_pages_do_not_overlap)
{
    struct shelf s = shelf_of_four(mem);
    struct index_query q = {.sort = INDEX_BY_NEWEST, .limit = 2};
    struct index_hits first = shelf_ask(&s, q);
    q.offset = 2;
    struct index_hits second = shelf_ask(&s, q);
    CHECK_INT(first.n + second.n, 4);
    CHECK_INT(second.id[1], 4); /* without a year: last */
    for (size_t i = 0; i < first.n; i++)
        for (size_t k = 0; k < second.n; k++) CHECK(first.id[i] != second.id[k]);
    q = (struct index_query){.sort = INDEX_BY_TITLE};
    CHECK_INT(shelf_ask(&s, q).id[3], 3); /* Zaman baru */
    q.offset = 100;
    CHECK_INT(shelf_ask(&s, q).n, 0);
    CHECK_INT(shelf_ask(&s, q).total, 4);
    shelf_end(&s);
}

TEST(a_title_that_begins_with_the_words_comes_before_one_that_mentions_them)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Sejarah lengkap membaca tari saman di Aceh", "A");
    VEC_PUSH(mem, &d.text[INDEX_OTHER], STR("tari saman tari saman tari saman"));
    shelf_put(&s, &d);
    d = shelf_doc(mem, 2, "Tari saman", "B");
    shelf_put(&s, &d);
    struct index_query q = {.root = shelf_term(mem, INDEX_ANY, "tari saman")};
    struct index_hits h = shelf_ask(&s, q);
    CHECK_INT(h.n, 2);
    CHECK_INT(h.id[0], 2);
    CHECK(h.score[0] > h.score[1]);
    shelf_end(&s);
}

/* ---- versions, writers, processes ---- */

TEST(a_batch_is_seen_whole_or_not_at_all)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    struct index_doc d = shelf_doc(mem, 1, "Belenggu", "Pane");
    int64_t applied = -1;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    CHECK_INT(index_put(w, &d), OK);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "belenggu"), 0);
    index_rollback(w);
    CHECK_INT(index_begin(w), OK);
    CHECK_INT(index_put(w, &d), OK);
    CHECK_INT(index_commit(w, 41), OK);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "belenggu"), 1);
    CHECK_INT(index_applied(s.reader, &applied), OK);
    CHECK_INT(applied, 41);
    index_writer_close(w);
    shelf_end(&s);
}

TEST(a_second_writer_is_told_that_one_is_at_work)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *one = NULL, *two = NULL;
    CHECK_INT(index_writer_open(s.dir, &one), OK);
    pid_t other = fork();
    if (other == 0) _exit(index_writer_open(s.dir, &two) == ERR_BUSY ? 0 : 1);
    int status = 1;
    waitpid(other, &status, 0);
    CHECK_INT(status, 0);
    CHECK_INT(index_writer_open(s.dir, &two), ERR_BUSY);
    index_writer_close(one);
    CHECK_INT(index_writer_open(s.dir, &two), OK);
    index_writer_close(two);
    shelf_end(&s);
}

static void write_until_killed(const char *dir)
{
    struct arena *a = arena_new();
    struct index_writer *w = NULL;
    if (index_writer_open(dir, &w)) _exit(1);
    for (int64_t seq = index_writer_applied(w) + 1;; seq++) {
        struct index_doc d = shelf_doc(a, seq, "Satu lagi", "Penulis");
        if (index_begin(w) || index_put(w, &d) || index_commit(w, seq)) _exit(1);
        arena_reset(a);
    }
}

TEST(kill_minus_nine_leaves_a_whole_index_that_says_how_far_it_is)
{
    struct shelf s = shelf_new(mem);
    int64_t before = 0;
    for (int round = 0; round < 8 || (!before && round < 200); round++) { /* a busy machine */
        pid_t child = fork();
        if (child == 0) write_until_killed(s.dir);
        usleep((useconds_t)(10000 + round * 7000));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        int64_t applied = -1;
        struct str why = {0};
        CHECK_INT(index_applied(s.reader, &applied), OK);
        CHECK(applied >= before);
        CHECK_INT(shelf_ask(&s, (struct index_query){.limit = 1}).total, applied);
        CHECK_INT(index_check(s.reader, mem, &why), OK);
        before = applied;
    }
    CHECK(before > 0);
    shelf_end(&s);
}

/* ---- rebuild ---- */

TEST(a_rebuild_serves_the_old_until_the_swap)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    struct index_doc d = shelf_doc(mem, 1, "Lama", "A");
    shelf_put(&s, &d);
    CHECK_INT(index_rebuild_open(s.dir, &w), OK);
    d = shelf_doc(mem, 2, "Baru", "B");
    CHECK_INT(index_begin(w), OK);
    CHECK_INT(index_put(w, &d), OK);
    CHECK_INT(index_commit(w, 9), OK);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "lama"), 1);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "baru"), 0);
    CHECK_INT(index_rebuild_swap(&w), OK);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "lama"), 0);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "baru"), 1);
    shelf_end(&s);
}

TEST(a_rebuild_that_was_given_up_changes_nothing)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    struct index_doc d = shelf_doc(mem, 1, "Lama", "A");
    shelf_put(&s, &d);
    CHECK_INT(index_rebuild_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    index_writer_close(w);
    CHECK_INT(shelf_total(&s, INDEX_ANY, "lama"), 1);
    shelf_put(&s, &d); /* and writing goes on */
    shelf_end(&s);
}

/* ---- damage ---- */

static void damage(const char *dir, const char *sql)
{
    char command[1000];
    struct stat st;
    for (int n = 1; n < 9; n++) {
        snprintf(command, sizeof command, "%s/index.%d.db", dir, n);
        if (stat(command, &st)) continue;
        snprintf(command, sizeof command, "sqlite3 %s/index.%d.db \"%s\"", dir, n, sql);
        CHECK_INT(system(command), 0);
    }
}

TEST(a_text_that_lost_its_posting_is_noticed)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Atheis", "Mihardja");
    struct str why = {0};
    shelf_put(&s, &d);
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_end(&s);
    damage(s.dir, "UPDATE doc SET texts = replace(texts, 'Atheis', 'Atheos')");
    CHECK_INT(index_reader_open(s.dir, &s.reader), OK);
    CHECK_INT(index_check(s.reader, mem, &why), ERR_FORMAT);
    CHECK(why.n > 0);
    shelf_end(&s);
}

TEST(words_counted_wrongly_are_noticed)
{
    static const char *const ways[] = {"UPDATE word SET uses = 2 WHERE text = 'atheis'",
                                       "DELETE FROM word WHERE text = 'atheis'",
                                       "INSERT INTO word VALUES (NULL, 'atheos', 1)",
                                       "UPDATE word SET text = 'atheos' WHERE text = 'atheis'"};
    for (size_t i = 0; i < COUNT(ways); i++) {
        struct shelf s = shelf_new(mem);
        struct index_doc d = shelf_doc(mem, 1, "Atheis", "Mihardja");
        struct str why = {0};
        shelf_put(&s, &d);
        d = shelf_doc(mem, 2, "Belenggu", "Pane");
        shelf_put(&s, &d);
        shelf_delete(&s, 2); /* words that nobody uses any more may stay */
        CHECK_INT(index_check(s.reader, mem, &why), OK);
        shelf_end(&s);
        damage(s.dir, ways[i]);
        CHECK_INT(index_reader_open(s.dir, &s.reader), OK);
        CHECK_INT(index_check(s.reader, mem, &why), ERR_FORMAT);
        CHECK(str_find(why, STR("words")) < why.n);
        shelf_end(&s);
    }
}

TEST(a_damaged_column_block_is_noticed_and_crashes_nothing)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Atheis", "Mihardja");
    struct str why = {0};
    struct index_hits hits;
    struct index_query q = {.limit = 10, .facet_limit = 10};
    shelf_put(&s, &d);
    shelf_end(&s);
    damage(s.dir, "UPDATE block SET data = zeroblob(7)");
    if (index_reader_open(s.dir, &s.reader)) return;
    CHECK(index_search(s.reader, &q, mem, &hits) == ERR_DAMAGED ||
          index_check(s.reader, mem, &why) == ERR_FORMAT);
    shelf_end(&s);
}

TEST(an_index_of_other_word_rules_asks_for_a_rebuild)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    shelf_end(&s);
    damage(s.dir, "UPDATE meta SET value = value + 1 WHERE name = 'words'");
    CHECK_INT(index_reader_open(s.dir, &s.reader), ERR_VERSION);
    CHECK_INT(index_writer_open(s.dir, &w), ERR_VERSION);
}
