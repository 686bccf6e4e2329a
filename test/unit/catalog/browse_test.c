/* browse_test.c -- headings of a catalogue as readers leaf through them, with authority files. */
#include <stdio.h>
#include <string.h>

#include "catalog/authority.h"
#include "catalog/authority_forms.h"
#include "catalog/browse.h"
#include "catalog/follow.h"
#include "network/network.h"
#include "record/mrk.h"
#include "world.h"

/* ---- help ---- */

/* A record as lines of MARC text. */
static const char *book(struct world *w, int number, const char *author, const char *title,
                        const char *rest)
{
    return arena_cstr(
        w->mem, arena_printf(w->mem,
                             "=LDR  00000nam a2200000   4500\n=001  %d\n=100  1\\$a%s\n"
                             "=245  10$a%s\n=260  \\\\$aJakarta :$bBalai Pustaka,$c19%d.\n%s\n",
                             number, author, title, 10 + number, rest));
}

static const char *together(struct world *w, const char *const *part, size_t n)
{
    struct str s[20];
    for (size_t i = 0; i < n; i++) s[i] = str_of(part[i]);
    return arena_cstr(w->mem, arena_join(w->mem, s, n, STR("\n")));
}

static struct browse_page leaf(struct world *w, enum heading_kind k, const char *from)
{
    struct index_reader *index = NULL;
    struct browse_page page = {0};
    struct browse_request rq = {.kind = k, .limit = 20};
    rq.from.sort = heading_sort(w->mem, k, str_of(from), STR(""));
    CHECK_INT(follow_now(w->store, NULL, 10), OK);
    CHECK_INT(index_reader_open(w->store->dir, &index), OK);
    CHECK_INT(browse_run(w->store->db, index, &world_operator, &rq, w->mem, &page), OK);
    index_reader_close(index);
    return page;
}

static void add_others(struct buf *b, const char *word, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++)
        buf_printf(b, "%s %s %.*s", i ? "," : "", i ? "" : word, STR_ARG(list->item[i]));
}

/* "Hirata, Andrea 2 | Soekarno see Sukarno" */
static struct str line(struct world *w, struct browse_page page)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    for (size_t i = 0; i < page.n; i++) {
        const struct browse_row *row = &page.item[i];
        buf_printf(&b, "%s%.*s", i ? " | " : "", STR_ARG(row->text));
        if (row->titles) buf_printf(&b, " %lld", (long long)row->titles);
        add_others(&b, "see", &row->see);
        add_others(&b, "also", &row->also);
    }
    return arena_copy(w->mem, buf_str(&b));
}

struct answer {
    enum err e;
    struct authority_row row;
    int64_t faults[REASON_COUNT];
};

static void count_fault(void *ctx, const struct fault *f)
{
    ((int64_t *)ctx)[f->reason]++;
}

static struct answer load_authority(struct world *w, const char *source, const char *text)
{
    struct answer r = {.e = OK};
    struct fault why;
    struct load_watch watch = {.fault = count_fault, .ctx = r.faults};
    const char *path = arena_cstr(w->mem, arena_printf(w->mem, "%s/authority.mrk", w->dir));
    FILE *f = fopen(path, "wb");
    fwrite(text, 1, strlen(text), f);
    fclose(f);
    r.e = authority_load(w->store, &world_operator, path, str_of(source), &watch, w->mem, &why,
                         &r.row);
    return r;
}

#define AUTHORITY(tag, heading, rest)                                                              \
    "=LDR  00000nz  a2200000n  4500\n=" tag "  1\\$a" heading "\n" rest "\n"

static const char sukarno[] = AUTHORITY("100", "Sukarno,$d1901-1970",
                                        "=400  1\\$aSoekarno,$d1901-1970\n"
                                        "=400  1\\$aKusno Sosrodihardjo\n"
                                        "=500  1\\$aHatta, Mohammad\n");

/* ---- lists ---- */

TEST(authors_stand_in_order_with_the_titles_each_has)
{
    struct world w = world_make(mem);
    const char *const books[] = {book(&w, 1, "Toer, Pramoedya Ananta", "Bumi manusia", ""),
                                 book(&w, 2, "Hirata, Andrea", "Laskar pelangi", ""),
                                 book(&w, 3, "Ékajati, Edi S.", "Sejarah Sunda", ""),
                                 book(&w, 4, "Hirata, Andrea", "Edensor", "")};
    world_load(&w, world_library(&w, "SMAN 1"), together(&w, books, 4));
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")),
              "Ékajati, Edi S. 1 | Hirata, Andrea 2 | Toer, Pramoedya Ananta 1");
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "i")), "Toer, Pramoedya Ananta 1");
    CHECK_STR(line(&w, leaf(&w, HEADING_TITLE, "e")),
              "Edensor 1 | Laskar pelangi 1 | Sejarah Sunda 1");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(call_numbers_stand_as_on_the_shelf)
{
    struct str before = {0};
    static const char *const order[] = {"92 SUK s",    "813 TOE b", "813.54 ABC d",
                                        "813.6 HIR l", "1000 X",    "R 030 ENS"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        struct str key = heading_sort(mem, HEADING_CALL, str_of(order[i]), STR(""));
        CHECK(i == 0 || str_cmp(before, key) < 0);
        before = key;
    }
}

TEST(an_undone_load_takes_its_headings_along)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    world_load(&w, library, book(&w, 1, "Hirata, Andrea", "Edensor", "=650  \\4$aFiksi"));
    struct load_report second =
        world_load(&w, library, book(&w, 2, "Hirata, Andrea", "Sirkus pohon", "=650  \\4$aSirkus"));
    CHECK_STR(line(&w, leaf(&w, HEADING_SUBJECT, "")), "Fiksi 1 | Sirkus 1");
    CHECK_INT(world_undo(&w, second.id), OK);
    CHECK_STR(line(&w, leaf(&w, HEADING_SUBJECT, "")), "Fiksi 1");
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")), "Hirata, Andrea 1");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_place_leads_forward_and_back_to_the_same_rows)
{
    struct world w = world_make(mem);
    struct str parts[12];
    for (int i = 0; i < 12; i++)
        parts[i] = str_of(book(&w, i + 1, arena_cstr(mem, arena_printf(mem, "Nama %c", 'a' + i)),
                               arena_cstr(mem, arena_printf(mem, "Kitab %c", 'a' + i)), ""));
    world_load(&w, world_library(&w, "SMAN 1"),
               arena_cstr(mem, arena_join(mem, parts, 12, STR("\n"))));
    CHECK_INT(leaf(&w, HEADING_AUTHOR, "").n, 12);
    struct index_reader *index = NULL;
    struct browse_page first, second, back;
    struct browse_request rq = {.kind = HEADING_AUTHOR, .limit = 5};
    CHECK_INT(index_reader_open(w.store->dir, &index), OK);
    CHECK_INT(browse_run(w.store->db, index, &world_operator, &rq, mem, &first), OK);
    CHECK(!first.before && first.after);
    rq.from = first.next;
    CHECK_INT(browse_run(w.store->db, index, &world_operator, &rq, mem, &second), OK);
    CHECK_STR(second.item[0].text, "Nama f");
    CHECK(second.before && second.after);
    rq.from = second.first;
    rq.backward = true;
    CHECK_INT(browse_run(w.store->db, index, &world_operator, &rq, mem, &back), OK);
    CHECK_STR(line(&w, back), arena_cstr(mem, line(&w, first)));
    index_reader_close(index);
    world_end(&w);
}

/* ---- authority files ---- */

TEST(a_form_of_an_authority_file_leads_to_the_heading_that_has_titles)
{
    struct world w = world_make(mem);
    const char *const books[] = {book(&w, 1, "Sukarno", "Sarinah", ""),
                                 book(&w, 2, "Hatta, Mohammad", "Demokrasi kita", "")};
    world_load(&w, world_library(&w, "SMAN 1"), together(&w, books, 2));
    struct answer r = load_authority(&w, "perpusnas", sukarno);
    CHECK_INT(r.e, OK);
    CHECK_INT(r.row.records, 1);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")),
              "Hatta, Mohammad 1 also Sukarno | Kusno Sosrodihardjo see Sukarno | "
              "Soekarno see Sukarno | Sukarno 1 also Hatta, Mohammad");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_form_whose_heading_has_no_title_is_not_shown)
{
    struct world w = world_make(mem);
    world_load(&w, world_library(&w, "SMAN 1"), book(&w, 1, "Hirata, Andrea", "Edensor", ""));
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")), "Hirata, Andrea 1");
    world_end(&w);
}

TEST(a_search_for_another_form_finds_titles_under_the_heading)
{
    struct world w = world_make(mem);
    const char *const books[] = {book(&w, 1, "Sukarno", "Sarinah", ""),
                                 book(&w, 2, "Muis, Abdul", "Salah asuhan", "")};
    world_load(&w, world_library(&w, "SMAN 1"), together(&w, books, 2));
    CHECK_INT(world_count(&w, "Kusno Sosrodihardjo"), 0);
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_INT(world_count(&w, "Kusno Sosrodihardjo"), 1);
    CHECK_INT(world_count(&w, "sosrodihardjo kusno"), 1);
    CHECK_INT(world_count(&w, "pengarang:\"Kusno Sosrodihardjo\""), 1);
    CHECK_INT(world_count(&w, "sarinah kusno sosrodihardjo"), 1);
    CHECK_INT(world_count(&w, "judul:\"Kusno Sosrodihardjo\""), 0);
    CHECK_INT(world_count(&w, "kusno"), 0); /* part of a form */
    CHECK_INT(world_count(&w, "salah kusno sosrodihardjo"), 0);
    world_end(&w);
}

TEST(a_file_takes_the_place_of_the_one_before_and_undo_brings_that_back)
{
    struct world w = world_make(mem);
    bool former = false;
    world_load(&w, world_library(&w, "SMAN 1"), book(&w, 1, "Sukarno", "Sarinah", ""));
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_INT(
        load_authority(&w, "perpusnas", AUTHORITY("100", "Sukarno", "=400  1\\$aBung Karno\n")).e,
        OK);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")), "Bung Karno see Sukarno | Sukarno 1");
    CHECK_INT(authority_undo(w.store, &world_operator, STR("perpusnas"), &former), OK);
    CHECK(former);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")),
              "Kusno Sosrodihardjo see Sukarno | Soekarno see Sukarno | Sukarno 1");
    CHECK_INT(world_faults(&w), 0);
    CHECK_INT(authority_undo(w.store, &world_operator, STR("perpusnas"), &former), OK);
    CHECK(!former);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")), "Sukarno 1");
    CHECK_INT(authority_undo(w.store, &world_operator, STR("perpusnas"), &former), ERR_NOT_FOUND);
    world_end(&w);
}

TEST(sources_stand_beside_each_other_and_go_one_by_one)
{
    struct world w = world_make(mem);
    struct authority_rows list;
    world_load(&w, world_library(&w, "SMAN 1"), book(&w, 1, "Sukarno", "Sarinah", ""));
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_INT(load_authority(&w, "loc", AUTHORITY("100", "Sukarno", "=400  1\\$aBung Karno\n")).e,
              OK);
    CHECK_INT(authority_list(w.store->db, mem, &list), OK);
    CHECK_INT(list.n, 2);
    CHECK_INT(authority_remove(w.store, &world_operator, STR("perpusnas")), OK);
    CHECK_STR(line(&w, leaf(&w, HEADING_AUTHOR, "")), "Bung Karno see Sukarno | Sukarno 1");
    CHECK_INT(authority_remove(w.store, &world_operator, STR("perpusnas")), ERR_NOT_FOUND);
    world_end(&w);
}

TEST(records_that_are_no_authorities_are_refused_and_said)
{
    struct world w = world_make(mem);
    const char *const mixed[] = {sukarno, book(&w, 1, "Hirata, Andrea", "Edensor", ""),
                                 AUTHORITY("148", "Abad 20", "")};
    struct answer r = load_authority(&w, "perpusnas", together(&w, mixed, 3));
    CHECK_INT(r.e, OK);
    CHECK_INT(r.row.records, 1);
    CHECK_INT(r.row.refused, 2);
    CHECK_INT(r.faults[REASON_NOT_AUTHORITY], 1);
    CHECK_INT(r.faults[REASON_NO_HEADING], 1);
    world_end(&w);
}

TEST(a_file_without_any_authority_changes_nothing)
{
    struct world w = world_make(mem);
    struct authority_rows list;
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_INT(load_authority(&w, "perpusnas", book(&w, 1, "Hirata, Andrea", "Edensor", "")).e,
              ERR_FORMAT);
    CHECK_INT(authority_list(w.store->db, mem, &list), OK);
    CHECK_INT(list.n, 1);
    CHECK_INT(list.item[0].records, 1);
    CHECK(!list.item[0].former);
    world_end(&w);
}

TEST(only_the_operator_loads_authority_files)
{
    struct world w = world_make(mem);
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    struct authority_row row;
    struct fault why;
    CHECK_INT(authority_load(w.store, &stranger, "x", STR("x"), NULL, mem, &why, &row), ERR_DENIED);
    CHECK_INT(authority_remove(w.store, &stranger, STR("x")), ERR_DENIED);
    world_end(&w);
}

TEST(a_form_that_its_record_does_not_say_is_a_fault_of_the_truth)
{
    struct world w = world_make(mem);
    CHECK_INT(load_authority(&w, "perpusnas", sukarno).e, OK);
    CHECK_INT(world_faults(&w), 0);
    CHECK_INT(
        db_exec(w.store->db, SQL("UPDATE authority_form SET target = 'Lain' WHERE relation = 1")),
        OK);
    CHECK(world_faults(&w) > 0);
    world_end(&w);
}

/* ---- what a record says ---- */

static struct authority_forms forms_of(struct arena *mem, const char *text)
{
    struct marc m;
    struct authority_forms forms = {0};
    enum reason why = REASON_NONE;
    CHECK_INT(mrk_parse(str_of(text), mem, &m, NULL), OK);
    CHECK_INT(authority_forms_of(&m, mem, &forms, &why, NULL), OK);
    return forms;
}

static struct str texts_of(struct arena *mem, const struct authority_forms *forms,
                           enum heading_kind k)
{
    struct strs list = {0};
    for (size_t i = 0; i < forms->n; i++)
        if (forms->item[i].kind == k && forms->item[i].relation != AUTHORITY_ALSO)
            VEC_PUSH(mem, &list, forms->item[i].text);
    return arena_join(mem, list.item, list.n, STR(" | "));
}

TEST(a_name_is_a_heading_of_authors_and_with_its_dates_of_subjects)
{
    struct authority_forms f = forms_of(mem, sukarno);
    CHECK_STR(texts_of(mem, &f, HEADING_AUTHOR), "Sukarno | Soekarno | Kusno Sosrodihardjo");
    CHECK_STR(texts_of(mem, &f, HEADING_SUBJECT),
              "Sukarno, 1901-1970 | Soekarno, 1901-1970 | Kusno Sosrodihardjo");
}

TEST(bodies_places_topics_and_uniform_titles_are_headings_of_their_lists)
{
    struct authority_forms f = forms_of(
        mem, AUTHORITY("150", "Cerita rakyat$zIndonesia", "=450  \\\\$aFolklor$zIndonesia\n"));
    CHECK_STR(texts_of(mem, &f, HEADING_SUBJECT),
              "Cerita rakyat -- Indonesia | Folklor -- Indonesia");
    CHECK_STR(texts_of(mem, &f, HEADING_AUTHOR), "");
    f = forms_of(mem, AUTHORITY("110", "Indonesia.$bDepartemen Pendidikan", ""));
    CHECK_STR(texts_of(mem, &f, HEADING_AUTHOR), "Indonesia. Departemen Pendidikan");
    f = forms_of(mem, AUTHORITY("151", "Batavia", "=451  \\\\$aBetawi\n"));
    CHECK_STR(texts_of(mem, &f, HEADING_SUBJECT), "Batavia | Betawi");
    f = forms_of(mem, AUTHORITY("130", "Seri pustaka", ""));
    CHECK_STR(texts_of(mem, &f, HEADING_SERIES), "Seri pustaka");
}

TEST(the_author_of_a_work_is_no_other_name_of_the_author)
{
    struct authority_forms f =
        forms_of(mem, AUTHORITY("100", "Hirata, Andrea", "=400  1\\$aLain, Nama$tEdensor\n"));
    CHECK_STR(texts_of(mem, &f, HEADING_AUTHOR), "Hirata, Andrea");
}
