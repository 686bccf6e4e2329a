/* session_sets.c -- the result sets of a session, by name. */
#include <string.h>

#include "z3950/session_internal.h"

enum { VALUE_MAX = 4000 };

void set_value(struct buf *to, struct str value)
{
    if (!to->max) *to = BUF(VALUE_MAX);
    buf_clear(to);
    buf_add(to, value);
}

static void release(struct result_set *set)
{
    buf_release(&set->name);
    buf_release(&set->cql);
    buf_release(&set->order);
    buf_release(&set->database);
}

struct result_set *sets_find(struct session *s, struct str name)
{
    for (size_t i = 0; i < s->sets; i++)
        if (str_eq(buf_str(&s->set[i].name), name)) return &s->set[i];
    return NULL;
}

void sets_remove(struct session *s, struct result_set *set)
{
    size_t at = (size_t)(set - s->set);
    page_forget(s);
    release(set);
    s->sets--;
    memmove(set, set + 1, (s->sets - at) * sizeof *set);
}

struct result_set *sets_make(struct session *s, struct str name)
{
    struct result_set *old = sets_find(s, name);
    if (old) sets_remove(s, old);
    if (s->sets == SESSION_SETS_MAX) return NULL;
    struct result_set *set = &s->set[s->sets++];
    *set = (struct result_set){0};
    set_value(&set->name, name);
    return set;
}

void sets_clear(struct session *s)
{
    for (size_t i = 0; i < s->sets; i++) release(&s->set[i]);
    s->sets = 0;
    page_forget(s);
}
