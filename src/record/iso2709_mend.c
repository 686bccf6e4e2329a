/* iso2709_mend.c -- directories that lie, made up for by the terminators of the fields.
 *
 * A field is given a tag only when its length in bytes or in characters, its place among the
 * others, or both, agree with the entry; what is not certain is not read. */
#include <string.h>

#include "base/checked.h"
#include "record/iso2709_number.h"
#include "record/iso2709_walk.h"

enum { OVERSIZE = 99999, CERTAIN_ENTRIES = 3, LEADER_SHORTEST = 12 };

/* Where each field begins and ends, without its terminator. */
struct fields {
    struct str *item;
    size_t n, cap;
};

static struct fields fields_of(const struct walk *w)
{
    struct fields f = {0};
    for (size_t at = w->base; f.n <= MARC_FIELDS_MAX;) {
        size_t end = str_find_char(w->bytes, FT, at);
        if (end == w->bytes.n) break;
        VEC_PUSH(w->a, &f, str_slice(w->bytes, at, end));
        at = end + 1;
    }
    return f;
}

static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* By its length. */
static bool agrees(const char *entry, struct str field)
{
    if (!walk_is_tag(entry) || !digits(entry + 3, 9)) return false;
    size_t length = number(entry + 3, 4);
    return length == field.n + 1 || length == characters(field) + 1;
}

/* ---- in order ---- */

/* Whether the entry leads to the start of a field that is not the one it should be for. */
static bool contradicts(const struct walk *w, const char *entry, struct str field)
{
    if (w->bytes.n > OVERSIZE || !digits(entry + 7, 5)) return false;
    size_t at = w->base + number(entry + 7, 5);
    bool starts = at < w->bytes.n && (at == w->base || w->bytes.p[at - 1] == FT);
    return starts && w->bytes.p + at != field.p && w->bytes.p[at] != RT;
}

/* The first entry whose length is not that of its field; the last if there is none. */
static size_t first_wrong(const char *directory, const struct fields *f)
{
    size_t i = 0;
    while (i + 1 < f->n && agrees(directory + i * ENTRY, f->item[i])) i++;
    return i;
}

bool mend_in_order(struct walk *w)
{
    struct fields f = fields_of(w);
    if (f.n == 0 || f.n != w->entries || f.n > MARC_FIELDS_MAX) return false;
    const char *directory = w->bytes.p + LEADER;
    for (size_t i = 0; i < f.n; i++) {
        const char *entry = directory + i * ENTRY;
        bool short_of_one = digits(entry + 3, 4) && number(entry + 3, 4) == f.item[i].n;
        if (!short_of_one && !agrees(entry, f.item[i]) && contradicts(w, entry, f.item[i]))
            return false;
    }
    size_t told = w->told, wrong = first_wrong(directory, &f) * ENTRY;
    for (size_t i = 0; i < f.n; i++) {
        const char *entry = directory + i * ENTRY;
        if (walk_is_tag(entry))
            walk_take(w, entry, f.item[i]);
        else
            walk_tell(w, REASON_DIRECTORY_BAD, LEADER + i * ENTRY, NULL);
    }
    if (w->told == told) walk_tell(w, REASON_DIRECTORY_MENDED, LEADER + wrong, directory + wrong);
    return true;
}

/* ---- entries that are too long ---- */

static size_t decimal(char *to, size_t value, size_t least)
{
    char reversed[24];
    size_t n = 0;
    while (value || n < least) {
        reversed[n++] = (char)('0' + value % 10);
        value /= 10;
    }
    for (size_t i = 0; i < n; i++) to[i] = reversed[n - 1 - i];
    return n;
}

/* The offset of the entry of each field into at[]; false when one is not what it should be. */
static bool wide_entries(const struct walk *w, const struct fields *f, bool in_characters,
                         size_t *at)
{
    size_t entry = LEADER, start = 0;
    for (size_t i = 0; i < f->n; i++) {
        char want[48];
        size_t length = (in_characters ? characters(f->item[i]) : f->item[i].n) + 1;
        size_t n = decimal(want, length, 4);
        n += decimal(want + n, start, 5);
        if (entry + 3 + n >= w->base || !walk_is_tag(w->bytes.p + entry)) return false;
        if (memcmp(w->bytes.p + entry + 3, want, n) != 0) return false;
        at[i] = entry;
        entry += 3 + n;
        start += length;
    }
    return f->n > 0 && entry == w->base - 1;
}

bool mend_wide(struct walk *w)
{
    struct fields f = fields_of(w);
    if (f.n == 0 || f.n > MARC_FIELDS_MAX) return false;
    size_t *at = arena_array(w->a, size_t, f.n);
    if (!wide_entries(w, &f, false, at) && !wide_entries(w, &f, true, at)) return false;
    for (size_t i = 0; i < f.n; i++) walk_take(w, w->bytes.p + at[i], f.item[i]);
    walk_tell(w, REASON_DIRECTORY_MENDED, LEADER, NULL);
    return true;
}

/* ---- from the end ---- */

static bool follows(const char *entry, const char *next)
{
    return number(entry + 7, 5) + number(entry + 3, 4) == number(next + 7, 5);
}

struct tail mend_tail(const struct walk *w)
{
    struct tail tail = {0};
    if (w->bytes.p[w->bytes.n - 1] != RT || w->base <= LEADER_SHORTEST + ENTRY) return tail;
    struct fields f = fields_of(w);
    if (f.n > MARC_FIELDS_MAX) return tail;
    const char *end = w->bytes.p + w->base - 1, *next = NULL;
    size_t room = (w->base - 1 - LEADER_SHORTEST) / ENTRY, n = 0;
    while (n < f.n && n < room) {
        const char *entry = end - (n + 1) * ENTRY;
        if (!agrees(entry, f.item[f.n - 1 - n]) || (next && !follows(entry, next))) break;
        next = entry;
        n++;
    }
    if (n >= CERTAIN_ENTRIES) tail = (struct tail){f.item + f.n - n, n, n == f.n};
    return tail;
}

/* A leader of another length: what cannot be told apart is left blank, and then a book. */
static void mend_leader(struct walk *w, size_t length)
{
    walk_tell(w, REASON_LEADER_ODD, 0, NULL);
    if (length >= LEADER - 4) return;
    memset(w->m->leader + 5, ' ', LEADER - 5);
    w->m->leader[6] = 'a';
    w->m->leader[7] = 'm';
}

/* What is whole at the beginning: entries that lead to their fields, or at least the number. */
static void take_beginning(struct walk *w, size_t end)
{
    struct str data;
    size_t at = LEADER;
    while (at + ENTRY <= end && walk_locate(w, w->bytes.p + at, &data)) {
        walk_take(w, w->bytes.p + at, data);
        at += ENTRY;
    }
    data = str_slice(w->bytes, w->base, str_find_char(w->bytes, FT, w->base));
    if (at == LEADER && end > LEADER && memcmp(w->bytes.p + LEADER, "001", 3) == 0 &&
        str_find_char(data, '\x1F', 0) == data.n)
        walk_take(w, "001", data);
}

bool mend_from_end(struct walk *w)
{
    struct tail tail = mend_tail(w);
    size_t begin = w->base - 1 - tail.n * ENTRY;
    if (tail.n == 0 || (begin >= LEADER && (begin - LEADER) % ENTRY == 0)) return false;
    if (tail.all)
        mend_leader(w, begin);
    else
        walk_tell(w, REASON_DIRECTORY_BAD, LEADER, NULL);
    if (!tail.all) take_beginning(w, begin);
    const char *after = w->bytes.p + w->end;
    for (size_t i = tail.all ? 0 : 1; i < tail.n; i++) /* the first tag may be of two entries */
        if (tail.field[i].p >= after) walk_take(w, w->bytes.p + begin + i * ENTRY, tail.field[i]);
    return true;
}
