/* iso2709.c -- walks a record's leader and directory without copying.
 *
 * An entry is believed when its field starts right after a field terminator and ends at the next.
 * When one is not, the directory is made up for as a whole if that is certain (iso2709_mend.c);
 * else entry by entry. The fields of a record together are never longer than the record, so that
 * what follows is linear too. */
#include "record/iso2709.h"

#include <string.h>

#include "base/checked.h"
#include "record/iso2709_number.h"
#include "record/iso2709_walk.h"

enum { FAULTS_PER_RECORD = 10 };

void walk_tell(struct walk *w, enum reason reason, size_t at, const char *tag)
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

bool walk_is_tag(const char *p)
{
    for (size_t i = 0; i < 3; i++) {
        bool letter = (p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= 'a' && p[i] <= 'z');
        if (!letter && !digits(p + i, 1)) return false;
    }
    return true;
}

/* Forgets the fields taken. */
static void forget_fields(struct walk *w)
{
    w->m->n = w->used = w->end = 0;
}

static bool starts_field(const struct walk *w, size_t at)
{
    return at < w->bytes.n && (at == w->base || w->bytes.p[at - 1] == FT);
}

static char indicator(char c)
{
    return c >= ' ' && c <= '~' ? c : ' ';
}

void walk_take(struct walk *w, const char *tag, struct str data)
{
    struct marc_field *f = &w->m->field[w->m->n++];
    *f = (struct marc_field){.ind = {' ', ' '}, .data = data};
    memcpy(f->tag, tag, 3);
    w->used += data.n + 1;
    bool inside = data.p >= w->bytes.p && data.p < w->bytes.p + w->bytes.n;
    if (inside) w->end = (size_t)(data.p - w->bytes.p) + data.n;
    size_t mark = str_find_char(str_slice(data, 0, 3), '\x1F', 0);
    f->control = tag[0] == '0' && tag[1] == '0';
    if (f->control) return;
    for (size_t i = 0; i < 2 && i < mark; i++) f->ind[i] = indicator(data.p[i]);
    f->data = str_slice(data, MIN(mark, (size_t)2), data.n);
}

bool walk_locate(const struct walk *w, const char *entry, struct str *ret)
{
    if (!walk_is_tag(entry) || !digits(entry + 3, 9)) return false;
    size_t begin = w->base + number(entry + 7, 5), length = number(entry + 3, 4);
    if (!starts_field(w, begin)) return false;
    size_t end = length ? begin + length - 1 : begin;
    if (end >= w->bytes.n || w->bytes.p[end] != FT) return false;
    *ret = str_slice(w->bytes, begin, end);
    return memchr(ret->p, FT, ret->n) == NULL && w->used + ret->n < w->bytes.n;
}

/* ---- entry by entry ---- */

/* The field of an entry whose length is wrong: up to the next terminator, if its start is one. */
static bool find_loosely(struct walk *w, const char *entry, struct str *ret)
{
    if (!walk_is_tag(entry) || !digits(entry + 7, 5) || w->searched > 2 * w->bytes.n) return false;
    size_t begin = w->base + number(entry + 7, 5);
    if (!starts_field(w, begin)) return false;
    size_t end = str_find_char(w->bytes, FT, begin);
    w->searched += end - begin;
    if (end == w->bytes.n && w->bytes.p[--end] != RT) return false; /* the record is cut in it */
    *ret = str_slice(w->bytes, begin, end);
    return end > begin && w->used + ret->n < w->bytes.n;
}

/* The field of an entry that is right, with a terminator inside that is none. */
static bool find_with_stray(struct walk *w, const char *entry, struct str *ret)
{
    if (!walk_is_tag(entry) || !digits(entry + 3, 9)) return false;
    size_t begin = w->base + number(entry + 7, 5), length = number(entry + 3, 4);
    if (!starts_field(w, begin) || length == 0 || begin + length > w->bytes.n) return false;
    if (w->bytes.p[begin + length - 1] != FT || w->used + length > w->bytes.n) return false;
    char *p = arena_alloc(w->a, length);
    memcpy(p, w->bytes.p + begin, length - 1);
    for (size_t i = 0; i < length - 1; i++)
        if (p[i] == FT) p[i] = ' ';
    *ret = (struct str){p, length - 1};
    w->end = begin + length;
    return true;
}

/* Whether the entry points behind the end of a record that has none: it was cut off. */
static bool is_cut_off(const struct walk *w, const char *entry)
{
    if (w->bytes.p[w->bytes.n - 1] == RT || !digits(entry + 3, 9)) return false;
    return w->base + number(entry + 7, 5) + number(entry + 3, 4) > w->bytes.n;
}

/* The field of entry i by what follows it: entries and fields that agree from the end on. */
static bool find_in_tail(const struct walk *w, const struct tail *tail, size_t i, struct str *ret)
{
    if (i + tail->n < w->entries) return false;
    *ret = tail->field[i + tail->n - w->entries];
    return ret->p >= w->bytes.p + w->end;
}

static void read_by_entries(struct walk *w)
{
    bool mended = false;
    struct tail tail = mend_tail(w);
    for (size_t i = 0; i < MIN(w->entries, (size_t)MARC_FIELDS_MAX); i++) {
        size_t at = LEADER + i * ENTRY;
        const char *entry = w->bytes.p + at;
        struct str data;
        if (walk_locate(w, entry, &data)) {
            walk_take(w, entry, data);
        } else if (!is_cut_off(w, entry)) {
            bool found = find_with_stray(w, entry, &data) || find_in_tail(w, &tail, i, &data) ||
                         find_loosely(w, entry, &data);
            if (!found) walk_tell(w, REASON_DIRECTORY_BAD, at, entry);
            if (found && !mended) walk_tell(w, REASON_DIRECTORY_MENDED, at, entry);
            if (found) walk_take(w, entry, data);
            mended |= found;
        }
    }
}

/* True when every entry is right; the usual case, and the fields are then in place. */
static bool read_straight(struct walk *w)
{
    for (size_t i = 0; i < MIN(w->entries, (size_t)MARC_FIELDS_MAX); i++) {
        const char *entry = w->bytes.p + LEADER + i * ENTRY;
        struct str data;
        if (!walk_locate(w, entry, &data)) {
            forget_fields(w);
            return false;
        }
        walk_take(w, entry, data);
    }
    return w->m->n > 0 && (w->base - 1 - LEADER) % ENTRY == 0;
}

/* ---- where the data starts ---- */

static void set_base(struct walk *w, size_t base)
{
    w->base = base;
    w->entries = (base - 1 - LEADER) / ENTRY;
    w->m->field = arena_array(w->a, struct marc_field, MIN(base / 10, (size_t)MARC_FIELDS_MAX) + 1);
    forget_fields(w);
}

/* A directory that lost its terminator: whole entries up to the base address, and all of them
 * right. */
static bool read_without_terminator(struct walk *w, size_t said)
{
    if (said <= LEADER + ENTRY || said >= w->bytes.n || (said - 1 - LEADER) % ENTRY) return false;
    if (!digits(w->bytes.p + LEADER, said - 1 - LEADER)) return false;
    set_base(w, said);
    if (!read_straight(w)) return false;
    walk_tell(w, REASON_DIRECTORY_MENDED, said - 1, NULL);
    return true;
}

static bool is_whole(const struct walk *w)
{
    return (w->base - 1 - LEADER) % ENTRY == 0;
}

static void read_somehow(struct walk *w)
{
    if (is_whole(w) && mend_in_order(w)) return;
    if (mend_wide(w) || mend_from_end(w)) return;
    if (!is_whole(w)) walk_tell(w, REASON_DIRECTORY_BAD, w->base - 1, NULL);
    read_by_entries(w);
}

/* The data starts after the terminator of the directory, and the base address says where that is.
 * When it does not, the first terminator counts. */
static bool read_fields(struct walk *w)
{
    const char *p = w->bytes.p;
    size_t said = digits(p + 12, 5) ? number(p + 12, 5) : 0;
    size_t mark = str_find_char(w->bytes, FT, LEADER);
    bool fits = said > LEADER && said < w->bytes.n && p[said - 1] == FT;
    if (fits) {
        set_base(w, said);
        if (read_straight(w)) return true;
        if (said == mark + 1 || (is_whole(w) && mend_in_order(w))) {
            if (w->m->n == 0) read_somehow(w);
            return true;
        }
    }
    if (mark == w->bytes.n) return false;
    if (read_without_terminator(w, said)) return true;
    walk_tell(w, REASON_BASE_WRONG, 12, NULL);
    set_base(w, mark + 1);
    if (!read_straight(w)) read_somehow(w);
    return true;
}

enum err iso2709_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct marc m = {.bytes = bytes};
    struct walk w = {.bytes = bytes, .a = a, .m = &m, .faults = faults};
    if (faults) w.before = faults->n;
    if (bytes.n < LEADER + 2 || bytes.n > MARC_RECORD_MAX) return refuse(&w, REASON_LENGTH_BAD, 0);
    memcpy(m.leader, bytes.p, LEADER);
    if (!read_fields(&w)) return refuse(&w, REASON_BASE_BAD, 12);
    if (m.n == 0) return refuse(&w, REASON_DIRECTORY_BAD, LEADER);
    if (w.entries > MARC_FIELDS_MAX) walk_tell(&w, REASON_TOO_MANY_FIELDS, LEADER, NULL);
    *ret = m;
    return OK;
}
