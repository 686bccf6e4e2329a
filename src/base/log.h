/* log.h -- one line per event on standard error, for a person or journald to read.
 *
 *     2026-11-24T08:15:02.113Z info req=7kq2m4xd GET /cari 200 3.1 ms
 *
 * The level and the last warnings are the program's process-wide state. Line breaks and control
 * characters in arguments are written as '?', so that nobody can forge a line. Search words
 * and names of people are never logged. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"
#include "base/str.h"

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

/* What is below is not written, nor remembered: for tests that provoke warnings. */
void log_set_level(enum log_level level);

/* `request` is the id of the request the line belongs to; empty outside requests. */
void log_line(enum log_level level, struct str request, const char *fmt, ...) PRINTF(3, 4);

/* The last warnings and errors of this process, the oldest first, each with its line end, as a
 * string in `a`: for a page, where nobody can read standard error. At most LOG_RECENT_MAX bytes. */
enum { LOG_RECENT_MAX = 32 << 10 };
struct arena;
struct str log_recent(struct arena *a);

#define log_info(...)  log_line(LOG_INFO, STR(""), __VA_ARGS__)
#define log_warn(...)  log_line(LOG_WARN, STR(""), __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, STR(""), __VA_ARGS__)

#endif
