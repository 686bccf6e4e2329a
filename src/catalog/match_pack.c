/* match_pack.c -- facts as bytes and back.
 *
 * Rules, format, flags and year as numbers of seven bits a byte, lowest first; then each text with
 * its length before it; then lists of eight-byte numbers, lowest byte first, their count before
 * them. One value has one spelling: numbers are not padded, and nothing follows. */
#include <endian.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/match_parts.h"

static const size_t texts[] = {
    offsetof(struct match_facts, title),     offsetof(struct match_facts, part),
    offsetof(struct match_facts, marks),     offsetof(struct match_facts, names),
    offsetof(struct match_facts, publisher), offsetof(struct match_facts, responsibility),
    offsetof(struct match_facts, place),     offsetof(struct match_facts, series),
    offsetof(struct match_facts, native),    offsetof(struct match_facts, languages),
    offsetof(struct match_facts, host),      offsetof(struct match_facts, host_part),
    offsetof(struct match_facts, related),   offsetof(struct match_facts, edition_words),
    offsetof(struct match_facts, places),    offsetof(struct match_facts, publishers),
};

static struct str text_of(const struct match_facts *f, size_t i)
{
    struct str s;
    memcpy(&s, (const char *)f + texts[i], sizeof s);
    return s;
}

int match_facts_order(const struct match_facts *x, const struct match_facts *y)
{
    int c = 0;
    for (size_t i = 0; !c && i < COUNT(texts); i++) c = str_cmp(text_of(x, i), text_of(y, i));
    return c;
}

/* ---- packing ---- */

static void put_number(struct buf *to, uint32_t v)
{
    for (; v > 127; v >>= 7) buf_add_char(to, (char)(v | 128));
    buf_add_char(to, (char)v);
}

static void put_list(struct buf *to, const int64_t *item, size_t n)
{
    put_number(to, (uint32_t)n);
    char *p = buf_reserve(to, n * 8);
    if (!p) return;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 8; k++) *p++ = (char)((uint64_t)item[i] >> 8 * k);
    to->n += n * 8;
}

void match_facts_pack(const struct match_facts *f, struct buf *to)
{
    put_number(to, MATCH_RULES);
    put_number(to, (uint32_t)f->format);
    put_number(to, f->online | (uint32_t)f->revised << 1);
    put_number(to, (uint32_t)f->audience);
    put_number(to, (uint32_t)f->curriculum);
    put_number(to, (uint32_t)f->proper);
    put_number(to, (uint32_t)f->pages);
    put_number(to, (uint32_t)f->height);
    put_number(to, (uint32_t)f->volumes);
    put_number(to, (uint32_t)f->edition);
    put_number(to, (uint32_t)f->edition_year);
    for (size_t i = 0; i < MATCH_YEARS_MAX; i++) put_number(to, (uint32_t)f->year[i]);
    for (int i = 0; i < 2; i++) put_number(to, (uint32_t)f->guess[i]);
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct str s = text_of(f, i);
        put_number(to, (uint32_t)s.n);
        buf_add(to, s);
    }
    put_list(to, f->isbns.item, f->isbns.n);
    put_list(to, f->issns.item, f->issns.n);
    put_list(to, f->ids.item, f->ids.n);
    put_list(to, f->key, f->n_keys);
    put_list(to, f->work_key, f->n_work_keys);
}

/* ---- unpacking ---- */

struct reader {
    const unsigned char *p, *end;
    bool bad;
};

static uint32_t get_number(struct reader *r, uint32_t most)
{
    uint32_t v = 0;
    for (int shift = 0; shift < 28 && r->p < r->end; shift += 7) {
        unsigned char c = *r->p++;
        v |= (uint32_t)(c & 127) << shift;
        if (c & 128) continue;
        if ((c == 0 && shift) || v > most) r->bad = true;
        return r->bad ? 0 : v;
    }
    r->bad = true;
    return 0;
}

static struct str get_text(struct reader *r)
{
    uint32_t n = get_number(r, MATCH_PACKED_MAX);
    if (n > (size_t)(r->end - r->p)) r->bad = true;
    if (r->bad || n == 0) return (struct str){0};
    struct str s = {(const char *)r->p, n};
    r->p += n;
    return s;
}

static size_t get_list(struct reader *r, int64_t *item, uint32_t most)
{
    uint32_t n = get_number(r, most);
    if (n > (size_t)(r->end - r->p) / 8) r->bad = true;
    if (r->bad) return 0;
    for (size_t i = 0; i < n; i++, r->p += 8) {
        uint64_t v;
        memcpy(&v, r->p, sizeof v);
        item[i] = (int64_t)le64toh(v);
    }
    return n;
}

static void get_numbers(struct reader *r, struct match_numbers *to)
{
    to->n = get_list(r, to->item, MATCH_NUMBERS_MAX);
    for (size_t i = 1; i < to->n; i++)
        if (to->item[i - 1] >= to->item[i]) r->bad = true;
}

bool match_facts_unpack(struct str bytes, struct match_facts *ret)
{
    struct match_facts f = {0};
    if (bytes.n == 0 || bytes.n > MATCH_PACKED_MAX) return false;
    struct reader r = {(const void *)bytes.p, (const void *)(bytes.p + bytes.n), false};
    if (get_number(&r, MATCH_RULES) != MATCH_RULES) return false;
    f.format = (enum format)get_number(&r, FORMAT_COUNT - 1);
    uint32_t flags = get_number(&r, 3);
    f.online = flags & 1;
    f.revised = flags & 2;
    f.audience = (char)get_number(&r, 127);
    f.curriculum = (char)get_number(&r, 127);
    f.proper = (int)get_number(&r, MATCH_PACKED_MAX);
    f.pages = (int)get_number(&r, 9999);
    f.height = (int)get_number(&r, 9999);
    f.volumes = (int)get_number(&r, 9999);
    f.edition = (int)get_number(&r, 9999);
    f.edition_year = (int)get_number(&r, 9999);
    for (size_t i = 0; i < MATCH_YEARS_MAX; i++) f.year[i] = (int)get_number(&r, 9999);
    for (int i = 0; i < 2; i++) f.guess[i] = (int)get_number(&r, 9999);
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct str s = get_text(&r);
        memcpy((char *)&f + texts[i], &s, sizeof s);
    }
    get_numbers(&r, &f.isbns);
    get_numbers(&r, &f.issns);
    get_numbers(&r, &f.ids);
    f.n_keys = get_list(&r, f.key, MATCH_KEYS_MAX);
    f.n_work_keys = get_list(&r, f.work_key, WORK_KEYS_MAX);
    if (r.bad || r.p != r.end || (size_t)f.proper > f.title.n) return false;
    *ret = f;
    return true;
}
