/* marcxml_frame.c -- where a record begins and ends among the tags of any XML. */
#include <string.h>

#include "base/checked.h"
#include "record/marcxml.h"
#include "record/xml_tags.h"

enum { HEAD_BYTES = 64 << 10 };

enum tag_kind { TAG_OTHER, TAG_RECORD, TAG_RECORD_END, TAG_MARC };

/* A tag and what it is for us. */
struct tag {
    size_t at, end;
    enum tag_kind kind;
};

static bool is_marc(struct str name)
{
    return str_eq(name, STR("leader")) || str_eq(name, STR("controlfield")) ||
           str_eq(name, STR("datafield"));
}

static enum tag_kind kind_of(const struct xml_tag *t)
{
    if (str_eq(t->name, STR("record"))) return t->closing ? TAG_RECORD_END : TAG_RECORD;
    return !t->closing && is_marc(t->name) ? TAG_MARC : TAG_OTHER;
}

static bool next_tag(struct str s, size_t at, struct tag *ret)
{
    struct xml_tag t;
    bool found = xml_tag_next(s, at, &t);
    *ret = (struct tag){t.at, t.end, found ? kind_of(&t) : TAG_OTHER};
    return found;
}

bool marcxml_recognise(struct str head)
{
    head = str_slice(head, 0, HEAD_BYTES);
    if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"))) return false;
    if (memchr(head.p ? head.p : "", 0, head.n)) return false;
    struct tag t;
    bool record = false;
    for (size_t at = 0; next_tag(head, at, &t); at = t.end) {
        if (t.kind == TAG_RECORD) record = true;
        if (t.kind == TAG_MARC && record) return true;
    }
    return false;
}

struct str marcxml_encoding(struct str head)
{
    size_t begin = str_find(head, STR("<?xml"));
    struct str declared = str_slice(head, begin, str_find_char(head, '>', begin));
    size_t at = str_find(declared, STR("encoding"));
    if (begin >= head.n || at >= declared.n) return (struct str){0};
    struct str value = str_trim(str_slice(declared, at + 8, declared.n));
    if (!str_starts(value, STR("="))) return (struct str){0};
    value = str_trim(str_slice(value, 1, value.n));
    if (value.n == 0 || (value.p[0] != '"' && value.p[0] != '\'')) return (struct str){0};
    return str_slice(value, 1, str_find_char(value, value.p[0], 1));
}

static struct frame bad(size_t skip, size_t length, enum reason reason)
{
    return (struct frame){.kind = FRAME_BAD,
                          .skip = skip,
                          .length = length,
                          .fault = {.reason = reason, .fatal = true, .byte = (int64_t)skip}};
}

/* The window ends inside what starts at `from`, a record or something that is none, and perhaps
 * inside a tag. */
static struct frame unfinished(struct str s, size_t from, size_t tag, bool open, bool last)
{
    size_t end = tag > from && !last ? tag : s.n; /* a tag may be cut in two there */
    if (from >= s.n && last) return (struct frame){.kind = FRAME_END};
    if (s.n - from > MARC_RECORD_MAX)
        return bad(from, end - from, open ? REASON_RECORD_TOO_LONG : REASON_XML_BAD);
    if (last) return bad(from, s.n - from, REASON_TRUNCATED);
    return (struct frame){.kind = FRAME_MORE, .skip = from};
}

struct frame marcxml_frame(struct str s, bool last)
{
    struct tag t = {0};
    size_t from = 0;
    bool open = false, fields = false;
    for (size_t at = 0; next_tag(s, at, &t); at = t.end) {
        if (open && t.end - from > MARC_RECORD_MAX)
            return bad(from, t.at - from, REASON_RECORD_TOO_LONG);
        if (t.kind == TAG_MARC) fields = true;
        if (t.kind == TAG_RECORD) {
            /* A record around a record is an envelope; one with fields lost its end. */
            if (open && fields) return bad(from, t.at - from, REASON_XML_BAD);
            from = t.at;
            open = true;
            fields = false;
        }
        if (t.kind == TAG_RECORD_END && open)
            return (struct frame){.kind = FRAME_RECORD, .skip = from, .length = t.end - from};
    }
    return unfinished(s, open ? from : t.at, t.at, open, last);
}
