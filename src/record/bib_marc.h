/* bib_marc.h -- the parts of reading a MARC record into a description share this.
 *
 * Each bib_marc_*.c reads one area. Fields come one by one in the record's order, through the table
 * in bib_marc.c; what can only be decided at the end (series, subjects) is kept here until
 * then. Inside the record room only. */
#ifndef RECORD_BIB_MARC_H
#define RECORD_BIB_MARC_H

#include "record/bib_parts.h"

struct series_list {
    struct bib_series *item;
    size_t n, cap;
};

struct reading {
    const struct marc *m;
    const struct holding_map *map;
    struct arena *a;
    struct bib *b;
    struct faults *faults;
    int told; /* faults so far */
    struct str f007, f008;
    int imprint_rank;          /* of the field that gave the imprint; 0: none yet */
    int class_rank, call_rank; /* likewise; lower is better */
    struct str copyright;      /* 264 _4 $c, in want of a year of publication */
    bool thesis;               /* has 502 */
    struct strs contents, summaries;
    struct strs foreign_subjects;   /* of thesauri that only count when there are no others */
    struct series_list transcribed; /* 490, 440 */
    struct series_list traced;      /* 800-830 */
    size_t untraced;                /* of the transcribed ones with no added entry */
};

/* Values of the subfields `codes` in order; before a value whose predecessor ends without
 * punctuation comes the mark that belongs to its code in `marks` ("ab" and " :" with ' ' for none;
 * NULL: no marks).
 * Trimmed. */
struct str marc_area(struct reading *r, const struct marc_field *f, const char *codes,
                     const char *marks);

/* At most FAULTS_TOLD of a record are told. */
void read_fault(struct reading *r, enum reason reason, const struct marc_field *f, char code,
                struct str value);

/* A place or publisher of an imprint as a description has it; empty when it says that none is
 * known. A part of `s`. */
struct str bib_marc_imprint(struct str s);

/* The name in X00, X10 or X11 as a description has it. */
struct str bib_marc_name(const struct marc_field *f, struct arena *a);

void read_title(struct reading *r, const struct marc_field *f);
void read_other_title(struct reading *r, const struct marc_field *f);
void read_uniform(struct reading *r, const struct marc_field *f);
void read_relative(struct reading *r, const struct marc_field *f);
void read_linked(struct reading *r, const struct marc_field *f);
void read_name(struct reading *r, const struct marc_field *f);

void read_edition(struct reading *r, const struct marc_field *f);
void read_imprint(struct reading *r, const struct marc_field *f);
void read_extent(struct reading *r, const struct marc_field *f);
void read_frequency(struct reading *r, const struct marc_field *f);
void read_series(struct reading *r, const struct marc_field *f);
void finish_imprint(struct reading *r);
void finish_series(struct reading *r);

void read_number(struct reading *r, const struct marc_field *f);
void read_language(struct reading *r, const struct marc_field *f);
void read_class(struct reading *r, const struct marc_field *f);
void read_subject(struct reading *r, const struct marc_field *f);
void read_note(struct reading *r, const struct marc_field *f);
void read_host(struct reading *r, const struct marc_field *f);
void read_making(struct reading *r, const struct marc_field *f);
void read_history(struct reading *r, const struct marc_field *f);
void read_link(struct reading *r, const struct marc_field *f);
void finish_languages(struct reading *r);

enum format marc_format(const struct reading *r);
void read_items(struct reading *r);

#endif
