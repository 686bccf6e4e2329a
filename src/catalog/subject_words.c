/* subject_words.c -- reading thesaurus.txt of the data folder. */
#include "catalog/subject_words.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* At most one byte more than is allowed, so that the reader can tell. */
static enum err read_file(const char *path, struct arena *a, struct str *ret)
{
    size_t n = 0, max = THESAURUS_BYTES_MAX + 1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return err_from_errno(errno);
    char *p = arena_alloc(a, max);
    ssize_t got = 1;
    while (got > 0 && n < max) {
        got = read(fd, p + n, max - n);
        if (got > 0) n += (size_t)got;
    }
    int code = errno;
    close(fd);
    if (got < 0) return err_from_errno(code);
    *ret = (struct str){p, n};
    return OK;
}

enum err subject_words_load(const char *dir, struct arena *a, const struct thesaurus **ret,
                            enum thesaurus_fault *ret_fault, int *ret_line)
{
    struct str text = {0};
    *ret_fault = THESAURUS_FINE;
    enum err e = read_file(arena_cstr(a, arena_printf(a, "%s/thesaurus.txt", dir)), a, &text);
    if (e == ERR_NOT_FOUND) {
        text = thesaurus_default();
        e = OK;
    }
    return e ? e : thesaurus_read(text, a, ret, ret_fault, ret_line);
}
