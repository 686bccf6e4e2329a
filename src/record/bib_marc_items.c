/* bib_marc_items.c -- the copies that a MARC record carries, in the ways systems write them.
 *
 * Without a map of the feed the first of the known ways that a record shows is taken: Koha 952,
 * Symphony 999 and 949, MARC 21 holdings 852 (Alma, Evergreen), Sierra 945 and 949, INLISLite 990.
 * What serials
 * have in words (866-868) goes to the holding it is linked with by $8, or to the only one. Prices
 * and staff notes are never read. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/bib_marc.h"

typedef enum item_status status_fn(const struct marc_field *f);

struct way {
    char tag[4];
    bool (*is)(const struct marc_field *f);
    char code, copies;
    const char *call, *place, *place_instead; /* subfields, in the order of `place` */
    status_fn *status;
};

static bool has(const struct marc_field *f, char code)
{
    return str_trim(marc_sub(f, code)).n > 0;
}

/* Other uses of 952 have no barcode: a word, or nothing. */
static bool is_koha(const struct marc_field *f)
{
    struct str code = marc_sub(f, 'p');
    for (size_t i = 0; i < code.n; i++)
        if (ascii_is_digit(code.p[i])) return true;
    return has(f, 'o') && (has(f, 'a') || has(f, 'b'));
}

static bool is_symphony(const struct marc_field *f)
{
    return has(f, 'l') && has(f, 'm') && (has(f, 'i') || has(f, 'a'));
}

static bool is_holding(const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str v;
    while (marc_subfield(f, &at, &c, &v))
        if (c && strchr("abchjp", c) && str_trim(v).n) return true;
    return false;
}

static bool is_sierra(const struct marc_field *f)
{
    return has(f, 'l') && (has(f, 'i') || has(f, 'g') || has(f, 'y'));
}

static bool is_set(const struct marc_field *f, char code)
{
    struct str v = str_trim(marc_sub(f, code));
    return v.n && !(v.n == 1 && v.p[0] == '0');
}

static enum item_status koha_status(const struct marc_field *f)
{
    if (is_set(f, '0')) return ITEM_HIDDEN;
    if (is_set(f, '1')) return ITEM_MISSING;
    if (is_set(f, '4')) return ITEM_REPAIR;
    if (is_set(f, 'q')) return ITEM_ON_LOAN;
    if (!is_set(f, '7')) return ITEM_UNSTATED;
    return str_trim(marc_sub(f, '7')).p[0] == '-' ? ITEM_ON_ORDER : ITEM_NOT_FOR_LOAN;
}

/* The current location, else the home location, may be a state: CHECKEDOUT, LOST. */
static enum item_status symphony_status(const struct marc_field *f)
{
    enum item_status now = bib_item_status(marc_sub(f, 'k'));
    return now != ITEM_UNSTATED ? now : bib_item_status(marc_sub(f, 'l'));
}

static enum item_status holding_status(const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str v;
    enum item_status stated = ITEM_UNSTATED;
    while (marc_subfield(f, &at, &c, &v)) {
        v = str_trim(v);
        if (c == 'x' && (str_eq(v, STR("invisible")) || str_eq(v, STR("unopac"))))
            return ITEM_HIDDEN;
        /* Evergreen writes the state as a public note by itself; longer notes say other things */
        if (c == 'z' && v.n < 20 && stated == ITEM_UNSTATED) stated = bib_item_status(v);
    }
    return stated;
}

static enum item_status sierra_status(const struct marc_field *f)
{
    struct str s = str_trim(marc_sub(f, 's'));
    if (s.n != 1) return ITEM_UNSTATED;
    switch (s.p[0]) {
    case 'm':
    case 'n':
    case '$': return ITEM_MISSING;
    case 'o': return ITEM_NOT_FOR_LOAN;
    case 'w': return ITEM_HIDDEN;
    default: return ITEM_UNSTATED;
    }
}

static const struct way ways[] = {
    {"952", is_koha, 'p', 0, "o", "bc", "ac", koha_status},
    {"999", is_symphony, 'i', 0, "a", "ml", "l", symphony_status},
    {"949", is_symphony, 'i', 0, "a", "ml", "l", symphony_status},
    {"852", is_holding, 'p', 0, "kjhim", "bc", "a", holding_status},
    {"945", is_sierra, 'i', 'g', "ab", "l", "l", sierra_status},
    {"949", is_sierra, 'i', 'g', "ab", "l", "l", sierra_status},
};

static enum item_status not_stated(const struct marc_field *f)
{
    (void)f;
    return ITEM_UNSTATED;
}

static bool has_number(const struct marc_field *f)
{
    return has(f, 'a');
}

/* INLISLite: the accession number of each copy. Elsewhere 990 is anybody's, so the record has to be
 * one of INLISLite. */
static const struct way inlislite = {"990", has_number, 'a', 0, "", "", "", not_stated};

static const struct way *find_way(const struct reading *r)
{
    for (size_t i = 0; i < COUNT(ways); i++) {
        const struct marc_field *f = marc_find(r->m, ways[i].tag, 0);
        for (; f; f = marc_after(r->m, ways[i].tag, f))
            if (!f->control && ways[i].is(f)) return &ways[i];
    }
    const struct marc_field *number = marc_find(r->m, "001", 0);
    bool ours = number && number->control && str_starts(str_trim(number->data), STR("INLIS"));
    return ours && marc_find(r->m, "990", 0) ? &inlislite : NULL;
}

static struct str place_of(struct reading *r, const struct marc_field *f, const struct way *w)
{
    const char *codes = has(f, w->place[0]) ? w->place : w->place_instead;
    struct strs parts = {0};
    for (; *codes; codes++) bib_add(r->a, &parts, str_trim(marc_sub(f, *codes)));
    return parts.n == 1 ? parts.item[0] : arena_join(r->a, parts.item, parts.n, STR(", "));
}

static int copies_of(struct str s)
{
    uint64_t n = 0;
    return str_to_u64(str_trim(s), &n) == OK && n >= 1 && n <= 9999 ? (int)n : 1;
}

static void read_way(struct reading *r, const struct way *w, struct strs *links)
{
    for (const struct marc_field *f = marc_find(r->m, w->tag, 0); f;
         f = marc_after(r->m, w->tag, f)) {
        if (f->control || !w->is(f)) continue;
        struct bib_item item = {.code = str_trim(marc_sub(f, w->code)),
                                .call_number = str_trim(marc_join(r->a, f, w->call, STR(" "))),
                                .place = place_of(r, f, w),
                                .status = w->status(f),
                                .copies = w->copies ? copies_of(marc_sub(f, w->copies)) : 1};
        VEC_PUSH(r->a, &r->b->items, item);
        VEC_PUSH(r->a, links, str_trim(marc_sub(f, '8')));
    }
}

static struct str mapped(const struct marc_field *f, char code)
{
    return code ? str_trim(marc_sub(f, code)) : (struct str){0};
}

static void read_mapped(struct reading *r, struct strs *links)
{
    const struct holding_map *map = r->map;
    for (const struct marc_field *f = marc_find(r->m, map->tag, 0); f;
         f = marc_after(r->m, map->tag, f)) {
        if (f->control) continue;
        struct bib_item item = {.code = mapped(f, map->code),
                                .call_number = mapped(f, map->call),
                                .place = mapped(f, map->place),
                                .status = bib_item_status(mapped(f, map->status)),
                                .copies = copies_of(mapped(f, map->copies))};
        if (item.status == ITEM_UNSTATED && memcmp(map->tag, "952", 3) == 0)
            item.status = koha_status(f);
        if (item.code.n + item.call_number.n + item.place.n == 0) continue;
        VEC_PUSH(r->a, &r->b->items, item);
        VEC_PUSH(r->a, links, str_trim(marc_sub(f, '8')));
    }
}

/* $8 of a statement may go on with '.' and a sequence number. */
static size_t linked_item(const struct strs *links, struct str link)
{
    link = str_trim(link);
    link = str_slice(link, 0, str_find_char(link, '.', 0));
    for (size_t i = 0; link.n && i < links->n; i++)
        if (str_eq(str_slice(links->item[i], 0, str_find_char(links->item[i], '.', 0)), link))
            return i;
    return links->n == 1 ? 0 : links->n;
}

static void read_coverage(struct reading *r, const struct strs *links)
{
    struct strs *told = arena_array(r->a, struct strs, links->n + 1); /* the last: of no item */
    for (size_t i = 0; i < r->m->n; i++) {
        const struct marc_field *f = &r->m->field[i];
        if (memcmp(f->tag, "86", 2) != 0 || f->tag[2] < '6' || f->tag[2] > '8') continue;
        struct str text = str_trim(marc_sub(f, 'a'));
        if (text.n) VEC_PUSH(r->a, &told[linked_item(links, marc_sub(f, '8'))], text);
    }
    if (told[links->n].n) VEC_PUSH(r->a, &r->b->items, (struct bib_item){.copies = 1});
    for (size_t i = 0; i <= links->n; i++)
        if (told[i].n)
            r->b->items.item[i].coverage = arena_join(r->a, told[i].item, told[i].n, STR("; "));
}

void read_items(struct reading *r)
{
    struct strs links = {0}; /* $8 of each item's field */
    if (r->map && r->map->tag[0]) {
        read_mapped(r, &links);
    } else {
        const struct way *w = find_way(r);
        if (w) read_way(r, w, &links);
    }
    if (marc_find(r->m, "86?", 0)) read_coverage(r, &links);
}
