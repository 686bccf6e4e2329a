/* citation_parts.h -- what the styles of citation.h have in common. Inside the record room only. */
#ifndef RECORD_CITATION_PARTS_H
#define RECORD_CITATION_PARTS_H

#include "record/bib_cited.h"
#include "record/citation.h"

struct citation {
    struct buf *to;
    bool english, html;
    char last; /* what was written last, tags aside; 0: nothing */
};

/* Text of a record or of ours; escaped in HTML, one line. */
void cite_text(struct citation *c, struct str s);
void cite_sign(struct citation *c, const char *s);

/* The words in the language of the entry. */
void cite_words(struct citation *c, const char *indonesian, const char *english);

/* A full stop, unless the text ends in one, or in ? or !. */
void cite_stop(struct citation *c);

void cite_italics(struct citation *c, bool on);

/* "Saman: novel. Jilid 2" of the title and its part; in italics when asked for. */
void cite_title(struct citation *c, const struct bib *b, bool italics);

/* "2" is "2nd ed." and "WORD ke-2"; all else stays as the record has it. */
void cite_edition(struct citation *c, struct str edition, const char *word);

/* "10-18" with the sign that means "to" between numbers. */
void cite_pages(struct citation *c, struct str pages);

/* ---- names ---- */

enum name_form {
    NAME_FILED,          /* Hirata, Andrea */
    NAME_NATURAL,        /* Andrea Hirata */
    NAME_FILED_INITIALS, /* Hirata, A. */
    NAME_INITIALS        /* A. Hirata */
};
void cite_name(struct citation *c, const struct bib_name *n, enum name_form f);

/* The names of that role; of very many the first and the last ones. */
enum { CITED_NAMES_MAX = 20 };
struct cited_names {
    const struct bib_name
        *item[CITED_NAMES_MAX]; /* with more than there is room: the last is last */
    size_t n, all;
};
struct cited_names cite_role(const struct bib *b, enum name_role role);

/* Who stands first: authors, else editors. */
struct cited_first {
    struct cited_names who;
    bool editors;
};
struct cited_first cite_first(const struct bib *b);

/* ---- kinds ---- */

bool cite_is_article(const struct bib *b); /* with something it is in */

/* "Skripsi", "Master's thesis", as far as the record says. */
struct str cite_thesis_kind(const struct citation *c, const struct bib *b);

/* What it is when it is no text: "Peta", "Map"; empty: nothing has to be said. */
struct str cite_medium(const struct citation *c, const struct bib *b);

/* The three styles. */
void cite_school(struct citation *c, const struct bib *b);
void cite_apa(struct citation *c, const struct bib *b);
void cite_mla(struct citation *c, const struct bib *b);

#endif
