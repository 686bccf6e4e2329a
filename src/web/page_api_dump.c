/* page_api_dump.c -- the file of all titles, whole or a part of it (RFC 9110 14). */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/checked.h"
#include "share/stamp.h"
#include "web/api.h"
#include "work/dump.h"

enum { SHA_BYTES = 32 };

/* "Fri, 27 Nov 2026 19:40:00 GMT" (RFC 9110 5.6.7) */
static struct str http_date(struct ask *k, int64_t us)
{
    char text[40];
    struct tm t;
    time_t seconds = (time_t)(us / 1000000);
    gmtime_r(&seconds, &t);
    size_t n = strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &t);
    return arena_copy(k->mem, (struct str){text, n});
}

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "sha-256=:...:" (RFC 9530), of the hexadecimal digits. */
static struct str digest_header(struct ask *k, struct str hex)
{
    char byte[SHA_BYTES];
    for (size_t i = 0; i < SHA_BYTES; i++)
        byte[i] = (char)(nibble(hex.p[2 * i]) << 4 | nibble(hex.p[2 * i + 1]));
    return arena_printf(
        k->mem, "sha-256=:%.*s:", STR_ARG(base64_write((struct str){byte, SHA_BYTES}, k->mem)));
}

/* ---- a part ---- */

enum part { WHOLE, PART, NO_PART };

/* One range of bytes; several, or what is none, are as if nothing was asked (RFC 9110 14.2). */
static enum part read_range(struct str range, int64_t size, int64_t *from, int64_t *n)
{
    struct str first, last;
    int64_t a = 0, b = size - 1;
    if (!str_starts(range, STR("bytes="))) return WHOLE;
    range = str_slice(range, 6, range.n);
    size_t dash = str_find_char(range, '-', 0);
    first = str_slice(range, 0, dash);
    last = str_slice(range, dash + 1, range.n);
    if (dash == range.n || (!first.n && !last.n)) return WHOLE;
    if ((first.n && (str_to_i64(first, &a) || a < 0)) ||
        (last.n && (str_to_i64(last, &b) || b < 0)))
        return WHOLE;
    if (!first.n) {
        if (b == 0) return NO_PART;
        a = MAX(size - b, (int64_t)0);
        b = size - 1;
    } else if (last.n && b < a) {
        return WHOLE;
    }
    if (a >= size) return NO_PART;
    *from = a;
    *n = MIN(b, size - 1) - a + 1;
    return PART;
}

/* Whether the reader's part is of this very file. */
static bool same_file(const struct ask *k, struct str tag, struct str date)
{
    struct str given = http_header(k->rq, "if-range");
    return !given.n || str_eq(given, tag) || str_eq(given, date);
}

static enum err send_file(struct ask *k, const struct dump_file *d, struct str tag, struct str date)
{
    struct stat st;
    struct str range = http_header(k->rq, "range");
    int fd = open(arena_cstr(k->mem, d->path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return err_from_errno(errno);
    if (fstat(fd, &st) != 0) {
        close(fd);
        return ERR_IO;
    }
    int64_t from = 0, n = st.st_size;
    enum part part =
        range.n && same_file(k, tag, date) ? read_range(range, st.st_size, &from, &n) : WHOLE;
    if (part != WHOLE)
        http_set(k->rq, k->rs, "Content-Range",
                 part == NO_PART ? arena_printf(k->mem, "bytes */%lld", (long long)st.st_size)
                                 : arena_printf(k->mem, "bytes %lld-%lld/%lld", (long long)from,
                                                (long long)(from + n - 1), (long long)st.st_size));
    if (part == NO_PART) {
        close(fd);
        return api_problem(k, 416, "no-range", (struct str){0});
    }
    if (part == PART) k->rs->status = 206;
    k->rs->file = fd;
    k->rs->file_from = from;
    k->rs->file_bytes = n;
    return OK;
}

/* If-None-Match goes before If-Modified-Since (RFC 9110 13.2.2). */
static bool unchanged(const struct ask *k, struct str tag, struct str date)
{
    struct str has = http_header(k->rq, "if-none-match");
    if (has.n) return str_find(has, tag) <= has.n || str_eq(has, STR("*"));
    return str_eq(http_header(k->rq, "if-modified-since"), date);
}

enum err page_api_dump(struct ask *k)
{
    struct dump_file d;
    enum err e = k->config->dir ? dump_newest(k->config->dir, k->mem, &d) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) return api_problem(k, 404, "no-dump", (struct str){0});
    if (e) return e;
    struct str tag = arena_printf(k->mem, "\"%.*s\"", 32, d.sha256.p);
    struct str date = http_date(k, d.made), day = str_slice(time_stamp(d.made, k->mem), 0, 10);
    struct str cursor = cursor_write("changes", (struct str){0}, d.seq, k->mem);
    const struct {
        const char *name;
        struct str value;
    } headers[] = {
        {"Content-Type", STR("application/gzip")},
        {"Content-Disposition",
         arena_printf(k->mem, "attachment; filename=\"silang-%.*s.jsonl.gz\"", STR_ARG(day))},
        {"ETag", tag},
        {"Last-Modified", date},
        {"Accept-Ranges", STR("bytes")},
        {"Repr-Digest", digest_header(k, d.sha256)},
        {"Link", arena_printf(k->mem, "<%.*s" API_PATH "/changes?cursor=%.*s>; rel=\"monitor\"",
                              STR_ARG(base_of(k)), STR_ARG(cursor))},
    };
    for (size_t i = 0; i < COUNT(headers); i++)
        http_set(k->rq, k->rs, headers[i].name, headers[i].value);
    if (unchanged(k, tag, date)) {
        k->rs->status = 304;
        return OK;
    }
    return send_file(k, &d, tag, date);
}
