/* out.h -- what compiled templates write with: every value escaped for the place it stands in.
 *
 * Templates (src/web/html, docs/en/reference/templates.md) call these; pages rarely do. Text
 * escapes & < > " ' and shows control characters as U+FFFD, so that a value is safe in text and in
 * quoted attributes. The type of a value chooses its function: struct str, const char *, the
 * integer types but not unsigned int (enums, whose numbers nobody wants to read), bool or char. */
#ifndef WEB_OUT_H
#define WEB_OUT_H

#include "base/buf.h"
#include "i18n/i18n.h"

struct out {
    struct buf *to;
    struct arena *mem; /* of the request, for templates that need a string made */
    enum lang lang;
    enum zone zone; /* of dates and times */
    int64_t now;    /* microseconds since 1970, for "2 hours ago" */
};

/* Already HTML: literals of templates, and {{raw: }}. */
void out_literal(struct out *o, struct str s);
void out_raw(struct out *o, struct str s);

void out_str(struct out *o, struct str s);
void out_cstr(struct out *o, const char *s); /* NULL is empty */
void out_i64(struct out *o, int64_t n);      /* plain digits */
void out_u64(struct out *o, uint64_t n);

/* A number as the language groups it: 1.134, 1,134. */
void out_number(struct out *o, int64_t n);
void out_number_u64(struct out *o, uint64_t n);

/* Percent-encoded for one path segment or query value. */
void out_url_str(struct out *o, struct str s);
void out_url_cstr(struct out *o, const char *s);

/* A query string that is percent-encoded already ("q=a%20b&page=2"); stray bytes are encoded. */
void out_query(struct out *o, struct str s);

/* An address made elsewhere: local ("/x", "?x", "#x") or http(s); anything else gives "#". */
void out_href(struct out *o, struct str s);

/* Times are microseconds since 1970. */
void out_date(struct out *o, int64_t us);       /* 24 November 2026 */
void out_short_date(struct out *o, int64_t us); /* 24 Nov 2026 */
void out_time(struct out *o, int64_t us);       /* 15.30 WIB */
void out_ago(struct out *o, int64_t us);        /* 2 jam lalu */

void out_size(struct out *o, int64_t bytes);       /* 1,4 MB */
void out_language(struct out *o, struct str marc); /* Inggris */

/* ---- messages ---- */

struct out_arg {
    bool number;
    int64_t n;
    struct str text;
};

/* The message with its places filled. When the first argument is a number it chooses the plural
 * form; numbers are grouped. */
void out_message(struct out *o, enum msg m, const struct out_arg *arg, size_t n);

struct out_arg out_arg_str(struct str s);
struct out_arg out_arg_cstr(const char *s);
struct out_arg out_arg_i64(int64_t n);
struct out_arg out_arg_u64(uint64_t n);

/* ---- by type; an "_Generic" error here means the value has a type that cannot be shown ---- */

#define OUT_INTEGERS(i, u)                                                                         \
    short : i,                                                                                     \
            unsigned short : i,                                                                    \
                             int : i,                                                              \
                                   long : i,                                                       \
                                          long long : i,                                           \
                                                      unsigned long : u,                           \
                                                                      unsigned long long : u

/* clang-format off */
#define OUT(o, x) _Generic((x), struct str: out_str, char *: out_cstr, const char *: out_cstr, \
    OUT_INTEGERS(out_i64, out_u64))((o), (x))
#define OUT_NUMBER(o, x) _Generic((x), OUT_INTEGERS(out_number, out_number_u64))((o), (x))
#define OUT_URL(o, x) _Generic((x), struct str: out_url_str, char *: out_url_cstr, \
    const char *: out_url_cstr, OUT_INTEGERS(out_i64, out_u64))((o), (x))
#define OUT_JSON(o, x) _Generic((x), struct str: out_json_str, int: out_json_i64, \
    long: out_json_i64)((o), (x))
#define OUT_ARG(x) _Generic((x), struct str: out_arg_str, char *: out_arg_cstr, \
    const char *: out_arg_cstr, OUT_INTEGERS(out_arg_i64, out_arg_u64))(x)
#define OUT_IS_NUMBER(x) _Generic((x), OUT_INTEGERS(1, 1), default: 0)
/* clang-format on */

#endif
