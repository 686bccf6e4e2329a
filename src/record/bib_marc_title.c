/* bib_marc_title.c -- titles: the one on the title page, its parts, and the others. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_marc.h"

/* Number and name of the part: "Jilid 2, Kelas XI". */
static struct str part_of(struct reading *r, const struct marc_field *f)
{
    struct strs parts = {0};
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        if (c != 'n' && c != 'p') continue;
        value = marc_trim_punctuation(value);
        if (value.n) VEC_PUSH(r->a, &parts, value);
    }
    if (parts.n == 1) return parts.item[0];
    return arena_join(r->a, parts.item, parts.n, STR(", "));
}

/* A title whose subfield code is wrong is still the title. */
static struct str uncoded_title(const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        bool other = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!other && marc_trim_punctuation(value).n) return marc_trim_punctuation(value);
    }
    return (struct str){0};
}

void read_other_title(struct reading *r, const struct marc_field *f)
{
    bib_add(r->a, &r->b->other_titles, marc_area(r, f, "abnp", " :  "));
}

/* 130, 240: the name of the work, one of the titles too. */
void read_uniform(struct reading *r, const struct marc_field *f)
{
    read_other_title(r, f);
    if (r->b->uniform.n == 0) r->b->uniform = marc_area(r, f, "anp", " ..");
}

/* 765, 780, 785: what it was translated from, what it continues, what continues it. */
void read_relative(struct reading *r, const struct marc_field *f)
{
    struct bib *b = r->b;
    struct str title = marc_trim_punctuation(marc_sub(f, 't'));
    if (title.n == 0) title = marc_trim_punctuation(marc_sub(f, 'a'));
    bib_add(r->a,
            f->tag[1] == '6'   ? &b->originals
            : f->tag[2] == '0' ? &b->earlier
                               : &b->later,
            title);
}

void read_title(struct reading *r, const struct marc_field *f)
{
    struct bib *b = r->b;
    if (b->title.n) { /* not repeatable, and repeated all the same */
        read_other_title(r, f);
        return;
    }
    b->title_short = marc_trim_punctuation(marc_sub(f, 'a'));
    b->title = marc_area(r, f, "ab", " :");
    b->part = part_of(r, f);
    b->responsibility = marc_area(r, f, "c", " ");
    if (b->title.n == 0) b->title = marc_area(r, f, "kfgs", NULL);
    if (b->title.n == 0) b->title = uncoded_title(f);
    if (b->title.n == 0) {
        b->title = b->part;
        b->part = (struct str){0};
    }
    if (b->title_short.n == 0) b->title_short = b->title;
}

/* 880: the same field in the script of the publication; $6 names the field it stands for. */
void read_linked(struct reading *r, const struct marc_field *f)
{
    bool title = str_starts(str_trim(marc_sub(f, '6')), STR("245"));
    if (title && r->b->native.n == 0) r->b->native = marc_area(r, f, "abnp", " :  ");
}
