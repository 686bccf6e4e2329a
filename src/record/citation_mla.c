/* citation_mla.c -- an entry as the MLA Handbook has it (9th edition). */
#include "record/citation_parts.h"

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
