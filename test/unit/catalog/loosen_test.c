/* loosen_test.c -- what is answered, and what is told, when the words asked for are in no title. */
#include "base/buf.h"
#include "base/checked.h"
#include "catalog/follow.h"
#include "world.h"

#define HEAD                                                                                       \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, author, topic, code)                                                            \
    "\"" title "\",Text,,,Bentang,2005,,,,Indonesia,Yogyakarta,,,,,\"<" author ">\",<" topic       \
    ">,<" code ">\n"

static const char BOOKS[] = HEAD ROW("Laskar pelangi", "Hirata, Andrea", "Novel", "A1")
    ROW("Sang pemimpi", "Hirata, Andrea", "Novel", "A2")
        ROW("Bumi manusia", "Toer, Pramoedya Ananta", "Novel", "A3")
            ROW("Beternak ayam", "Rasyaf, Muhammad", "Peternakan", "A4")
                ROW("Teknik radio", "Palgunadi, Bram", "Radio", "A5")
                    ROW("Teknik sampling", "Eriyanto", "Statistika", "A6");

/* "titles first-title; changes": +from>to spelled, -from dropped, ?from may be missing, ~from>to
 * meant. */
static struct str answer_of(struct world *w, const char *query,
                            const struct search_filters *filters)
{
    struct buf CLEANUP(buf_release) b = BUF(4096);
    struct search_result r = {0};
    struct index_reader *index = NULL;
    struct search_request rq = {
        .query = str_of(query), .field = INDEX_ANY, .limit = 10, .loosen = true};
    if (filters) rq.filters = *filters;
    CHECK(follow_now(w->store, NULL, 5) == OK);
    CHECK(index_reader_open(w->dir, &index) == OK);
    CHECK(search_run(w->store->db, index, &world_operator, &rq, w->mem, NULL, &r) == OK);
    index_reader_close(index);
    buf_printf(&b, "%lld", (long long)r.hits.total);
    if (r.titles.n) buf_printf(&b, " %.*s", STR_ARG(r.titles.item[0].bib.title));
    for (size_t i = 0; i < r.changes.n; i++) {
        const struct search_change *c = &r.changes.item[i];
        buf_printf(&b, "%s %c%.*s", i ? "" : ";", "+-?~"[c->kind], STR_ARG(c->from));
        if (c->to.n) buf_printf(&b, ">%.*s", STR_ARG(c->to));
    }
    return arena_copy(w->mem, buf_str(&b));
}

static struct world world_of_books(struct arena *mem)
{
    struct world w = world_make(mem);
    world_load(&w, world_library(&w, "SMAN 1"), BOOKS);
    return w;
}

TEST(what_is_found_as_asked_is_never_changed)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "laskar pelangi", NULL), "1 Laskar pelangi");
    CHECK_STR(answer_of(&w, "hirata", NULL), "2 Laskar pelangi");
    world_end(&w);
}

TEST(a_slip_is_put_right_and_told)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "laskar pelamgi", NULL), "1 Laskar pelangi; +pelamgi>pelangi");
    CHECK_STR(answer_of(&w, "lasakr plangi", NULL),
              "1 Laskar pelangi; +lasakr>laskar +plangi>pelangi");
    CHECK_STR(answer_of(&w, "pelamgi", NULL), "1 Laskar pelangi; +pelamgi>pelangi");
    CHECK_STR(answer_of(&w, "pengarang:hiratta", NULL), "2 Laskar pelangi; +hiratta>hirata");
    world_end(&w);
}

TEST(a_word_that_exists_may_be_a_slip_too)
{
    struct world w = world_of_books(mem);
    world_load(&w, world_library(&w, "SMAN 2"), HEAD ROW("Pelanggi", "Suryadi", "Novel", "B1"));
    CHECK_STR(answer_of(&w, "laskar pelanggi", NULL), "1 Laskar pelangi; +pelanggi>pelangi");
    world_end(&w);
}

TEST(a_lost_space_is_put_back)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "bumimanusia toer", NULL), "1 Bumi manusia; +bumimanusia>bumi manusia");
    world_end(&w);
}

TEST(a_space_too_many_is_taken_out)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "pe mimpi", NULL), "1 Sang pemimpi; +pe mimpi>pemimpi");
    CHECK_STR(answer_of(&w, "hirata pe langi", NULL), "1 Laskar pelangi; +pe langi>pelangi");
    CHECK_STR(answer_of(&w, "bumi manu sia", NULL), "1 Bumi manusia; +manu sia>manusia");
    CHECK_STR(answer_of(&w, "judul:pe judul:mimpi", NULL), "1 Sang pemimpi; +pe mimpi>pemimpi");
    world_end(&w);
}

TEST(two_words_that_are_found_stay_two)
{
    struct world w = world_of_books(mem);
    world_load(&w, world_library(&w, "SMAN 2"),
               HEAD ROW("Mata hari", "Coelho", "Novel", "B1")
                   ROW("Matahari terbit", "Suryadi", "Novel", "B2"));
    CHECK_STR(answer_of(&w, "mata hari", NULL), "1 Mata hari");
    CHECK_STR(answer_of(&w, "mata hari terbit", NULL), "1 Matahari terbit; +mata hari>matahari");
    world_end(&w);
}

TEST(of_little_that_is_found_the_joined_word_is_offered_when_it_finds_more)
{
    struct world w = world_of_books(mem);
    world_load(&w, world_library(&w, "SMAN 2"),
               HEAD ROW("Mata hari", "Coelho", "Novel", "B1")
                   ROW("Matahari terbit", "Suryadi", "Novel", "B2")
                       ROW("Matahari terbenam", "Suryadi", "Novel", "B3"));
    CHECK_STR(answer_of(&w, "mata hari", NULL), "1 Mata hari; ~mata hari>matahari");
    CHECK_STR(answer_of(&w, "matahari", NULL), "2 Matahari terbit");
    CHECK_STR(answer_of(&w, "hari mata", NULL), "1 Mata hari");
    world_end(&w);
}

TEST(of_much_that_is_found_nothing_is_offered)
{
    struct world w = world_make(mem);
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    buf_add(&b, STR(HEAD));
    for (int i = 0; i < 4; i++)
        buf_printf(&b, ROW("Mata hari %c", "Anonim", "Panduan", "C%d"), 'a' + i, i);
    for (int i = 0; i < 6; i++)
        buf_printf(&b, ROW("Matahari %c", "Anonim", "Panduan", "D%d"), 'a' + i, i);
    world_load(&w, world_library(&w, "SMAN 1"), arena_cstr(mem, buf_str(&b)));
    struct str got = answer_of(&w, "mata hari", NULL);
    CHECK(str_starts(got, STR("4 Mata hari")) && str_find_char(got, ';', 0) == got.n);
    world_end(&w);
}

TEST(without_a_word_that_nobody_has_the_rest_is_sought)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "novel laskar pelangi xyzzyxyz", NULL), "1 Laskar pelangi; -xyzzyxyz");
    world_end(&w);
}

TEST(the_least_useful_word_is_left_out)
{
    struct world w = world_make(mem);
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    buf_add(&b, STR(HEAD));
    for (int i = 0; i < 12; i++)
        buf_printf(&b, ROW("Panduan nomor %c", "Anonim", "Panduan", "C%d"), 'a' + i, i);
    buf_add(&b, STR(ROW("Beternak lele", "Suyanto", "Perikanan", "D1")));
    world_load(&w, world_library(&w, "SMAN 1"), arena_cstr(mem, buf_str(&b)));
    CHECK_STR(answer_of(&w, "panduan lele", NULL), "1 Beternak lele; -panduan");
    world_end(&w);
}

TEST(of_words_that_tell_alike_any_may_be_missing)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "radio sampling", NULL), "2 Teknik radio; ?radio ?sampling");
    world_end(&w);
}

TEST(a_filter_that_leaves_nothing_loosens_no_words)
{
    struct world w = world_of_books(mem);
    struct search_filters old = {.year_to = 1950};
    CHECK_STR(answer_of(&w, "laskar pelangi", &old), "0");
    world_end(&w);
}

TEST(nothing_near_is_found_for_nonsense)
{
    struct world w = world_of_books(mem);
    CHECK_STR(answer_of(&w, "xyzzyxyz qwrtplkj", NULL), "0");
    CHECK_STR(answer_of(&w, "\"manusia bumi\"", NULL), "0");
    world_end(&w);
}
