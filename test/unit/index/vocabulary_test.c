/* vocabulary_test.c -- the words of the catalogue, and those that are like a slip. */
#include "index/vocabulary.h"

#include "shelf.h"

static void put_titles(struct shelf *s, const char *const *title, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct index_doc d = shelf_doc(s->mem, (int64_t)i + 1, title[i], "Anonim");
        shelf_put(s, &d);
    }
}

/* The first word like this one, "" when there is none. */
static struct str like(struct shelf *s, const char *word, int edits)
{
    struct vocabulary_words found = {0};
    CHECK_INT(vocabulary_similar(s->reader, str_of(word), edits, 5, s->mem, &found), OK);
    return found.n ? found.item[0].text : STR("");
}

static int64_t uses(struct shelf *s, const char *word)
{
    int64_t n = -1;
    CHECK_INT(vocabulary_uses(s->reader, str_of(word), &n), OK);
    return n;
}

TEST(a_letter_changed_lost_added_or_exchanged_is_one_slip)
{
    static const char *const titles[] = {"Laskar pelangi"};
    struct shelf s = shelf_new(mem);
    put_titles(&s, titles, COUNT(titles));
    CHECK_STR(like(&s, "pelamgi", 1), "pelangi");
    CHECK_STR(like(&s, "pelngi", 1), "pelangi");
    CHECK_STR(like(&s, "pellangi", 1), "pelangi");
    CHECK_STR(like(&s, "plelangi", 1), "pelangi");
    CHECK_STR(like(&s, "eplangi", 1), "pelangi");
    CHECK_STR(like(&s, "pelangiku", 1), "");
    CHECK_STR(like(&s, "pelangiku", 2), "pelangi");
    CHECK_STR(like(&s, "pelangi", 2), "");
    CHECK_STR(like(&s, "PELÁNGY", 1), "pelangi");
    shelf_end(&s);
}

TEST(fewer_slips_come_first_then_the_same_beginning_then_more_uses)
{
    static const char *const titles[] = {"kartono", "kartini", "kartini", "martini", "kartina"};
    struct shelf s = shelf_new(mem);
    struct vocabulary_words found = {0};
    put_titles(&s, titles, COUNT(titles));
    CHECK_INT(vocabulary_similar(s.reader, STR("kartinj"), 2, 5, mem, &found), OK);
    CHECK_INT(found.n, 4);
    CHECK_STR(found.item[0].text, "kartini");
    CHECK_INT(found.item[0].edits, 1);
    CHECK_INT(found.item[0].uses, 2);
    CHECK_STR(found.item[1].text, "kartina");
    CHECK_STR(found.item[3].text, "martini");
    shelf_end(&s);
}

TEST(letters_of_any_script_are_letters)
{
    static const char *const titles[] = {"Война и мир", "صحيح البخاري"};
    struct shelf s = shelf_new(mem);
    put_titles(&s, titles, COUNT(titles));
    CHECK_STR(like(&s, "вайна", 1), "воина"); /* folded */
    CHECK_STR(like(&s, "البخري", 1), "البخاري");
    shelf_end(&s);
}

TEST(words_come_and_go_with_their_titles)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Bumi manusia, bumi kita", "Toer");
    shelf_put(&s, &d);
    CHECK_INT(uses(&s, "bumi"), 2);
    CHECK_INT(uses(&s, "Toer"), 1);
    CHECK_INT(uses(&s, "langit"), 0);
    CHECK_STR(like(&s, "manusja", 1), "manusia");
    d = shelf_doc(mem, 1, "Bumi langit", "Toer");
    shelf_put(&s, &d);
    CHECK_INT(uses(&s, "bumi"), 1);
    CHECK_INT(uses(&s, "manusia"), 0);
    CHECK_STR(like(&s, "manusja", 1), "");
    CHECK_STR(like(&s, "lamgit", 1), "langit");
    shelf_delete(&s, 1);
    CHECK_INT(uses(&s, "bumi"), 0);
    CHECK_STR(like(&s, "lamgit", 1), "");
    shelf_end(&s);
}

TEST(a_batch_that_is_dropped_leaves_no_words)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    struct index_doc d = shelf_doc(mem, 1, "Bumi", "Toer");
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    CHECK_INT(index_put(w, &d), OK);
    index_rollback(w);
    CHECK_INT(index_begin(w), OK);
    d = shelf_doc(mem, 2, "Langit", "Toer");
    CHECK_INT(index_put(w, &d), OK);
    CHECK_INT(index_commit(w, 1), OK);
    index_writer_close(w);
    CHECK_INT(uses(&s, "bumi"), 0);
    CHECK_INT(uses(&s, "langit"), 1);
    shelf_end(&s);
}

TEST(notes_and_numbers_give_no_words)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Tahun 1945", "Toer");
    VEC_PUSH(mem, &d.text[INDEX_NOTES], STR("Lampiran"));
    shelf_put(&s, &d);
    CHECK_INT(uses(&s, "lampiran"), 0);
    CHECK_INT(uses(&s, "1945"), 0);
    shelf_end(&s);
}

TEST(beginnings_give_the_most_used_words)
{
    static const char *const titles[] = {"Perpustakaan desa", "Perpustakaan sekolah", "Pers",
                                         "Perang", "Padi"};
    struct shelf s = shelf_new(mem);
    struct vocabulary_words found = {0};
    put_titles(&s, titles, COUNT(titles));
    CHECK_INT(vocabulary_begins(s.reader, STR("per"), 2, mem, &found), OK);
    CHECK_INT(found.n, 2);
    CHECK_STR(found.item[0].text, "perpustakaan");
    CHECK_INT(found.item[0].uses, 2);
    CHECK_STR(found.item[1].text, "perang");
    shelf_end(&s);
}

TEST(a_lost_space_is_found_between_two_words)
{
    static const char *const titles[] = {"Bumi manusia", "Bumi", "Bum imanusia"};
    struct shelf s = shelf_new(mem);
    struct vocabulary_words found = {0};
    put_titles(&s, titles, COUNT(titles));
    shelf_delete(&s, 3);
    CHECK_INT(vocabulary_split(s.reader, STR("bumimanusia"), mem, &found), OK);
    CHECK_INT(found.n, 2);
    CHECK_STR(found.item[0].text, "bumi");
    CHECK_STR(found.item[1].text, "manusia");
    CHECK_INT(vocabulary_split(s.reader, STR("bumilangit"), mem, &found), OK);
    CHECK_INT(found.n, 0);
    shelf_end(&s);
}

TEST(nothing_is_like_an_empty_or_endless_word)
{
    struct shelf s = shelf_new(mem);
    struct vocabulary_words found = {0};
    char *long_word = arena_alloc(mem, 5001);
    for (int i = 0; i < 5000; i++) long_word[i] = 'a';
    CHECK_INT(vocabulary_similar(s.reader, STR(" ?! "), 2, 5, mem, &found), OK);
    CHECK_INT(found.n, 0);
    CHECK_INT(vocabulary_similar(s.reader, str_of(long_word), 2, 5, mem, &found), OK);
    CHECK_INT(found.n, 0);
    CHECK_INT(vocabulary_split(s.reader, str_of(long_word), mem, &found), OK);
    CHECK_INT(found.n, 0);
    CHECK_INT(vocabulary_begins(s.reader, STR(""), 5, mem, &found), OK);
    CHECK_INT(found.n, 0);
    shelf_end(&s);
}
