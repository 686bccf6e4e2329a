/* marcxml_write.c -- see marcxml_write.h; the patterns are those of MARC21slim.xsd. */
#include "record/marcxml_write.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/xml_write.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

static void add_leader(struct buf *to, const struct marc *m)
{
    char l[24];
    for (size_t i = 0; i < sizeof l; i++) {
        char c = m->leader[i];
        bool number = i < 5 || (i >= 12 && i < 17);
        bool fine = number ? ascii_is_digit(c) : ascii_is_digit(c) || is_letter(c);
        l[i] = fine ? c : number ? '0' : ' ';
    }
    if (l[6] == ' ') l[6] = 'a';
    memcpy(l + 10, "22", 2);
    memcpy(l + 20, "4500", 4);
    l[9] = 'a'; /* what is written is UTF-8 */
    buf_add(to, STR("<leader>"));
    buf_add(to, (struct str){l, sizeof l});
    buf_add(to, STR("</leader>"));
}

/* Three digits, or with letters of one case that do not begin with 00. */
static bool is_data_tag(const char tag[3])
{
    bool small = true, large = true;
    for (size_t i = 0; i < 3; i++) {
        small = small && (ascii_is_digit(tag[i]) || is_small(tag[i]));
        large = large && (ascii_is_digit(tag[i]) || (is_letter(tag[i]) && !is_small(tag[i])));
    }
    return (small || large) && !(tag[0] == '0' && tag[1] == '0');
}

static bool is_control_tag(const char tag[3])
{
    return tag[0] == '0' && tag[1] == '0' && tag[2] != '0' &&
           (ascii_is_digit(tag[2]) || is_letter(tag[2]));
}

static char indicator(char c)
{
    return ascii_is_digit(c) || is_small(c) ? c : ' ';
}

static bool is_code(char c)
{
    return c > ' ' && c < 0x7F && c != '@' && c != '|';
}

static void add_subfields(struct buf *to, const struct marc_field *f, struct str tag)
{
    size_t at = 0;
    char code;
    struct str value;
    bool open = false;
    while (marc_subfield(f, &at, &code, &value)) {
        if (!is_code(code)) continue;
        if (!open) {
            char ind[2] = {indicator(f->ind[0]), indicator(f->ind[1])};
            buf_printf(to, "<datafield tag=\"%.*s\" ind1=\"%c\" ind2=\"%c\">", STR_ARG(tag), ind[0],
                       ind[1]);
        }
        open = true;
        buf_add(to, STR("<subfield code=\""));
        xml_text(to, (struct str){&code, 1});
        buf_add(to, STR("\">"));
        xml_text(to, value);
        buf_add(to, STR("</subfield>"));
    }
    if (open) buf_add(to, STR("</datafield>"));
}

void marcxml_begin(struct buf *to)
{
    buf_add(to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n"));
}

/* Control fields come before data fields. */
static void add_record(const struct marc *m, struct arena *a, struct buf *to)
{
    add_leader(to, m);
    for (size_t i = 0; i < m->n; i++) {
        const struct marc_field *f = &m->field[i];
        if (!f->control || !is_control_tag(f->tag)) continue;
        buf_printf(to, "<controlfield tag=\"%.3s\">", f->tag);
        xml_text(to, f->data);
        buf_add(to, STR("</controlfield>"));
    }
    for (size_t i = 0; i < m->n; i++) {
        const struct marc_field *f = &m->field[i];
        if (!f->control && is_data_tag(f->tag))
            add_subfields(to, f, arena_copy(a, (struct str){f->tag, 3}));
    }
    buf_add(to, STR("</record>\n"));
}

void marcxml_record(const struct marc *m, struct arena *a, struct buf *to)
{
    buf_add(to, STR("<record>"));
    add_record(m, a, to);
}

void marcxml_alone(const struct marc *m, struct arena *a, struct buf *to)
{
    buf_add(to, STR("<record xmlns=\"http://www.loc.gov/MARC21/slim\""
                    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    " xsi:schemaLocation=\"http://www.loc.gov/MARC21/slim"
                    " http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd\">"));
    add_record(m, a, to);
}

void marcxml_end(struct buf *to)
{
    buf_add(to, STR("</collection>\n"));
}
