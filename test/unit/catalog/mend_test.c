/* mend_test.c -- what a person mended holds, whatever loads bring, until it is taken back. */
#include "catalog/decision.h"
#include "catalog/mend.h"
#include "catalog/rebuild.h"
#include "network/audit.h"
#include "network/person.h"
#include "world.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, publisher, year, code)                                                          \
    title ",Text,,979-9023-17-3," publisher "," year                                               \
          ",195 hlm.,,,Indonesia,Jakarta,813,,,,\"<Ayu Utami>\",," code "\n"

static struct title_view view(struct world *w, int64_t title)
{
    struct title_view v = {0};
    CHECK_INT(title_view(w->store->db, &world_operator, NULL, title, w->mem, &v), OK);
    return v;
}

static enum err mend_by(struct world *w, const struct actor *who, int64_t title, enum title_field f,
                        const char *value, struct mend_result *ret)
{
    struct title_view v = view(w, title);
    struct mend_order o = {.title = title,
                           .field = f,
                           .value = str_of(value),
                           .why = STR("lihat halaman judul"),
                           .seen = mend_seen(&v, f, w->mem)};
    return mend_set(w->store->db, who, &o, 1000, w->mem, ret);
}

static int64_t mended(struct world *w, int64_t title, enum title_field f, const char *value)
{
    struct mend_result r = {0};
    CHECK_INT(mend_by(w, &world_operator, title, f, value, &r), OK);
    return r.id;
}

static enum err undo(struct world *w, int64_t mend)
{
    int64_t title = 0;
    return mend_undo(w->store->db, &world_operator, mend, 2000, &title);
}

TEST(a_mend_is_shown_and_found_at_once_and_survives_loads)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    world_load(&w, library, HEADER ROW("Samman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "samman");
    CHECK_INT(world_count(&w, "saman"), 0);
    int64_t id = mended(&w, title, TITLE_TITLE, "Saman : sebuah novel");
    struct title_view v = view(&w, title);
    CHECK_STR(v.bib.title, "Saman : sebuah novel");
    CHECK_STR(v.bib.title_short, "Saman");
    CHECK_STR(v.merged.title, "Samman");
    CHECK_INT(v.mended[TITLE_TITLE]->id, id);
    CHECK_INT(world_count(&w, "saman novel"), 1);
    CHECK_INT(world_count(&w, "samman"), 1); /* as the library wrote it */
    world_load_whole(&w, library, HEADER ROW("Samman", "Gramedia", "1999", "A1"));
    v = view(&w, title);
    CHECK_STR(v.bib.title, "Saman : sebuah novel");
    CHECK_INT(v.bib.year, 1999);
    CHECK_STR(str_of(world_state(&w)), "Saman : sebuah novel / Ayu Utami / 1999 = 1\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(the_newest_mend_holds_and_taking_it_back_brings_back_the_one_before)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    struct mends list;
    world_load(&w, library, HEADER ROW("Saman", "Gramedia", "1989", "A1"));
    int64_t title = world_title(&w, "saman");
    int64_t first = mended(&w, title, TITLE_YEAR, "1997"),
            second = mended(&w, title, TITLE_YEAR, "1998");
    CHECK_INT(view(&w, title).bib.year, 1998);
    CHECK_INT(undo(&w, second), OK);
    CHECK_INT(view(&w, title).bib.year, 1997);
    CHECK_INT(undo(&w, second), ERR_CONFLICT);
    CHECK_INT(undo(&w, first), OK);
    CHECK_INT(view(&w, title).bib.year, 1989);
    CHECK_INT(undo(&w, 99), ERR_NOT_FOUND);
    CHECK_INT(mend_list(w.store->db, title, mem, &list), OK);
    CHECK_INT(list.n, 2);
    CHECK_INT(list.item[0].id, second);
    CHECK_INT(list.item[0].undone, 2000);
    CHECK_STR(list.item[1].why, "lihat halaman judul");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(every_field_can_be_mended_and_shown_as_missing)
{
    static const struct {
        enum title_field field;
        const char *value;
    } mends[] = {
        {TITLE_PART, "Jilid 2"},
        {TITLE_RESPONSIBILITY, "Ayu Utami"},
        {TITLE_NAMES, "author\tUtami, Ayu\ntranslator\tAllen, Pamela\nbody\tKPG"},
        {TITLE_EDITION, "Cet. 2"},
        {TITLE_PUBLISHER, "KPG"},
        {TITLE_PLACE, "Depok"},
        {TITLE_YEAR, "[19--]"},
        {TITLE_EXTENT, "ix, 195 hlm."},
        {TITLE_SERIES, "Seri satu ; 3\nSeri dua"},
        {TITLE_HOST, "Horison"},
        {TITLE_LANGUAGE, "eng"},
        {TITLE_SUBJECTS, "Novel\nPolitik"},
        {TITLE_CLASSIFICATION, "899.221 3"},
        {TITLE_SUMMARY, "Tentang Saman."},
        {TITLE_CONTENTS, "Bab 1"},
        {TITLE_NOTES, "Pemenang sayembara\nCetak ulang"},
        {TITLE_FORMAT, "serial"},
        {TITLE_FREQUENCY, "Bulanan"},
    };
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    world_load(&w, library, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "saman");
    for (size_t i = 0; i < sizeof mends / sizeof mends[0]; i++) {
        (void)mended(&w, title, mends[i].field, mends[i].value);
        struct title_view v = view(&w, title);
        struct str got = mend_shown(&v, mends[i].field, mem);
        CHECK_STR(got, mends[i].value);
        if (mends[i].field == TITLE_LANGUAGE || mends[i].field == TITLE_FORMAT) continue;
        (void)mended(&w, title, mends[i].field, "");
        v = view(&w, title);
        CHECK_STR(mend_shown(&v, mends[i].field, mem), "");
        (void)mended(&w, title, mends[i].field, mends[i].value);
    }
    struct title_view v = view(&w, title);
    CHECK_INT(v.bib.names.n, 3);
    CHECK_INT(v.bib.names.item[1].role, ROLE_TRANSLATOR);
    CHECK(v.bib.names.item[2].corporate);
    CHECK_INT(v.bib.series.n, 2);
    CHECK_STR(v.bib.series.item[0].volume, "3");
    CHECK_INT(v.bib.subjects.n, 2);
    CHECK_INT(world_count(&w, "politik"), 1);
    CHECK_INT(world_count(&w, "allen"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_wrong_isbn_is_hidden_and_not_found_any_more)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    world_load(&w, library, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "9789799023179");
    int64_t id = mended(&w, title, TITLE_NUMBERS, "9789799023179");
    CHECK_INT(view(&w, title).bib.isbns.n, 0);
    CHECK_INT(world_count(&w, "9789799023179"), 0);
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(undo(&w, id), OK);
    CHECK_INT(world_count(&w, "9789799023179"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_value_that_makes_no_sense_is_refused_with_the_reason)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    struct mend_result r;
    char *much = arena_alloc(mem, MEND_VALUE_MAX + 2);
    for (int i = 0; i <= MEND_VALUE_MAX; i++) much[i] = 'a';
    world_load(&w, library, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "saman");
    CHECK_INT(mend_by(&w, &world_operator, title, TITLE_TITLE, " ", &r), ERR_ARG);
    CHECK_INT(r.wrong, MEND_NO_TITLE);
    CHECK_INT(mend_by(&w, &world_operator, title, TITLE_YEAR, "tahun kuda", &r), ERR_ARG);
    CHECK_INT(r.wrong, MEND_BAD_YEAR);
    CHECK_INT(mend_by(&w, &world_operator, title, TITLE_LANGUAGE, "klingon", &r), ERR_ARG);
    CHECK_INT(r.wrong, MEND_BAD_CHOICE);
    CHECK_INT(mend_by(&w, &world_operator, title, TITLE_SUMMARY, much, &r), ERR_ARG);
    CHECK_INT(r.wrong, MEND_TOO_LONG);
    CHECK_INT(mend_by(&w, &world_operator, title, TITLE_LINKS, "x", &r), ERR_ARG);
    CHECK_INT(mend_set(w.store->db, &world_operator,
                       &(struct mend_order){.title = 99, .field = TITLE_TITLE}, 1, mem, &r),
              ERR_NOT_FOUND);
    world_end(&w);
}

TEST(of_two_people_at_once_the_second_is_told_and_a_load_in_between_counts_too)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "SMAN 1");
    struct mend_result r;
    world_load(&w, library, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "saman");
    struct title_view v = view(&w, title);
    struct mend_order o = {.title = title,
                           .field = TITLE_PUBLISHER,
                           .value = STR("KPG"),
                           .seen = mend_seen(&v, TITLE_PUBLISHER, mem)};
    int64_t id = mended(&w, title, TITLE_PUBLISHER, "Kepustakaan Populer Gramedia");
    CHECK_INT(mend_set(w.store->db, &world_operator, &o, 1, mem, &r), ERR_CONFLICT);
    o.value = STR("Kepustakaan Populer Gramedia"); /* both mean the same; or a form sent twice */
    CHECK_INT(mend_set(w.store->db, &world_operator, &o, 1, mem, &r), OK);
    CHECK(r.same && r.id == id);
    o = (struct mend_order){.title = title,
                            .field = TITLE_YEAR,
                            .value = STR("1997"),
                            .seen = mend_seen(&v, TITLE_YEAR, mem)};
    world_load_whole(&w, library, HEADER ROW("Saman", "Gramedia", "1999", "A1"));
    CHECK_INT(mend_set(w.store->db, &world_operator, &o, 1, mem, &r), ERR_CONFLICT);
    world_end(&w);
}

/* ---- titles that become one, and part again ---- */

TEST(mends_follow_a_title_into_another_and_come_back_with_it)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua");
    world_load(&w, one, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    world_load(&w, two, HEADER ROW("Larung", "Gramedia", "2001", "B1"));
    int64_t saman = world_title(&w, "saman"), larung = world_title(&w, "larung");
    CHECK(saman != larung);
    (void)mended(&w, saman, TITLE_PUBLISHER, "KPG");
    (void)mended(&w, larung, TITLE_PUBLISHER, "Gramedia Pustaka");
    int64_t place = mended(&w, larung, TITLE_PLACE, "Depok");

    struct load_report r = world_load_whole(&w, two, HEADER ROW("Saman", "Gramedia", "1998", "B1"));
    struct title_view v = view(&w, larung);
    CHECK_INT(v.id, saman);
    CHECK_STR(v.bib.publisher, "KPG"); /* its own goes first */
    CHECK_STR(v.bib.place, "Depok");
    CHECK_INT(world_count(&w, "depok"), 1);
    CHECK_INT(world_faults(&w), 0);

    CHECK_INT(undo(&w, place), OK);
    CHECK_STR(view(&w, saman).bib.place, "Jakarta");
    CHECK_INT(world_count(&w, "depok"), 0);
    (void)mended(&w, larung, TITLE_EDITION, "Cet. 9"); /* an old address: of what it leads to */
    CHECK_STR(view(&w, saman).bib.edition, "Cet. 9");

    CHECK_INT(world_undo(&w, r.id), OK);
    CHECK_STR(view(&w, larung).bib.publisher, "Gramedia Pustaka");
    CHECK_STR(view(&w, larung).bib.edition, "");
    CHECK_STR(view(&w, saman).bib.edition, "Cet. 9");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(mends_outlive_joining_by_hand_taking_that_back_and_a_rebuild)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua"), decision = 0;
    struct rebuild_report report;
    world_load(&w, one, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    world_load(&w, two, HEADER ROW("Larung", "Gramedia", "2001", "B1"));
    int64_t saman = world_title(&w, "saman"), larung = world_title(&w, "larung");
    (void)mended(&w, larung, TITLE_PLACE, "Depok");
    CHECK_INT(decision_titles(w.store->db, &world_operator, DECISION_SAME, saman, larung,
                              STR("sama"), 10, &decision),
              OK);
    struct title_view v = view(&w, larung);
    CHECK_INT(v.n_records, 2);
    CHECK_STR(v.bib.place, "Depok");
    CHECK_INT(rebuild_run(w.store, &world_operator, NULL, &report), OK);
    CHECK_INT(report.moved, 0);
    CHECK_STR(view(&w, larung).bib.place, "Depok");
    CHECK_INT(world_count(&w, "depok"), 1);
    CHECK_INT(decision_undo(w.store->db, &world_operator, decision, 20), OK);
    CHECK_STR(view(&w, saman).bib.place, "Jakarta");
    CHECK_STR(view(&w, larung).bib.place, "Depok");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* ---- who ---- */

static struct actor person(struct world *w, const char *login, int64_t agency, enum role_kind kind)
{
    struct person_order o = {
        .name = STR("Sri Wahyuni"), .login = str_of(login), .kind = kind, .agency = agency};
    struct actor a = {0};
    int64_t id = 0;
    CHECK_INT(person_add(w->store->db, &world_operator, &o, 1, &id), OK);
    CHECK_INT(actor_of_person(w->store->db, id, 10, w->mem, &a), OK);
    return a;
}

TEST(a_librarian_mends_titles_of_the_own_library_and_is_named)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua");
    struct mend_result r;
    struct audit_lines lines;
    world_load(&w, one, HEADER ROW("Saman", "Gramedia", "1998", "A1"));
    int64_t title = world_title(&w, "saman");
    struct actor sri = person(&w, "sri@contoh.id", one, ROLE_CATALOGUER),
                 desk = person(&w, "meja@contoh.id", one, ROLE_DESK),
                 other = person(&w, "lain@contoh.id", two, ROLE_CATALOGUER);
    CHECK_INT(mend_by(&w, &desk, title, TITLE_PUBLISHER, "KPG", &r), ERR_DENIED);
    CHECK_INT(mend_by(&w, &other, title, TITLE_PUBLISHER, "KPG", &r), ERR_DENIED);
    CHECK_INT(mend_by(&w, &sri, title, TITLE_PUBLISHER, "KPG", &r), OK);
    struct title_view v = view(&w, title);
    CHECK_STR(v.mended[TITLE_PUBLISHER]->by, "Sri Wahyuni");
    CHECK_STR(v.mended[TITLE_PUBLISHER]->agency, "Satu");
    CHECK_INT(mend_undo(w.store->db, &other, r.id, 5, &title), ERR_DENIED);
    CHECK_INT(mend_undo(w.store->db, &sri, r.id, 5, &title), OK);
    CHECK_INT(audit_list(
                  w.store->db, &world_operator,
                  &(struct audit_request){.object = audit_object(mem, "title", title), .limit = 10},
                  mem, &lines),
              OK);
    CHECK_INT(lines.n, 2);
    CHECK_STR(lines.item[0].action, "mend.undo");
    CHECK_STR(lines.item[1].detail, "publisher: KPG");
    CHECK_INT(lines.item[1].agency, one);
    world_end(&w);
}
