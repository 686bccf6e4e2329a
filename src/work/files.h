/* files.h -- small things with files that backups and the doctor share. */
#ifndef WORK_FILES_H
#define WORK_FILES_H

#include "base/arena.h"

#define PROOF_FOLDER ".silang-proof-" /* where a backup is restored for a try */

/* For CLEANUP; -1 is fine. */
void file_close(int *fd);

MUST enum err file_write(int fd, struct str bytes);

/* Makes a rename or a new file in the folder survive a power cut. */
MUST enum err folder_sync(const char *folder);

/* The folder of a path, "." when it names none. */
const char *folder_of(struct arena *a, const char *path);

/* Whether it has nothing in it but what a fresh file system has, and a file of the name `but`.
 * ERR_NOT_FOUND: is not there. */
MUST enum err folder_empty(const char *folder, const char *but, bool *ret);

/* Removes a folder and the files in it; folders inside it stay, and then so does it. */
void folder_remove(const char *folder);

/* Removes the files of a folder whose names begin and end so. */
void folder_sweep(const char *folder, const char *begin, const char *end);

/* Removes the folders in it whose names begin so. */
void folder_sweep_folders(const char *folder, const char *begin);

/* Bytes an ordinary user can still write there. */
MUST enum err folder_free(const char *folder, int64_t *ret);

int64_t file_size(const char *path); /* 0 when it is not there */

#endif
