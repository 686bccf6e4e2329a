/* marc_merge.h -- two or three states of one MARC record, field by field.
 *
 * The leader counts as a field LDR, without the numbers that a program computes (00-04, 12-16).
 * Fields of a tag that are equal belong together, of the rest those that are most alike. Time grows
 * with the square of the number of fields of one tag. */
#ifndef RECORD_MARC_MERGE_H
#define RECORD_MARC_MERGE_H

#include "record/marc.h"

enum { MARC_MERGE_FIELDS_MAX = 10000 };

enum merge_how {
    MERGE_SAME,   /* nobody changed it, or both alike */
    MERGE_MINE,   /* only mine is other than the base */
    MERGE_THEIRS, /* only theirs is */
    MERGE_CLASH   /* both, and not alike */
};

struct merge_row {
    enum merge_how how;
    const struct marc_field *base, *mine, *theirs; /* NULL: not there */
};
struct merge_rows {
    struct merge_row *item; /* in the order of tags */
    size_t n, cap;
};

/* Without computed numbers in the leader. */
void marc_plain_leader(char leader[24]);

/* Every field of the three. The fields are in `a`. ERR_LIMIT over MARC_MERGE_FIELDS_MAX in one. */
MUST enum err marc_merge_rows(const struct marc *base, const struct marc *mine,
                              const struct marc *theirs, struct arena *a, struct merge_rows *ret);

/* Two states only: mine and theirs of the rows; how is MERGE_SAME or MERGE_CLASH. */
MUST enum err marc_compare_rows(const struct marc *mine, const struct marc *theirs, struct arena *a,
                                struct merge_rows *ret);

/* Mine with what is chosen of theirs: pick[i] is 'm', 't' or anything else for what goes by itself
 * (theirs where only they changed it, else mine). NULL: all by themselves. The order is mine; what
 * theirs adds comes after the last field with a tag not above its own. */
void marc_merge(const struct merge_rows *rows, const char *pick, const struct marc *mine,
                struct arena *a, struct marc *ret);

#endif
