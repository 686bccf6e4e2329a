/* i18n.h -- saying things in the reader's language: messages, numbers, dates, lists.
 *
 * Messages live in locale/, one file a language; Indonesian is the source. Nothing here escapes:
 * that is done where the text goes (templates escape by themselves). No process-wide locale. */
#ifndef I18N_I18N_H
#define I18N_I18N_H

#include "base/arena.h"
#include "base/buf.h"
#include "msg.h"

enum lang { LANG_ID, LANG_EN, LANGS };

/* "id" */
const char *lang_code(enum lang l);

/* A language tag ("en", "en-GB", "id_ID.UTF-8"); false when it is not one of ours. */
bool lang_parse(struct str tag, enum lang *ret);

/* The best of an Accept-Language list (RFC 9110 12.5.4); `otherwise` when none is ours. */
enum lang lang_accept(struct str header, enum lang otherwise);

/* ---- messages ---- */

enum { MSG_ARGS_MAX = 6 };

/* The text with {0}, {1}, ... replaced; missing arguments are empty. */
void msg_add(struct buf *to, enum lang l, enum msg m, const struct str *arg, size_t n);

/* The form for `count`, which is {0}, written as a number; further arguments from {1}. */
void msg_add_count(struct buf *to, enum lang l, enum msg m, int64_t count, const struct str *arg,
                   size_t n);

/* The same as a string in the arena. */
struct str msg_text(struct arena *a, enum lang l, enum msg m, const struct str *arg, size_t n);

/* The text with its places still open, in the form for `count`. */
struct str msg_pattern(enum lang l, enum msg m, int64_t count);

/* Cuts the text before the next place off the front of *rest, the place with it. *ret_place is the
 * place's number, or SIZE_MAX when the text has no more. */
struct str msg_next_place(struct str *rest, size_t *ret_place);

/* The message with this key ("reason.no-title"); false when there is none. */
bool msg_find(const char *key, enum msg *ret);

/* ---- numbers, dates, lists ---- */

enum zone { ZONE_WIB, ZONE_WITA, ZONE_WIT }; /* UTC +7, +8, +9; no summer time */
bool zone_parse(struct str name, enum zone *ret);
const char *zone_name(enum zone z);  /* "WIB" */
int64_t zone_offset_us(enum zone z); /* to be added to UTC */

void add_number(struct buf *to, enum lang l, int64_t n);                   /* 1.134  1,134 */
void add_tenths(struct buf *to, enum lang l, int64_t tenths);              /* 2,4  2.4 */
void add_date(struct buf *to, enum lang l, enum zone z, int64_t us);       /* 24 November 2026 */
void add_short_date(struct buf *to, enum lang l, enum zone z, int64_t us); /* 24 Nov 2026 */
void add_time(struct buf *to, enum lang l, enum zone z, int64_t us); /* 15.30 WIB  15:30 WIB */

/* "baru saja", "2 jam lalu", "kemarin", "12 Nov 2026": how long before `now`. */
void add_ago(struct buf *to, enum lang l, enum zone z, int64_t us, int64_t now);

/* Bytes in thousands: "812 B", "1,4 MB", "3 GB". */
void add_size(struct buf *to, enum lang l, int64_t bytes);

/* A duration in the largest unit that says enough: "9 detik", "12 menit", "3 jam", "5 hari". */
void add_duration(struct buf *to, enum lang l, int64_t us);

/* "a, b, dan c" */
void add_list(struct buf *to, enum lang l, const struct str *item, size_t n);

/* The name of a language from its MARC code; the code itself when unknown. */
struct str language_name(enum lang l, struct str marc_code);

#endif
