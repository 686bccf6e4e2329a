/* cfb.c -- see cfb.h. */
#include "record/cfb.h"

#include <string.h>

#include "base/checked.h"

enum {
    HEADER_BYTES = 512,
    ENTRY_BYTES = 128,
    DIRECTORY_MAX = 4096, /* sectors */
    FIRST_FATS = 109,     /* sectors of the table that the header itself lists */
    STREAM = 2
};

static uint32_t le32(const char *p)
{
    uint32_t v = 0;
    for (int i = 3; i >= 0; i--) v = v << 8 | (unsigned char)p[i];
    return v;
}

struct file {
    struct bytes_at from;
    struct arena *a;
    int64_t sector_bytes;
    uint32_t sectors; /* in the whole file */
    uint32_t *next;   /* the allocation table */
    uint32_t nexts;
};

bool cfb_recognise(struct str head)
{
    return str_starts(head, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

static bool is_sector(const struct file *f, uint32_t s)
{
    return s < f->sectors;
}

static enum err read_sector(const struct file *f, uint32_t s, char *to)
{
    size_t got = 0;
    if (!is_sector(f, s)) return ERR_FORMAT;
    enum err e =
        bytes_read(&f->from, ((int64_t)s + 1) * f->sector_bytes, to, (size_t)f->sector_bytes, &got);
    if (!e && got < (size_t)f->sector_bytes) memset(to + got, 0, (size_t)f->sector_bytes - got);
    return e;
}

/* One sector of the allocation table. */
static enum err add_table(struct file *f, uint32_t sector, char *p)
{
    enum err e = read_sector(f, sector, p);
    for (int64_t i = 0; !e && i < f->sector_bytes && f->nexts < f->sectors; i += 4)
        f->next[f->nexts++] = le32(p + i);
    return e;
}

/* The table of allocation: listed in the header, and on in sectors of lists (DIFAT). */
static enum err read_table(struct file *f, const char *header)
{
    char *p = arena_alloc(f->a, (size_t)f->sector_bytes);
    char *list = arena_alloc(f->a, (size_t)f->sector_bytes);
    enum err e = OK;
    f->next = arena_array(f->a, uint32_t, f->sectors);
    for (int i = 0; !e && i < FIRST_FATS; i++) {
        uint32_t s = le32(header + 76 + 4 * i);
        if (is_sector(f, s)) e = add_table(f, s, p);
    }
    uint32_t at = le32(header + 68), steps = 0;
    while (!e && is_sector(f, at) && steps++ < f->sectors) {
        e = read_sector(f, at, list);
        for (int64_t i = 0; !e && i + 4 < f->sector_bytes; i += 4) {
            uint32_t s = le32(list + i);
            if (is_sector(f, s) && f->nexts < f->sectors) e = add_table(f, s, p);
        }
        at = le32(list + f->sector_bytes - 4);
    }
    return e;
}

/* The sectors from `first` on, at most `most`. */
static enum err follow(const struct file *f, uint32_t first, size_t most, uint32_t **ret,
                       size_t *ret_n)
{
    uint32_t *chain = arena_array(f->a, uint32_t, most);
    size_t n = 0;
    for (uint32_t s = first; n < most && is_sector(f, s) && s < f->nexts; s = f->next[s])
        chain[n++] = s;
    *ret = chain;
    *ret_n = n;
    return n ? OK : ERR_FORMAT;
}

/* Names are UTF-16; `name` is ASCII. */
static bool is_named(const char *entry, struct str name)
{
    size_t bytes = (unsigned char)entry[64] | (size_t)(unsigned char)entry[65] << 8;
    char p[32];
    if (bytes != 2 * name.n + 2 || bytes > 64) return false;
    for (size_t i = 0; i < name.n; i++) {
        if (entry[2 * i + 1]) return false;
        p[i] = entry[2 * i];
    }
    return str_eq_nocase((struct str){p, name.n}, name);
}

static enum err find_stream(const struct file *f, uint32_t directory, struct str name,
                            struct cfb *ret)
{
    uint32_t *chain = NULL;
    size_t n = 0;
    char *p = arena_alloc(f->a, (size_t)f->sector_bytes);
    enum err e = follow(f, directory, DIRECTORY_MAX, &chain, &n);
    for (size_t i = 0; !e && i < n; i++) {
        e = read_sector(f, chain[i], p);
        for (int64_t at = 0; !e && at < f->sector_bytes; at += ENTRY_BYTES) {
            if (p[at + 66] != STREAM || !is_named(p + at, name)) continue;
            ret->size = le32(p + at + 120);
            if (ret->size > CFB_STREAM_MAX) return ERR_LIMIT;
            size_t most = (size_t)((ret->size + f->sector_bytes - 1) / f->sector_bytes);
            e = follow(f, le32(p + at + 116), most, &ret->sector, &ret->n);
            if (!e && ret->n < most) e = ERR_FORMAT; /* cut */
            return e;
        }
    }
    return e ? e : ERR_NOT_FOUND;
}

enum err cfb_open(struct bytes_at from, struct str name, struct arena *a, struct cfb *ret)
{
    char header[HEADER_BYTES];
    size_t got = 0;
    enum err e = bytes_read(&from, 0, header, sizeof header, &got);
    if (e) return e;
    if (got < sizeof header || !cfb_recognise((struct str){header, got})) return ERR_FORMAT;
    int shift = header[30];
    if (shift != 9 && shift != 12) return ERR_FORMAT;
    struct file f = {.from = from, .a = a, .sector_bytes = INT64_C(1) << shift};
    int64_t sectors = (from.size + f.sector_bytes - 1) / f.sector_bytes - 1;
    f.sectors = (uint32_t)MIN(MAX(sectors, INT64_C(0)), INT64_C(1) << 22);
    *ret = (struct cfb){.from = from, .sector_bytes = f.sector_bytes};
    e = read_table(&f, header);
    return e ? e : find_stream(&f, le32(header + 48), name, ret);
}

enum err cfb_read(const struct cfb *c, int64_t at, char *to, size_t n, size_t *ret)
{
    size_t done = 0;
    while (done < n && at < c->size) {
        size_t i = (size_t)(at / c->sector_bytes);
        int64_t in = at % c->sector_bytes;
        size_t step = (size_t)MIN(c->sector_bytes - in, c->size - at), got = 0;
        step = MIN(step, n - done);
        if (i >= c->n) return ERR_FORMAT;
        enum err e = bytes_read(&c->from, ((int64_t)c->sector[i] + 1) * c->sector_bytes + in,
                                to + done, step, &got);
        if (e) return e;
        if (got < step) return ERR_FORMAT;
        done += step;
        at += (int64_t)step;
    }
    *ret = done;
    return OK;
}
