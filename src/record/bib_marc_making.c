/* bib_marc_making.c -- how a record was made, and what a serial was called before and after. */
#include <string.h>

#include "record/bib_marc.h"
#include "text/isbn.h"

enum { HISTORY_MAX = 20 };

void read_making(struct reading *r, const struct marc_field *f)
{
    struct bib_making *made = &r->b->made;
    if (made->agency.n == 0) made->agency = str_trim(marc_sub(f, 'a'));
    if (made->language.n == 0) made->language = bib_language(str_trim(marc_sub(f, 'b')));
    if (made->rules.n == 0) made->rules = str_trim(marc_sub(f, 'e'));
}

/* 780 and 785: title ($t, or the uniform title $s) and ISSN ($x). What becomes of a part of the
 * title (a split, a merger) is told the same way. */
void read_history(struct reading *r, const struct marc_field *f)
{
    struct bib_link link = {.title = marc_trim_punctuation(marc_sub(f, 't'))};
    struct bib_links *to = f->tag[2] == '0' ? &r->b->before : &r->b->after;
    read_relative(r, f);
    if (link.title.n == 0) link.title = marc_trim_punctuation(marc_sub(f, 's'));
    if (link.title.n == 0) link.title = marc_trim_punctuation(marc_sub(f, 'a'));
    if (issn_parse(r->a, marc_sub(f, 'x'), &link.issn)) link.issn = (struct str){0};
    if ((link.title.n || link.issn.n) && to->n < HISTORY_MAX) VEC_PUSH(r->a, to, link);
}
