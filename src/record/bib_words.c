/* bib_words.c -- see bib_words.h. */
#include "record/bib_words.h"

#include "base/checked.h"

static const char *const statuses[] = {
    [ITEM_UNSTATED] = "unstated", [ITEM_AVAILABLE] = "available",
    [ITEM_ON_LOAN] = "on-loan",   [ITEM_NOT_FOR_LOAN] = "not-for-loan",
    [ITEM_REPAIR] = "repair",     [ITEM_MISSING] = "missing",
    [ITEM_ON_ORDER] = "on-order", [ITEM_HIDDEN] = "hidden",
};
static const char *const roles[] = {
    [ROLE_AUTHOR] = "author",           [ROLE_EDITOR] = "editor",
    [ROLE_TRANSLATOR] = "translator",   [ROLE_ILLUSTRATOR] = "illustrator",
    [ROLE_CONTRIBUTOR] = "contributor",
};

static bool find(const char *const *list, size_t n, struct str name, size_t *ret)
{
    for (*ret = 0; *ret < n; ++*ret)
        if (str_eq(name, str_of(list[*ret]))) return true;
    return false;
}

const char *item_status_name(enum item_status s)
{
    return statuses[s];
}

bool item_status_parse(struct str name, enum item_status *ret)
{
    size_t i = 0;
    bool found = find(statuses, COUNT(statuses), name, &i);
    if (found) *ret = (enum item_status)i;
    return found;
}

const char *name_role_name(enum name_role r)
{
    return roles[r];
}

bool name_role_parse(struct str name, enum name_role *ret)
{
    size_t i = 0;
    bool found = find(roles, COUNT(roles), name, &i);
    if (found) *ret = (enum name_role)i;
    return found;
}
