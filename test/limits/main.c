/* main.c -- what each input costs its reader: limits DIR CPU_SECONDS
 *
 * DIR has files READER--NAME. Each is read in a process of its own that the system kills after
 * CPU_SECONDS of processor; what it used is told in a line: milliseconds of processor, kilobytes of
 * memory beyond those of a process that only has the input, and how it ended. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/checked.h"
#include "readers.h"

struct cost {
    long cpu_ms, kb;
    int status;
};

static const struct reader *reader_of(const char *file)
{
    const char *end = strstr(file, "--");
    for (const struct reader *r = readers; end && r->name; r++)
        if (strlen(r->name) == (size_t)(end - file) && strncmp(r->name, file, strlen(r->name)) == 0)
            return r;
    return NULL;
}

/* The whole file; a process that reads it has its pages. */
static struct str content(const char *path)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about)) abort();
    void *p = about.st_size ? mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : "";
    if (p == MAP_FAILED) abort();
    close(fd);
    return (struct str){p, (size_t)about.st_size};
}

static void touch(struct str bytes)
{
    volatile unsigned sum = 0;
    for (size_t i = 0; i < bytes.n; i += 4096) sum += (unsigned char)bytes.p[i];
    (void)sum;
}

static struct cost cost_of(const struct reader *r, const char *path, rlim_t seconds)
{
    struct rusage used;
    struct cost c = {0};
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) abort();
    if (child == 0) {
        const struct rlimit cpu = {seconds, seconds}, none = {0, 0};
        struct str bytes = content(path);
        setrlimit(RLIMIT_CPU, &cpu);
        setrlimit(RLIMIT_CORE, &none);
        touch(bytes);
        if (r) r->read(path, bytes);
        _exit(0);
    }
    if (wait4(child, &c.status, 0, &used) != child) abort();
    c.cpu_ms = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
               (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
    c.kb = used.ru_maxrss;
    return c;
}

static void tell(const char *dir, const char *file, rlim_t seconds)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    const struct reader *r = reader_of(file);
    struct cost bare = cost_of(NULL, path, seconds), c = {0};
    if (r) c = cost_of(r, path, seconds);
    printf("%ld %ld %s %s\n", c.cpu_ms, MAX(c.kb - bare.kb, 0L),
           !r                                                         ? "no-reader"
           : c.status == 0                                            ? "read"
           : WIFEXITED(c.status)                                      ? "failed"
           : WTERMSIG(c.status) == 9 || WTERMSIG(c.status) == SIGXCPU ? "too-long"
                                                                      : "crashed",
           file);
}

int main(int argc, char **argv)
{
    struct dirent **list = NULL;
    if (argc == 2 && strcmp(argv[1], "--readers") == 0) {
        for (const struct reader *r = readers; r->name; r++) puts(r->name);
        return 0;
    }
    if (argc != 3) return 2;
    int n = scandir(argv[1], &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.') tell(argv[1], list[i]->d_name, (rlim_t)atol(argv[2]));
        free(list[i]);
    }
    free(list);
    return n < 0;
}
