/* words.c -- thesaurus.txt of the data folder, and what is wrong with it. */
#include "cmd/words.h"

#include "catalog/subject_words.h"

static enum msg reason_of(enum thesaurus_fault f)
{
    switch (f) {
    case THESAURUS_FINE:
    case THESAURUS_TOO_LONG: break;
    case THESAURUS_NOT_UTF8: return MSG_thesaurus_not_utf8;
    case THESAURUS_NO_EQUALS: return MSG_thesaurus_no_equals;
    case THESAURUS_EMPTY_TERM: return MSG_thesaurus_empty_term;
    case THESAURUS_TOO_MANY: return MSG_thesaurus_too_many;
    }
    return MSG_thesaurus_too_long;
}

bool words_load(struct run *r, const char *dir, const struct thesaurus **ret)
{
    enum thesaurus_fault fault;
    int line = 0;
    enum err e = subject_words_load(dir, r->mem, ret, &fault, &line);
    if (e == ERR_FORMAT)
        say2(r, MSG_cmd_thesaurus, arena_printf(r->mem, "thesaurus.txt:%d", line),
             msg_text(r->mem, r->lang, reason_of(fault), NULL, 0));
    else if (e)
        fail_with(r, e, MSG_cmd_no_file, STR("thesaurus.txt"));
    return e == OK;
}
