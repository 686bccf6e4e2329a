/* marc_rules.h -- what MARC 21 allows in a bibliographic record: fields, indicators, subfields, and
 * the coded positions of leader, 006 and 008 with their meanings (marc21/bibliographic.txt). */
#ifndef RECORD_MARC_RULES_H
#define RECORD_MARC_RULES_H

#include "record/marc.h"

enum { MARC_ID, MARC_EN, MARC_TONGUES }; /* languages of names */

struct marc_rule {
    char tag[4];
    bool repeats;
    const char *ind[2];             /* values allowed, "*" any; "" for control fields */
    const char *once, *many;        /* subfields that stand once, that may be repeated; "*" any */
    const char *needed;             /* without which the field says nothing */
    const char *name[MARC_TONGUES]; /* "" when it has none here */
};

enum { MARC_CODE_MAX = 3 };

struct marc_code {
    const char *value; /* as long as its position is wide */
    const char *name[MARC_TONGUES];
};

/* One code, or `times` of them after each other from the same list. */
struct marc_position {
    char area[4];          /* "LDR" or "008" */
    const char *materials; /* "*", or of those of marc_material: "BK,CR" */
    int at, times;
    int width; /* characters of a code, at most MARC_CODE_MAX */
    bool some; /* only those codes that are met most, of a longer list or of numbers */
    const char *name[MARC_TONGUES];
    const struct marc_code *code;
    int n;
};

/* NULL: no field of MARC 21. */
const struct marc_rule *marc_rule_of(const char tag[3]);

/* 09X, 59X, 69X, 9XX, X9X: of the library's own making. */
bool marc_tag_is_local(const char tag[3]);

/* "BK", "CR", "MU", "MP", "VM", "CF", "MX" by leader/06-07 (MARC 21, 008); books when they say
 * nothing. */
const char *marc_material(const char leader[24]);

/* The same by 006/00. */
const char *marc_material_006(char form);

/* The next position of the area for the material at or after *at of the table; NULL: no more.
 * *at starts at 0. */
const struct marc_position *marc_position_next(const char *area, const char *material, size_t *at);

/* NULL: no such code there. `value` is as long as the position is wide. */
const struct marc_code *marc_code_of(const struct marc_position *p, const char *value);

bool marc_is_country(struct str code);  /* "io", blanks at the end aside */
bool marc_is_language(struct str code); /* "ind" */

#endif
