/* marc_text_lines.c -- the text of the editor: line by line to fields and back. */
#include <string.h>

#include "base/checked.h"
#include "record/marc_check_internal.h"
#include "record/marc_merge.h"
#include "record/mrk.h"

enum { LEADER = 24, WRITTEN_MAX = 8 << 20 };

struct reader {
    struct checking c;
    struct marc m;
    size_t cap, cap_lines, n_lines;
    int *line;
    bool leader;
};

static void tell(const struct reader *r, enum check what, int line, struct str text)
{
    check_tell(&r->c, &(struct found){.what = what, .line = line, .text = text});
}

static void read_leader(struct reader *r, struct str line, int number)
{
    struct str text =
        mrk_control_read(str_slice(line, line.n > 5 && line.p[5] == ' ' ? 6 : 5, line.n), r->c.a);
    if (r->leader) {
        tell(r, CHECK_LEADER_TWICE, number, text);
        return;
    }
    r->leader = true;
    if (text.n != LEADER) tell(r, CHECK_LEADER_ODD, number, arena_printf(r->c.a, "%zu", text.n));
    memcpy(r->m.leader, text.p, MIN(text.n, (size_t)LEADER));
    marc_plain_leader(r->m.leader);
}

static void add_field(struct reader *r, const struct marc_field *f, int number)
{
    struct {
        struct marc_field *item;
        size_t n, cap;
    } fields = {r->m.field, r->m.n, r->cap};
    struct {
        int *item;
        size_t n, cap;
    } lines = {r->line, r->n_lines, r->cap_lines};
    VEC_PUSH(r->c.a, &fields, *f);
    VEC_PUSH(r->c.a, &lines, number);
    r->m.field = fields.item;
    r->m.n = fields.n;
    r->cap = fields.cap;
    r->line = lines.item;
    r->n_lines = lines.n;
    r->cap_lines = lines.cap;
}

/* Between indicators and the first subfield people leave a blank: "245 10 $aSaman". */
static void close_gap(struct marc_field *f)
{
    size_t mark = str_find_char(f->data, '\x1F', 0);
    if (!f->control && mark < f->data.n && str_trim(str_slice(f->data, 0, mark)).n == 0)
        f->data = str_slice(f->data, mark, f->data.n);
}

static void read_line(struct reader *r, struct str line, int number)
{
    struct marc_field f;
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    if (str_trim(line).n == 0) return;
    if (line.p[0] != '=') line = arena_printf(r->c.a, "=%.*s", STR_ARG(line));
    bool control = str_starts(line, STR("=00")) || str_starts(line, STR("=LDR"));
    while (control && line.p[line.n - 1] == ' ') line.n--; /* blanks that count are backslashes */
    if (line.n == 4) line = arena_printf(r->c.a, "%.*s  ", STR_ARG(line));
    if (str_starts(line, STR("=LDR ")) || str_starts(line, STR("=000 "))) {
        read_leader(r, line, number);
    } else if (mrk_field_read(line, r->c.a, &f)) {
        close_gap(&f);
        add_field(r, &f, number);
    } else {
        tell(r, CHECK_LINE_ODD, number, line);
    }
}

void marc_text_read(struct str text, struct arena *a, struct marc *ret, int **ret_line,
                    struct oddities *to)
{
    struct reader r = {.c = {.a = a, .to = to}};
    struct str rest = text, line;
    memset(r.m.leader, ' ', sizeof r.m.leader);
    for (int number = 1; rest.p && str_split(&rest, '\n', &line); number++)
        read_line(&r, line, number);
    if (!r.leader) tell(&r, CHECK_LEADER_NONE, 1, (struct str){0});
    r.c.m = NULL;
    *ret = r.m;
    *ret_line = r.line;
}

struct str marc_text_write(const struct marc *m, struct arena *a)
{
    struct buf CLEANUP(buf_release) to = BUF(WRITTEN_MAX);
    struct marc plain = *m;
    marc_plain_leader(plain.leader);
    mrk_write(&plain, &to);
    return arena_copy(a, buf_str(&to));
}
