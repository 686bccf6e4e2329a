/* bib.h -- what a record says, whatever format it came in: the one description that matching,
 * display, search and export read.
 *
 * Strings are UTF-8 (bad bytes replaced), without ISBD punctuation at the ends, and live in the
 * arena or in the record's bytes. Lists keep the record's order. Missing is empty or 0. */
#ifndef RECORD_BIB_H
#define RECORD_BIB_H

#include "record/fault.h"
#include "record/marc.h"

enum format { /* order is stored in indexes: append only */
              FORMAT_UNKNOWN,
              FORMAT_BOOK,
              FORMAT_SERIAL,
              FORMAT_ARTICLE,
              FORMAT_THESIS,
              FORMAT_MANUSCRIPT,
              FORMAT_MAP,
              FORMAT_SCORE,
              FORMAT_MUSIC, /* sound recording, musical */
              FORMAT_AUDIO, /* sound recording, spoken */
              FORMAT_VIDEO,
              FORMAT_IMAGE,
              FORMAT_SOFTWARE, /* computer file */
              FORMAT_KIT,      /* kit, mixed materials */
              FORMAT_OBJECT,   /* game, model, specimen */
              FORMAT_COUNT
};

/* "book"; a machine name, also the key "format.book" in locale/. */
const char *format_name(enum format f);
bool format_parse(struct str name, enum format *ret);

enum name_role { ROLE_AUTHOR, ROLE_EDITOR, ROLE_TRANSLATOR, ROLE_ILLUSTRATOR, ROLE_CONTRIBUTOR };

struct bib_name {
    struct str name; /* as the record has it, dates and relator left out: "Hirata, Andrea" */
    enum name_role role;
    bool corporate; /* body or meeting */
    bool main;      /* main entry (MARC 1XX; level 1 in SLiMS) */
};

struct bib_series {
    struct str title, volume;
};

/* A serial that this one continues or that continues it. */
struct bib_link {
    struct str title, issn; /* one of them may be empty */
};
struct bib_links {
    struct bib_link *item;
    size_t n, cap;
};

/* How a record was made, as far as it says. */
struct bib_making {
    char level;                         /* encoding level, leader/17; 0: not MARC */
    bool bare;                          /* MARC without 008, or one that is not 40 characters */
    struct str agency, language, rules; /* of cataloguing: 040 $a, $b (a MARC code), $e */
};

enum item_status {                /* what the source says of the copy, never a guess about a loan */
                   ITEM_UNSTATED, /* in the collection; the source carries no loan status */
                   ITEM_AVAILABLE,
                   ITEM_ON_LOAN,
                   ITEM_NOT_FOR_LOAN, /* read in the library */
                   ITEM_REPAIR,
                   ITEM_MISSING,
                   ITEM_ON_ORDER,
                   ITEM_HIDDEN /* withdrawn or suppressed: never shown */
};

struct bib_item {
    struct str code; /* barcode, accession number */
    struct str call_number;
    struct str place;    /* branch, shelf, collection as the source names it */
    struct str coverage; /* serials: "1998-2004, kurang 2001 no 3" */
    enum item_status status;
    int copies; /* at least 1 */
};

struct bib {
    enum format format;
    bool online;            /* an electronic resource or with a link to the full text */
    bool deleted;           /* leader/05 = d */
    bool holdings_only;     /* MARC holdings record (leader/06 u v x y) or SLiMS item row */
    struct str control;     /* 001, prefixed with 003 and '/' when there is one */
    struct str parent;      /* holdings_only: 004, written like `control` of the record it is for */
    struct str title;       /* title proper and other title information: "Saman : novel" */
    struct str title_short; /* title proper alone */
    struct str part;        /* number and name of part: "Jilid 2, Kelas XI" */
    struct str native;      /* the title in its own script (880), or empty */
    struct strs other_titles;
    struct str uniform;         /* the name of the work: 240 or 130 */
    struct strs originals;      /* what it is a translation of (765) */
    struct strs earlier, later; /* serials: titles before and after this one (780, 785) */
    struct str responsibility;
    struct {
        struct bib_name *item;
        size_t n, cap;
    } names;
    struct str edition;
    struct str frequency; /* serials: "Bulanan" */
    struct str place, publisher;
    struct strs places, publishers; /* named beside them: "London ; New York" */
    struct str year_text;           /* as written */
    int year;                       /* of publication, first year of a serial; 0 unknown */
    int year_end;                   /* serials: last year, 0 current or unknown */
    int coded_year[2];              /* 008/07-14, 0: none or not known */
    struct str country;             /* of publication: MARC code */
    struct str extent;
    struct {
        struct bib_series *item;
        size_t n, cap;
    } series;
    struct strs languages; /* MARC codes, three letters */
    struct strs isbns;     /* 13 digits, check digit right */
    struct strs issns;     /* 1234-5679 */
    struct strs other_ids; /* misprinted ISBNs, LCCN, OCLC..., as written */
    struct strs subjects;  /* "Fiksi Indonesia -- Abad 20" */
    struct str classification;
    struct str call_number; /* of the record as a whole (SLiMS call_number, MARC 050/082/084/090) */
    struct strs notes;      /* general notes, not contents or summary */
    struct str contents, summary;
    struct str host;                               /* articles: the journal or book they are in */
    struct str host_title, host_part, host_number; /* 773 $t, $g, $x or $z */
    struct strs urls;
    struct bib_links before, after; /* `earlier` and `later` with their numbers */
    struct bib_making made;
    struct {
        struct bib_item *item;
        size_t n, cap;
    } items;
};

/* Where a feed keeps its copies in MARC. A zero map means "find out" (852, 952, 949, 999 with
 * items; 866-868 for coverage), which works on Koha, Evergreen, Alma, Sierra and SLiMS. */
struct holding_map {
    char tag[4];
    char code, call, place, status, copies; /* subfield codes; 0: none */
};

/* False for authority, classification and community records (leader/06 z, w, q): they are not
 * for a catalogue, and the caller refuses them with REASON_NOT_BIBLIOGRAPHIC. */
bool bib_is_bibliographic(const struct marc *m);

/* Reads a MARC 21 record. Always succeeds; oddities of values go to *faults (not fatal; offsets
 * relative to m->bytes), among them NO_TITLE. `map` and `faults` may be NULL. */
void bib_from_marc(const struct marc *m, const struct holding_map *map, struct arena *a,
                   struct bib *ret, struct faults *faults);

/* The description as MARC 21 (for export of records that came in other formats). */
void bib_to_marc(const struct bib *b, struct arena *a, struct marc *ret);

#endif
