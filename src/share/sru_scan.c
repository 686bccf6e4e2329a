/* sru_scan.c -- scan: the headings of the catalogue from a term on. */
#include "base/checked.h"
#include "catalog/browse.h"
#include "record/xml_write.h"
#include "share/sru_internal.h"

/* Which list an index is; false: it has none. */
static bool kind_of(struct str index, enum heading_kind *ret)
{
    static const struct {
        const char *name;
        enum heading_kind kind;
    } list[] = {
        {"title", HEADING_TITLE},         {"judul", HEADING_TITLE},
        {"serverchoice", HEADING_TITLE},  {"anywhere", HEADING_TITLE},
        {"author", HEADING_AUTHOR},       {"creator", HEADING_AUTHOR},
        {"contributor", HEADING_AUTHOR},  {"name", HEADING_AUTHOR},
        {"personalname", HEADING_AUTHOR}, {"pengarang", HEADING_AUTHOR},
        {"subject", HEADING_SUBJECT},     {"topicalsubject", HEADING_SUBJECT},
        {"subjek", HEADING_SUBJECT},      {"series", HEADING_SERIES},
        {"seriestitle", HEADING_SERIES},  {"call", HEADING_CALL},
        {"callnumber", HEADING_CALL},
    };
    static const char *const sets[] = {"dc", "bath", "cql", "srw"};
    size_t dot = str_find_char(index, '.', 0);
    bool known = dot == index.n;
    for (size_t i = 0; i < COUNT(sets) && !known; i++)
        known = str_eq_nocase(str_slice(index, 0, dot), str_of(sets[i]));
    struct str name = dot == index.n ? index : str_slice(index, dot + 1, index.n);
    for (size_t i = 0; i < COUNT(list) && known; i++) {
        if (!str_eq_nocase(name, str_of(list[i].name))) continue;
        *ret = list[i].kind;
        return true;
    }
    *ret = HEADING_TITLE;
    return index.n == 0;
}

/* A clause is one of CQL; ^, * and the kind of relation make no difference to a list. */
static bool read_clause(struct sru *s, enum heading_kind *ret_kind, struct str *ret_term)
{
    struct cql_query q;
    struct cql_problem p = {0};
    if (cql_parse(s->ask.scan_clause, s->mem, &q, &p.fault, &p.at)) {
        s->fault = sru_fault_of_cql(&p, s->ask.scan_clause);
        return false;
    }
    if (q.root->kind != CQL_CLAUSE || q.sort.index.n) {
        s->fault = (struct sru_fault){48, s->ask.scan_clause};
        return false;
    }
    if (!kind_of(q.root->index, ret_kind)) {
        p = (struct cql_problem){.refusal = CQL_NO_SUCH_INDEX, .what = q.root->index};
        s->fault = sru_fault_of_cql(&p, s->ask.scan_clause);
        return false;
    }
    *ret_term = q.root->term;
    return true;
}

struct terms {
    struct browse_row *item;
    size_t n, cap;
    bool first, last; /* the list begins or ends with them */
};

/* Headings without titles are forms of authority files: nothing is found under them. Whether there
 * are more in the page than were wanted. */
static bool add_terms(struct sru *s, const struct browse_page *page, size_t limit, struct str but,
                      struct terms *to)
{
    for (size_t i = 0; i < page->n; i++) {
        if (!page->item[i].titles || str_eq(page->item[i].sort, but)) continue;
        if (!limit--) return true;
        VEC_PUSH(s->mem, to, page->item[i]);
    }
    return false;
}

/* Some more than wanted are read, for those that are left out. */
static enum err read_page(struct sru *s, struct browse_request *rq, size_t want,
                          struct browse_page *ret)
{
    static const struct actor anybody = {.kind = ACTOR_STRANGER};
    *ret = (struct browse_page){0};
    rq->limit = MIN(want + want / 2 + 5, (size_t)BROWSE_LIMIT_MAX);
    return browse_run(s->db, s->site.index, &anybody, rq, s->mem, ret);
}

/* The last `want` headings before the place. */
static enum err read_before(struct sru *s, struct browse_request *rq, size_t want, struct terms *to)
{
    struct browse_page page = {0};
    rq->backward = true;
    enum err e = read_page(s, rq, want, &page);
    rq->backward = false;
    (void)add_terms(s, &page, page.n, STR("\xFF"), to);
    size_t skip = to->n > want ? to->n - want : 0;
    to->item += skip;
    to->n -= skip;
    to->cap -= skip;
    to->first = !page.before && !skip;
    return e;
}

/* Some before the place, then as many as are wanted from it on; at position 0 the term itself is
 * passed over. */
static enum err read_terms(struct sru *s, enum heading_kind kind, struct str term,
                           struct terms *ret)
{
    struct browse_request rq = {.kind = kind};
    struct browse_page page = {0};
    size_t before = s->ask.position ? (size_t)s->ask.position - 1 : 0, want = (size_t)s->ask.terms;
    rq.from.sort = heading_sort(s->mem, kind, term, (struct str){0});
    struct str but = s->ask.position ? (struct str){0} : rq.from.sort;
    enum err e = before ? read_before(s, &rq, before, ret) : OK;
    size_t rest = want > ret->n ? want - ret->n : 0;
    ret->n = MIN(ret->n, want);
    if (e || !rest) return e;
    e = read_page(s, &rq, rest, &page);
    ret->last = !add_terms(s, &page, rest, but, ret) && !page.after;
    if (!before) ret->first = !page.before && !but.n;
    return e;
}

/* Nothing stands between terms: YAZ counts white space as one. */
static void add_term(const struct browse_row *r, const char *where, struct buf *to)
{
    buf_add(to, STR("<zs:term>"));
    xml_element(to, "zs:value", r->text);
    sru_number(to, "numberOfRecords", (uint64_t)r->titles);
    if (where) buf_printf(to, "<zs:whereInList>%s</zs:whereInList>", where);
    buf_add(to, STR("</zs:term>"));
}

void sru_scan(struct sru *s, struct buf *to)
{
    enum heading_kind kind = HEADING_TITLE;
    struct str term = {0};
    struct terms list = {0};
    if (s->ask.position > s->ask.terms + 1) {
        s->fault = (struct sru_fault){
            120, arena_printf(s->mem, "%llu", (unsigned long long)s->ask.position)};
        return;
    }
    if (!read_clause(s, &kind, &term)) return;
    if (!sru_can_find(s)) return;
    enum err e = read_terms(s, kind, term, &list);
    if (e) {
        s->fault = sru_fault_of(s, e, s->ask.scan_clause);
        return;
    }
    sru_open(s, "scanResponse", to);
    if (list.n) buf_add(to, STR("<zs:terms>"));
    for (size_t i = 0; i < list.n; i++) {
        bool first = i == 0 && list.first, last = i + 1 == list.n && list.last;
        add_term(&list.item[i],
                 first && last ? "only"
                 : first       ? "first"
                 : last        ? "last"
                               : NULL,
                 to);
    }
    if (list.n) buf_add(to, STR("</zs:terms>\n"));
    buf_add(to, STR("</zs:scanResponse>\n"));
}
