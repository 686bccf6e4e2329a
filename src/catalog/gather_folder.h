/* gather_folder.h -- a folder on the server as an address that records are fetched from: what is
 * remembered of its files, and how one is taken.
 *
 * Only the operator says which folder of the server a library may use; its people choose folders
 * below that one ("folder:sub/folder"), and nothing they write leads out of it. Each file that is
 * new or has changed becomes a load of its own, in the order of their times; of two files that say
 * something of one record the newer holds. A record that no file has any more is missing, which
 * waits for a person's word as always (gather.h). */
#ifndef CATALOG_GATHER_FOLDER_H
#define CATALOG_GATHER_FOLDER_H

#include "base/hash.h"
#include "catalog/gather.h"

enum {
    GATHER_FILES_MAX = 2000, /* of a folder and those in it */
    GATHER_DEPTH_MAX = 8,
    GATHER_ROOT_MAX = 1000
};
#define GATHER_IN_FOLDER "folder:"

/* The folder of the server that a library may use; empty: none. */
MUST enum err gather_root(struct db *db, int64_t agency, struct arena *a, struct str *ret);

/* Takes PERM_OPERATE. An absolute path without "..", empty to forget it; whether it is there is not
 * asked. ERR_ARG, ERR_NOT_FOUND: no such agency. */
MUST enum err gather_root_set(struct db *db, const struct actor *actor, int64_t agency,
                              struct str path, int64_t now);

/* "folder:sub/folder", and what of it is below the library's folder. */
bool gather_folder_sound(struct str url);
struct str gather_folder_part(struct str url);

/* ---- its files ---- */

struct gather_file {
    int64_t id; /* 0: not known yet */
    struct str name;
    int64_t size, modified, changed; /* microseconds; size -1: to be read again */
    struct digest digest;
    int64_t read_at;          /* when it was taken last; 0: never */
    struct str reason, about; /* why it could not be read: "folderfile.REASON", "reason.REASON" */
    int64_t records, refused; /* of the last time it was taken */
};
struct gather_files {
    struct gather_file *item;
    size_t n, cap;
};

/* By name. Takes PERM_LOOK in the agency of the address. */
MUST enum err gather_files(struct db *db, const struct actor *actor, int64_t gather,
                           struct arena *a, struct gather_files *ret);

/* ---- for the jobs: they trust their caller ---- */

/* By which tables of the library are read: what was said of its uploads. */
MUST enum err gather_mapping(struct db *db, int64_t agency, struct arena *a, struct str *ret);

/* All are read and taken again the next time, whatever they say. */
MUST enum err gather_files_forget(struct db *db, int64_t gather);

/* Remembers how a file is that was not taken: because it says the same, or cannot be read. */
MUST enum err gather_file_note(struct db *db, int64_t gather, const struct gather_file *f);

/* Takes the file, of which `path` is a copy that nobody writes to. Done twice it does nothing the
 * second time. ERR_FORMAT with *ret_why (strings in `a`): nothing we read; else as gather_take. */
MUST enum err gather_take_file(struct store *store, const struct actor *actor,
                               const struct gather *g, const struct gather_file *f,
                               const char *path, const struct load_watch *watch, struct arena *a,
                               struct fault *ret_why, struct gather_taken *ret);

/* Files that are not among `there`, all that the folder has now, are forgotten. What older files
 * say of their records holds then: those are to be read again. */
MUST enum err gather_folder_forget(struct db *db, const struct gather *g,
                                   const struct gather_files *there);

/* After all files were looked at: what no file has is missing; how much in *ret. */
MUST enum err gather_folder_settle(struct db *db, const struct gather *g, int64_t *ret);

#endif
