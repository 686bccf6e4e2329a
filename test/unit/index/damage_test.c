/* damage_test.c -- damage that is met, files that are looked at, the fresh index in their place. */
#include "index/damage.h"

#include <stdlib.h>
#include <unistd.h>

#include "shelf.h"

/* Runs a command in the folder of the index. */
static int files(const char *dir, const char *command, struct arena *mem)
{
    return system(arena_cstr(mem, arena_printf(mem, "cd %s && %s", dir, command)));
}

TEST(a_search_that_meets_damage_says_so_and_leaves_a_mark)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Atheis", "Mihardja");
    struct index_query q = {.limit = 10};
    struct index_hits hits;
    shelf_put(&s, &d);
    CHECK(!index_marked(s.dir));
    CHECK_INT(files(s.dir, "rm index.current", mem), 0);
    CHECK_INT(index_search(s.reader, &q, mem, &hits), ERR_DAMAGED);
    CHECK(index_marked(s.dir));
    shelf_end(&s);
}

TEST(a_fresh_index_is_whole_once_it_has_followed_far_enough)
{
    struct shelf s = shelf_new(mem);
    struct index_doc d = shelf_doc(mem, 1, "Atheis", "Mihardja");
    struct index_wholeness w;
    shelf_put(&s, &d);
    CHECK_INT(index_wholeness(s.reader, &w), OK);
    CHECK(w.applied >= w.whole);
    index_mark(s.dir);
    CHECK_INT(index_restore(s.dir, 2), OK);
    CHECK(!index_marked(s.dir));
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "atheis"), 0); /* the reader is at the fresh one */
    CHECK_INT(index_wholeness(s.reader, &w), OK);
    CHECK(w.applied < w.whole);
    shelf_put(&s, &d);
    CHECK_INT(index_wholeness(s.reader, &w), OK);
    CHECK(w.applied >= w.whole);
    CHECK_INT(shelf_total(&s, INDEX_TITLE, "atheis"), 1);
    shelf_end(&s);
}

TEST(a_lost_pointer_never_gives_a_number_that_was_used)
{
    struct shelf s = shelf_new(mem);
    CHECK_INT(index_restore(s.dir, 0), OK);
    CHECK_INT(files(s.dir, "rm index.current", mem), 0);
    CHECK_INT(index_restore(s.dir, 0), OK);
    CHECK_INT(files(s.dir, "test $(cat index.current) = 3", mem), 0);
    shelf_end(&s);
}

TEST(nobody_takes_the_place_of_an_index_that_is_being_written)
{
    struct shelf s = shelf_new(mem);
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s.dir, &w), OK);
    CHECK_INT(index_restore(s.dir, 0), ERR_BUSY);
    index_writer_close(w);
    CHECK_INT(index_restore(s.dir, 0), OK);
    shelf_end(&s);
}

TEST(files_that_are_removed_replaced_or_cut_are_not_sound)
{
    static const char *const harm[] = {"rm index.1.db-shm", "truncate -s -4096 index.1.db",
                                       "cp index.1.db-wal x && mv x index.1.db-wal",
                                       "echo 2 >index.current"};
    for (size_t i = 0; i < sizeof harm / sizeof harm[0]; i++) {
        struct shelf s = shelf_new(mem);
        struct index_writer *w = NULL;
        struct index_files before, now;
        CHECK_INT(index_writer_open(s.dir, &w), OK);
        CHECK_INT(index_files_look(s.dir, &before), OK);
        CHECK_INT(index_files_look(s.dir, &now), OK);
        CHECK(index_files_sound(&before, &now));
        CHECK_INT(files(s.dir, harm[i], mem), 0);
        CHECK(index_files_look(s.dir, &now) == ERR_FORMAT || !index_files_sound(&before, &now));
        index_writer_close(w);
        shelf_end(&s);
    }
}
