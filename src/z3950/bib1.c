/* bib1.c -- see bib1.h. */
#include "z3950/bib1.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "text/marc8.h"
#include "text/utf8.h"

enum { QUERY_BYTES_MAX = 3900, SHOWN_MAX = 80 };

/* What an index can do. */
enum kind {
    KIND_WORDS,  /* words and phrases */
    KIND_VALUES, /* and whole values */
    KIND_NUMBER, /* a number, always whole */
    KIND_RANGE,  /* years, classes */
    KIND_CODE    /* one of a list */
};

static const struct use {
    int value;
    const char *index;
    enum kind kind;
} uses[] = {
    {1, "author", KIND_VALUES},      {2, "author", KIND_VALUES},
    {3, "author", KIND_VALUES},      {4, "title", KIND_VALUES},
    {5, "series", KIND_VALUES},      {6, "title", KIND_VALUES},
    {7, "isbn", KIND_NUMBER},        {8, "issn", KIND_NUMBER},
    {9, "number", KIND_NUMBER},      {10, "number", KIND_NUMBER},
    {12, "rec.id", KIND_NUMBER},     {13, "class", KIND_RANGE},
    {16, "call", KIND_VALUES},       {20, "call", KIND_VALUES},
    {21, "subject", KIND_VALUES},    {25, "subject", KIND_VALUES},
    {27, "subject", KIND_VALUES},    {30, "year", KIND_RANGE},
    {31, "year", KIND_RANGE},        {33, "title", KIND_VALUES},
    {46, "subject", KIND_VALUES},    {48, "number", KIND_NUMBER},
    {49, "number", KIND_NUMBER},     {50, "number", KIND_NUMBER},
    {51, "number", KIND_NUMBER},     {53, "call", KIND_VALUES},
    {54, "language", KIND_CODE},     {59, "place", KIND_WORDS},
    {62, "notes", KIND_WORDS},       {63, "notes", KIND_WORDS},
    {1002, "author", KIND_VALUES},   {1003, "author", KIND_VALUES},
    {1004, "author", KIND_VALUES},   {1005, "author", KIND_VALUES},
    {1006, "author", KIND_VALUES},   {1007, "identifier", KIND_NUMBER},
    {1009, "subject", KIND_VALUES},  {1010, "any", KIND_WORDS},
    {1016, "any", KIND_WORDS},       {1017, "any", KIND_WORDS},
    {1018, "publisher", KIND_WORDS}, {1031, "format", KIND_CODE},
    {1032, "rec.id", KIND_NUMBER},   {1035, "any", KIND_WORDS},
    {1036, "any", KIND_WORDS},
};

struct clause {
    struct str index;
    enum kind kind;
    int64_t relation, position, structure, truncation, completeness; /* 0: not said */
};

struct mapping {
    struct arena *mem;
    const struct bib1_site *site;
    struct buf out;
    struct diagnostic problem;
};

static bool fail(struct mapping *m, enum diagnostic_code code, struct str about)
{
    if (!m->problem.code)
        m->problem = (struct diagnostic){code, arena_copy(m->mem, utf8_cut(about, SHOWN_MAX))};
    return false;
}

static bool fail_number(struct mapping *m, enum diagnostic_code code, int64_t n)
{
    return fail(m, code, arena_printf(m->mem, "%lld", (long long)n));
}

struct str bib1_text(struct arena *a, struct str s, bool marc8)
{
    size_t bad = 0;
    if (marc8) return marc8_utf8(a, s, &bad, NULL);
    return utf8_valid(s) ? s : latin1_utf8(a, s);
}

/* ---- attributes ---- */

static bool is_name(struct str s)
{
    bool fine = s.n > 0 && s.n < 40;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        fine = fine && (ascii_is_letter(c) || (c == '.' && i > 0 && i + 1 < s.n));
    }
    return fine;
}

/* An index asked for by name is what the table says of it, when it is there. */
static bool take_use(struct mapping *m, const struct rpn_attribute *at, struct clause *c)
{
    if (at->name.n && !is_name(at->name)) return fail(m, DIAGNOSTIC_USE, at->name);
    if (at->name.n) *c = (struct clause){.index = at->name, .kind = KIND_WORDS};
    for (size_t i = 0; i < COUNT(uses); i++) {
        bool found = at->name.n ? str_eq_nocase(at->name, str_of(uses[i].index))
                                : at->value == uses[i].value;
        if (!found) continue;
        c->index = str_of(uses[i].index);
        c->kind = uses[i].kind;
        return true;
    }
    return at->name.n ? true : fail_number(m, DIAGNOSTIC_USE, at->value);
}

static bool take_attribute(struct mapping *m, const struct rpn_attribute *at, struct clause *c)
{
    if (!str_eq(at->set, STR(BIB1_SET))) return fail(m, DIAGNOSTIC_ATTRIBUTE_SET, at->set);
    if (at->type != 1 && at->name.n) return fail_number(m, DIAGNOSTIC_ATTRIBUTE_TYPE, at->type);
    switch (at->type) {
    case 1: return true; /* read first, see read_clause */
    case 2: c->relation = at->value; return true;
    case 3: c->position = at->value; return true;
    case 4: c->structure = at->value; return true;
    case 5: c->truncation = at->value; return true;
    case 6: c->completeness = at->value; return true;
    default: return fail_number(m, DIAGNOSTIC_ATTRIBUTE_TYPE, at->type);
    }
}

static bool read_clause(struct mapping *m, const struct rpn_node *n, struct clause *ret)
{
    *ret = (struct clause){.index = STR("any"), .kind = KIND_WORDS};
    for (size_t i = 0; i < n->n; i++)
        if (n->attribute[i].type == 1 && !take_use(m, &n->attribute[i], ret)) return false;
    for (size_t i = 0; i < n->n; i++)
        if (!take_attribute(m, &n->attribute[i], ret)) return false;
    return true;
}

/* ---- what of it we can do ---- */

static bool one_of(int64_t v, const int *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v == list[i]) return true;
    return false;
}

static bool check_structure(struct mapping *m, const struct clause *c)
{
    static const int texts[] = {0, 1, 2, 3, 6, 101, 102, 105, 106, 108};
    static const int dates[] = {4, 5, 100}, numbers[] = {104, 107, 109};
    bool fine = one_of(c->structure, texts, COUNT(texts)) ||
                (c->kind == KIND_RANGE && one_of(c->structure, dates, COUNT(dates))) ||
                (c->kind >= KIND_NUMBER && one_of(c->structure, numbers, COUNT(numbers)));
    return fine || fail_number(m, DIAGNOSTIC_STRUCTURE, c->structure);
}

static bool check_relation(struct mapping *m, const struct clause *c)
{
    static const int equal[] = {0, 3, 101, 102, 103}, compare[] = {1, 2, 4, 5, 104};
    bool fine = one_of(c->relation, equal, COUNT(equal)) ||
                (c->kind == KIND_RANGE && one_of(c->relation, compare, COUNT(compare)));
    return fine || fail_number(m, DIAGNOSTIC_RELATION, c->relation);
}

static bool check(struct mapping *m, const struct clause *c)
{
    static const int truncations[] = {0, 1, 100};
    if (!check_relation(m, c) || !check_structure(m, c)) return false;
    if (c->position < 0 || c->position > 3 || (c->position % 3 && c->kind == KIND_WORDS))
        return fail_number(m, DIAGNOSTIC_POSITION, c->position);
    if (!one_of(c->truncation, truncations, COUNT(truncations)))
        return fail_number(m, DIAGNOSTIC_TRUNCATION, c->truncation);
    if (c->truncation == 1 && c->kind >= KIND_RANGE)
        return fail_number(m, DIAGNOSTIC_TRUNCATION, c->truncation);
    if (c->completeness < 0 || c->completeness > 3 ||
        (c->completeness > 1 && c->kind == KIND_WORDS))
        return fail_number(m, DIAGNOSTIC_COMPLETENESS, c->completeness);
    return true;
}

/* ---- CQL ---- */

/* Signs that mean something in CQL mean nothing to the index. */
static void add_term(struct buf *b, struct str term, const char *before, const char *after)
{
    buf_printf(b, "\"%s", before);
    for (size_t i = 0; i < term.n; i++) {
        unsigned char c = (unsigned char)term.p[i];
        bool sign = c < ' ' || c == '"' || c == '\\' || c == '*' || c == '?' || c == '^';
        buf_add_char(b, sign ? ' ' : (char)c);
    }
    buf_printf(b, "%s\"", after);
}

static const char *relation_of(const struct clause *c, bool phrase, bool whole)
{
    switch (c->relation) {
    case 1: return "<";
    case 2: return "<=";
    case 4: return ">=";
    case 5: return ">";
    case 104: return "within";
    default: return whole ? "==" : phrase ? "=" : "all";
    }
}

static bool has_text(struct str term)
{
    struct str empty = STR(" \t\r\n\"\\*?^");
    for (size_t i = 0; i < term.n; i++)
        if (str_find_char(empty, term.p[i], 0) == empty.n) return true;
    return false;
}

static bool write_clause(struct mapping *m, const struct rpn_node *n)
{
    struct clause c;
    struct str term = str_trim(bib1_text(m->mem, n->term, m->site->marc8));
    if (!read_clause(m, n, &c) || !check(m, &c)) return false;
    if (c.relation == 103) {
        buf_add(&m->out, STR("cql.allRecords = 1"));
        return true;
    }
    if (!has_text(term)) return fail(m, DIAGNOSTIC_TERM, term);
    bool values = c.kind == KIND_VALUES, first = values && c.position % 3;
    bool complete = values && c.completeness > 1, right = c.truncation == 1;
    bool phrase =
        c.kind >= KIND_NUMBER || c.structure == 1 || c.structure == 108 || first || complete;
    bool whole = complete && !right;
    buf_printf(&m->out, "%.*s %s%s ", STR_ARG(c.index), relation_of(&c, phrase, whole),
               c.relation == 102 ? BIB1_RELEVANT : "");
    add_term(&m->out, term, (first || complete) && !whole ? "^" : "", right ? "*" : "");
    return true;
}

static bool write_near(struct mapping *m, const struct rpn_near *p)
{
    if (p->exclusion || p->relation < 1 || p->relation > 2)
        return fail_number(m, DIAGNOSTIC_NEAR_RELATION, p->relation);
    if (p->unit != 2) return fail_number(m, DIAGNOSTIC_NEAR_UNIT, p->unit);
    if (p->ordered) return fail(m, DIAGNOSTIC_NEAR_ORDERED, (struct str){0});
    if (p->distance < 1 || p->distance > 50)
        return fail_number(m, DIAGNOSTIC_NEAR_DISTANCE, p->distance);
    buf_printf(&m->out, " prox/unit=word/distance%s%lld/unordered ",
               p->relation == 1 ? "<" : "<=", (long long)p->distance);
    return true;
}

static bool write_set(struct mapping *m, struct str name)
{
    struct str cql;
    if (!m->site->set || !m->site->set(m->site->ctx, name, &cql))
        return fail(m, DIAGNOSTIC_NO_SUCH_SET, utf8_clean(m->mem, name));
    buf_printf(&m->out, "(%.*s)", STR_ARG(cql));
    return true;
}

/* Booleans of CQL bind to the left: only what stands at the right needs parentheses. */
static bool write_node(struct mapping *m, const struct rpn_node *n)
{
    static const char *const words[] = {
        [RPN_AND] = " and ", [RPN_OR] = " or ", [RPN_NOT] = " not "};
    if (n->op == RPN_TERM) return write_clause(m, n);
    if (n->op == RPN_SET) return write_set(m, n->term);
    bool group = n->right->op > RPN_SET;
    if (!write_node(m, n->left)) return false;
    if (n->op != RPN_PROX)
        buf_add(&m->out, str_of(words[n->op]));
    else if (!write_near(m, &n->near))
        return false;
    if (group) buf_add_char(&m->out, '(');
    if (!write_node(m, n->right)) return false;
    if (group) buf_add_char(&m->out, ')');
    return true;
}

static enum err finish(struct mapping *m, struct str *ret, struct diagnostic *ret_problem)
{
    if (m->out.full) fail(m, DIAGNOSTIC_TOO_LONG, (struct str){0});
    *ret_problem = m->problem;
    if (!m->problem.code) *ret = arena_copy(m->mem, buf_str(&m->out));
    buf_release(&m->out);
    return m->problem.code ? ERR_ARG : OK;
}

enum err bib1_cql(const struct rpn_node *root, const struct bib1_site *site, struct arena *a,
                  struct str *ret, struct diagnostic *ret_problem)
{
    struct mapping m = {.mem = a, .site = site, .out = BUF(QUERY_BYTES_MAX)};
    write_node(&m, root);
    return finish(&m, ret, ret_problem);
}

/* ---- lists and orders ---- */

enum err bib1_scan(const struct rpn_node *clause, const struct bib1_site *site, struct arena *a,
                   struct str *ret, struct diagnostic *ret_problem)
{
    static const struct {
        const char *index, *list;
    } lists[] = {{"title", "dc.title"}, {"author", "dc.creator"}, {"subject", "dc.subject"},
                 {"series", "series"},  {"call", "callnumber"},   {"any", "dc.title"}};
    struct mapping m = {.mem = a, .site = site, .out = BUF(QUERY_BYTES_MAX)};
    struct str term = str_trim(bib1_text(a, clause->term, site->marc8));
    struct clause c;
    bool found = false;
    bool fine = read_clause(&m, clause, &c);
    for (size_t i = 0; fine && i < COUNT(lists) && !found; i++) {
        found = str_eq_nocase(c.index, str_of(lists[i].index));
        if (!found) continue;
        buf_printf(&m.out, "%s = ", lists[i].list);
        add_term(&m.out, term, "", "");
    }
    if (fine && !found) fail(&m, DIAGNOSTIC_NO_TERM_LIST, c.index);
    return finish(&m, ret, ret_problem);
}

struct str bib1_order(const struct rpn_node *n)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct bib1_site site = {0};
    struct mapping m = {.mem = a, .site = &site};
    struct clause c;
    if (!read_clause(&m, n, &c)) return (struct str){0};
    if (str_eq(c.index, STR("title"))) return STR("title");
    if (str_eq(c.index, STR("author"))) return STR("author");
    bool date = str_eq(c.index, STR("year")) || str_eq(c.index, STR("date"));
    return date ? STR("date") : (struct str){0};
}
