/* find_test.c -- a list of books checked against the network. */
#include "catalog/find_file.h"

#include <stdio.h>

#include "world.h"

#include "base/checked.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, isbn, year, author, code)                                                       \
    title ",Text,," isbn ",Gramedia," year ",,,,Indonesia,Jakarta,,,,,\"<" author ">\",," code "\n"

enum { LINES = 8 };

struct answers {
    struct found line[LINES];
    size_t n;
};

static enum err take(void *ctx, const struct find_line *line)
{
    struct answers *a = ctx;
    if (a->n < LINES) a->line[a->n++] = line->found;
    return OK;
}

static struct answers ask_list(struct world *w, const char *text)
{
    struct answers answers = {0};
    struct find_counts counts;
    struct fault why = {0};
    const char *path = arena_cstr(w->mem, arena_printf(w->mem, "%s/daftar.csv", test_dir(w->mem)));
    FILE *f = fopen(path, "wb");
    CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
    CHECK_INT(find_file(w->store, path, NULL, take, &answers, w->mem, &why, &counts), OK);
    return answers;
}

TEST(a_list_is_told_what_the_network_has)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu");
    world_load(&w, one,
               HEADER ROW("Laskar Pelangi", "9789793062792", "2005", "Hirata, Andrea", "A1")
                   ROW("Bumi Manusia", "", "1980", "Toer, Pramoedya Ananta", "A2"));
    struct answers a =
        ask_list(&w, HEADER ROW("Laskar Pelangi", "9789793062792", "2005", "Hirata, Andrea", "X1")
                         ROW("Laskar Pelangi", "9789793062792", "2006", "Andrea Hirata", "X2")
                             ROW("Saman", "", "1998", "Utami, Ayu", "X3"));
    CHECK_INT((int64_t)a.n, 3);
    CHECK_INT(a.line[0].verdict, VERDICT_SAME); /* word for word */
    CHECK_INT(a.line[1].verdict, VERDICT_SAME); /* compared */
    CHECK_INT(a.line[0].title, a.line[1].title);
    CHECK(a.line[0].title > 0 && a.line[0].score > 0 && a.line[0].reason.n > 0);
    CHECK_INT(a.line[2].verdict, VERDICT_DIFFERENT);
    CHECK_INT(a.line[2].title, 0);
    world_end(&w);
}

/* Word for word the same, and yet it says too little to be the same book. */
TEST(a_bare_title_is_not_found_for_sure)
{
    struct world w = world_make(mem);
    world_load(&w, world_library(&w, "Satu"), "title,item_code\nMatematika,A1\n");
    struct answers a = ask_list(&w, "title,item_code\nMatematika,X1\n");
    CHECK_INT((int64_t)a.n, 1);
    CHECK(a.line[0].verdict != VERDICT_SAME);
    world_end(&w);
}

TEST(what_was_undone_is_not_found)
{
    struct world w = world_make(mem);
    const char *list = HEADER ROW("Saman", "9789799023179", "1998", "Utami, Ayu", "A1");
    struct load_report r = world_load(&w, world_library(&w, "Satu"), list);
    CHECK_INT(ask_list(&w, list).line[0].verdict, VERDICT_SAME);
    CHECK_INT(world_undo(&w, r.id), OK);
    CHECK_INT(ask_list(&w, list).line[0].verdict, VERDICT_DIFFERENT);
    world_end(&w);
}
