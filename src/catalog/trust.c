/* trust.c -- the order of trust. */
#include "catalog/trust.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/source.h"
#include "text/utf8.h"
#include "text/words.h"

/* ---- how much ---- */

/* Encoding levels of MARC 21, and those OCLC added. */
static int level_points(char level)
{
    static const struct {
        char level;
        int points;
    } known[] = {
        {' ', 10}, {'#', 10}, {'I', 9}, {'1', 9}, {'2', 8}, {'4', 7}, {'L', 7},
        {'K', 5},  {'7', 5},  {'5', 3}, {'M', 3}, {'3', 3}, {'8', 2}, {'J', 1},
    };
    for (size_t i = 0; i < COUNT(known); i++)
        if (known[i].level == level) return known[i].points;
    return 4;
}

static int filled_in(const struct bib *b)
{
    return (b->edition.n > 0) + (b->publisher.n > 0) + (b->year > 0) + (b->extent.n > 0) +
           (b->series.n > 0) + (b->subjects.n > 0) + (b->classification.n > 0) +
           (b->summary.n > 0) + (b->contents.n > 0) + (b->names.n > 0) + (b->isbns.n > 0);
}

int trust_of(const struct stored *s)
{
    const struct bib_making *made = &s->bib.made;
    int points = filled_in(&s->bib);
    if (source_is_marc(s->format)) points += 20 + level_points(made->level);
    if (made->agency.n) points += 5;
    if (made->rules.n) points += 3;
    return MIN(points, (int)TRUST_MAX);
}

int trust_compare(const struct stored *x, const struct stored *y)
{
    int order = trust_of(y) - trust_of(x);
    if (!order) order = str_cmp(x->bib.title, y->bib.title);
    if (!order) order = str_cmp(x->format, y->format);
    if (!order) order = str_cmp(x->bytes, y->bytes);
    if (!order) order = (x->agency > y->agency) - (x->agency < y->agency);
    if (!order) order = (x->record > y->record) - (x->record < y->record);
    return order;
}

/* ---- language ---- */

struct hint {
    struct str language;
};

static bool look_at_word(void *ctx, struct str word, size_t from, size_t to)
{
    static const struct {
        struct str word, language;
    } known[] = {
        {STR_INIT("hlm"), STR_INIT("ind")},     {STR_INIT("hal"), STR_INIT("ind")},
        {STR_INIT("halaman"), STR_INIT("ind")}, {STR_INIT("jil"), STR_INIT("ind")},
        {STR_INIT("ilus"), STR_INIT("ind")},    {STR_INIT("p"), STR_INIT("eng")},
        {STR_INIT("pages"), STR_INIT("eng")},   {STR_INIT("leaves"), STR_INIT("eng")},
        {STR_INIT("v"), STR_INIT("eng")},       {STR_INIT("volumes"), STR_INIT("eng")},
        {STR_INIT("ill"), STR_INIT("eng")},     {STR_INIT("s"), STR_INIT("ger")},
        {STR_INIT("seiten"), STR_INIT("ger")},  {STR_INIT("blz"), STR_INIT("dut")},
    };
    struct hint *h = ctx;
    (void)from;
    (void)to;
    for (size_t i = 0; i < COUNT(known); i++)
        if (str_eq(word, known[i].word)) h->language = known[i].language;
    return h->language.n == 0;
}

struct str trust_language(const struct stored *s)
{
    struct hint h = {s->bib.made.language};
    if (h.language.n == 0) words_each(s->bib.extent, look_at_word, &h);
    if (h.language.n == 0 && !source_is_marc(s->format)) h.language = STR("ind");
    return h.language;
}

/* ---- script ---- */

static bool is_latin(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

/* Blocks of letters beyond Latin: Greek to the end of the scripts, without general punctuation,
 * signs and combining marks. */
static bool is_other(uint32_t c)
{
    return (c >= 0x370 && c <= 0x1DFF) || (c >= 0x1F00 && c <= 0x1FFF) ||
           (c >= 0x2E80 && c <= 0xFDFF && c != 0x3000) || (c >= 0x20000 && c <= 0x3FFFF);
}

enum script script_of(struct str s)
{
    size_t latin = 0, other = 0;
    for (size_t at = 0; at < s.n;) {
        bool plain = (unsigned char)s.p[at] < 0x80;
        uint32_t c = plain ? (unsigned char)s.p[at++] : utf8_next(s, &at);
        latin += is_latin(c);
        if (plain) continue;
        other += is_other(c);
    }
    if (latin + other == 0) return SCRIPT_NONE;
    return latin >= other ? SCRIPT_LATIN : SCRIPT_OTHER;
}
