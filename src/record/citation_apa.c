/* citation_apa.c -- APA, 7th edition (citation.h). Numbers are those of the manual. */
#include "base/checked.h"
#include "record/citation_parts.h"

/* 9.8: up to twenty authors are named; of more, nineteen and the last. */
static void add_names(struct citation *c, const struct cited_names *who)
{
    bool cut = who->all > who->n;
    for (size_t i = 0; i < who->n; i++) {
        bool last = i + 1 == who->n;
        if (i) cite_sign(c, ", ");
        if (i && last) cite_sign(c, cut ? "\xE2\x80\xA6 " : "& ");
        cite_name(c, who->item[i], NAME_FILED_INITIALS);
    }
}

/* 9.18: n.d. */
static void add_year(struct citation *c, const struct bib *b)
{
    cite_sign(c, " (");
    if (b->year) {
        buf_printf(c->to, "%d", b->year);
        c->last = '0';
    } else {
        cite_words(c, "t.t.", "n.d.");
    }
    cite_sign(c, ").");
}

/* ---- 9.19: the title and what stands in brackets behind it ---- */

struct brackets {
    struct citation *c;
    bool open;
};

static void next_in(struct brackets *x)
{
    cite_sign(x->c, x->open ? "; " : " (");
    x->open = true;
}

/* "A. Nugroho & B. Sari, Trans." */
static void add_helpers(struct brackets *x, const struct cited_names *who, const char *indonesian,
                        const char *english)
{
    if (!who->n) return;
    next_in(x);
    for (size_t i = 0; i < who->n; i++) {
        bool last = i + 1 == who->n;
        if (i && who->n > 2) cite_sign(x->c, ",");
        if (i) cite_sign(x->c, last ? " & " : " ");
        cite_name(x->c, who->item[i], NAME_INITIALS);
    }
    cite_sign(x->c, ", ");
    cite_words(x->c, indonesian, english);
}

static void add_brackets(struct citation *c, const struct bib *b, bool editors_first)
{
    struct brackets x = {.c = c};
    struct cited_names editors = cite_role(b, ROLE_EDITOR),
                       translators = cite_role(b, ROLE_TRANSLATOR);
    if (!editors_first) add_helpers(&x, &editors, "Ed.", editors.all > 1 ? "Eds." : "Ed.");
    add_helpers(&x, &translators, "Penerj.", "Trans.");
    if (b->edition.n) {
        next_in(&x);
        cite_edition(c, b->edition, "edisi");
    }
    if (x.open) cite_sign(c, ")");
}

/* 10.6 theses, 9.21 what is no text. */
static void add_kind(struct citation *c, const struct bib *b)
{
    struct str kind = b->format == FORMAT_THESIS ? cite_thesis_kind(c, b) : cite_medium(c, b);
    if (!kind.n) return;
    cite_sign(c, " [");
    cite_text(c, kind);
    if (b->format == FORMAT_THESIS && b->publisher.n) {
        cite_sign(c, ", ");
        cite_text(c, b->publisher);
    }
    cite_sign(c, "]");
}

static void add_work(struct citation *c, const struct bib *b, bool editors_first)
{
    cite_title(c, b, !cite_is_article(b));
    if (!cite_is_article(b)) add_brackets(c, b, editors_first);
    add_kind(c, b);
    cite_stop(c);
}

/* 9.25: "Jurnal Pustaka, 3(2), 10-18." */
static void add_host(struct citation *c, const struct bib *b)
{
    struct host_numbers in = bib_host_numbers(b);
    cite_sign(c, " ");
    cite_italics(c, true);
    cite_text(c, b->host_title.n ? b->host_title : b->host);
    if (in.volume.n) {
        cite_sign(c, ", ");
        cite_text(c, in.volume);
    }
    cite_italics(c, false);
    if (in.issue.n) {
        cite_sign(c, in.volume.n ? "(" : ", (");
        cite_text(c, in.issue);
        cite_sign(c, ")");
    }
    if (in.pages.n) {
        cite_sign(c, ", ");
        cite_pages(c, in.pages);
    }
    cite_stop(c);
}

void cite_apa(struct citation *c, const struct bib *b)
{
    struct cited_first first = cite_first(b);
    if (first.who.n) {
        add_names(c, &first.who);
        if (first.editors) cite_words(c, " (Ed.)", first.who.all > 1 ? " (Eds.)" : " (Ed.)");
        cite_stop(c);
    } else {
        add_work(c, b, false); /* 9.12: without an author the title comes first */
    }
    add_year(c, b);
    if (first.who.n) {
        cite_sign(c, " ");
        add_work(c, b, first.editors);
    }
    if (cite_is_article(b)) {
        add_host(c, b);
    } else if (b->format != FORMAT_THESIS && b->publisher.n) {
        cite_sign(c, " ");
        cite_text(c, b->publisher);
        cite_stop(c);
    }
}
