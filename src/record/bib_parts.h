/* bib_parts.h -- values that every reader of descriptions meets: numbers, years, languages, states
 * of copies. Inside the record room only. */
#ifndef RECORD_BIB_PARTS_H
#define RECORD_BIB_PARTS_H

#include "record/bib.h"

enum {
    BIB_VALUES_MAX = 500, /* in one list of a record; more are left out */
    FAULTS_TOLD = 20      /* of the values of one record */
};

/* Appends s when it is not empty and not there yet (letter case aside). */
void bib_add(struct arena *a, struct strs *to, struct str s);

/* Puts an ISBN or ISSN where it belongs. False when it is neither: it is then among other_ids. */
bool bib_add_number(struct arena *a, struct bib *b, struct str s);

/* "9.789793062792E+12" as its digits when all are there, else nothing of it. False: it is no such
 * number. */
bool bib_from_scientific(struct str s, struct arena *a, struct str *ret);

/* Sets title and title_short from "Saman : novel". */
void bib_read_title(struct bib *b, struct str text);

/* Sets the series from "Judul ; 3". */
void bib_read_series(struct arena *a, struct bib *b, struct str text);

/* What people and programs write into a field they have nothing for: "-", NULL, None. */
bool bib_says_nothing(struct str s);

/* The year of "[1998?]", "c2005", "2007 [i.e. 2008]", "1421 H/2000", 0 for "19--"; the second year
 * of "1998-2004" in *ret_end, else 0. */
int bib_year(struct str text, int *ret_end);

/* Whether the text of a date holds no year and does not say either that none is known ("[19--?]").
 */
bool bib_is_odd_year(struct str text);

/* "ind" for Indonesia, Indonesian, id, ind; empty when the language is not known to us. */
struct str bib_language(struct str name);

/* The name libraries in Indonesia give the language of a code ("Indonesia"); else the code. */
struct str bib_language_name(struct arena *a, struct str code);

/* What a general material designation calls: "Text", "[sound recording]", "Skripsi", "Peta". */
enum format bib_format_of(struct str gmd);

/* Available, Missing, Hilang, CHECKEDOUT, Tidak dipinjamkan...; ITEM_UNSTATED for other words. */
enum item_status bib_item_status(struct str words);

/* What somebody did, by a relator code or a word in any of several languages; false when the words
 * are empty. */
bool bib_role_of(struct str words, enum name_role *ret);

/* The state of a copy for a public note, in words that bib_item_status reads again; empty when
 * nothing is said of it. */
struct str bib_item_words(enum item_status s);

/* Whether `words` occurs in s, letter case of ASCII aside. Linear. */
bool bib_mentions(struct str s, struct str words);

bool bib_has_digit(struct str s);

#endif
