/* oai_frame.c -- where a record of OAI-PMH begins and ends. */
#include <string.h>

#include "base/checked.h"
#include "record/oai.h"
#include "record/xml_tags.h"

enum { HEAD_BYTES = 64 << 10, RECORD_MAX = MARC_RECORD_MAX };

static bool named(const struct xml_tag *t, const char *name)
{
    return str_eq(t->name, str_of(name));
}

bool oai_recognise(struct str head)
{
    struct xml_tag t;
    bool record = false;
    head = str_slice(head, 0, HEAD_BYTES);
    if (memchr(head.p ? head.p : "", 0, head.n)) return false;
    for (size_t at = 0; xml_tag_next(head, at, &t); at = t.end) {
        if (record && named(&t, "header") && !t.closing) return true;
        record = named(&t, "record") && !t.closing && !t.empty;
    }
    return false;
}

static struct frame bad(size_t skip, size_t length, enum reason reason)
{
    return (struct frame){.kind = FRAME_BAD,
                          .skip = skip,
                          .length = length,
                          .fault = {.reason = reason, .fatal = true, .byte = (int64_t)skip}};
}

/* What is known while the tags go by. */
struct framing {
    size_t from;  /* of the record at hand */
    int depth;    /* records open; 0: none */
    size_t begin; /* of a <record> that may be one of OAI-PMH, when `maybe` */
    bool maybe;
};

/* True when this tag ends the frame. */
static bool step(struct framing *f, const struct xml_tag *t, struct frame *ret)
{
    bool header = f->maybe && named(t, "header") && !t->closing;
    if (header && f->depth > 1) { /* the one at hand lost its end */
        *ret = bad(f->from, f->begin - f->from, REASON_TRUNCATED);
        return true;
    }
    if (!header && f->maybe && f->depth == 1 && f->begin == f->from) f->depth = 0;
    f->maybe = named(t, "record") && !t->closing && !t->empty;
    if (f->maybe) f->begin = t->at;
    if (f->maybe && !f->depth) f->from = t->at;
    if (f->maybe) f->depth++;
    if (f->depth && named(t, "record") && t->closing && --f->depth == 0) {
        *ret = (struct frame){.kind = FRAME_RECORD, .skip = f->from, .length = t->end - f->from};
        return true;
    }
    if (f->depth && t->end - f->from > RECORD_MAX) {
        *ret = bad(f->from, t->at - f->from, REASON_RECORD_TOO_LONG);
        return true;
    }
    return false;
}

struct frame oai_frame(struct str s, bool last)
{
    struct framing f = {0};
    struct frame ret = {0};
    struct xml_tag t = {0};
    for (size_t at = 0; xml_tag_next(s, at, &t); at = t.end)
        if (step(&f, &t, &ret)) return ret;
    bool open = f.depth > 0;
    size_t from = open ? f.from : t.at;
    if (!open && last) return (struct frame){.kind = FRAME_END};
    size_t end = t.at > from && !last ? t.at : s.n;
    if (s.n - from > RECORD_MAX)
        return bad(from, end - from, open ? REASON_RECORD_TOO_LONG : REASON_XML_BAD);
    if (last) return bad(from, s.n - from, REASON_TRUNCATED);
    return (struct frame){.kind = FRAME_MORE, .skip = from};
}
