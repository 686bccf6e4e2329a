/* json_write.c -- see json_write.h. */
#include "record/json_write.h"

static void comma(struct json_out *j)
{
    if (j->more) buf_add_char(j->to, ',');
    j->more = true;
}

void json_begin(struct json_out *j, char bracket)
{
    comma(j);
    buf_add_char(j->to, bracket);
    j->more = false;
}

void json_end(struct json_out *j, char bracket)
{
    buf_add_char(j->to, bracket);
    j->more = true;
}

void json_key(struct json_out *j, const char *key)
{
    comma(j);
    buf_add_json(j->to, str_of(key));
    buf_add_char(j->to, ':');
    j->more = false;
}

void json_add_text(struct json_out *j, struct str value)
{
    comma(j);
    buf_add_json(j->to, value);
}

void json_add_number(struct json_out *j, int64_t value)
{
    comma(j);
    buf_add_i64(j->to, value);
}

void json_add_bool(struct json_out *j, bool value)
{
    comma(j);
    buf_add(j->to, value ? STR("true") : STR("false"));
}

void json_text(struct json_out *j, const char *key, struct str value)
{
    if (!value.n) return;
    json_key(j, key);
    json_add_text(j, value);
}

void json_texts(struct json_out *j, const char *key, const struct strs *list)
{
    if (!list->n) return;
    json_key(j, key);
    json_begin(j, '[');
    for (size_t i = 0; i < list->n; i++) json_add_text(j, list->item[i]);
    json_end(j, ']');
}

void json_count(struct json_out *j, const char *key, int64_t value)
{
    if (!value) return;
    json_key(j, key);
    json_add_number(j, value);
}
