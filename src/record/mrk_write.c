/* mrk_write.c -- records as lines of text. */
#include <string.h>

#include "record/mrk.h"

/* What stands for a character that would be read as something else; NULL: itself. */
static const char *named(char c, bool control)
{
    if (c == '{') return "{lcub}";
    if (c == '}') return "{rcub}";
    if (c == '\\') return control ? "{bsol}" : NULL;
    if (c == '$') return control ? NULL : "{dollar}";
    if (c == '\x1F') return control ? " " : "$";
    if (c == ' ') return control ? "\\" : NULL;
    return (unsigned char)c < ' ' || c == 0x7F ? (control ? "\\" : " ") : NULL;
}

static void add_value(struct buf *to, struct str s, bool control)
{
    for (size_t i = 0; i < s.n; i++) {
        const char *name = named(s.p[i], control);
        if (name)
            buf_add(to, str_of(name));
        else
            buf_add_char(to, s.p[i]);
    }
}

static void add_tag(struct buf *to, const char tag[3])
{
    buf_add_char(to, '=');
    for (size_t i = 0; i < 3; i++) buf_add_char(to, tag[i] > ' ' && tag[i] <= '~' ? tag[i] : '?');
    buf_add(to, STR("  "));
}

void mrk_field_write(const struct marc_field *f, struct buf *to)
{
    add_tag(to, f->tag);
    for (size_t i = 0; i < 2 && !f->control; i++)
        buf_add_char(to,
                     f->ind[i] > ' ' && f->ind[i] <= '~' && f->ind[i] != '#' ? f->ind[i] : '\\');
    add_value(to, f->data, f->control);
}

void mrk_write(const struct marc *m, struct buf *to)
{
    buf_add(to, STR("=LDR  "));
    add_value(to, (struct str){m->leader, sizeof m->leader}, true);
    buf_add_char(to, '\n');
    for (size_t i = 0; i < m->n; i++) {
        mrk_field_write(&m->field[i], to);
        buf_add_char(to, '\n');
    }
}
