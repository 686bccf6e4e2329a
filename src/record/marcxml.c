/* marcxml.c -- one record of MARCXML as a MARC record. */
#include "record/marcxml.h"

#include <string.h>

#include "base/checked.h"
#include "record/xml.h"
#include "record/xml_mend.h"
#include "text/utf8.h"

enum { LEADER = 24, FAULTS_PER_RECORD = 10, TEXT_MAX = 2 * MARC_RECORD_MAX };

enum place { PLACE_OUTSIDE, PLACE_RECORD, PLACE_LEADER, PLACE_CONTROL, PLACE_DATA, PLACE_SUBFIELD };

struct reader {
    struct xml *x;
    struct arena *a;
    struct faults *faults;
    struct marc m;
    size_t cap;
    struct buf text; /* of the field at hand */
    struct marc_field field;
    enum place place;
    int odd; /* open elements that are no part of MARC */
    bool has_leader, full;
    size_t told;
    struct str rest; /* bytes not yet given to expat */
};

static void tell(struct reader *r, enum reason reason, struct str excerpt)
{
    if (r->told++ >= FAULTS_PER_RECORD) return;
    struct fault f = {.reason = reason, .line = r->x ? xml_line(r->x) : 1};
    f.excerpt = fault_excerpt(r->a, excerpt);
    if (r->place >= PLACE_CONTROL) memcpy(f.field, r->field.tag, 3);
    fault_add(r->faults, r->a, f);
}

static bool is_tag(struct str s)
{
    if (s.n != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (s.p[i] <= ' ' || s.p[i] > '~') return false;
    return true;
}

static char indicator(struct str s)
{
    return s.n && s.p[0] > ' ' && s.p[0] <= '~' && s.p[0] != '#' ? s.p[0] : ' ';
}

/* Starts a field if it has a tag. */
static bool begin_field(struct reader *r, const char *const *attr, bool control)
{
    struct str tag = xml_attr(attr, STR("tag"));
    if (!is_tag(tag)) return false;
    r->field = (struct marc_field){.ind = {' ', ' '}, .control = control};
    memcpy(r->field.tag, tag.p, 3);
    if (!control) {
        r->field.ind[0] = indicator(xml_attr(attr, STR("ind1")));
        r->field.ind[1] = indicator(xml_attr(attr, STR("ind2")));
    }
    buf_clear(&r->text);
    r->place = control ? PLACE_CONTROL : PLACE_DATA;
    return true;
}

static bool begin_subfield(struct reader *r, const char *const *attr)
{
    struct str code = xml_attr(attr, STR("code"));
    if (code.n != 1 || code.p[0] <= ' ' || code.p[0] > '~') return false;
    buf_add_char(&r->text, '\x1F');
    buf_add_char(&r->text, code.p[0]);
    r->place = PLACE_SUBFIELD;
    return true;
}

static bool begin(struct reader *r, struct str name, const char *const *attr)
{
    switch (r->place) {
    case PLACE_OUTSIDE: r->place = PLACE_RECORD; return true;
    case PLACE_RECORD:
        if (str_eq(name, STR("controlfield"))) return begin_field(r, attr, true);
        if (str_eq(name, STR("datafield"))) return begin_field(r, attr, false);
        if (!str_eq(name, STR("leader"))) return false;
        buf_clear(&r->text);
        r->place = PLACE_LEADER;
        return true;
    case PLACE_DATA: return str_eq(name, STR("subfield")) && begin_subfield(r, attr);
    case PLACE_LEADER:
    case PLACE_CONTROL:
    case PLACE_SUBFIELD: return false;
    }
    return false;
}

static void on_start(void *ctx, struct str name, const char *const *attr)
{
    struct reader *r = ctx;
    if (r->odd == 0 && begin(r, name, attr)) return;
    if (r->odd++ == 0) tell(r, REASON_ELEMENT_ODD, name);
}

static void end_leader(struct reader *r)
{
    struct str s = buf_str(&r->text);
    if (s.n > LEADER) s = str_trim(s);
    r->has_leader = s.n == LEADER;
    if (!r->has_leader) {
        tell(r, REASON_LEADER_ODD, s);
        r->has_leader = true;
    }
    memcpy(r->m.leader, s.p ? s.p : "", MIN(s.n, (size_t)LEADER));
}

static void end_field(struct reader *r)
{
    if (r->m.n >= MARC_FIELDS_MAX) {
        if (!r->full) tell(r, REASON_TOO_MANY_FIELDS, (struct str){0});
        r->full = true;
        return;
    }
    struct {
        struct marc_field *item;
        size_t n, cap;
    } list = {r->m.field, r->m.n, r->cap};
    r->field.data = arena_copy(r->a, buf_str(&r->text));
    VEC_PUSH(r->a, &list, r->field);
    r->m.field = list.item;
    r->m.n = list.n;
    r->cap = list.cap;
}

static void on_end(void *ctx, struct str name)
{
    struct reader *r = ctx;
    (void)name;
    if (r->odd) {
        r->odd--;
        return;
    }
    switch (r->place) {
    case PLACE_LEADER: end_leader(r); break;
    case PLACE_CONTROL:
    case PLACE_DATA: end_field(r); break;
    case PLACE_SUBFIELD: r->place = PLACE_DATA; return;
    case PLACE_RECORD:
    case PLACE_OUTSIDE: return;
    }
    r->place = PLACE_RECORD;
}

static void on_text(void *ctx, struct str text)
{
    struct reader *r = ctx;
    if (r->odd || r->place < PLACE_LEADER || r->place == PLACE_DATA) return;
    size_t at = r->text.n;
    buf_add(&r->text, text);
    for (; at < r->text.n; at++) {
        char *c = &r->text.p[at];
        if (*c == '\n' || *c == '\r' || *c == '\t') *c = ' ';
    }
}

static enum err give(void *ctx, char *to, size_t n, size_t *ret)
{
    struct str *rest = ctx;
    *ret = MIN(n, rest->n);
    memcpy(to, rest->p ? rest->p : "", *ret);
    *rest = str_slice(*rest, *ret, rest->n);
    return OK;
}

/* *ret_line: where expat stopped, when it did. */
static enum err read_once(struct reader *r, struct str bytes, int64_t *ret_line)
{
    struct xml_handler h = {.start = on_start, .end = on_end, .text = on_text, .ctx = r};
    r->rest = bytes;
    struct xml CLEANUP(xml_closep) *x = xml_open(h, give, &r->rest);
    r->x = x;
    memset(r->m.leader, ' ', LEADER);
    enum err e = xml_run(x);
    *ret_line = xml_line(x);
    r->x = NULL;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err refuse(struct reader *r, size_t before, enum reason reason, int64_t line,
                       struct str bytes)
{
    if (r->faults) r->faults->n = before;
    fault_add(
        r->faults, r->a,
        (struct fault){
            .reason = reason, .fatal = true, .line = line, .excerpt = fault_excerpt(r->a, bytes)});
    return ERR_FORMAT;
}

/* What a leader says that is missing or lies about what XML is in. */
static void mend_leader(struct reader *r)
{
    if (!r->has_leader) tell(r, REASON_LEADER_ODD, (struct str){0});
    if (r->m.leader[6] == ' ') r->m.leader[6] = 'a';
    if (r->m.leader[7] == ' ') r->m.leader[7] = 'm';
    r->m.leader[9] = 'a';
}

enum err marcxml_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct buf CLEANUP(buf_release) text = BUF(TEXT_MAX);
    struct reader r = {.a = a, .faults = faults, .text = text};
    size_t before = faults ? faults->n : 0;
    int64_t line = 1;
    enum err e = read_once(&r, bytes, &line);
    if (e == ERR_FORMAT) {
        bool declared = str_starts(bytes, STR("<?xml"));
        struct str better = declared ? bytes : xml_mended(a, bytes, false);
        enum reason why = utf8_valid(bytes) ? REASON_XML_REPAIRED : REASON_NOT_UTF8;
        if (faults) faults->n = before;
        buf_clear(&r.text);
        r = (struct reader){.a = a, .faults = faults, .text = r.text};
        e = better.n != bytes.n ? read_once(&r, better, &line) : ERR_FORMAT;
        if (!e) tell(&r, why, str_slice(bytes, utf8_valid_prefix(bytes), bytes.n));
    }
    text = r.text;
    if (e) return refuse(&r, before, REASON_XML_BAD, line, bytes);
    if (r.m.n == 0) return refuse(&r, before, REASON_NO_FIELDS, 1, bytes);
    mend_leader(&r);
    *ret = r.m;
    return OK;
}
