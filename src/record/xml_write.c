/* xml_write.c -- see xml_write.h. */
#include "record/xml_write.h"

#include "text/utf8.h"

/* XML 1.0 has no place for most control characters, nor for U+FFFE and U+FFFF. */
static bool may_stand(uint32_t c)
{
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n';
}

void xml_text(struct buf *to, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (c == '&')
            buf_add(to, STR("&amp;"));
        else if (c == '<')
            buf_add(to, STR("&lt;"));
        else if (c == '>')
            buf_add(to, STR("&gt;"));
        else if (c == '"')
            buf_add(to, STR("&quot;"));
        else if (c == UTF8_BAD) /* also what stands for bytes that are not UTF-8 */
            buf_add(to, STR("\xEF\xBF\xBD"));
        else if (may_stand(c))
            buf_add(to, str_slice(s, from, at));
    }
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
    buf_printf(to, "<%s>", start);
    xml_text(to, text);
    xml_end(to, start);
}
