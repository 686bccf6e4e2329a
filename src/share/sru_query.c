/* sru_query.c -- faults of queries as diagnostics, and orders. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "index/damage.h"
#include "share/sru_internal.h"

/* ---- faults ---- */

static int number_of_syntax(enum cql_fault f)
{
    switch (f) {
    case CQL_TOO_LONG: return 12;
    case CQL_TOO_MANY: return 38;
    case CQL_TOO_DEEP:
    case CQL_NO_PARENTHESIS: return 13;
    case CQL_NO_QUOTE: return 14;
    case CQL_FINE:
    case CQL_BAD_BYTE:
    case CQL_NO_TERM:
    case CQL_NO_END:
    case CQL_NO_MODIFIER:
    case CQL_BAD_PREFIX: break;
    }
    return 10;
}

/* "xyz.title": a set we do not know; "dc.xyz": an index of a set we know. */
static int number_of_index(struct str name)
{
    static const char *const sets[] = {"cql", "srw", "dc", "bath", "rec"};
    size_t dot = str_find_char(name, '.', 0);
    if (dot == name.n) return 16;
    for (size_t i = 0; i < COUNT(sets); i++)
        if (str_eq_nocase(str_slice(name, 0, dot), str_of(sets[i]))) return 16;
    return 15;
}

static bool is_relation(struct str r)
{
    static const char *const list[] = {
        "=", "==", "<", "<=", ">", ">=", "<>", "adj", "all", "any", "exact", "within"};
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_eq_nocase(r, str_of(list[i]))) return true;
    return false;
}

static int number_of_meaning(const struct cql_problem *p)
{
    switch (p->refusal) {
    case CQL_NO_SUCH_INDEX: return number_of_index(p->what);
    case CQL_NO_SUCH_RELATION: return is_relation(p->what) ? 22 : 19;
    case CQL_NO_SUCH_MODIFIER: return 20;
    case CQL_NO_SUCH_BOOLEAN_MODIFIER: return 46;
    case CQL_BAD_VALUE: return p->what.n ? 36 : 27;
    case CQL_BAD_MASK: return str_find_char(p->what, '^', 0) < p->what.n ? 32 : 49;
    case CQL_NO_WORD: return p->what.n ? 36 : 27;
    case CQL_ONLY_RESTRICTS: return 48;
    case CQL_BAD_PROXIMITY: return 39;
    case CQL_NO_SUCH_ORDER: return 88;
    case CQL_UNDERSTOOD: break;
    }
    return 10;
}

/* What it is about in the words of who asked: the part named, else what stands at the place. */
struct sru_fault sru_fault_of_cql(const struct cql_problem *p, struct str query)
{
    enum { SHOWN = 200 };
    struct str part = p->what;
    if (!part.n) part = str_slice(query, p->at, query.n);
    return (struct sru_fault){p->fault ? number_of_syntax(p->fault) : number_of_meaning(p),
                              str_slice(part, 0, SHOWN)};
}

struct sru_fault sru_fault_of(struct sru *s, enum err e, struct str what)
{
    switch (e) {
    case ERR_ARG: return (struct sru_fault){36, what};
    case ERR_LIMIT: return (struct sru_fault){38, what};
    case ERR_BUSY:
    case ERR_INTERRUPTED:
    case ERR_VERSION:
    case ERR_DAMAGED:
    case ERR_FULL: s->reply->busy = true; return (struct sru_fault){2, {0}};
    default: s->reply->broken = e; return (struct sru_fault){1, {0}};
    }
}

bool sru_can_find(struct sru *s)
{
    struct index_wholeness w = {0};
    enum err e = s->site.index ? index_wholeness(s->site.index, &w) : ERR_BUSY;
    if (!e && w.applied < w.whole) e = ERR_BUSY;
    if (e) s->fault = sru_fault_of(s, e, (struct str){0});
    return !e;
}

/* ---- orders ---- */

/* "title", "dc.title", "/title": what a path ends with. */
static struct str last_of(struct str path)
{
    size_t from = path.n;
    while (from && path.p[from - 1] != '.' && path.p[from - 1] != '/') from--;
    return str_slice(path, from, path.n);
}

static bool order_of(struct str path, bool ascending, enum index_sort *ret)
{
    static const struct {
        const char *name;
        enum index_sort up, down;
    } list[] = {
        {"title", INDEX_BY_TITLE, INDEX_BY_TITLE_DOWN},
        {"author", INDEX_BY_AUTHOR, INDEX_BY_AUTHOR_DOWN},
        {"creator", INDEX_BY_AUTHOR, INDEX_BY_AUTHOR_DOWN},
        {"name", INDEX_BY_AUTHOR, INDEX_BY_AUTHOR_DOWN},
        {"date", INDEX_BY_OLDEST, INDEX_BY_NEWEST},
        {"year", INDEX_BY_OLDEST, INDEX_BY_NEWEST},
        {"relevance", INDEX_BY_RELEVANCE, INDEX_BY_RELEVANCE},
        {"added", INDEX_BY_NUMBER, INDEX_BY_ADDED},
    };
    for (size_t i = 0; i < COUNT(list); i++) {
        if (!str_eq_nocase(last_of(path), str_of(list[i].name))) continue;
        *ret = ascending ? list[i].up : list[i].down;
        return true;
    }
    return false;
}

struct sru_fault sru_read_sort(struct str keys, enum index_sort *ret)
{
    struct str rest = keys, key, path, schema, direction = {0};
    if (!str_split(&rest, ' ', &key)) return (struct sru_fault){0};
    rest = key;
    if (!str_split(&rest, ',', &path)) return (struct sru_fault){0};
    bool more = str_split(&rest, ',', &schema);
    if (more && !str_split(&rest, ',', &direction)) direction = (struct str){0};
    bool up = !direction.n || str_eq(direction, STR("1")) || str_eq(direction, STR("true"));
    if (!up && !str_eq(direction, STR("0")) && !str_eq(direction, STR("false")))
        return (struct sru_fault){90, direction};
    if (!order_of(path, up, ret)) return (struct sru_fault){88, path};
    return (struct sru_fault){0};
}

/* ---- one record ---- */

bool sru_query_is_id(struct str query, struct arena *a, int64_t *ret)
{
    struct cql_query q;
    enum cql_fault fault;
    size_t at;
    if (cql_parse(query, a, &q, &fault, &at) || q.root->kind != CQL_CLAUSE) return false;
    const struct cql_node *c = q.root;
    bool index =
        str_eq_nocase(c->index, STR("rec.id")) || str_eq_nocase(c->index, STR("rec.identifier"));
    bool equal = str_eq(c->relation, STR("=")) || str_eq(c->relation, STR("==")) ||
                 str_eq_nocase(c->relation, STR("exact"));
    if (!index || !equal) return false;
    if (title_id_read(str_trim(c->term), ret)) *ret = 0;
    return true;
}
