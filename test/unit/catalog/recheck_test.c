/* recheck_test.c -- the quiet second look: it finds what changed on the disk, and only that. */
#include "catalog/recheck.h"

#include "world.h"

#include "catalog/verify.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, code)                                                                           \
    title ",Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,\"<Ayu Utami>\",," code "\n"

static struct recheck look(struct world *w)
{
    struct recheck found = {0};
    const struct load_watch nobody = {0};
    CHECK_INT(recheck_all(w->store, &world_operator, &nobody, &found), OK);
    return found;
}

TEST(what_is_as_it_was_sent_is_found_so)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua");
    world_load(&w, one, HEADER ROW("Saman", "A1") ROW("Larung", "A2"));
    world_load(&w, two, HEADER ROW("Saman", "B1"));
    struct load_report gone = world_load(&w, two, HEADER ROW("Pulang", "B2"));
    CHECK_INT(world_undo(&w, gone.id), OK);
    struct recheck last = {0}, found = look(&w);
    CHECK_INT(found.records, 3); /* what was undone is not looked at */
    CHECK_INT(found.damaged, 0);
    CHECK_INT(found.unreadable, 0);
    CHECK_INT(recheck_last(w.store->db, &world_operator, one, &last), OK);
    CHECK_INT(last.records, 2);
    CHECK(last.at > 0);
    world_end(&w);
}

TEST(a_byte_that_changed_on_the_disk_is_found)
{
    struct world w = world_make(mem);
    int64_t one = world_library(&w, "Satu"), two = world_library(&w, "Dua");
    struct recheck last = {0};
    world_load(&w, one, HEADER ROW("Saman", "A1") ROW("Larung", "A2"));
    world_load(&w, two, HEADER ROW("Pulang", "B1"));
    CHECK_INT(
        db_exec(w.store->db, SQL("UPDATE version SET bytes = ?1 WHERE id = 1"), BLOB(STR("Samar"))),
        OK);
    CHECK_INT(look(&w).damaged, 1);
    CHECK_INT(recheck_last(w.store->db, &world_operator, one, &last), OK);
    CHECK_INT(last.damaged, 1);
    CHECK_INT(recheck_last(w.store->db, &world_operator, two, &last), OK);
    CHECK_INT(last.damaged, 0);
    world_end(&w);
}

static bool at_once(void *ctx)
{
    (void)ctx;
    return true;
}

TEST(the_truth_by_itself_is_verified_in_threads)
{
    struct world w = world_make(mem);
    const struct load_watch stop = {.stop = at_once};
    struct verify_report r;
    world_load(&w, world_library(&w, "Satu"), HEADER ROW("Saman", "A1") ROW("Larung", "A2"));
    world_load(&w, world_library(&w, "Dua"), HEADER ROW("Pulang", "B1") ROW("Saman", "B2"));
    CHECK_INT(world_truth_faults(&w), 0);
    CHECK_INT(
        db_exec(w.store->db, SQL("UPDATE version SET bytes = replace(bytes, 'Larung', 'Laron')")),
        OK);
    CHECK(world_truth_faults(&w) > 0);
    CHECK_INT(
        db_exec(w.store->db, SQL("UPDATE version SET bytes = replace(bytes, 'Laron', 'Larung')")),
        OK);
    CHECK_INT(world_truth_faults(&w), 0);
    CHECK_INT(db_exec(w.store->db, SQL("UPDATE record SET title = 999 WHERE id = 1")), OK);
    CHECK(world_truth_faults(&w) > 0);
    CHECK_INT(verify_truth(w.store, &stop, NULL, NULL, &r), ERR_INTERRUPTED);
    world_end(&w);
}

TEST(it_can_be_stopped_and_is_not_for_everybody)
{
    struct world w = world_make(mem);
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    const struct load_watch stop = {.stop = at_once}, nobody = {0};
    struct recheck found;
    world_load(&w, world_library(&w, "Satu"), HEADER ROW("Saman", "A1"));
    CHECK_INT(recheck_all(w.store, &world_operator, &stop, &found), ERR_INTERRUPTED);
    CHECK_INT(recheck_all(w.store, &stranger, &nobody, &found), ERR_DENIED);
    CHECK_INT(recheck_last(w.store->db, &stranger, 1, &found), ERR_DENIED);
    world_end(&w);
}
