/* folder.h -- a folder of the server that others write into, looked at without being led astray.
 *
 * Every step is taken by name from the folder before it, and no step follows a link, so that
 * nothing outside of the root is ever opened, whatever those who may write there do meanwhile.
 * What is no regular file is never opened, nor what is hidden, unfinished by its name, or ours. */
#ifndef WORK_FOLDER_H
#define WORK_FOLDER_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/checked.h"

struct folder_file {
    struct str name; /* below the folder, with slashes */
    int64_t size, modified, changed;
};
struct folder_files {
    struct folder_file *item;
    size_t n, cap;
    int64_t skipped; /* links, devices, pipes, folders too deep */
};

struct folder_order {
    struct str root, part; /* absolute; below it, may be empty */
    const char *closed;    /* a folder that is never entered: our own data */
    int files_max, depth_max;
};

/* All files, the oldest first. ERR_NOT_FOUND: the folder is not there, or is led to by a link;
 * ERR_DENIED: we may not read it, or a folder in it; ERR_LIMIT: too many files; ERR_IO. */
MUST enum err folder_list(const struct folder_order *o, struct arena *a, struct folder_files *ret);

/* One of them for reading; what it is now in *ret_now. ERR_NOT_FOUND also when it is no regular
 * file any more. */
MUST enum err folder_open(const struct folder_order *o, struct str name, int *ret_fd,
                          struct folder_file *ret_now);

/* What an open file is now. */
MUST enum err folder_stat(int fd, struct folder_file *ret);

#endif
