/* citation_school.c -- the style of Indonesian schools (citation.h). */
#include "base/checked.h"
#include "record/citation_parts.h"

enum { SCHOOL_NAMES_MAX = 3 };

static void add_year(struct citation *c, const struct bib *b)
{
    if (b->year) {
        buf_printf(c->to, "%d", b->year);
        c->last = '0';
    } else {
        cite_words(c, "t.t.", "n.d.");
    }
    cite_stop(c);
}

/* "Hirata, Andrea dan Ahmad Tohari", "A, B, dan C", "A, dkk." */
static void add_names(struct citation *c, const struct cited_names *who)
{
    cite_name(c, who->item[0], NAME_FILED);
    if (who->all > SCHOOL_NAMES_MAX) {
        cite_words(c, ", dkk.", ", et al.");
        return;
    }
    for (size_t i = 1; i < who->n; i++) {
        if (who->n > 2) cite_sign(c, ",");
        if (i + 1 == who->n) cite_words(c, " dan", " and");
        cite_sign(c, " ");
        cite_name(c, who->item[i], NAME_NATURAL);
    }
}

static void add_first(struct citation *c, const struct bib *b)
{
    struct cited_first first = cite_first(b);
    if (first.who.n) {
        add_names(c, &first.who);
        if (first.editors) cite_words(c, " (Ed.)", first.who.all > 1 ? " (Eds.)" : " (Ed.)");
    } else {
        cite_title(c, b, !cite_is_article(b) && b->format != FORMAT_THESIS);
    }
    cite_stop(c);
    cite_sign(c, " ");
    add_year(c, b);
}

/* In quotation marks when it is part of something or was not published. */
static void add_title(struct citation *c, const struct bib *b)
{
    bool quoted = cite_is_article(b) || b->format == FORMAT_THESIS;
    if (!cite_first(b).who.n) return; /* it stands there already */
    cite_sign(c, quoted ? " \xE2\x80\x9C" : " ");
    cite_title(c, b, !quoted);
    if (quoted) cite_sign(c, "\xE2\x80\x9D");
    cite_stop(c);
}

static void add_translators(struct citation *c, const struct bib *b)
{
    struct cited_names who = cite_role(b, ROLE_TRANSLATOR);
    if (!who.n) return;
    cite_words(c, " Terjemahan ", " Translated by ");
    cite_name(c, who.item[0], NAME_NATURAL);
    if (who.all == 2) {
        cite_words(c, " dan ", " and ");
        cite_name(c, who.item[1], NAME_NATURAL);
    } else if (who.all > 2) {
        cite_words(c, ", dkk.", ", et al.");
    }
    cite_stop(c);
}

/* "Jurnal Pustaka, 3(2), hlm. 10-18." */
static void add_host(struct citation *c, const struct bib *b)
{
    struct host_numbers in = bib_host_numbers(b);
    cite_sign(c, " ");
    cite_italics(c, true);
    cite_text(c, b->host_title.n ? b->host_title : b->host);
    cite_italics(c, false);
    if (in.volume.n || in.issue.n) cite_sign(c, ", ");
    cite_text(c, in.volume);
    if (in.issue.n) {
        cite_sign(c, "(");
        cite_text(c, in.issue);
        cite_sign(c, ")");
    }
    if (in.pages.n) {
        cite_words(c, ", hlm. ", ", pp. ");
        cite_pages(c, in.pages);
    }
    cite_stop(c);
}

static void add_imprint(struct citation *c, const struct bib *b)
{
    if (!b->place.n && !b->publisher.n) return;
    cite_sign(c, " ");
    cite_text(c, b->place);
    if (b->place.n && b->publisher.n) cite_sign(c, ": ");
    cite_text(c, b->publisher);
    cite_stop(c);
}

static void add_phrase(struct citation *c, struct str s)
{
    if (!s.n) return;
    cite_sign(c, " ");
    cite_text(c, s);
    cite_stop(c);
}

void cite_school(struct citation *c, const struct bib *b)
{
    add_first(c, b);
    add_title(c, b);
    add_translators(c, b);
    if (cite_is_article(b)) {
        add_host(c, b);
        return;
    }
    if (b->edition.n) {
        cite_sign(c, " ");
        cite_edition(c, b->edition, "Edisi");
        cite_stop(c);
    }
    if (b->format == FORMAT_THESIS) add_phrase(c, cite_thesis_kind(c, b));
    add_phrase(c, cite_medium(c, b));
    add_imprint(c, b);
}
