/* marcjson_frame.c -- where a record begins and ends among the brackets of any JSON.
 *
 * Outside of strings JSON has few characters, and strings no line ends: what has others is broken
 * there, and scanning goes on where a record seems to begin. */
#include <string.h>

#include "base/checked.h"
#include "record/json.h"
#include "record/marcjson.h"

enum { HEAD_BYTES = 64 << 10 };

struct open {
    size_t at;
    char bracket;
    bool value; /* of a member: no element that would have to be a record */
};

struct scan {
    struct str s;
    size_t at;
    struct open open[JSON_DEPTH_MAX];
    size_t depth;
    size_t record;  /* 1 + the index in `open` of the record we are in; 0: none */
    struct str key; /* the last string */
    char before;    /* the last character that is no blank; 's' a string, 'k' a key and its colon */
};

enum event { EVENT_NONE, EVENT_RECORD, EVENT_NO_RECORD, EVENT_LOST_END, EVENT_BAD, EVENT_END };

/* Past the quote that ends the string at s.p[at]; 0 when a line ends before, s.n + 1 when s does.
 */
static size_t past_string(struct str s, size_t at)
{
    for (at++; at < s.n; at++) {
        if (s.p[at] == '"') return at + 1;
        if (s.p[at] == '\n') return 0;
        if (s.p[at] == '\\') at++;
    }
    return s.n + 1;
}

/* Whether the value at hand makes the object around it a record, by its key. */
static bool marks_record(const struct scan *c, char value)
{
    if (c->before != 'k' || c->depth == 0 || c->open[c->depth - 1].bracket != '{') return false;
    return (value == '[' && str_eq(c->key, STR("fields"))) ||
           (value == '"' && str_eq(c->key, STR("leader")));
}

/* A leader in an object inside a record: the record around it lost its end. */
static enum event note_value(struct scan *c, char value)
{
    if (!marks_record(c, value)) return EVENT_NONE;
    if (!c->record)
        c->record = c->depth;
    else if (c->record < c->depth && value == '"')
        return EVENT_LOST_END;
    return EVENT_NONE;
}

static enum event opened(struct scan *c, char bracket)
{
    enum event e = note_value(c, bracket);
    if (e) return e;
    if (c->depth == JSON_DEPTH_MAX) return EVENT_BAD;
    c->open[c->depth++] = (struct open){c->at, bracket, c->before == 'k'};
    c->before = bracket;
    c->at++;
    return EVENT_NONE;
}

/* Whether the object just closed stood where only records can: in nothing that is a value. */
static bool should_be_record(const struct scan *c)
{
    for (size_t i = 0; i <= c->depth; i++)
        if (c->open[i].value || (i < c->depth && c->open[i].bracket == '{')) return false;
    return true;
}

/* Closing brackets of what began before the window match nothing. */
static enum event closed(struct scan *c, char bracket)
{
    c->before = bracket;
    if (c->depth == 0) {
        c->at++;
        return EVENT_NONE;
    }
    if (c->open[c->depth - 1].bracket != (bracket == '}' ? '{' : '[')) return EVENT_BAD;
    c->at++;
    c->depth--;
    if (c->record == c->depth + 1) return EVENT_RECORD;
    return bracket == '}' && !c->record && should_be_record(c) ? EVENT_NO_RECORD : EVENT_NONE;
}

static enum event string(struct scan *c)
{
    enum event e = note_value(c, '"');
    if (e) return e;
    size_t end = past_string(c->s, c->at);
    if (end == 0) return EVENT_BAD;
    if (end > c->s.n) return EVENT_END;
    c->key = str_slice(c->s, c->at + 1, end - 1);
    c->before = 's';
    c->at = end;
    return EVENT_NONE;
}

/* Goes on to the next event; c->at is then its place, or past the bracket that ended an object. */
static enum event next(struct scan *c)
{
    enum event e = EVENT_NONE;
    while (!e) {
        while (c->at < c->s.n && memchr(" \t\r\n", c->s.p[c->at], 4)) c->at++;
        if (c->at >= c->s.n) return EVENT_END;
        char ch = c->s.p[c->at];
        if (ch == '"') {
            e = string(c);
        } else if (ch == '{' || ch == '[') {
            e = opened(c, ch);
        } else if (ch == '}' || ch == ']') {
            e = closed(c, ch);
        } else if (memchr(",:-+.0123456789truefalsnE", ch, 25)) {
            c->before = ch == ':' && c->before == 's' ? 'k' : ch;
            c->at++;
        } else if (c->at == 0 && str_starts(c->s, STR("\xEF\xBB\xBF"))) {
            c->at = 3;
        } else {
            return EVENT_BAD;
        }
    }
    return e;
}

bool marcjson_recognise(struct str head)
{
    struct scan c = {.s = str_slice(head, 0, HEAD_BYTES)};
    struct str text = str_starts(head, STR("\xEF\xBB\xBF")) ? str_slice(head, 3, head.n) : head;
    text = str_trim(text);
    if (text.n == 0 || (text.p[0] != '{' && text.p[0] != '[')) return false;
    enum event e = EVENT_NO_RECORD;
    while (e == EVENT_NO_RECORD) e = next(&c);
    return e == EVENT_RECORD || c.record > 0;
}

/* Whether '{' at s[at] seems to begin a record: at the start of a line, or before a key of one. */
static bool seems_record(struct str s, size_t at)
{
    if (at > 0 && s.p[at - 1] == '\n') return true;
    size_t i = at + 1;
    while (i < s.n && memchr(" \t\r\n", s.p[i], 4)) i++;
    struct str rest = str_slice(s, i, s.n);
    return str_starts(rest, STR("\"leader\"")) || str_starts(rest, STR("\"fields\""));
}

/* Where the next record seems to begin after `at`; at the end of the window what may be the
 * beginning of one is left for the next. */
static size_t find_record(struct str s, size_t at, bool last)
{
    enum { BEGINNING = 64 };
    size_t end = !last && s.n > at + BEGINNING ? s.n - BEGINNING : s.n;
    for (at++; (at = str_find_char(s, '{', at)) < end; at++)
        if (seems_record(s, at)) return at;
    return MIN(at, end);
}

static int64_t line_of(struct str s, size_t from, size_t at)
{
    int64_t line = 1;
    for (; (from = str_find_char(s, '\n', from)) < at; from++) line++;
    return line;
}

static struct frame bad(struct scan *c, size_t from, size_t end, enum reason reason, size_t at)
{
    return (struct frame){
        .kind = FRAME_BAD,
        .skip = from,
        .length = end - from,
        .fault = {
            .reason = reason, .fatal = true, .byte = (int64_t)at, .line = line_of(c->s, from, at)}};
}

/* The window ends inside what starts at `from`. */
static struct frame unfinished(struct scan *c, size_t from, bool last)
{
    size_t n = c->s.n - from;
    if (n > MARC_RECORD_MAX)
        return bad(c, from, find_record(c->s, from, last),
                   c->record ? REASON_RECORD_TOO_LONG : REASON_JSON_BAD, from);
    if (!last) return (struct frame){.kind = FRAME_MORE, .skip = from};
    if (c->depth == 0 && c->before == ',') return bad(c, 0, c->s.n, REASON_TRUNCATED, c->s.n);
    if (c->depth == 0) return (struct frame){.kind = FRAME_END};
    return bad(c, from, c->s.n, REASON_TRUNCATED, from);
}

/* What is broken at c->at, up to where a record seems to begin; a short window may not show it. */
static struct frame broken(struct scan *c, size_t from, bool last)
{
    size_t end = find_record(c->s, c->at, last);
    bool found = end < c->s.n && c->s.p[end] == '{';
    if (!found && !last && c->s.n - from <= MARC_RECORD_MAX)
        return (struct frame){.kind = FRAME_MORE, .skip = from};
    return bad(c, from, end, REASON_JSON_BAD, c->at);
}

struct frame marcjson_frame(struct str s, bool last)
{
    struct scan c = {.s = s};
    enum event e = next(&c);
    size_t from = c.record ? c.open[c.record - 1].at : c.depth ? c.open[0].at : c.at;
    switch (e) {
    case EVENT_RECORD: /* the bracket is closed, and its place still there */
        from = c.open[c.depth].at;
        if (c.at - from > MARC_RECORD_MAX) return bad(&c, from, c.at, REASON_RECORD_TOO_LONG, from);
        return (struct frame){.kind = FRAME_RECORD, .skip = from, .length = c.at - from};
    case EVENT_NO_RECORD:
        from = c.open[c.depth].at;
        return bad(&c, from, c.at, REASON_NO_FIELDS, from);
    case EVENT_LOST_END: return bad(&c, from, c.open[c.depth - 1].at, REASON_JSON_BAD, c.at);
    case EVENT_BAD: return broken(&c, from, last);
    case EVENT_NONE:
    case EVENT_END: break;
    }
    return unfinished(&c, from, last);
}
