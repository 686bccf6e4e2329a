/* log.c -- lines on standard error. */
#include "base/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/checked.h"

enum { LINE_MAX_BYTES = 2000 };

static _Atomic(enum log_level) threshold = LOG_INFO; /* global: one stderr a process */

/* Lines of warnings and errors; whole ones are dropped from the front. */
static struct {
    pthread_mutex_t lock;
    size_t n;
    char text[LOG_RECENT_MAX];
} recent = {.lock = PTHREAD_MUTEX_INITIALIZER}; /* global: as the stderr it repeats */

static void remember(struct str line)
{
    pthread_mutex_lock(&recent.lock);
    struct str all = {recent.text, recent.n};
    size_t drop = 0;
    while (recent.n - drop + line.n > sizeof recent.text)
        drop = MIN(str_find_char(all, '\n', drop) + 1, recent.n);
    memmove(recent.text, recent.text + drop, recent.n - drop);
    recent.n -= drop;
    memcpy(recent.text + recent.n, line.p, line.n);
    recent.n += line.n;
    pthread_mutex_unlock(&recent.lock);
}

struct str log_recent(struct arena *a)
{
    pthread_mutex_lock(&recent.lock);
    struct str copy = arena_copy(a, (struct str){recent.text, recent.n});
    pthread_mutex_unlock(&recent.lock);
    return copy;
}

void log_set_level(enum log_level level)
{
    atomic_store(&threshold, level);
}

static void add_time(struct buf *b)
{
    struct timespec t;
    struct tm tm;
    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &tm);
    buf_printf(b, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ", tm.tm_year + 1900, tm.tm_mon + 1,
               tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, t.tv_nsec / 1000000);
}

void log_line(enum log_level level, struct str request, const char *fmt, ...)
{
    static const char *const name[] = {"info", "warn", "error"};
    if (level < atomic_load(&threshold)) return;

    char text[LINE_MAX_BYTES];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (n < 0) return;

    struct buf CLEANUP(buf_release) line = BUF(LINE_MAX_BYTES * 2);
    add_time(&line);
    buf_printf(&line, " %s ", name[level]);
    if (request.n) buf_printf(&line, "req=%.*s ", STR_ARG(request));
    for (const char *p = text; *p; p++)
        buf_add_char(&line, (unsigned char)*p < 0x20 || *p == 0x7F ? '?' : *p);
    buf_add_char(&line, '\n');
    if (level >= LOG_WARN) remember(buf_str(&line));

    /* One write, so that lines of several threads do not mix. Nothing can be done if it fails. */
    ssize_t ignored = write(STDERR_FILENO, line.p, line.n);
    (void)ignored;
}
