/* iso2709_divide.c -- records too long for ISO 2709 as several, fields as several. */
#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"
#include "text/utf8.h"

enum { LEADER = 24, ENTRY = 12, RECORD_LONGEST = 99999, DATA_LONGEST = 9999 - 3 };

struct list {
    struct marc_field *item;
    size_t n, cap;
};

/* A record has one title and one main entry; other fields may stand again. */
static bool may_divide(const struct marc_field *f)
{
    return !f->control && f->tag[0] != '1' && memcmp(f->tag, "245", 3) != 0 && f->data.n &&
           f->data.p[0] == '\x1F';
}

/* Fields of copies and of what a library has. */
static bool is_copy(const struct marc_field *f)
{
    if (f->tag[0] == '9') return !f->control;
    bool holdings = f->tag[0] == '8' && f->tag[1] >= '5' && f->tag[1] <= '7';
    return holdings && memcmp(f->tag, "856", 3) != 0;
}

/* Where to divide: before a subfield, else after a blank, else between letters. */
static size_t place_to_divide(struct str data)
{
    size_t subfield = DATA_LONGEST, blank = DATA_LONGEST;
    while (subfield > 0 && data.p[subfield] != '\x1F') subfield--;
    if (subfield > 0) return subfield;
    while (blank > DATA_LONGEST / 2 && data.p[blank - 1] != ' ') blank--;
    return blank > DATA_LONGEST / 2 ? blank : utf8_cut(data, DATA_LONGEST).n;
}

static enum err divide_field(const struct marc_field *f, struct arena *a, struct list *to)
{
    struct marc_field part = *f;
    if (f->data.n > DATA_LONGEST && !may_divide(f)) return ERR_LIMIT;
    while (part.data.n > DATA_LONGEST) {
        size_t end = place_to_divide(part.data);
        struct str rest = str_slice(part.data, end, part.data.n);
        if (rest.p[0] != '\x1F') { /* it goes on under the same code */
            struct str parts[] = {str_slice(part.data, 0, 2), rest};
            rest = arena_join(a, parts, COUNT(parts), (struct str){0});
        }
        part.data.n = end;
        VEC_PUSH(a, to, part);
        part.data = rest;
    }
    VEC_PUSH(a, to, part);
    return OK;
}

static size_t bytes_of(const struct marc_field *f)
{
    return ENTRY + f->data.n + (f->control ? 1 : 3);
}

static enum err write_piece(const struct marc *m, const struct list *fields, struct buf *to)
{
    struct marc piece = *m;
    piece.field = fields->item;
    piece.n = fields->n;
    return iso2709_write(&piece, to);
}

/* The fields of the description, and their bytes with those of a leader. */
static size_t description_of(const struct list *all, struct arena *a, struct list *ret)
{
    size_t bytes = LEADER + 2;
    for (size_t i = 0; i < all->n; i++) {
        if (is_copy(&all->item[i])) continue;
        VEC_PUSH(a, ret, all->item[i]);
        bytes += bytes_of(&all->item[i]);
    }
    return bytes;
}

static enum err write_pieces(const struct marc *m, const struct list *all, struct arena *a,
                             struct buf *to)
{
    struct list piece = {0};
    size_t head = description_of(all, a, &piece), fields = piece.n, bytes = head;
    enum err e = OK;
    for (size_t i = 0; i < all->n && !e; i++) {
        const struct marc_field *f = &all->item[i];
        if (!is_copy(f)) continue;
        if (head + bytes_of(f) > RECORD_LONGEST) return ERR_LIMIT;
        if (bytes + bytes_of(f) > RECORD_LONGEST) {
            e = write_piece(m, &piece, to);
            piece.n = fields;
            bytes = head;
        }
        VEC_PUSH(a, &piece, *f);
        bytes += bytes_of(f);
    }
    return e ? e : write_piece(m, &piece, to);
}

enum err iso2709_write_divided(const struct marc *m, struct arena *a, struct buf *to)
{
    enum err e = iso2709_write(m, to);
    if (e != ERR_LIMIT) return e;
    struct list all = {0};
    size_t before = to->n;
    e = OK;
    for (size_t i = 0; i < m->n && !e; i++) e = divide_field(&m->field[i], a, &all);
    if (!e) e = write_pieces(m, &all, a, to);
    if (e) to->n = before;
    return e;
}
