/* citation.c -- see citation.h: MLA, and the choice of the style. */
#include "record/citation.h"

#include "base/checked.h"
#include "record/citation_parts.h"

static const char *const names[CITATION_STYLES] = {"sekolah", "apa", "mla"};

const char *citation_name(enum citation_style s)
{
    return names[s];
}

bool citation_parse(struct str name, enum citation_style *ret)
{
    for (enum citation_style s = 0; s < CITATION_STYLES; s++) {
        if (!str_eq(name, str_of(names[s]))) continue;
        *ret = s;
        return true;
    }
    return false;
}

static void mla_names(struct citation *c, const struct cited_first *first)
{
    const struct cited_names *who = &first->who;
    cite_name(c, who->item[0], NAME_FILED);
    if (who->all > 2) {
        cite_sign(c, ", et al");
    } else if (who->all == 2) {
        cite_sign(c, ", and ");
        cite_name(c, who->item[1], NAME_NATURAL);
    }
    if (first->editors) cite_sign(c, who->all > 1 ? ", editors" : ", editor");
    cite_stop(c);
    cite_sign(c, " ");
}

void cite_mla(struct citation *c, const struct bib *b)
{
    struct cited_first first = cite_first(b);
    if (first.who.n) mla_names(c, &first);
    cite_title(c, b, true);
    cite_stop(c);
    if (b->edition.n) {
        cite_sign(c, " ");
        cite_text(c, b->edition);
        cite_sign(c, ",");
    }
    if (b->publisher.n) {
        cite_sign(c, " ");
        cite_text(c, b->publisher);
        if (b->year) cite_sign(c, ",");
    }
    if (b->year) {
        buf_printf(c->to, " %d", b->year);
        c->last = '0';
    }
    cite_stop(c);
}

void citation_write(const struct bib *b, const struct citation_how *how, struct buf *to)
{
    struct citation c = {.to = to, .english = how->english, .html = how->html};
    switch (how->style) {
    case CITATION_SCHOOL: cite_school(&c, b); break;
    case CITATION_APA: cite_apa(&c, b); break;
    case CITATION_MLA: cite_mla(&c, b); break;
    case CITATION_STYLES: break;
    }
}
