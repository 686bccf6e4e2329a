/* world.c -- another clock and another disk for a program under test: a library to preload.
 *
 *     gcc -shared -fPIC -O1 -o world.so test/fault/world.c
 *
 * WORLD_CLOCK=FILE: the wall clock is off by the seconds FILE begins with, read at each look, so it
 * may be written while the program runs; the clock of durations goes on undisturbed.
 *
 * WORLD_DISK=HEX: every file system is of this kind (statfs(2) f_type).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long turned(void)
{
    char text[32] = "";
    const char *path = getenv("WORLD_CLOCK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    return n > 0 ? strtol(text, NULL, 10) : 0;
}

int clock_gettime(clockid_t id, struct timespec *to)
{
    long code = syscall(SYS_clock_gettime, id, to);
    if (code == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) to->tv_sec += turned();
    return (int)code;
}

time_t time(time_t *to)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (to) *to = t.tv_sec;
    return t.tv_sec;
}

int statfs(const char *path, struct statfs *to)
{
    const char *kind = getenv("WORLD_DISK");
    long code = syscall(SYS_statfs, path, to);
    if (code == 0 && kind) to->f_type = strtol(kind, NULL, 16);
    return (int)code;
}
