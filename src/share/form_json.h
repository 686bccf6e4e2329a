/* form_json.h -- the parts of a title in JSON. Inside the share room only. */
#ifndef SHARE_FORM_JSON_H
#define SHARE_FORM_JSON_H

#include "catalog/title.h"
#include "record/json_write.h"

/* Members of an object that is open: its id, its page, its description; and "holdings". */
void json_title(struct json_out *j, const struct title_view *v, struct str base, struct arena *a);
void json_holdings(struct json_out *j, const struct title_view *v, struct str base,
                   struct arena *a);

#endif
