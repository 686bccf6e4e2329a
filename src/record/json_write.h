/* json_write.h -- writing JSON (RFC 8259) member by member: commas and quotes come by themselves.
 */
#ifndef RECORD_JSON_WRITE_H
#define RECORD_JSON_WRITE_H

#include "base/buf.h"

struct json_out {
    struct buf *to;
    bool more; /* something stands before the next member */
};

void json_begin(struct json_out *j, char bracket); /* '{' or '[' */
void json_end(struct json_out *j, char bracket);   /* '}' or ']' */
void json_key(struct json_out *j, const char *key);

void json_add_text(struct json_out *j, struct str value);
void json_add_number(struct json_out *j, int64_t value);
void json_add_bool(struct json_out *j, bool value);

/* "key": value; nothing when the text is empty, the list is, or the number is 0. */
void json_text(struct json_out *j, const char *key, struct str value);
void json_texts(struct json_out *j, const char *key, const struct strs *list);
void json_count(struct json_out *j, const char *key, int64_t value);

#endif
