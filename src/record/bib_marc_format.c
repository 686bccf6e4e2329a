/* bib_marc_format.c -- what kind of thing a record describes: leader, 007, 008, 502. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_marc.h"

static char at(struct str s, size_t i)
{
    return i < s.n ? s.p[i] : ' ';
}

static enum format of_text(const struct reading *r)
{
    char level = r->m->leader[7];
    bool thesis = r->thesis || (level == 'm' && memchr("m", at(r->f008, 24), 1));
    if (level == 'a' || level == 'b') return FORMAT_ARTICLE;
    if (level == 's' || level == 'i') return FORMAT_SERIAL;
    return thesis ? FORMAT_THESIS : FORMAT_BOOK;
}

/* Projected and moving: 008/33 tells slides from films, 007 when 008 does not. */
static enum format of_projected(const struct reading *r)
{
    char kind = at(r->f008, 33);
    if (kind == 's' || kind == 't' || kind == 'f') return FORMAT_IMAGE;
    return at(r->f007, 0) == 'g' ? FORMAT_IMAGE : FORMAT_VIDEO;
}

/* "92 p. : illus.", "xii, 200 hlm." */
static bool has_pages(struct str extent)
{
    static const struct str words[] = {STR_INIT(" p."),     STR_INIT(" p "), STR_INIT(" p,"),
                                       STR_INIT(" pages"),  STR_INIT("hlm"), STR_INIT(" hal"),
                                       STR_INIT(" leaves"), STR_INIT(" S.")};
    extent = str_slice(extent, 0, 200);
    for (size_t i = 0; bib_has_digit(extent) && i < COUNT(words); i++)
        if (bib_mentions(extent, words[i])) return true;
    return false;
}

/* A leader that says nothing (records out of small systems): what numbers and parts tell. */
static enum format by_evidence(const struct reading *r)
{
    const struct bib *b = r->b;
    enum format designated = bib_format_of(marc_value(r->m, "245", 'h'));
    if (r->thesis) return FORMAT_THESIS;
    if (designated != FORMAT_UNKNOWN) return designated;
    if (b->issns.n && !b->isbns.n) return FORMAT_SERIAL;
    return b->isbns.n || has_pages(b->extent) ? FORMAT_BOOK : FORMAT_UNKNOWN;
}

static bool is_online(const struct reading *r)
{
    char type = r->m->leader[6];
    size_t form = type && strchr("efgkor", type) ? 29 : 23;
    bool remote = at(r->f007, 0) == 'c' && at(r->f007, 1) == 'r';
    return remote || at(r->f008, form) == 'o';
}

enum format marc_format(const struct reading *r)
{
    if (is_online(r)) r->b->online = true;
    switch (r->m->leader[6]) {
    case 'a': return of_text(r);
    case 't': return r->thesis ? FORMAT_THESIS : FORMAT_MANUSCRIPT;
    case 'c':
    case 'd': return FORMAT_SCORE;
    case 'e':
    case 'f': return FORMAT_MAP;
    case 'g': return of_projected(r);
    case 'i': return FORMAT_AUDIO;
    case 'j': return FORMAT_MUSIC;
    case 'k': return FORMAT_IMAGE;
    case 'm': return at(r->f008, 26) == 'd' ? of_text(r) : FORMAT_SOFTWARE;
    case 'o':
    case 'p': return FORMAT_KIT;
    case 'r': return FORMAT_OBJECT;
    default: return by_evidence(r);
    }
}
