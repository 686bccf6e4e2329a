/* bib_marc_imprint.c -- edition, place, publisher, year, extent and series. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_marc.h"

enum { OTHERS_MAX = 6 };

void read_edition(struct reading *r, const struct marc_field *f)
{
    if (r->b->edition.n == 0) r->b->edition = marc_area(r, f, "a", " ");
}

/* "[Jakarta" and "Jakarta]": one bracket stood around several elements. */
static struct str unbracket(struct str s)
{
    s = marc_trim_punctuation(s);
    if (s.n && s.p[0] == '[' && str_find_char(s, ']', 0) == s.n) s = str_slice(s, 1, s.n);
    if (s.n && s.p[s.n - 1] == ']' && str_find_char(s, '[', 0) == s.n) s.n--;
    return marc_trim_punctuation(s);
}

/* [S.l.] and [s.n.] say that nothing is known. */
struct str bib_marc_imprint(struct str s)
{
    static const struct str marks[] = {STR_INIT("S.l"), STR_INIT("s.n")};
    static const struct str words[] = {STR_INIT("not identified"),
                                       STR_INIT("tidak teridentifikasi"),
                                       STR_INIT("tanpa penerbit"), STR_INIT("tanpa tempat")};
    s = unbracket(s);
    for (size_t i = 0; i < COUNT(marks) && s.n <= 8; i++)
        if (bib_mentions(s, marks[i])) return (struct str){0};
    for (size_t i = 0; i < COUNT(words) && s.n <= 60; i++)
        if (bib_mentions(s, words[i])) return (struct str){0};
    return s;
}

/* 264 _1 is publication; 260 has one kind only; production and distribution serve for want of it.
 */
static int rank_of(const struct marc_field *f)
{
    if (f->tag[2] == '0') return 2;
    switch (f->ind[1]) {
    case '1': return 1;
    case '0': return 3;
    case '4': return 0;
    default: return 4;
    }
}

/* The places and publishers of a field but its first ones; all of another field of the same rank.
 */
static void read_others(struct reading *r, const struct marc_field *f, bool first)
{
    struct bib *b = r->b;
    size_t at = 0, seen[2] = {0};
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        struct strs *to = c == 'a' ? &b->places : &b->publishers;
        if ((c != 'a' && c != 'b') || (first && seen[c - 'a']++ == 0)) continue;
        value = bib_marc_imprint(value);
        if (value.n && to->n < OTHERS_MAX) VEC_PUSH(r->a, to, value);
    }
}

void read_imprint(struct reading *r, const struct marc_field *f)
{
    struct bib *b = r->b;
    int rank = rank_of(f);
    if (rank == 0) {
        if (r->copyright.n == 0) r->copyright = unbracket(marc_sub(f, 'c'));
        return;
    }
    if (rank == r->imprint_rank) read_others(r, f, false);
    if (r->imprint_rank && rank >= r->imprint_rank) return;
    r->imprint_rank = rank;
    b->places.n = b->publishers.n = 0;
    read_others(r, f, true);
    b->place = bib_marc_imprint(marc_sub(f, 'a'));
    b->publisher = bib_marc_imprint(marc_sub(f, 'b'));
    b->year_text = unbracket(marc_sub(f, 'c'));
}

static int year_of_008(struct str f008, size_t at)
{
    int unused;
    struct str s = str_slice(f008, at, at + 4);
    return s.n == 4 ? bib_year(s, &unused) : 0;
}

void finish_imprint(struct reading *r)
{
    struct bib *b = r->b;
    bool serial = r->m->leader[7] == 's' || r->m->leader[7] == 'b' || r->m->leader[7] == 'i';
    int end = 0;
    if (b->year_text.n == 0) b->year_text = r->copyright;
    b->year = bib_year(b->year_text, &end);
    int coded = year_of_008(r->f008, 7), coded_end = year_of_008(r->f008, 11);
    b->coded_year[0] = coded;
    b->coded_year[1] = coded_end;
    if (serial && coded) b->year = coded; /* imprints of serials name the year of one volume */
    if (b->year == 0) b->year = coded;
    if (serial) b->year_end = coded_end >= b->year && coded_end ? coded_end : end;
    if (serial && r->f008.n > 6 && r->f008.p[6] == 'c') b->year_end = 0;
    if (b->year == 0 && bib_is_odd_year(b->year_text))
        read_fault(r, REASON_YEAR_ODD, marc_find(r->m, "26?", 0), 'c', b->year_text);
}

void read_extent(struct reading *r, const struct marc_field *f)
{
    if (r->b->extent.n == 0) r->b->extent = marc_area(r, f, "abce", " :;+");
}

void read_frequency(struct reading *r, const struct marc_field *f)
{
    if (r->b->frequency.n == 0) r->b->frequency = marc_area(r, f, "a", " ");
}

/* 490 may hold several series, each beginning at an $a. */
static void read_transcribed(struct reading *r, const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str value;
    struct bib_series now = {0};
    while (r->transcribed.n < BIB_VALUES_MAX && marc_subfield(f, &at, &c, &value)) {
        value = marc_trim_punctuation(value);
        if (c == 'a' && now.title.n) {
            VEC_PUSH(r->a, &r->transcribed, now);
            now = (struct bib_series){0};
        }
        if (c == 'a') now.title = value;
        if (c == 'v' && now.volume.n == 0) now.volume = value;
    }
    if (now.title.n) VEC_PUSH(r->a, &r->transcribed, now);
}

void read_series(struct reading *r, const struct marc_field *f)
{
    if (r->transcribed.n + r->traced.n >= BIB_VALUES_MAX) return;
    if (f->tag[0] == '4' && f->tag[1] == '9') {
        read_transcribed(r, f);
        if (f->ind[0] == '0') r->untraced++;
        return;
    }
    bool by_name = f->tag[0] == '8' && f->tag[1] != '3'; /* 800, 810, 811: the title is $t */
    struct bib_series s = {.title = marc_area(r, f, by_name ? "tnp" : "anp", " .."),
                           .volume = marc_trim_punctuation(marc_sub(f, 'v'))};
    if (s.title.n == 0) return;
    if (f->tag[0] == '4')
        VEC_PUSH(r->a, &r->transcribed, s);
    else
        VEC_PUSH(r->a, &r->traced, s);
}

/* The next byte of a title that is more than a blank or punctuation, in small letters; 0: none. */
static unsigned char next_letter(struct str s, size_t *at)
{
    while (*at < s.n) {
        unsigned char c = (unsigned char)s.p[(*at)++];
        if (c >= 'A' && c <= 'Z') return (unsigned char)(c + 'a' - 'A');
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
    }
    return 0;
}

static bool same_words(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        unsigned char x = next_letter(a, &i), y = next_letter(b, &j);
        if (x != y) return false;
        if (x == 0) return true;
    }
}

static struct bib_series *series_called(struct bib *b, struct str title)
{
    for (size_t i = 0; i < b->series.n; i++)
        if (same_words(b->series.item[i].title, title)) return &b->series.item[i];
    return NULL;
}

static void add_series(struct reading *r, struct bib_series s)
{
    struct bib_series *old = series_called(r->b, s.title);
    if (!old)
        VEC_PUSH(r->a, &r->b->series, s);
    else if (old->volume.n == 0)
        old->volume = s.volume;
}

/* The same series stands twice, as on the book and as authorised. When there are as many of the one
 * as of the other they belong together in order; else the same words tell. */
void finish_series(struct reading *r)
{
    bool paired = r->untraced == 0 && r->transcribed.n == r->traced.n;
    for (size_t i = 0; i < r->transcribed.n; i++) {
        struct bib_series s = r->transcribed.item[i];
        if (paired) s.title = r->traced.item[i].title;
        if (paired && s.volume.n == 0) s.volume = r->traced.item[i].volume;
        add_series(r, s);
    }
    for (size_t i = 0; !paired && i < r->traced.n; i++) add_series(r, r->traced.item[i]);
}
