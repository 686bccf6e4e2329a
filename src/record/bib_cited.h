/* bib_cited.h -- what references say of a description: authors, subtitles, where an article is. */
#ifndef RECORD_BIB_CITED_H
#define RECORD_BIB_CITED_H

#include "record/bib.h"

/* Whether the name stands for the work: its main entry or an author. */
bool bib_is_author(const struct bib_name *n);

/* "Vol. 3, no. 2, hlm. 10-18" of an article: "3", "2", "10-18". Parts of the description. */
struct host_numbers {
    struct str volume, issue, pages;
};
struct host_numbers bib_host_numbers(const struct bib *b);

/* The BCP 47 tag of a MARC language code: "id" of "ind"; the code where there is no shorter one. */
struct str bib_language_tag(struct str marc);

#endif
