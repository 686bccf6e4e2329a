/* heading_test.c -- headings come and go with their documents; pages by place; counts by scope. */
#include <stdio.h>
#include <stdlib.h>

#include "shelf.h"
#include "text/words.h"

static void give_heading(struct arena *mem, struct index_doc *d, enum heading_kind k,
                         const char *text)
{
    struct index_heading h = {k, words_sort_key(mem, str_of(text), STR("")), str_of(text)};
    VEC_PUSH(mem, &d->headings, h);
}

static void put_with(struct shelf *s, int64_t id, const char *subject)
{
    struct index_doc d = shelf_doc(s->mem, id, "Judul", "Pengarang");
    give_heading(s->mem, &d, HEADING_SUBJECT, subject);
    shelf_put(s, &d);
}

static struct heading_rows page(struct shelf *s, const char *from, bool backward, size_t limit)
{
    struct heading_ask ask = {.kind = HEADING_SUBJECT,
                              .sort = words_sort_key(s->mem, str_of(from), STR("")),
                              .text = str_of(from),
                              .backward = backward,
                              .limit = limit};
    struct heading_rows rows = {0};
    CHECK_INT(index_headings(s->reader, &ask, s->mem, &rows), OK);
    return rows;
}

/* "Agama 1, Biologi 2": a page as text. */
static struct str line(struct shelf *s, struct heading_rows rows)
{
    struct strs parts = {0};
    for (size_t i = 0; i < rows.n; i++)
        VEC_PUSH(s->mem, &parts,
                 arena_printf(s->mem, "%.*s %s%lld", STR_ARG(rows.item[i].text),
                              rows.item[i].at_most ? "<" : "", (long long)rows.item[i].n));
    return arena_join(s->mem, parts.item, parts.n, STR(", "));
}

TEST(headings_stand_in_order_whatever_their_case_and_marks)
{
    struct shelf s = shelf_new(mem);
    const char *const subjects[] = {"Zakat", "étika", "Etnis",   "Bab 10",
                                    "Bab 2", "adat",  "100 kata"};
    for (size_t i = 0; i < COUNT(subjects); i++) put_with(&s, (int64_t)i + 1, subjects[i]);
    CHECK_STR(line(&s, page(&s, "", false, 10)),
              "100 kata 1, adat 1, Bab 2 1, Bab 10 1, étika 1, Etnis 1, Zakat 1");
    shelf_end(&s);
}

TEST(a_page_begins_at_any_place_and_says_whether_the_list_goes_on)
{
    struct shelf s = shelf_new(mem);
    put_with(&s, 1, "Agama");
    put_with(&s, 2, "Biologi");
    put_with(&s, 3, "Cerita");
    put_with(&s, 4, "Doa");
    struct heading_rows rows = page(&s, "b", false, 2);
    CHECK_STR(line(&s, rows), "Biologi 1, Cerita 1");
    CHECK(rows.more);
    CHECK_STR(rows.more_text, "Doa");
    CHECK(!page(&s, "Cerita", false, 2).more);
    rows = page(&s, "Doa", true, 2);
    CHECK_STR(line(&s, rows), "Cerita 1, Biologi 1");
    CHECK(rows.more);
    CHECK_STR(rows.more_text, "Biologi");
    shelf_end(&s);
}

TEST(a_heading_counts_its_documents_and_goes_with_the_last)
{
    struct shelf s = shelf_new(mem);
    put_with(&s, 1, "Agama");
    put_with(&s, 2, "Agama");
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Agama 2");
    CHECK_INT(page(&s, "", false, 10).item[0].only, 0);
    put_with(&s, 2, "Biologi");
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Agama 1, Biologi 1");
    CHECK_INT(page(&s, "", false, 10).item[1].only, 2);
    shelf_delete(&s, 1);
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Biologi 1");
    shelf_end(&s);
}

TEST(a_heading_given_twice_by_a_document_counts_once)
{
    struct shelf s = shelf_new(mem);
    struct str why = {0};
    struct index_doc d = shelf_doc(mem, 1, "Judul", "Pengarang");
    give_heading(mem, &d, HEADING_SUBJECT, "Agama");
    give_heading(mem, &d, HEADING_SUBJECT, "Agama");
    shelf_put(&s, &d);
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Agama 1");
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_end(&s);
}

static void put_in_batch(struct index_writer *w, struct arena *mem, int64_t id, const char *subject,
                         const char *second)
{
    struct index_doc d = shelf_doc(mem, id, "Judul", "Pengarang");
    give_heading(mem, &d, HEADING_SUBJECT, subject);
    if (second) give_heading(mem, &d, HEADING_SUBJECT, second);
    CHECK_INT(index_put(w, &d), OK);
}

TEST(what_comes_and_goes_within_one_batch_leaves_no_heading)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    struct str why = {0};
    put_with(&s, 9, "Agama");
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    put_in_batch(w, mem, 1, "Cerita", NULL);
    put_in_batch(w, mem, 1, "Biologi", NULL); /* put twice */
    put_in_batch(w, mem, 2, "Cerita", NULL);
    CHECK_INT(index_delete(w, 2), OK); /* put and deleted */
    put_in_batch(w, mem, 3, "Agama", "Biologi");
    put_in_batch(w, mem, 9, "Doa", NULL); /* its heading goes to another: none more */
    CHECK_INT(index_commit(w, 100), OK);
    index_writer_close(w);
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Agama 1, Biologi 2, Doa 1");
    CHECK_INT(page(&s, "", false, 10).item[0].only, 3);
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_end(&s);
}

TEST(a_batch_that_is_taken_back_leaves_its_headings_out)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    put_in_batch(w, mem, 1, "Agama", NULL);
    index_rollback(w);
    CHECK_INT(index_begin(w), OK);
    put_in_batch(w, mem, 2, "Biologi", NULL);
    CHECK_INT(index_commit(w, 100), OK);
    index_writer_close(w);
    CHECK_STR(line(&s, page(&s, "", false, 10)), "Biologi 1");
    shelf_end(&s);
}

static const int64_t one_agency[] = {7};

TEST(only_what_the_scope_holds_is_counted_and_shown)
{
    struct shelf s = shelf_new(mem);
    for (int64_t id = 1; id <= 4; id++) {
        int64_t held_by = id <= 2 ? 7 : 8;
        struct index_doc d = shelf_doc(mem, id, "Judul", "Pengarang");
        uint8_t on_shelf = 1;
        d.agencies = &held_by;
        d.status = &on_shelf;
        d.n_agencies = 1;
        give_heading(mem, &d, HEADING_SUBJECT, id % 2 ? "Ganjil" : "Genap");
        if (id == 4) give_heading(mem, &d, HEADING_SUBJECT, "Hanya lain");
        shelf_put(&s, &d);
    }
    struct heading_ask ask = {
        .kind = HEADING_SUBJECT, .limit = 10, .scope = one_agency, .n_scope = 1};
    struct heading_rows rows;
    CHECK_INT(index_headings(s.reader, &ask, mem, &rows), OK);
    CHECK_STR(line(&s, rows), "Ganjil 1, Genap 1");
    CHECK_INT(rows.item[0].only, 1);
    struct str keys[] = {STR("genap"), STR("hanya lain")};
    struct heading_row found[2];
    CHECK_INT(index_headings_with(s.reader, &ask, keys, 2, mem, found), OK);
    CHECK_INT(found[0].n, 1);
    CHECK_INT(found[1].n, 0);
    shelf_end(&s);
}

TEST(the_documents_of_a_heading_come_in_pages)
{
    struct shelf s = shelf_new(mem);
    for (int64_t id = 1; id <= 5; id++) put_with(&s, id, "Agama");
    struct heading_ask ask = {
        .kind = HEADING_SUBJECT, .sort = STR("agama"), .text = STR("Agama"), .limit = 2};
    int64_t *id = NULL, total = 0;
    size_t n = 0;
    CHECK_INT(index_heading_docs(s.reader, &ask, 2, mem, &id, &n, &total), OK);
    CHECK_INT(total, 5);
    CHECK_INT(n, 2);
    CHECK_INT(id[0], 3);
    CHECK_INT(id[1], 4);
    shelf_end(&s);
}

TEST(counts_stay_right_under_many_changes)
{
    enum { DOCS = 30, SUBJECTS = 5, CHANGES = 300 };
    struct shelf s = shelf_new(mem);
    unsigned chance = 20240817;
    int of[DOCS] = {0}, expected[SUBJECTS + 1] = {0};
    for (int i = 0; i < CHANGES; i++) {
        chance = chance * 1103515245u + 12345u;
        int doc = (int)(chance >> 8) % DOCS, subject = (int)(chance >> 20) % (SUBJECTS + 1);
        of[doc] = subject; /* 0: without the document */
        if (subject)
            put_with(&s, doc + 1, arena_cstr(mem, arena_printf(mem, "Subjek %d", subject)));
        else
            shelf_delete(&s, doc + 1);
    }
    for (int i = 0; i < DOCS; i++) expected[of[i]]++;
    struct strs parts = {0};
    for (int i = 1; i <= SUBJECTS; i++)
        if (expected[i]) VEC_PUSH(mem, &parts, arena_printf(mem, "Subjek %d %d", i, expected[i]));
    struct str why = {0};
    CHECK_STR(line(&s, page(&s, "", false, 10)),
              arena_cstr(mem, arena_join(mem, parts.item, parts.n, STR(", "))));
    CHECK_INT(index_check(s.reader, mem, &why), OK);
    shelf_end(&s);
}

static void damage(const char *dir, const char *sql)
{
    char command[1000];
    snprintf(command, sizeof command, "sqlite3 %s/index.1.db \"%s\"", dir, sql);
    CHECK_INT(system(command), 0);
}

TEST(a_wrong_count_and_a_lost_heading_are_noticed)
{
    static const char *const harm[] = {"UPDATE heading SET n = n + 1 WHERE text = 'Agama'",
                                       "DELETE FROM heading WHERE text = 'Agama'",
                                       "DELETE FROM heading_doc WHERE doc = 1",
                                       "UPDATE heading SET sort = x'7a' WHERE text = 'Agama'"};
    for (size_t i = 0; i < COUNT(harm); i++) {
        struct shelf s = shelf_new(mem);
        struct str why = {0};
        put_with(&s, 1, "Agama");
        put_with(&s, 2, "Biologi");
        CHECK_INT(index_check(s.reader, mem, &why), OK);
        damage(s.dir, harm[i]);
        CHECK_INT(index_check(s.reader, mem, &why), ERR_FORMAT);
        CHECK(why.n > 0);
        shelf_end(&s);
    }
}
