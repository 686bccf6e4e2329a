/* thesaurus_table.h -- thesaurus/id-en.txt as a string; made by tool/thesaurus.awk. */
#ifndef TEXT_THESAURUS_TABLE_H
#define TEXT_THESAURUS_TABLE_H

#include <stddef.h>

extern const char thesaurus_text[];
extern const size_t thesaurus_text_n;

#endif
