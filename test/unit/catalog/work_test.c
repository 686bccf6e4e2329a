/* work_test.c -- other editions and translations of a work; what a serial was called before. */
#include "catalog/follow.h"
#include "catalog/work.h"
#include "world.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, author, publisher, year, code)                                                  \
    title ",Text,,," publisher "," year ",195 hlm.,,,Indonesia,Jakarta,813,,,,\"<" author          \
          ">\",," code "\n"
#define NOBODYS(title, publisher, year, code)                                                      \
    title ",Text,,," publisher "," year ",195 hlm.,,,Indonesia,Jakarta,813,,,,,," code "\n"

/* "2013 2005": the years of the other editions. */
static const char *years(struct world *w, int64_t title, size_t from, size_t limit,
                         size_t *ret_next)
{
    struct title_views list = {0};
    struct buf CLEANUP(buf_release) b = BUF(10000);
    CHECK_INT(work_editions(w->store->db, &world_operator, NULL, title, from, limit, w->mem, &list,
                            ret_next),
              OK);
    for (size_t i = 0; i < list.n; i++) buf_printf(&b, "%d ", list.item[i].bib.year);
    return arena_cstr(w->mem, str_trim(buf_str(&b)));
}

TEST(other_editions_of_a_work_come_newest_first_and_page_by_page)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    size_t next = 0;
    world_load(&w, library,
               HEADER ROW("Saman", "Ayu Utami", "Gramedia", "1998", "A1")
                   ROW("Saman", "Utami, Ayu", "KPG", "2013", "A2")
                       ROW("Saman : sebuah novel", "Ayu Utami", "Yayasan Obor", "2005", "A3")
                           ROW("Saman", "Orang Lain", "Mizan", "2001", "A4"));
    int64_t title = world_title(&w, "saman year:1998");
    CHECK_STR(str_of(years(&w, title, 0, 5, &next)), "2013 2005");
    CHECK_INT(next, 0);
    CHECK_STR(str_of(years(&w, title, 0, 1, &next)), "2013");
    CHECK_INT(next, 1);
    CHECK_STR(str_of(years(&w, title, next, 1, &next)), "2005");
    CHECK_INT(next, 0);
    CHECK_STR(str_of(years(&w, title, 50, 5, &next)), "");
    world_end(&w);
}

TEST(titles_without_an_author_gather_nobody)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    size_t next = 0;
    world_load(&w, library,
               HEADER NOBODYS("Matematika", "Erlangga", "2010", "A1")
                   NOBODYS("Matematika", "Yudhistira", "2012", "A2"));
    CHECK_INT(world_count(&w, "matematika"), 2);
    CHECK_STR(str_of(years(&w, world_title(&w, "matematika year:2010"), 0, 5, &next)), "");
    world_end(&w);
}

TEST(editions_follow_the_records_and_the_scope)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua");
    size_t next = 0;
    world_load(&w, one, HEADER ROW("Saman", "Ayu Utami", "Gramedia", "1998", "A1"));
    struct load_report r =
        world_load(&w, two, HEADER ROW("Saman", "Ayu Utami", "KPG", "2013", "B1"));
    int64_t title = world_title(&w, "saman year:1998");
    struct title_views list;
    const int64_t only[] = {one};
    const struct scope scope = {.agency = only, .n = 1};
    CHECK_STR(str_of(years(&w, title, 0, 5, &next)), "2013");
    CHECK_INT(work_editions(w.store->db, &world_operator, &scope, title, 0, 5, mem, &list, &next),
              OK);
    CHECK_INT(list.n, 0);
    CHECK_INT(world_undo(&w, r.id), OK);
    CHECK_STR(str_of(years(&w, title, 0, 5, &next)), "");
    world_end(&w);
}

/* ---- serials ---- */

static struct work_links history(struct world *w, int64_t title)
{
    struct index_reader *index = NULL;
    struct work_links links = {0};
    struct title_view v;
    CHECK_INT(follow_now(w->store, NULL, 5), OK);
    CHECK_INT(index_reader_open(w->dir, &index), OK);
    CHECK_INT(title_view(w->store->db, &world_operator, NULL, title, w->mem, &v), OK);
    CHECK_INT(work_history(w->store->db, index, &world_operator, &v, 0, w->mem, &links), OK);
    index_reader_close(index);
    return links;
}

#define SERIAL "=LDR  00000nas\\\\2200000\\a\\4500\n"

TEST(a_serial_leads_to_what_it_was_and_became_by_issn_or_whole_title)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "Universitas");
    world_load(&w, library,
               SERIAL "=001  s1\n=022  \\\\$a0301-6269\n=245  10$aPrisma\n\n" /* */
               SERIAL "=001  s2\n=245  10$aPrisma baru\n=780  00$tPrisma (Jakarta)$x0301-6269\n"
                      "=785  00$tPrisma digital\n=785  00$tTidak dimiliki\n\n" /* */
               SERIAL "=001  s3\n=245  10$aPrisma digital\n\n");
    int64_t prisma = world_title(&w, "issn:0301-6269"), digital = world_title(&w, "digital");
    struct work_links l = history(&w, world_title(&w, "prisma baru"));
    CHECK_INT(l.n, 3);
    CHECK(!l.item[0].later && l.item[0].id == prisma);
    CHECK_STR(l.item[0].title, "Prisma");
    CHECK(l.item[1].later && l.item[1].id == digital);
    CHECK_INT(l.item[2].id, 0);
    CHECK_STR(l.item[2].title, "Tidak dimiliki");
    CHECK_INT(history(&w, prisma).n, 0);
    world_end(&w);
}
