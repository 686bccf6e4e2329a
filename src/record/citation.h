/* citation.h -- a description as an entry of a list of references.
 *
 * APA      Publication Manual of the APA, 7th edition (2020), as the style of that name of
 *          citationstyles.org has it; in Indonesian with Indonesian words and the same signs.
 * School   what pupils in Indonesia learn: name, year, title, place and publisher, each ended by a
 *          full stop, as the guide of spelling EYD V (2022) shows lists of references; two or three
 *          authors are named, the second and third not turned round, more become "dkk."
 * MLA      MLA Handbook, 9th edition (2021).
 *
 * Names. A name with a comma stands in the record as the library files it: what is before the comma
 * comes first, what is behind it are given names, and may be shortened. A name without a comma
 * ("Soekarno", "Pramoedya Ananta Toer") is whole: it is neither turned round nor shortened, since
 * nobody but the cataloguer knows whether its last word is a family name. Bodies are whole too.
 *
 * Titles keep the capitals of the record: to change them one has to know which words are names. */
#ifndef RECORD_CITATION_H
#define RECORD_CITATION_H

#include "base/buf.h"
#include "record/bib.h"

enum citation_style { CITATION_SCHOOL, CITATION_APA, CITATION_MLA, CITATION_STYLES };

bool citation_parse(struct str name, enum citation_style *ret);

struct citation_how {
    enum citation_style style;
    bool english; /* the words of the entry: "n.d.", not "t.t." */
    bool html;    /* escaped, with <cite> where the style has italics; else plain text */
};

/* Appends one entry, without a line end. */
void citation_write(const struct bib *b, const struct citation_how *how, struct buf *to);

#endif
