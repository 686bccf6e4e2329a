/* marc_rules_table.h -- what tool/marc21.awk makes of marc21/bibliographic.txt. */
#ifndef RECORD_MARC_RULES_TABLE_H
#define RECORD_MARC_RULES_TABLE_H

#include "record/marc_rules.h"

extern const struct marc_rule marc_rule_table[]; /* in the order of tags */
extern const size_t marc_rule_table_n;
extern const struct marc_position marc_position_table[];
extern const size_t marc_position_table_n;
extern const char marc_countries[], marc_languages[]; /* " af alu ... " */

#endif
