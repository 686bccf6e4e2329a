/* xml_write.c -- see xml_write.h. */
#include "record/xml_write.h"

#include "text/utf8.h"

/* XML 1.0 has no place for most control characters, nor for U+FFFE and U+FFFF. */
static bool may_stand(uint32_t c)
{
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n';
}

/* What stands for a character that may not stand itself; p NULL: it may. */
static struct str instead(uint32_t c)
{
    switch (c) {
    case '&': return STR("&amp;");
    case '<': return STR("&lt;");
    case '>': return STR("&gt;");
    case '"': return STR("&quot;");
    case UTF8_BAD: return STR("\xEF\xBF\xBD"); /* also of bytes that are not UTF-8 */
    default: return may_stand(c) ? (struct str){0} : STR("");
    }
}

/* What needs no look at its neighbours is copied in runs. */
void xml_text(struct buf *to, struct str s)
{
    size_t run = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        struct str other = instead(utf8_next(s, &at));
        if (!other.p) continue;
        buf_add(to, str_slice(s, run, from));
        buf_add(to, other);
        run = at;
    }
    buf_add(to, str_slice(s, run, s.n));
}

void xml_end(struct buf *to, const char *start)
{
    struct str s = str_of(start);
    buf_add(to, STR("</"));
    buf_add(to, str_slice(s, 0, str_find_char(s, ' ', 0)));
    buf_add(to, STR(">"));
}

void xml_element(struct buf *to, const char *start, struct str text)
{
    if (text.n == 0) return;
    buf_add_char(to, '<');
    buf_add(to, str_of(start));
    buf_add_char(to, '>');
    xml_text(to, text);
    xml_end(to, start);
}
