/* citation.c -- see citation.h: the choice of the style. */
#include "record/citation.h"

#include "base/checked.h"
#include "record/citation_parts.h"

static const char *const names[CITATION_STYLES] = {"sekolah", "apa", "mla"};

bool citation_parse(struct str name, enum citation_style *ret)
{
    for (enum citation_style s = 0; s < CITATION_STYLES; s++) {
        if (!str_eq(name, str_of(names[s]))) continue;
        *ret = s;
        return true;
    }
    return false;
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
