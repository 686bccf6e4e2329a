/* damage.h -- an index file that is damaged or gone, and the fresh one that takes its place.
 *
 * The index is derived, so nothing is mended: a fresh, empty file becomes the index at once and is
 * filled from the truth while people search it, told that it is not whole yet.
 *
 * Who meets damage leaves a mark, the file DIR/index.damaged; whoever follows the truth takes it
 * away with the fresh file. Searches of a reader mark by themselves and answer ERR_DAMAGED. */
#ifndef INDEX_DAMAGE_H
#define INDEX_DAMAGE_H

#include <sys/types.h>

#include "index/index.h"

void index_mark(const char *dir);
bool index_marked(const char *dir);
void index_unmark(const char *dir);

/* Which files the index lay in at one moment: its database, log and map of the log; all three are
 * there while a writer is open. They are looked at and never opened: closing a file would drop the
 * locks that SQLite has on it. */
struct index_files {
    int64_t number, size; /* of the database, in bytes */
    struct {
        dev_t device;
        ino_t node;
    } file[3];
};
/* ERR_FORMAT when one is missing. */
MUST enum err index_files_look(const char *dir, struct index_files *ret);

/* Whether they are still those of an earlier look; the database only ever grows. */
bool index_files_sound(const struct index_files *before, const struct index_files *now);

/* A fresh empty index in the place of what there is, whole when it has followed the truth to
 * `whole`. ERR_BUSY when somebody else writes the index. */
MUST enum err index_restore(const char *dir, int64_t whole);

/* How far the index has followed the truth, and how far until it is whole. */
struct index_wholeness {
    int64_t applied, whole;
};
MUST enum err index_wholeness(struct index_reader *r, struct index_wholeness *ret);

#endif
