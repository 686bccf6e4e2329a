/* doctor_system.c -- clock, memory, limits, versions. */
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include <zlib.h>

#include "work/examine.h"
#include "work/files.h"

/* The newest moment anything was noted; 0 when nothing was. */
static int64_t newest_note(struct examining *x)
{
    int64_t at = 0;
    enum err e =
        x->db ? db_get_int(x->db, &at,
                           SQL("SELECT coalesce(max(at), 0) FROM (SELECT max(started) AS at FROM"
                               " load UNION ALL SELECT max(at) FROM audit UNION ALL"
                               " SELECT max(made) FROM job) AS noted"))
              : ERR_NOT_FOUND;
    return e ? 0 : at;
}

void examine_clock(struct examining *x)
{
    const int64_t year_2026 = INT64_C(1767225600000000), year_2100 = INT64_C(4102444800000000);
    const int64_t hour = DOCTOR_DAY / 24;
    int64_t note = newest_note(x);
    if (x->now < year_2026 || x->now > year_2100)
        found(x, DOCTOR_BAD, "clock-wrong", V_TIME(x->now), V_NONE, V_NONE);
    else if (note > x->now + hour)
        found(x, DOCTOR_WARN, "clock-behind", V_TIME(x->now), V_TIME(note), V_NONE);
}

/* "MemAvailable:   7654321 kB" of /proc/meminfo; -1 when it is not there. */
static int64_t available_memory(struct examining *x)
{
    enum { TEXT_MAX = 4096 };
    char *text = arena_alloc(x->mem, TEXT_MAX);
    int fd CLEANUP(file_close) = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, TEXT_MAX);
    struct str rest = {text, n < 0 ? 0 : (size_t)n}, line;
    int64_t kib = 0;
    while (str_split(&rest, '\n', &line)) {
        struct str name = STR("MemAvailable:");
        if (!str_starts(line, name)) continue;
        line = str_trim(str_slice(line, name.n, line.n));
        return str_to_i64(str_slice(line, 0, str_find_char(line, ' ', 0)), &kib) ? -1 : kib * 1024;
    }
    return -1;
}

void examine_memory(struct examining *x)
{
    const int64_t mb = 1000000;
    struct sysinfo s;
    int64_t available = available_memory(x);
    if (available >= 0 && available < 200 * mb)
        found(x, DOCTOR_WARN, "memory-low", V_SIZE(available), V_NONE, V_NONE);
    else if (sysinfo(&s) == 0 && (int64_t)s.totalram * s.mem_unit < 480 * mb)
        found(x, DOCTOR_NOTE, "memory-small", V_SIZE((int64_t)s.totalram * s.mem_unit), V_NONE,
              V_NONE);
}

void examine_limits(struct examining *x)
{
    enum { WANTED = 1200 }; /* connections of serve, and files */
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < WANTED)
        found(x, DOCTOR_NOTE, "files-few", V_NUM((int64_t)l.rlim_cur), V_NUM(WANTED), V_NONE);
}

void examine_versions(struct examining *x)
{
    struct str libraries = arena_printf(x->mem, "SQLite %s, zlib %s, glibc %s", db_engine_version(),
                                        zlibVersion(), gnu_get_libc_version());
    found(x, DOCTOR_GOOD, "versions", V_TEXT(STR(SILANG_VERSION)), V_TEXT(libraries), V_NONE);
}
