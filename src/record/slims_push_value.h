/* slims_push_value.h -- values as PHP writes them: what both parts of reading a push share. Inside
 * the record room only. */
#ifndef RECORD_SLIMS_PUSH_VALUE_H
#define RECORD_SLIMS_PUSH_VALUE_H

#include "record/json.h"

/* A string, or a number as it is written; of anything else, which is passed over, nothing. */
bool slims_push_text(struct json *j, struct str *ret);

/* Enters an array, or an object in its place. False, and nothing is read, when it is neither. */
bool slims_push_open(struct json *j, bool *ret_in_object);

/* Loops as json_member and json_element do; the key of an array's element is empty. */
bool slims_push_list(struct json *j, bool *in_object, bool *first, struct str *ret_key);

/* 1 to SLIMS_PUSH_NUMBER_MAX; 0 when it is no such number. */
int64_t slims_push_number(struct str text);

#endif
