/* iso2709.c -- walks a record's leader and directory without copying.
 *
 * Directories lie: offsets are counted in characters, entries are cut, fields overlap. An entry is
 * believed when its field starts right after a field terminator; when any is not, and the record
 * holds as many fields as entries, the fields are taken in their order instead. The fields of a
 * record together are never longer than the record, so that what follows is linear too. */
#include "record/iso2709.h"

#include <string.h>

#include "base/checked.h"
#include "record/iso2709_number.h"

enum { LEADER = 24, ENTRY = 12, FAULTS_PER_RECORD = 10 };

#define FT '\x1E'

struct walk {
    struct str bytes;
    struct arena *a;
    struct marc *m;
    struct faults *faults;
    size_t base;     /* of the data */
    size_t entries;  /* in the directory */
    size_t before;   /* faults there were when we came */
    size_t told;     /* faults reported */
    size_t used;     /* bytes of fields taken */
    size_t searched; /* bytes looked through for terminators of wrong entries */
};

static void tell(struct walk *w, enum reason reason, size_t at, const char *tag)
{
    if (w->told++ >= FAULTS_PER_RECORD) return;
    struct fault f = {.reason = reason, .byte = (int64_t)at};
    f.excerpt = fault_excerpt(w->a, str_slice(w->bytes, at, at + ENTRY));
    for (size_t i = 0; tag && i < 3; i++) f.field[i] = tag[i] > ' ' && tag[i] <= '~' ? tag[i] : '?';
    fault_add(w->faults, w->a, f);
}

/* The reason of a refusal is told alone. */
static enum err refuse(struct walk *w, enum reason reason, size_t at)
{
    if (w->faults) w->faults->n = w->before;
    fault_add(w->faults, w->a,
              (struct fault){.reason = reason,
                             .fatal = true,
                             .byte = (int64_t)at,
                             .excerpt = fault_excerpt(w->a, str_slice(w->bytes, at, w->bytes.n))});
    return ERR_FORMAT;
}

static bool is_tag(const char *p)
{
    for (size_t i = 0; i < 3; i++) {
        bool letter = (p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= 'a' && p[i] <= 'z');
        if (!letter && !digits(p + i, 1)) return false;
    }
    return true;
}

static bool starts_field(const struct walk *w, size_t at)
{
    return at < w->bytes.n && (at == w->base || w->bytes.p[at - 1] == FT);
}

/* The data starts after the terminator of the directory, and the base address says where that is.
 * When it does not, the first terminator counts, unless it comes after whole entries and the
 * address: then the directory lost its own. */
static bool find_base(struct walk *w)
{
    const char *p = w->bytes.p;
    size_t said = digits(p + 12, 5) ? number(p + 12, 5) : 0;
    size_t mark = str_find_char(w->bytes, FT, LEADER);
    bool possible = said > LEADER + ENTRY && said < w->bytes.n;
    if (possible && p[said - 1] == FT) {
        w->base = said;
    } else if (possible && said < mark && (said - 1 - LEADER) % ENTRY == 0 &&
               digits(p + LEADER, said - 1 - LEADER)) {
        tell(w, REASON_DIRECTORY_BAD, said - 1, NULL);
        w->base = said;
    } else {
        if (mark == w->bytes.n) return false;
        tell(w, REASON_BASE_BAD, 12, NULL);
        w->base = mark + 1;
    }
    w->entries = (w->base - 1 - LEADER) / ENTRY;
    return true;
}

static char indicator(char c)
{
    return c >= ' ' && c <= '~' ? c : ' ';
}

static void take(struct walk *w, const char *tag, struct str data)
{
    struct marc_field *f = &w->m->field[w->m->n++];
    *f = (struct marc_field){.ind = {' ', ' '}, .data = data};
    memcpy(f->tag, tag, 3);
    w->used += data.n + 1;
    size_t mark = str_find_char(str_slice(data, 0, 3), '\x1F', 0);
    f->control = tag[0] == '0' && tag[1] == '0';
    if (f->control) return;
    for (size_t i = 0; i < 2 && i < mark; i++) f->ind[i] = indicator(data.p[i]);
    f->data = str_slice(data, MIN(mark, (size_t)2), data.n);
}

/* The bytes of the field that an entry points to, without the terminator. */
static bool locate(const struct walk *w, const char *entry, struct str *ret)
{
    if (!is_tag(entry) || !digits(entry + 3, 9)) return false;
    size_t begin = w->base + number(entry + 7, 5), length = number(entry + 3, 4);
    if (!starts_field(w, begin)) return false;
    size_t end = length ? begin + length - 1 : begin;
    if (end >= w->bytes.n || w->bytes.p[end] != FT) return false;
    *ret = str_slice(w->bytes, begin, end);
    return memchr(ret->p, FT, ret->n) == NULL && w->used + ret->n < w->bytes.n;
}

/* True when the data holds exactly one field for each entry: then their order is enough. */
static bool counts_agree(const struct walk *w)
{
    size_t n = 0;
    for (size_t at = w->base; (at = str_find_char(w->bytes, FT, at)) < w->bytes.n; at++) n++;
    return n == w->entries;
}

static void read_in_order(struct walk *w, size_t entries)
{
    size_t at = w->base;
    for (size_t i = 0; i < entries; i++) {
        size_t end = str_find_char(w->bytes, FT, at);
        const char *entry = w->bytes.p + LEADER + i * ENTRY;
        if (is_tag(entry))
            take(w, entry, str_slice(w->bytes, at, end));
        else
            tell(w, REASON_DIRECTORY_BAD, LEADER + i * ENTRY, NULL);
        at = end + 1;
    }
}

/* The field of an entry whose length is wrong: up to the next terminator, if its start is one. */
static bool locate_loosely(struct walk *w, const char *entry, struct str *ret)
{
    if (!is_tag(entry) || !digits(entry + 7, 5) || w->searched > 2 * w->bytes.n) return false;
    size_t begin = w->base + number(entry + 7, 5);
    if (!starts_field(w, begin)) return false;
    size_t end = str_find_char(w->bytes, FT, begin);
    w->searched += end - begin;
    if (end == w->bytes.n && w->bytes.p[end - 1] == '\x1D') end--;
    *ret = str_slice(w->bytes, begin, end);
    return w->used + ret->n < w->bytes.n;
}

static void read_by_entries(struct walk *w, size_t entries)
{
    for (size_t i = 0; i < entries; i++) {
        size_t at = LEADER + i * ENTRY;
        const char *entry = w->bytes.p + at;
        struct str data;
        if (locate(w, entry, &data)) {
            take(w, entry, data);
            continue;
        }
        tell(w, REASON_DIRECTORY_BAD, at, entry);
        if (locate_loosely(w, entry, &data)) take(w, entry, data);
    }
}

/* True when every entry is right; the usual case, and the fields are then in place. */
static bool read_straight(struct walk *w, size_t entries)
{
    for (size_t i = 0; i < entries; i++) {
        const char *entry = w->bytes.p + LEADER + i * ENTRY;
        struct str data;
        if (!locate(w, entry, &data)) return false;
        take(w, entry, data);
    }
    return true;
}

static void read_fields(struct walk *w)
{
    size_t entries = MIN(w->entries, (size_t)MARC_FIELDS_MAX);
    if (entries < w->entries) tell(w, REASON_TOO_MANY_FIELDS, LEADER, NULL);
    if ((w->base - 1 - LEADER) % ENTRY) tell(w, REASON_DIRECTORY_BAD, w->base - 1, NULL);
    if (read_straight(w, entries)) return;
    w->m->n = w->used = 0;
    if (counts_agree(w)) {
        size_t told = w->told;
        read_in_order(w, entries);
        if (w->told == told) tell(w, REASON_DIRECTORY_BAD, LEADER, NULL);
    } else {
        read_by_entries(w, entries);
    }
}

enum err iso2709_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct marc m = {.bytes = bytes};
    struct walk w = {.bytes = bytes, .a = a, .m = &m, .faults = faults};
    if (faults) w.before = faults->n;
    if (bytes.n < LEADER + 2 || bytes.n > MARC_RECORD_MAX) return refuse(&w, REASON_LENGTH_BAD, 0);
    memcpy(m.leader, bytes.p, LEADER);
    if (!find_base(&w)) return refuse(&w, REASON_BASE_BAD, 12);
    m.field = arena_array(a, struct marc_field, MIN(w.entries, (size_t)MARC_FIELDS_MAX));
    read_fields(&w);
    if (m.n == 0) return refuse(&w, REASON_DIRECTORY_BAD, LEADER);
    *ret = m;
    return OK;
}
