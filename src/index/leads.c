/* leads.c -- the keys by which a value is found while it is being typed. */
#include "base/checked.h"
#include "index/internal.h"
#include "text/words.h"

size_t lead_keys(struct arena *a, struct str value, size_t max, struct str ret[LEADS_MAX])
{
    struct str key = words_key(a, value);
    size_t n = 0;
    for (size_t at = 0; n < max && at < key.n;) {
        struct str part[] = {str_slice(key, at, key.n), str_slice(key, 0, at ? at - 1 : 0)};
        ret[n++] = str_slice(arena_join(a, part, 2, STR(" ")), 0, LEAD_BYTES);
        at = str_find_char(key, ' ', at) + 1;
    }
    return n;
}
