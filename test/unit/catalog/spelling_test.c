/* spelling_test.c -- what is counted and proposed, and what a decision does to records, titles and
 * files. */
#include <stdio.h>
#include <string.h>

#include "catalog/authority.h"
#include "catalog/entry.h"
#include "catalog/hand.h"
#include "catalog/spelling.h"
#include "catalog/stored.h"
#include "catalog/take.h"
#include "network/audit.h"
#include "world.h"

#define HEAD                                                                                       \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"

/* ---- counting and proposing ---- */

static const char school[] =
    HEAD "Satu,Text,,,PT. Gramedia Pustaka Utama,2001,,,,Indonesia,Jkt.,,,,,<Andrea Hirata>,,\n"
         "Dua,Text,,,PT. Gramedia Pustaka Utama,2002,,,,Indonesia,Jakarta,,,,,<Andrea Hirata>,,\n"
         "Tiga,Text,,,Balai Pustaka,2003,,,,Indonesia,[Jakarta],,,,,<Prof. Dr. Hamka>,,\n";
static const char city[] = HEAD
    "Empat,Text,,,Gramedia Pustaka Utama,2001,,,,Indonesia,Jakarta,,,,,\"<Hirata, Andrea>\",,\n"
    "Lima,Text,,,Gramedia Pustaka Utama,2001,,,,Indonesia,Jakarta,,,,,\"<Hirata, Andrea>\",,\n"
    "Enam,Text,,,Gramedia Pustaka Utama,2001,,,,Indonesia,Jakarta,,,,,\"<Hirata, Andrea>\",,\n"
    "Tujuh,Text,,,Gramedia Pustaka Utama,2001,,,,Indonesia,Bandung,,,,,<Hamka>,,\n";

static void count(struct world *w, int64_t agency)
{
    struct spelling_report r;
    CHECK(spelling_count(w->store, &world_operator, agency, NULL, &r) == OK);
}

/* "PT. Gramedia 2 > Gramedia 4/1 network; ..." */
static struct str listed(struct world *w, int64_t agency, enum spelling_kind k)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    struct spelling_rows rows = {0};
    CHECK(spelling_list(w->store->db, &world_operator, agency, k, &(struct spelling_place){0}, 50,
                        w->mem, &rows) == OK);
    for (size_t i = 0; i < rows.n; i++)
        buf_printf(&b, "%.*s %lld > %.*s %lld/%lld %.*s; ", STR_ARG(rows.item[i].text),
                   (long long)rows.item[i].records, STR_ARG(rows.item[i].form),
                   (long long)rows.item[i].form_records, (long long)rows.item[i].form_agencies,
                   STR_ARG(rows.item[i].source));
    return arena_copy(w->mem, buf_str(&b));
}

static int64_t take(struct world *w, int64_t agency, enum spelling_kind k, const char *text,
                    const char *form)
{
    int64_t id = 0, told = 0;
    const struct chosen_order o = {agency, k, str_of(text), str_of(form)};
    CHECK(chosen_set(w->store->db, &world_operator, &o, 3000, &id) == OK);
    CHECK(chosen_tell(w->store, agency, NULL, &told) == OK);
    return id;
}

TEST(the_form_most_records_of_the_network_have_is_proposed)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a, school);
    world_load(&w, b, city);
    count(&w, b);
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER),
              "PT. Gramedia Pustaka Utama 2 > Gramedia Pustaka Utama 4/1 network; ");
    CHECK_STR(listed(&w, a, SPELLING_PLACE),
              "Jkt. 1 > Jakarta 4/2 network; [Jakarta] 1 > Jakarta 4/2 network; ");
    CHECK_STR(
        listed(&w, a, SPELLING_NAME),
        "Andrea Hirata 2 > Hirata, Andrea 3/1 network; Prof. Dr. Hamka 1 > Hamka 1/1 network; ");
    CHECK_STR(listed(&w, b, SPELLING_PUBLISHER), "");
    CHECK_STR(listed(&w, b, SPELLING_NAME), "");
    struct spelling_state s;
    CHECK(spelling_state(w.store->db, &world_operator, a, &s) == OK);
    CHECK_INT(s.varying[SPELLING_PLACE], 2);
    CHECK(s.at > 0 && !s.moved);
    world_load(&w, a, school);
    CHECK(spelling_state(w.store->db, &world_operator, a, &s) == OK);
    CHECK(s.moved);
    world_end(&w);
}

TEST(a_library_alone_is_proposed_its_own_better_form_or_a_tidy_one)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a,
               HEAD
               "Satu,Text,,,GRAMEDIA,2001,,,,,[Bandung],,,,,,,\n"
               "Dua,Text,,,GRAMEDIA,2001,,,,,,,,,,,,\nTiga,Text,,,Gramedia,2001,,,,,,,,,,,,\n");
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER), "GRAMEDIA 2 > Gramedia 1/1 network; ");
    CHECK_STR(listed(&w, a, SPELLING_PLACE), "[Bandung] 1 > Bandung 0/0 rule; ");
    world_end(&w);
}

TEST(capitals_go_before_numbers_and_what_cannot_be_made_well_is_left)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a,
               HEAD "Satu,Text,,,Balai pustaka,2001,,,,,New York?,,,,,,,\n"
                    "Dua,Text,,,Balai pustaka,2001,,,,,New York,,,,,,,\n"
                    "Tiga,Text,,,Balai Pustaka,2001,,,,,Cambridge [Eng.],,,,,,,\n");
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER), "Balai pustaka 2 > Balai Pustaka 1/1 network; ");
    CHECK_STR(listed(&w, a, SPELLING_PLACE), "");
    world_load(&w, a,
               HEAD "Empat,Text,,,Munn & company,2001,,,,,,,,,,,,\n"
                    "Lima,Text,,,Munn & company,2001,,,,,,,,,,,,\n"
                    "Enam,Text,,,PT Munn & Company,2001,,,,,,,,,,,,\n");
    count(&w, a); /* other words: numbers decide */
    CHECK(str_find(listed(&w, a, SPELLING_PUBLISHER),
                   STR("PT Munn & Company 1 > Munn & company 2/1")) < 200);
    world_end(&w);
}

TEST(a_heading_is_not_proposed_to_become_a_name_in_spoken_order)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a,
               HEAD "Satu,Text,,,,2001,,,,,,,,,,\"<Dahl, Roald>\",,\n"
                    "Dua,Text,,,,2001,,,,,,,,,,<Agus Andoko>,,\n");
    world_load(
        &w, b,
        HEAD
        "Tiga,Text,,,,2001,,,,,,,,,,<Roald Dahl>,,\nEmpat,Text,,,,2001,,,,,,,,,,<Roald Dahl>,,\n"
        "Lima,Text,,,,2001,,,,,,,,,,\"<Andoko, Agus>\",,\n");
    count(&w, b);
    count(&w, a);
    count(&w, b);
    CHECK_STR(listed(&w, a, SPELLING_NAME), "Agus Andoko 1 > Andoko, Agus 1/1 network; ");
    CHECK_STR(listed(&w, b, SPELLING_NAME), "");
    world_end(&w);
}

static void authorities(struct world *w, const char *source, const char *text)
{
    struct authority_row row;
    struct fault why;
    const char *path = arena_cstr(w->mem, arena_printf(w->mem, "%s/authority.mrk", w->dir));
    FILE *f = fopen(path, "wb");
    fwrite(text, 1, strlen(text), f);
    fclose(f);
    CHECK(authority_load(w->store, &world_operator, path, str_of(source), NULL, w->mem, &why,
                         &row) == OK);
}

TEST(the_heading_of_an_authority_file_goes_before_what_is_used_most)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a,
               HEAD
               "Satu,Text,,,,2001,,,,,,,,,,<Pramudya Ananta Toer>,,\n"
               "Dua,Text,,,,2001,,,,,,,,,,<Hamka>,,\nTiga,Text,,,,2001,,,,,,,,,,<Ahmad Yusuf>,,\n");
    authorities(&w, "Perpusnas",
                "=LDR  00000nz  a2200000n  4500\n=100  1\\$aToer, Pramoedya Ananta\n"
                "=400  0\\$aPramudya Ananta Toer\n\n"
                "=LDR  00000nz  a2200000n  4500\n=100  1\\$aAmrullah, Abdul Malik Karim\n"
                "=400  0\\$aHamka\n\n"
                "=LDR  00000nz  a2200000n  4500\n=100  1\\$aAhmad, Yusuf\n\n");
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_NAME),
              "Hamka 1 > Amrullah, Abdul Malik Karim 0/0 file Perpusnas; "
              "Pramudya Ananta Toer 1 > Toer, Pramoedya Ananta 0/0 file Perpusnas; ");
    authorities(&w, "Lain", "=LDR  00000nz  a2200000n  4500\n=100  0\\$aHamka\n\n");
    count(&w, a); /* two headings have it now: nobody can tell */
    CHECK_STR(listed(&w, a, SPELLING_NAME),
              "Pramudya Ananta Toer 1 > Toer, Pramoedya Ananta 0/0 file Perpusnas; ");
    world_end(&w);
}

TEST(counting_again_replaces_what_was_counted)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), n = 0;
    world_load(&w, a, school);
    count(&w, a);
    count(&w, a);
    CHECK(db_get_int(w.store->db, &n,
                     SQL("SELECT count(*) FROM spelling WHERE kind = 1 AND agency = ?1"),
                     I(a)) == OK);
    CHECK_INT(n, 2);
    CHECK(db_get_int(
              w.store->db, &n,
              SQL("SELECT records FROM spelling WHERE text = 'PT. Gramedia Pustaka Utama'")) == OK);
    CHECK_INT(n, 2);
    world_end(&w);
}

TEST(all_libraries_are_counted_and_then_see_each_other)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    struct spelling_report r;
    world_load(&w, a, school);
    world_load(&w, b, city);
    CHECK(spelling_count_all(w.store, &world_operator, NULL, &r) == OK);
    CHECK_INT(r.records, 7);
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER),
              "PT. Gramedia Pustaka Utama 2 > Gramedia Pustaka Utama 4/1 network; ");
    CHECK(spelling_count_all(w.store, &world_operator, NULL, &r) == OK);
    CHECK_INT(r.records, 0); /* nothing changed */
    world_end(&w);
}

/* ---- decisions ---- */

static struct str first_publisher(struct world *w)
{
    struct stored_list list;
    int64_t title = 0;
    CHECK(db_get_int(w->store->db, &title, SQL("SELECT title FROM record WHERE id = 1")) == OK);
    CHECK(stored_of_title(w->store->db, title, w->mem, &list) == OK);
    return list.n ? list.item[0].bib.publisher : STR("none");
}

TEST(a_form_is_put_over_what_was_sent_and_what_will_be_and_can_be_taken_back)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a, school);
    world_load(&w, b, city);
    count(&w, b);
    count(&w, a);
    int64_t id =
        take(&w, a, SPELLING_PUBLISHER, "PT. Gramedia Pustaka Utama", "Gramedia Pustaka Utama");
    CHECK_STR(first_publisher(&w), "Gramedia Pustaka Utama");
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER), "");
    CHECK_INT(world_faults(&w), 0);
    struct stored s;
    CHECK(stored_version(w.store->db, 1, mem, &s) == OK);
    CHECK_STR(s.bib.publisher, "PT. Gramedia Pustaka Utama"); /* as it was sent */
    /* a correction of the year by the library's system comes through, the form stays */
    world_load(&w, a,
               HEAD "Satu,Text,,,PT. Gramedia Pustaka Utama,1999,,,,Indonesia,Jkt.,,,,,"
                    "<Andrea Hirata>,,\n");
    CHECK_STR(first_publisher(&w), "Gramedia Pustaka Utama");
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_PUBLISHER), "");
    CHECK(chosen_undo(w.store->db, &world_operator, a, id, 4000) == OK);
    CHECK(chosen_undo(w.store->db, &world_operator, a, id, 4000) == ERR_CONFLICT);
    CHECK(chosen_undo(w.store->db, &world_operator, b, id, 4000) == ERR_NOT_FOUND);
    CHECK_STR(first_publisher(&w), "PT. Gramedia Pustaka Utama");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(what_is_left_as_it_is_is_not_proposed_again)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a, school);
    world_load(&w, b, city);
    count(&w, b);
    count(&w, a);
    int64_t id = take(&w, a, SPELLING_PLACE, "Jkt.", "");
    CHECK_STR(listed(&w, a, SPELLING_PLACE), "[Jakarta] 1 > Jakarta 4/2 network; ");
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_PLACE), "[Jakarta] 1 > Jakarta 4/2 network; ");
    CHECK(chosen_undo(w.store->db, &world_operator, a, id, 4000) == OK);
    CHECK_STR(listed(&w, a, SPELLING_PLACE),
              "Jkt. 1 > Jakarta 4/2 network; [Jakarta] 1 > Jakarta 4/2 network; ");
    world_end(&w);
}

TEST(forms_of_forms_are_followed_and_never_in_a_circle)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, school);
    take(&w, a, SPELLING_PUBLISHER, "PT. Gramedia Pustaka Utama", "Gramedia");
    take(&w, a, SPELLING_PUBLISHER, "Gramedia", "Gramedia Pustaka Utama");
    CHECK_STR(first_publisher(&w), "Gramedia Pustaka Utama");
    CHECK_INT(world_faults(&w), 0);
    take(&w, a, SPELLING_PUBLISHER, "Gramedia Pustaka Utama", "PT. Gramedia Pustaka Utama");
    CHECK_STR(first_publisher(&w), "PT. Gramedia Pustaka Utama"); /* the first one ended */
    CHECK_INT(world_faults(&w), 0);
    struct chosen_rows rows;
    CHECK(chosen_list(w.store->db, &world_operator, a, 0, 50, mem, &rows) == OK);
    CHECK_INT(rows.n, 3);
    CHECK(rows.item[2].undone > 0 && rows.item[0].undone == 0);
    world_end(&w);
}

TEST(the_same_decision_twice_is_one_and_bad_ones_are_refused)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), id = 0;
    world_load(&w, a, school);
    int64_t one = take(&w, a, SPELLING_PLACE, "Jkt.", "Jakarta");
    CHECK_INT(take(&w, a, SPELLING_PLACE, "Jkt.", "Jakarta"), one);
    const struct chosen_order bad[] = {
        {a, SPELLING_PLACE, STR("Jkt."), STR("Jkt.")},
        {a, SPELLING_PLACE, STR(""), STR("Jakarta")},
        {a, SPELLING_PLACE, STR("Jkt."), STR(" Jakarta")},
        {a, SPELLING_PLACE, STR("Jkt."), STR("Ja\nkarta")},
        {a, SPELLING_LANGUAGE, STR("Indonesia"), STR("indo")},
        {a, SPELLINGS, STR("Jkt."), STR("Jakarta")},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(chosen_set(w.store->db, &world_operator, &bad[i], 1, &id) == ERR_ARG);
    const struct actor_role desk = {.kind = ROLE_DESK, .agency = a};
    const struct actor who = {
        .kind = ACTOR_PERSON, .person = 1, .at = 5, .role = &desk, .n_roles = 1};
    const struct chosen_order good = {a, SPELLING_PLACE, STR("[Jakarta]"), STR("Jakarta")};
    struct spelling_report r;
    CHECK(chosen_set(w.store->db, &who, &good, 1, &id) == ERR_DENIED);
    CHECK(chosen_undo(w.store->db, &who, a, one, 1) == ERR_DENIED);
    CHECK(spelling_count(w.store, &who, a, NULL, &r) == ERR_DENIED);
    struct audit_lines log;
    const struct audit_request rq = {.agency = a, .limit = 20};
    CHECK(audit_list(w.store->db, &world_operator, &rq, mem, &log) == OK);
    CHECK_STR(log.item[0].action, "form.take");
    CHECK_STR(log.item[0].detail, "Jkt. -> Jakarta");
    world_end(&w);
}

/* ---- MARC ---- */

#define LDR "=LDR  00000nam\\a2200000\\i\\4500\n"
static const char marc[] =
    LDR "=001  1\n=008  \\\\\\\\\\\\s2001\\\\\\\\xx\\\\\\\\\\\\\\\\\\\\\\\\000\\0\\id\\\\d\n"
        "=041  0\\$aIndonesia$hscr\n"
        "=100  0\\$aPramudya Ananta Toer,$d1925-2006.\n"
        "=245  10$aBumi manusia /$cPramudya Ananta Toer.\n"
        "=264  \\1$a[Djakarta :$bPT. Hasta Mitra,$c1980]\n"
        "=264  \\4$bPT. Hasta Mitra,$c1980\n"
        "=700  1\\$aLane, Max,$cProf.,$etranslator.\n"
        "=710  2\\$aIndonesia.$bDepartemen Agama.\n\n";

static struct str taken(struct world *w, int64_t agency, enum take_form f)
{
    struct take *t = NULL;
    struct buf CLEANUP(buf_release) all = BUF(1 << 20);
    CHECK(take_begin(w->store->db, &world_operator, agency, f, NULL, w->mem, &t) == OK);
    CHECK(take_next(t, w->store->db, 1 << 19, &all) == OK);
    take_end(t);
    return arena_copy(w->mem, buf_str(&all));
}

static bool has(struct str all, const char *part)
{
    return str_find(all, str_of(part)) < all.n;
}

TEST(in_marc_only_the_value_is_exchanged_and_all_else_stays)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, marc);
    struct str before = taken(&w, a, TAKE_MARCXML);
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_LANGUAGE),
              "Indonesia 1 > ind 0/0 codes; id 1 > ind 0/0 codes; scr 1 > hrv 0/0 codes; ");
    take(&w, a, SPELLING_LANGUAGE, "Indonesia", "ind eng");
    take(&w, a, SPELLING_LANGUAGE, "id", "ind");
    take(&w, a, SPELLING_LANGUAGE, "scr", "hrv");
    take(&w, a, SPELLING_NAME, "Pramudya Ananta Toer", "Toer, Pramoedya Ananta");
    take(&w, a, SPELLING_NAME, "Lane, Max, Prof", "Max Lane");
    take(&w, a, SPELLING_PLACE, "Djakarta", "Jakarta");
    take(&w, a, SPELLING_PUBLISHER, "PT. Hasta Mitra", "Hasta Mitra");
    struct str after = taken(&w, a, TAKE_MARCXML);
    CHECK(has(after, "000 0 ind d<"));
    CHECK(has(after, "<subfield code=\"a\">ind</subfield><subfield code=\"a\">eng</subfield>"
                     "<subfield code=\"h\">hrv</subfield>"));
    CHECK(has(after,
              "tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Toer, Pramoedya Ananta,"
              "</subfield><subfield code=\"d\">1925-2006.</subfield>"));
    CHECK(has(after, "<subfield code=\"c\">Pramudya Ananta Toer.</subfield>")); /* of the book */
    CHECK(has(after, "<subfield code=\"a\">[Jakarta :</subfield><subfield code=\"b\">Hasta Mitra,"
                     "</subfield><subfield code=\"c\">1980]</subfield>"));
    CHECK(has(after, "tag=\"264\" ind1=\" \" ind2=\"4\"><subfield code=\"b\">PT. Hasta Mitra,"));
    CHECK(has(after, "<subfield code=\"a\">Indonesia.</subfield><subfield code=\"b\">Departemen"));
    CHECK(!has(before, "Hasta Mitra,</subfield><subfield code=\"c\">1980]") ||
          has(before, "PT. Hasta Mitra,</subfield><subfield code=\"c\">1980]"));
    count(&w, a);
    CHECK_STR(listed(&w, a, SPELLING_LANGUAGE), "");
    CHECK_INT(world_faults(&w), 0);
    struct marc m;
    CHECK(hand_record(w.store->db, 1, mem, &m) == OK);
    CHECK_STR(marc_value(&m, "041", 'a'), "Indonesia"); /* the record itself is as it was sent */
    world_end(&w);
}

TEST(a_name_of_several_subfields_becomes_one)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct entry_view v;
    world_load(&w, a, marc);
    CHECK(entry_get(w.store->db, &world_operator, a, 1, mem, &v) == OK);
    struct str name = v.entry.bib.names.item[1].name;
    const struct chosen_order o = {a, SPELLING_NAME, name, STR("Lane, Max")};
    int64_t id = 0;
    CHECK(chosen_set(w.store->db, &world_operator, &o, 1, &id) == OK);
    CHECK(has(
        taken(&w, a, TAKE_MARCXML),
        "<subfield code=\"a\">Lane, Max,</subfield><subfield code=\"e\">translator.</subfield>"));
    CHECK(entry_get(w.store->db, &world_operator, a, 1, mem, &v) == OK);
    CHECK_STR(v.entry.bib.names.item[1].name, "Lane, Max");
    CHECK_INT(v.forms.n, 1);
    CHECK_STR(v.forms.item[0].text, arena_cstr(mem, name));
    world_end(&w);
}
