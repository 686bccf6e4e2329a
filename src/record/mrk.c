/* mrk.c -- lines of text as MARC records. */
#include "record/mrk.h"

#include <string.h>

#include "base/checked.h"

enum { LEADER = 24, HEAD = 6 /* "=245  " */, FAULTS_PER_RECORD = 10 };

static bool is_leader(struct str line)
{
    return str_starts(line, STR("=LDR ")) || str_starts(line, STR("=000 "));
}

bool mrk_recognise(struct str head)
{
    if (str_starts(head, STR("\xEF\xBB\xBF"))) head = str_slice(head, 3, head.n);
    return is_leader(str_trim(head));
}

/* Where the next line after `at` starts, or s.n. */
static size_t next_line(struct str s, size_t at)
{
    at = str_find_char(s, '\n', at);
    return at < s.n ? at + 1 : s.n;
}

/* Where the first line of a leader starts at or after the start of a line; s.n when there is none.
 */
static size_t find_leader(struct str s, size_t at)
{
    if (at == 0 && str_starts(s, STR("\xEF\xBB\xBF"))) at = 3;
    while (at < s.n && !is_leader(str_slice(s, at, at + HEAD))) at = next_line(s, at);
    return at;
}

/* Where what may be the start of a line =LDR begins at the end of the window. */
static size_t last_line(struct str s)
{
    size_t at = s.n;
    while (at > 0 && s.n - at < HEAD && s.p[at - 1] != '\n') at--;
    return at;
}

struct frame mrk_frame(struct str s, bool last)
{
    size_t from = find_leader(s, 0);
    if (from == s.n)
        return last ? (struct frame){.kind = FRAME_END}
                    : (struct frame){.kind = FRAME_MORE, .skip = last_line(s)};
    size_t end = find_leader(s, next_line(s, from));
    if (end == s.n && !last && end - from <= MARC_RECORD_MAX)
        return (struct frame){.kind = FRAME_MORE, .skip = from};
    if (end == s.n && !last) end = last_line(s); /* a leader may be cut in two there */
    struct frame f = {.kind = FRAME_RECORD, .skip = from, .length = end - from};
    if (f.length > MARC_RECORD_MAX) {
        f.kind = FRAME_BAD;
        f.fault =
            (struct fault){.reason = REASON_RECORD_TOO_LONG, .fatal = true, .byte = (int64_t)from};
    }
    return f;
}

struct reader {
    struct arena *a;
    struct faults *faults;
    struct marc m;
    size_t cap, told;
    int64_t line;
};

static void tell(struct reader *r, enum reason reason, struct str excerpt)
{
    if (r->told++ >= FAULTS_PER_RECORD) return;
    struct fault f = {.reason = reason, .line = r->line};
    f.excerpt = fault_excerpt(r->a, excerpt);
    fault_add(r->faults, r->a, f);
}

/* The character that a name in braces at s[at] stands for, and its length there; 0: no such name.
 */
static size_t named(struct str s, size_t at, char *ret)
{
    static const struct {
        struct str name;
        char c;
    } table[] = {{STR_INIT("{dollar}"), '$'},
                 {STR_INIT("{bsol}"), '\\'},
                 {STR_INIT("{lcub}"), '{'},
                 {STR_INIT("{rcub}"), '}'}};
    for (size_t i = 0; i < COUNT(table); i++) {
        if (!str_starts(str_slice(s, at, s.n), table[i].name)) continue;
        *ret = table[i].c;
        return table[i].name.n;
    }
    return 0;
}

/* The value in the bytes of ISO 2709; of a control field a backslash is a blank everywhere. */
static struct str value_of(struct arena *a, struct str s, bool control)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        size_t length = c == '{' ? named(s, i, &c) : 0;
        if (length)
            i += length - 1;
        else if (c == '$' && !control)
            c = '\x1F';
        else if ((c == '\\' && control) || (unsigned char)c < ' ' || c == 0x7F)
            c = ' ';
        p[n++] = c;
    }
    return (struct str){p, n};
}

static char indicator(char c)
{
    return c > ' ' && c <= '~' && c != '\\' && c != '#' ? c : ' ';
}

static void add_field(struct reader *r, struct marc_field f)
{
    struct {
        struct marc_field *item;
        size_t n, cap;
    } list = {r->m.field, r->m.n, r->cap};
    if (list.n == MARC_FIELDS_MAX) {
        tell(r, REASON_TOO_MANY_FIELDS, (struct str){0});
        return;
    }
    VEC_PUSH(r->a, &list, f);
    r->m.field = list.item;
    r->m.n = list.n;
    r->cap = list.cap;
}

static void read_leader(struct reader *r, struct str text)
{
    struct str s = value_of(r->a, text, true);
    if (s.n != LEADER) tell(r, REASON_LEADER_ODD, s);
    memset(r->m.leader, ' ', LEADER);
    memcpy(r->m.leader, s.p, MIN(s.n, (size_t)LEADER));
    if (r->m.leader[6] == ' ') r->m.leader[6] = 'a';
    if (r->m.leader[7] == ' ') r->m.leader[7] = 'm';
}

static bool is_tag(struct str line)
{
    if (line.n < HEAD || line.p[0] != '=') return false;
    for (size_t i = 1; i < 4; i++)
        if (line.p[i] <= ' ' || line.p[i] > '~') return false;
    return line.p[4] == ' ';
}

/* The field of a line with a tag; how many indicators stood there. */
static size_t field_of(struct str line, struct arena *a, struct marc_field *ret)
{
    struct str text = str_slice(line, line.p[5] == ' ' ? HEAD : HEAD - 1, line.n);
    struct marc_field f = {.ind = {' ', ' '}};
    size_t mark = 2;
    memcpy(f.tag, line.p + 1, 3);
    f.control = f.tag[0] == '0' && f.tag[1] == '0';
    if (!f.control) {
        mark = MIN(str_find_char(text, '$', 0), (size_t)2);
        for (size_t i = 0; i < mark; i++) f.ind[i] = indicator(text.p[i]);
        text = str_slice(text, mark, text.n);
    }
    f.data = value_of(a, text, f.control);
    *ret = f;
    return mark;
}

static void read_field(struct reader *r, struct str line)
{
    struct marc_field f;
    if (!is_tag(line)) {
        if (str_trim(line).n) tell(r, REASON_ELEMENT_ODD, line);
        return;
    }
    if (is_leader(line)) {
        read_leader(r, str_slice(line, line.p[5] == ' ' ? HEAD : HEAD - 1, line.n));
        return;
    }
    (void)field_of(line, r->a, &f);
    add_field(r, f);
}

bool mrk_field_read(struct str line, struct arena *a, struct marc_field *ret)
{
    return is_tag(line) && field_of(line, a, ret) == 2;
}

struct str mrk_control_read(struct str text, struct arena *a)
{
    return value_of(a, text, true);
}

/* The line at `at` with those that go on with it. */
static struct str whole_line(struct str s, size_t at, size_t *ret_next)
{
    size_t next = next_line(s, at);
    while (next < s.n && s.p[next] != '=') next = next_line(s, next);
    *ret_next = next;
    struct str line = str_slice(s, at, next);
    while (line.n && strchr("\r\n", line.p[line.n - 1])) line.n--;
    return line;
}

static int64_t lines_in(struct str s)
{
    int64_t n = 0;
    for (size_t at = 0; (at = str_find_char(s, '\n', at)) < s.n; at++) n++;
    return n;
}

enum err mrk_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct reader r = {.a = a, .faults = faults, .line = 1};
    size_t before = faults ? faults->n : 0;
    for (size_t at = 0, next; at < bytes.n; at = next) {
        read_field(&r, whole_line(bytes, at, &next));
        r.line += lines_in(str_slice(bytes, at, next));
    }
    if (r.m.n == 0) {
        if (faults) faults->n = before;
        return fault_refuse(faults, a, REASON_NO_FIELDS, 1, bytes);
    }
    *ret = r.m;
    return OK;
}
