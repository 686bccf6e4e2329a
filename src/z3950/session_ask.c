/* session_ask.c -- questions to the core: the query part of an address of SRU 1.2. */
#include "z3950/session_internal.h"

#include "base/ascii.h"

static void add_escaped(struct buf *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = ascii_is_letter(c) || ascii_is_digit(c) || c == '.' || c == '-' || c == '_';
        if (plain)
            buf_add_char(to, (char)c);
        else
            buf_printf(to, "%%%02X", c);
    }
}

void ask_records(struct session *s, const struct result_set *set, const char *schema, int64_t first,
                 int64_t n)
{
    buf_clear(&s->question);
    buf_add(&s->question, STR("operation=searchRetrieve&version=1.2&query="));
    add_escaped(&s->question, buf_str(&set->cql));
    add_escaped(&s->question, buf_str(&set->order));
    if (set->ranked) buf_add(&s->question, STR("&sortKeys=relevance"));
    buf_printf(&s->question, "&startRecord=%lld&maximumRecords=%lld&recordSchema=%s",
               (long long)first, (long long)n, schema);
}

void ask_scan(struct session *s, struct str clause, int64_t position, int64_t n)
{
    buf_clear(&s->question);
    buf_add(&s->question, STR("operation=scan&version=1.2&scanClause="));
    add_escaped(&s->question, clause);
    buf_printf(&s->question, "&responsePosition=%lld&maximumTerms=%lld", (long long)position,
               (long long)n);
}
