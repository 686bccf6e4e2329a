/* iso2709_frame.c -- where a record begins and ends, whatever the leader claims.
 *
 * The length in the leader is believed when a record terminator (1D) stands where it says. Else the
 * record ends at the first 1D, or before the next leader if that comes first: many files have
 * lengths counted in characters instead of bytes, and some lost a terminator. */
#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"
#include "record/iso2709_number.h"

enum { LEADER = 24, START = LEADER + 12 };

struct window_end {
    bool last;    /* the file ends where the window ends */
    bool may_ask; /* a longer window may be asked for */
};

/* How many of the marks of a leader the 24 bytes at p bear, 0 to 4. */
static int leader_marks(const char *p)
{
    for (size_t i = 0; i < LEADER; i++)
        if (p[i] >= '\x1D' && p[i] <= '\x1F') return 0;
    return digits(p, 5) + digits(p + 12, 5) + (p[10] == '2' && p[11] == '2') +
           (p[20] == '4' && p[21] == '5');
}

/* A leader and the first entry of a directory: no text looks like this by chance, and no part of a
 * directory does, for a directory has no letters where a leader has them. */
static bool is_strict_leader(const char *p)
{
    return leader_marks(p) == 4 && number(p, 5) > LEADER && number(p + 12, 5) > LEADER &&
           !digits(p + 5, 1) && !digits(p + 6, 1) && digits(p + LEADER + 3, 9);
}

/* Offset of the first strict leader at or after `from`, or s.n. */
static size_t find_leader(struct str s, size_t from)
{
    size_t at = from + 20;
    while (at + START - 20 <= s.n) {
        const char *hit = memmem(s.p + at, s.n - at, "45", 2);
        if (!hit) return s.n;
        at = (size_t)(hit - s.p);
        if (at + START - 20 <= s.n && is_strict_leader(hit - 20)) return at - 20;
        at++;
    }
    return s.n;
}

/* A record may start here: two marks of a leader, or a length that leads to a terminator. */
static bool is_plausible(struct str s)
{
    if (leader_marks(s.p) >= 2) return true;
    if (!digits(s.p, 5)) return false;
    size_t length = number(s.p, 5);
    return length > LEADER && length <= s.n && s.p[length - 1] == '\x1D';
}

/* Line ends, blanks, fill and ends of file that programs leave between records. Blanks may also be
 * all that is left of a length. */
static size_t skip_fill(struct str s, size_t at)
{
    for (;;) {
        while (at < s.n && memchr(" \t\r\n\f\v\x1A\x1D\0", s.p[at], 9)) {
            if (s.p[at] == ' ' && s.n - at >= LEADER && leader_marks(s.p + at) >= 3) return at;
            at++;
        }
        if (s.n - at < 3 || memcmp(s.p + at, "\xEF\xBB\xBF", 3) != 0) return at;
        at += 3;
    }
}

static struct frame more(void)
{
    return (struct frame){.kind = FRAME_MORE};
}

static struct frame bad(size_t length, enum reason reason)
{
    return (struct frame){
        .kind = FRAME_BAD, .length = length, .fault = {.reason = reason, .fatal = true}};
}

static struct frame record(size_t length, enum reason warning, size_t at)
{
    return (struct frame){
        .kind = FRAME_RECORD, .length = length, .fault = {.reason = warning, .byte = (int64_t)at}};
}

/* What is bad for certain up to `end`: a leader may be cut in two at the end of the window. */
static size_t certain(struct str s, size_t end, bool last)
{
    return end == s.n && !last && s.n >= START ? s.n - (START - 1) : end;
}

/* The first 1D and the first leader after the start, whichever comes first; the other, and both
 * when there is none, at the end of s. Looks no further than needed, so that many short records in
 * a row cost no more than their bytes. */
static void find_end(struct str s, size_t *ret_mark, size_t *ret_leader)
{
    for (size_t reach = 4096;; reach *= 2) {
        struct str part = str_slice(s, 0, reach);
        size_t mark = str_find_char(part, '\x1D', LEADER);
        size_t leader = find_leader(str_slice(part, 0, mark), LEADER);
        *ret_mark = leader < mark || mark == part.n ? s.n : mark;
        *ret_leader = leader < mark ? leader : s.n;
        if (leader < mark || mark < part.n || part.n == s.n) return;
    }
}

/* The length is no help: the record ends at its first 1D or before the next leader. */
static struct frame by_terminator(struct str s, struct window_end end, enum reason why)
{
    struct str window = str_slice(s, 0, MARC_RECORD_MAX);
    size_t mark, next;
    find_end(window, &mark, &next);
    if (mark < window.n) return record(mark + 1, why, mark);
    if (next < window.n) {
        size_t tail = next;
        while (s.p[tail - 1] == '\n' || s.p[tail - 1] == '\r') tail--;
        return record(next, s.p[tail - 1] == '\x1E' ? REASON_TERMINATOR_LOST : REASON_RECORD_CUT,
                      tail);
    }
    if (window.n < s.n || (!end.last && !end.may_ask))
        return bad(certain(window, window.n, false), REASON_RECORD_TOO_LONG);
    if (!end.last) return more();
    size_t tail = s.n;
    while (memchr("\r\n\x1A", s.p[tail - 1], 3)) tail--;
    return s.p[tail - 1] == '\x1E' ? record(s.n, REASON_TERMINATOR_LOST, tail)
                                   : bad(s.n, REASON_TRUNCATED);
}

/* The record at the start of s, whose leader is plausible. */
static struct frame framed(struct str s, struct window_end end)
{
    if (!digits(s.p, 5) || number(s.p, 5) <= LEADER)
        return by_terminator(s, end, REASON_LENGTH_WRONG);
    size_t length = number(s.p, 5);
    size_t mark = str_find_char(str_slice(s, 0, length), '\x1D', LEADER);
    if (mark < s.n && mark + 1 == length) return record(length, REASON_NONE, 0);
    if (mark < MIN(s.n, length)) { /* a 1D before its time: the end, if a record follows it */
        size_t after = skip_fill(s, mark + 1);
        if (s.n - after < LEADER && end.may_ask) return more();
        bool follows = s.n - after < LEADER ? after == s.n : leader_marks(s.p + after) >= 3;
        if (!follows && length <= s.n && s.p[length - 1] == '\x1D')
            return record(length, REASON_NONE, 0);
        if (!follows && length > s.n && end.may_ask) return more();
    } else if (length > s.n && end.may_ask) {
        return more();
    }
    return by_terminator(s, end, REASON_LENGTH_WRONG);
}

bool iso2709_recognise(struct str head)
{
    struct str s = str_slice(head, skip_fill(head, 0), head.n);
    return s.n >= LEADER && (is_plausible(s) || find_leader(s, 1) < s.n);
}

/* Fewer bytes than a leader has: the beginning of a record, or of nothing. */
static enum reason too_short(struct str s)
{
    return digits(s.p, MIN(s.n, (size_t)5)) ? REASON_TRUNCATED : REASON_NOT_ISO2709;
}

struct frame iso2709_frame(struct str window, bool last)
{
    struct window_end end = {.last = last, .may_ask = !last && window.n < MARC_RECORD_MAX};
    size_t skip = skip_fill(window, 0);
    struct str s = str_slice(window, skip, window.n);
    struct frame f;
    if (s.n == 0 && last)
        f = (struct frame){.kind = FRAME_END};
    else if (s.n < LEADER)
        f = end.may_ask ? more() : bad(last ? s.n : 0, too_short(s));
    else if (is_plausible(s))
        f = framed(s, end);
    else
        f = bad(certain(s, find_leader(s, 1), last), REASON_NOT_ISO2709);
    f.skip = skip;
    f.fault.byte += (int64_t)skip;
    return f;
}
