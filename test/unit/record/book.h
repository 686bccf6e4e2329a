/* book.h -- workbooks for tests, made of the XML of their parts. */
#ifndef TEST_RECORD_BOOK_H
#define TEST_RECORD_BOOK_H

#include "record/xlsx.h"

struct book_part {
    const char *name;
    struct str bytes;
    bool stored;
};

/* A ZIP archive of them. */
struct str archive_of(struct arena *a, const struct book_part *part, size_t n);

/* A workbook of one sheet: what stands inside <sheetData>, behind it (merges), in <sst> and in
 * <styleSheet>. Any may be NULL. */
struct book {
    const char *rows, *behind, *strings, *styles, *settings;
};
struct str book_of(struct arena *a, struct book b);

/* The rows of the fullest sheet: "1[a|b] 3[c]", then "!reason" when it ends early. */
struct str book_rows(struct arena *a, struct str file);

/* A sink that collects: pass a struct buf. */
enum err collect(void *ctx, struct str bytes);

#endif
