/* xml_frame.c -- see xml_frame.h. */
#include "record/xml_frame.h"

#include <string.h>

#include "record/xml_tags.h"

enum { HEAD_BYTES = 64 << 10, RECORD_MAX = MARC_RECORD_MAX };

static struct frame bad(size_t skip, size_t length, enum reason reason)
{
    return (struct frame){.kind = FRAME_BAD,
                          .skip = skip,
                          .length = length,
                          .fault = {.reason = reason, .fatal = true, .byte = (int64_t)skip}};
}

static struct frame element_frame(struct str s, bool last, const char *name)
{
    struct xml_tag t = {0};
    size_t from = 0;
    bool open = false;
    for (size_t at = 0; xml_tag_next(s, at, &t); at = t.end) {
        if (open && t.end - from > RECORD_MAX)
            return bad(from, t.at - from, REASON_RECORD_TOO_LONG);
        if (!str_eq(t.name, str_of(name)) || t.empty) continue;
        if (open && !t.closing) return bad(from, t.at - from, REASON_TRUNCATED);
        if (open) return (struct frame){.kind = FRAME_RECORD, .skip = from, .length = t.end - from};
        open = !t.closing;
        from = t.at;
    }
    if (!open) from = t.at;
    if (!open && last) return (struct frame){.kind = FRAME_END};
    if (s.n - from > RECORD_MAX)
        return bad(from, s.n - from, open ? REASON_RECORD_TOO_LONG : REASON_XML_BAD);
    if (last) return bad(from, s.n - from, REASON_TRUNCATED);
    return (struct frame){.kind = FRAME_MORE, .skip = from};
}

struct frame mods_frame(struct str window, bool last)
{
    return element_frame(window, last, "mods");
}

struct frame dublin_core_frame(struct str window, bool last)
{
    return element_frame(window, last, "dc");
}

static bool recognise(struct str head, const char *name)
{
    struct xml_tag t;
    head = str_slice(head, 0, HEAD_BYTES);
    if (memchr(head.p ? head.p : "", 0, head.n)) return false;
    for (size_t at = 0; xml_tag_next(head, at, &t); at = t.end)
        if (str_eq(t.name, str_of(name)) && !t.closing && !t.empty) return true;
    return false;
}

bool mods_recognise(struct str head)
{
    return recognise(head, "mods");
}

bool dublin_core_recognise(struct str head)
{
    return recognise(head, "dc");
}
