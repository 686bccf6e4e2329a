/* cite.h -- a title as an entry of a list of references, in HTML. */
#ifndef WEB_CITE_H
#define WEB_CITE_H

#include "record/bib.h"

/* The style of Indonesian schools: Hirata, Andrea. 2005. <cite>Laskar Pelangi</cite>. Yogyakarta:
 * Bentang Pustaka. What is missing is left out; no year is written "t.t." */
struct str cite_school(struct arena *a, const struct bib *b);

/* APA, 7th edition: sentence case is not attempted, since it needs to know names. */
struct str cite_apa(struct arena *a, const struct bib *b);

/* MLA, 9th edition. */
struct str cite_mla(struct arena *a, const struct bib *b);

#endif
