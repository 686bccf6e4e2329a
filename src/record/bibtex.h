/* bibtex.h -- bibliographies of BibTeX and biblatex: "@book{key, title = {...}, ...}".
 *
 * Entries are told apart by their braces. Abbreviations (@string) stand on their own in the file;
 * whoever reads it keeps them and puts those that an entry uses in front of it, so that what is
 * stored can be read again alone. */
#ifndef RECORD_BIBTEX_H
#define RECORD_BIBTEX_H

#include "base/buf.h"
#include "base/idmap.h"
#include "record/bib.h"
#include "record/iso2709.h"

enum {
    BIBTEX_STRINGS_MAX = 64 << 10, /* of a file; later ones are not known */
    BIBTEX_STRING_MAX = 300,       /* of one: a name of a journal, not a text */
    BIBTEX_PIECES_MAX = 16         /* of one value */
};

/* Whether an entry begins at a line of the text, behind comments. */
bool bibtex_recognise(struct str head);

/* Finds the next entry or @string of `window`, as iso2709_frame does; text between entries,
 * @comment and @preamble are passed over. An entry that never closes ends where the next begins at
 * a line. FRAME_BAD: over MARC_RECORD_MAX. */
struct frame bibtex_frame(struct str window, bool last);

bool bibtex_is_string(struct str entry);

/* The abbreviations of a file so far. */
struct bibtex_strings {
    struct idmap by_name;
    struct strs text;
    size_t bytes;
};

/* Keeps a copy of an @string in `a`, which has to live as long as *s. Of one name the first holds;
 * one over BIBTEX_STRING_MAX, and what goes beyond BIBTEX_STRINGS_MAX, is not kept. */
void bibtex_strings_add(struct bibtex_strings *s, struct arena *a, struct str text);

/* Those that the entry names, one after another, in `a`. */
struct str bibtex_strings_used(const struct bibtex_strings *s, struct arena *a, struct str entry);

/* An entry, with any @string in front of it. Names become "Last, First" as BibTeX reads them. As
 * bib_from_marc: ERR_FORMAT with a fatal fault when it has no title. Warnings: an entry that breaks
 * off, an abbreviation that is nowhere, a crossref (not followed). */
MUST enum err bibtex_describe(struct str bytes, struct arena *a, struct bib *ret,
                              struct faults *faults);

/* ---- inside the record room ---- */

/* One field as written: pieces joined with '#'. */
struct bibtex_piece {
    struct str text;
    bool bare; /* a word or number outside of braces and quotes */
};

struct bibtex_field {
    struct str name;
    struct bibtex_piece piece[BIBTEX_PIECES_MAX];
    size_t n;
};

struct bibtex_entry {
    struct str type, key;
    struct str rest; /* its fields still to come */
};

/* Reads the head of an entry or @string (which has no key). */
bool bibtex_open(struct str bytes, struct bibtex_entry *ret);

/* The next field; false at the end, and where nothing more can be read: e->rest then holds what is
 * left. */
bool bibtex_next(struct bibtex_entry *e, struct bibtex_field *ret);

/* "Ludwig van Beethoven and {Balai Pustaka} and others" as names. */
void bibtex_names(struct arena *a, struct str text, enum name_role role, struct bib *to);

#endif
