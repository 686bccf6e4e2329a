/* query_cql.c -- CQL trees as query trees: query_cql.h. */
#include "catalog/query_cql.h"

#include "base/checked.h"
#include "catalog/query_names.h"
#include "catalog/query_nodes.h"
#include "text/words.h"

enum { DISTANCE_MAX = 50 };

struct mapping {
    struct arena *mem;
    struct search_filters *filters;
    struct cql_problem problem;
    unsigned conditions; /* a bit per enum query_sort that was said already */
};

/* Names of the sets dc, bath and cql, and what they are in query_names.c. */
static const struct {
    const char *set, *name, *ours;
} others[] = {
    {"dc", "creator", "author"},
    {"dc", "contributor", "author"},
    {"dc", "editor", "author"},
    {"dc", "resourcetype", "format"},
    {"dc", "resourceidentifier", "identifier"},
    {"dc", "description", "notes"},
    {"dc", "date", "year"},
    {"dc", "type", "format"},
    {"dc", "identifier", "identifier"},
    {"bath", "name", "author"},
    {"bath", "personalname", "author"},
    {"bath", "corporatename", "author"},
    {"bath", "conferencename", "author"},
    {"bath", "keytitle", "title"},
    {"bath", "uniformtitle", "title"},
    {"bath", "seriestitle", "series"},
    {"bath", "standardidentifier", "identifier"},
    {"bath", "date", "year"},
    {"bath", "topicalsubject", "subject"},
    {"bath", "geographicname", "subject"},
    {"bath", "genreform", "subject"},
    {"bath", "personalauthor", "author"},
    {"bath", "corporateauthor", "author"},
    {"bath", "conferenceauthor", "author"},
    {"bath", "possessinginstitution", "library"},
    {"bath", "lccn", "number"},
    {"bath", "remotesystemnumber", "number"},
    {"cql", "serverchoice", "any"},
    {"cql", "anywhere", "any"},
    {"cql", "anyindexes", "any"},
    {"cql", "keywords", "any"},
    {"cql", "allindexes", "any"},
    {"cql", "allrecords", "allrecords"},
    {"srw", "serverchoice", "any"}, /* of CQL 1.0 and 1.1 */
    {"srw", "anywhere", "any"},
    {"srw", "allrecords", "allrecords"},
};

static const struct query_name all_records = {"allrecords", INDEX_ANY, QUERY_WORDS};
static const struct query_name identifier = {"identifier", INDEX_NUMBER, QUERY_WORDS};

static struct index_node *refuse(struct mapping *m, enum cql_refusal r, size_t at, struct str what)
{
    if (!m->problem.refusal) m->problem = (struct cql_problem){CQL_FINE, r, at, what};
    return NULL;
}

static struct str small(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 'a' - 'A') : s.p[i];
    return (struct str){p, s.n};
}

static const struct query_name *ours(struct str name)
{
    if (str_eq(name, STR("identifier"))) return &identifier;
    return str_eq(name, STR("allrecords")) ? &all_records : query_name_of(name);
}

/* "dc.creator", "creator", "judul"; sets we do not know have no names. */
static const struct query_name *name_of(struct mapping *m, struct str index)
{
    struct str whole = small(m->mem, index), set = {0};
    if (!whole.n) return query_name_of(STR("any"));
    size_t dot = str_find_char(whole, '.', 0);
    struct str name = dot < whole.n ? str_slice(whole, dot + 1, whole.n) : whole;
    if (dot < whole.n) set = str_slice(whole, 0, dot);
    for (size_t i = 0; i < COUNT(others); i++)
        if ((!set.n || str_eq(set, str_of(others[i].set))) && str_eq(name, str_of(others[i].name)))
            return ours(str_of(others[i].ours));
    bool known = !set.n || str_eq(set, STR("dc")) || str_eq(set, STR("bath"));
    return known ? query_name_of(name) : NULL;
}

/* ---- terms ---- */

static size_t count_masks(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '*' || s.p[i] == '?' || s.p[i] == '^';
    return n;
}

static bool may_be_whole(enum index_field f)
{
    return f == INDEX_ANY || f == INDEX_TITLE || f == INDEX_AUTHOR || f == INDEX_SUBJECT ||
           f == INDEX_SERIES || f == INDEX_CALL;
}

/* One phrase or word, with its masks; an identifier is an ISBN, an ISSN or another number. */
static struct index_node *phrase(struct mapping *m, const struct cql_node *c,
                                 const struct query_name *name, struct str text, bool exact)
{
    bool start = str_starts(text, STR("^")), end = text.n > 1 && str_ends(text, STR("^"));
    struct str bare = str_slice(text, start, text.n - end);
    bool prefix = bare.n > 1 && str_ends(bare, STR("*"));
    bare = str_slice(bare, 0, bare.n - prefix);
    bool edge = start || end;
    if (count_masks(bare) || (end && (!start || prefix)) || (edge && !may_be_whole(name->field)))
        return refuse(m, CQL_BAD_MASK, c->term_at, text);
    enum index_field field = name == &identifier && !prefix ? INDEX_ANY : name->field;
    struct index_node *node = query_number_or_term(m->mem, field, bare);
    if (!node) return refuse(m, CQL_NO_WORD, c->term_at, text);
    if (name == &identifier && node->op == INDEX_TERM) node->field = INDEX_NUMBER;
    if (node->op != INDEX_TERM) return node;
    node->prefix = prefix;
    node->start = start && !end;
    node->whole = (start && end) || (exact && may_be_whole(name->field) && !prefix && !start);
    node->plain = exact || start || str_find_char(bare, ' ', 0) < bare.n;
    return node;
}

static struct index_node *words(struct mapping *m, const struct cql_node *c,
                                const struct query_name *name, enum index_op op)
{
    struct node_list list = {0};
    struct str rest = str_trim(c->term), one;
    while (!m->problem.refusal && str_split(&rest, ' ', &one)) {
        if (!query_has_word(m->mem, one)) continue;
        struct index_node *node = phrase(m, c, name, one, false);
        if (list.n == SEARCH_TERMS_MAX) return refuse(m, CQL_BAD_VALUE, c->term_at, one);
        if (node) VEC_PUSH(m->mem, &list, node);
    }
    if (m->problem.refusal) return NULL;
    if (!list.n) return refuse(m, CQL_NO_WORD, c->term_at, c->term);
    return query_group(m->mem, op, list);
}

/* ---- conditions ---- */

/* The range a relation makes of a number, as "from-to". */
static struct str range_of(struct mapping *m, const struct cql_node *c)
{
    struct str r = c->relation, term = str_trim(c->term);
    uint64_t n = 0;
    if (!r.n || str_eq(r, STR("=")) || str_eq(r, STR("=="))) return term;
    if (str_eq_nocase(r, STR("within"))) {
        struct str from = term, to = {0};
        size_t blank = str_find_char(term, ' ', 0);
        from = str_slice(term, 0, blank);
        to = str_trim(str_slice(term, blank, term.n));
        return arena_join(m->mem, (struct str[]){from, to}, 2, STR("-"));
    }
    if (str_to_u64(term, &n) || n > 9998) return (struct str){0};
    int at = (int)n;
    if (str_eq(r, STR("<"))) return arena_printf(m->mem, "-%d", at - 1);
    if (str_eq(r, STR("<="))) return arena_printf(m->mem, "-%d", at);
    if (str_eq(r, STR(">"))) return arena_printf(m->mem, "%d-", at + 1);
    return arena_printf(m->mem, "%d-", at);
}

/* Classes have three digits; open ranges end at 000 and 999. */
static struct str class_range(struct mapping *m, const struct cql_node *c)
{
    struct str range = range_of(m, c);
    if (!c->relation.n || c->relation.p[0] == '=') return range;
    size_t dash = str_find_char(range, '-', 0);
    struct str from = str_slice(range, 0, dash), to = str_slice(range, dash + 1, range.n);
    uint64_t low = 0, high = 999;
    if ((from.n && str_to_u64(from, &low)) || (to.n && str_to_u64(to, &high)) || low > 999)
        return (struct str){0};
    return arena_printf(m->mem, "%03d-%03d", (int)low, (int)MIN(high, (uint64_t)999));
}

static bool compares(struct str relation)
{
    static const char *const list[] = {"=", "==", "<", "<=", ">", ">=", "within"};
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_eq_nocase(relation, str_of(list[i]))) return true;
    return relation.n == 0;
}

static bool take_condition(struct mapping *m, const struct cql_node *c, enum query_sort sort)
{
    switch (sort) {
    case QUERY_YEAR: return query_years(range_of(m, c), m->filters);
    case QUERY_LANGUAGE: return query_language(m->mem, c->term, m->filters);
    case QUERY_FORMAT: return query_format(m->mem, c->term, m->filters);
    case QUERY_LIBRARY: return query_library(m->mem, c->term, m->filters);
    case QUERY_WORDS:
    case QUERY_CLASS: break;
    }
    return false;
}

static void condition(struct mapping *m, const struct cql_node *c, enum query_sort sort, bool above)
{
    unsigned bit = sort == QUERY_YEAR ? 0 : 1u << sort;
    bool equal = !c->relation.n || c->relation.p[0] == '=';
    if (!above || (m->conditions & bit))
        refuse(m, CQL_ONLY_RESTRICTS, c->at, c->index);
    else if (sort == QUERY_YEAR ? !compares(c->relation) : !equal)
        refuse(m, CQL_NO_SUCH_RELATION, c->relation_at, c->relation);
    else if (!take_condition(m, c, sort))
        refuse(m, CQL_BAD_VALUE, c->term_at, c->term);
    m->conditions |= bit;
}

/* ---- clauses ---- */

static bool modifiers_fit(struct mapping *m, const struct cql_node *c)
{
    static const char *const fine[] = {"relevant", "word",       "string",       "masked",
                                       "stem",     "ignorecase", "ignoreaccents"};
    for (size_t i = 0; i < c->n_modifiers; i++) {
        struct str name = small(m->mem, c->modifier[i].name);
        bool found = false;
        if (str_starts(name, STR("cql."))) name = str_slice(name, 4, name.n);
        for (size_t k = 0; k < COUNT(fine) && !found; k++) found = str_eq(name, str_of(fine[k]));
        if (!found) refuse(m, CQL_NO_SUCH_MODIFIER, c->modifier[i].at, c->modifier[i].name);
        if (!found) return false;
    }
    return true;
}

static struct index_node *class_clause(struct mapping *m, const struct cql_node *c)
{
    if (!compares(c->relation)) return refuse(m, CQL_NO_SUCH_RELATION, c->relation_at, c->relation);
    struct index_node *node = query_class(m->mem, class_range(m, c));
    return node ? node : refuse(m, CQL_BAD_VALUE, c->term_at, c->term);
}

static struct index_node *clause(struct mapping *m, const struct cql_node *c, bool above)
{
    const struct query_name *name = name_of(m, c->index);
    struct str r = c->relation;
    if (!name) return refuse(m, CQL_NO_SUCH_INDEX, c->at, c->index);
    if (!modifiers_fit(m, c)) return NULL;
    if (name->sort >= QUERY_YEAR) {
        condition(m, c, name->sort, above);
        return NULL;
    }
    if (name == &all_records) return above ? NULL : refuse(m, CQL_ONLY_RESTRICTS, c->at, c->index);
    if (name->sort == QUERY_CLASS) return class_clause(m, c);
    if (!r.n || str_eq(r, STR("=")) || str_eq_nocase(r, STR("adj")))
        return phrase(m, c, name, str_trim(c->term), false);
    if (str_eq(r, STR("==")) || str_eq_nocase(r, STR("exact")))
        return phrase(m, c, name, str_trim(c->term), true);
    if (str_eq_nocase(r, STR("all"))) return words(m, c, name, INDEX_AND);
    if (str_eq_nocase(r, STR("any"))) return words(m, c, name, INDEX_OR);
    return refuse(m, CQL_NO_SUCH_RELATION, c->relation_at, r);
}

/* ---- booleans ---- */

/* distance counts steps: neighbours are 1 apart, with no word between them. */
static bool read_proximity(struct mapping *m, const struct cql_node *n, int *ret)
{
    *ret = 0;
    for (size_t i = 0; i < n->n_modifiers; i++) {
        const struct cql_modifier *x = &n->modifier[i];
        struct str name = small(m->mem, x->name);
        uint64_t steps = 0;
        bool less = str_eq(x->comparison, STR("<")), at_most = str_eq(x->comparison, STR("<="));
        if (str_eq(name, STR("unordered"))) continue;
        if (str_eq(name, STR("unit")) && str_eq_nocase(x->value, STR("word"))) continue;
        if (str_eq(name, STR("distance")) && (less || at_most) &&
            str_to_u64(x->value, &steps) == OK && steps <= DISTANCE_MAX && steps > less) {
            *ret = (int)steps - 1 - less;
            continue;
        }
        refuse(m, CQL_NO_SUCH_MODIFIER, x->at, x->name);
        return false;
    }
    return true;
}

static bool can_be_near(const struct index_node *n)
{
    return n && n->op == INDEX_TERM && !n->start && !n->whole;
}

static struct index_node *map(struct mapping *m, const struct cql_node *n, bool above);

static struct index_node *proximity(struct mapping *m, const struct cql_node *n)
{
    struct node_list list = {0};
    int distance = 0;
    struct index_node *left = map(m, n->left, false), *right = map(m, n->right, false);
    if (m->problem.refusal || !read_proximity(m, n, &distance)) return NULL;
    if (!can_be_near(left) || !can_be_near(right) || left->field != right->field)
        return refuse(m, CQL_BAD_PROXIMITY, n->at, (struct str){0});
    VEC_PUSH(m->mem, &list, left);
    VEC_PUSH(m->mem, &list, right);
    struct index_node *node = query_group(m->mem, INDEX_NEAR, list);
    node->field = left->field;
    node->distance = distance;
    return node;
}

static struct index_node *map(struct mapping *m, const struct cql_node *n, bool above)
{
    static const enum index_op ops[] = {
        [CQL_AND] = INDEX_AND, [CQL_OR] = INDEX_OR, [CQL_NOT] = INDEX_NOT};
    struct node_list list = {0};
    if (n->kind == CQL_CLAUSE) return clause(m, n, above);
    if (n->kind == CQL_PROX) return proximity(m, n);
    if (n->n_modifiers)
        return refuse(m, CQL_NO_SUCH_BOOLEAN_MODIFIER, n->modifier[0].at, n->modifier[0].name);
    struct index_node *left = map(m, n->left, above && n->kind != CQL_OR);
    struct index_node *right = map(m, n->right, above && n->kind == CQL_AND);
    if (m->problem.refusal) return NULL;
    if (!left && n->kind == CQL_NOT) return refuse(m, CQL_ONLY_RESTRICTS, n->at, STR("not"));
    if (left) VEC_PUSH(m->mem, &list, left);
    if (right) VEC_PUSH(m->mem, &list, right);
    return list.n ? query_group(m->mem, ops[n->kind], list) : NULL;
}

const char *cql_problem_name(const struct cql_problem *p)
{
    static const char *const faults[] = {
        [CQL_FINE] = "",
        [CQL_TOO_LONG] = "too-long",
        [CQL_TOO_MANY] = "too-many",
        [CQL_TOO_DEEP] = "too-deep",
        [CQL_BAD_BYTE] = "bad-byte",
        [CQL_NO_QUOTE] = "no-quote",
        [CQL_NO_PARENTHESIS] = "no-parenthesis",
        [CQL_NO_TERM] = "no-term",
        [CQL_NO_END] = "no-end",
        [CQL_NO_MODIFIER] = "no-modifier",
        [CQL_BAD_PREFIX] = "bad-prefix",
    };
    static const char *const refusals[] = {
        [CQL_UNDERSTOOD] = "",
        [CQL_NO_SUCH_INDEX] = "no-such-index",
        [CQL_NO_SUCH_RELATION] = "no-such-relation",
        [CQL_NO_SUCH_MODIFIER] = "no-such-modifier",
        [CQL_NO_SUCH_BOOLEAN_MODIFIER] = "no-such-modifier",
        [CQL_BAD_VALUE] = "bad-value",
        [CQL_BAD_MASK] = "bad-mask",
        [CQL_NO_WORD] = "no-word",
        [CQL_ONLY_RESTRICTS] = "only-restricts",
        [CQL_BAD_PROXIMITY] = "bad-proximity",
        [CQL_NO_SUCH_ORDER] = "no-such-order",
    };
    return p->fault ? faults[p->fault] : refusals[p->refusal];
}

/* ---- the whole ---- */

static void read_order(struct mapping *m, const struct cql_query *q, enum index_sort *sort)
{
    const struct query_name *name = q->sort.index.n ? name_of(m, q->sort.index) : NULL;
    if (!q->sort.index.n) return;
    if (name && name->sort == QUERY_YEAR)
        *sort = q->sort.descending ? INDEX_BY_NEWEST : INDEX_BY_OLDEST;
    else if (name && name->field == INDEX_TITLE)
        *sort = q->sort.descending ? INDEX_BY_TITLE_DOWN : INDEX_BY_TITLE;
    else if (name && name->field == INDEX_AUTHOR)
        *sort = q->sort.descending ? INDEX_BY_AUTHOR_DOWN : INDEX_BY_AUTHOR;
    else
        refuse(m, CQL_NO_SUCH_ORDER, q->sort.at, q->sort.index);
}

enum err query_cql(struct str text, struct arena *a, const struct index_node **ret_root,
                   struct search_filters *filters, enum index_sort *sort,
                   struct cql_problem *ret_problem)
{
    struct mapping m = {.mem = a, .filters = filters};
    struct cql_query q;
    enum err e = cql_parse(text, a, &q, &m.problem.fault, &m.problem.at);
    const struct index_node *root = e ? NULL : map(&m, q.root, true);
    if (!e) read_order(&m, &q, sort);
    *ret_problem = m.problem;
    if (e || m.problem.refusal) return ERR_ARG;
    *ret_root = root;
    return OK;
}
