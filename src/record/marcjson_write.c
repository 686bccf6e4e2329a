/* marcjson_write.c -- see marcjson_write.h. */
#include "record/marcjson_write.h"

static void add_char(struct buf *to, char c)
{
    buf_add_json(to, (struct str){&c, 1});
}

static void add_subfields(const struct marc_field *f, struct buf *to)
{
    size_t at = 0;
    char code;
    struct str value;
    buf_add(to, STR("\"subfields\":["));
    for (bool more = false; marc_subfield(f, &at, &code, &value); more = true) {
        buf_add(to, more ? STR(",{") : STR("{"));
        add_char(to, code);
        buf_add_char(to, ':');
        buf_add_json(to, value);
        buf_add_char(to, '}');
    }
    buf_add_char(to, ']');
}

void marcjson_write(const struct marc *m, struct buf *to)
{
    buf_add(to, STR("{\"leader\":"));
    buf_add_json(to, (struct str){m->leader, sizeof m->leader});
    buf_add(to, STR(",\"fields\":["));
    for (size_t i = 0; i < m->n; i++) {
        const struct marc_field *f = &m->field[i];
        buf_add(to, i ? STR(",{") : STR("{"));
        buf_add_json(to, (struct str){f->tag, 3});
        buf_add_char(to, ':');
        if (f->control) {
            buf_add_json(to, f->data);
        } else {
            buf_add(to, STR("{\"ind1\":"));
            add_char(to, f->ind[0]);
            buf_add(to, STR(",\"ind2\":"));
            add_char(to, f->ind[1]);
            buf_add_char(to, ',');
            add_subfields(f, to);
            buf_add_char(to, '}');
        }
        buf_add_char(to, '}');
    }
    buf_add(to, STR("]}"));
}
