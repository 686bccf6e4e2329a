/* cql.c -- a recursive descent over tokens: cql.h. */
#include "text/cql.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "text/utf8.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_SIGN };

struct token {
    enum token_kind kind;
    struct str text;
    size_t at;
};

struct parsing {
    struct str all;
    size_t at; /* behind the token */
    struct token token;
    struct arena *mem;
    int clauses, depth;
    enum cql_fault fault;
    size_t fault_at;
};

static const struct cql_node *parse_query(struct parsing *p, struct cql_query *top);

static const struct cql_node *fail(struct parsing *p, enum cql_fault fault, size_t at)
{
    if (!p->fault) {
        p->fault = fault;
        p->fault_at = at;
    }
    return NULL;
}

/* ---- tokens ---- */

static bool is_sign(char c)
{
    return c && strchr("()=<>/", c) != NULL;
}

/* A backslash before a quote is dropped, before anything else it stays for the caller. */
static struct str read_quoted(struct parsing *p, size_t from)
{
    char *text = arena_alloc(p->mem, p->all.n - from + 1);
    size_t n = 0, i = from;
    for (; i < p->all.n && p->all.p[i] != '"'; i++) {
        bool escape = p->all.p[i] == '\\' && i + 1 < p->all.n;
        if (escape && p->all.p[i + 1] != '"') text[n++] = p->all.p[i];
        if (escape) i++;
        text[n++] = p->all.p[i];
    }
    if (i == p->all.n) fail(p, CQL_NO_QUOTE, from - 1);
    p->at = MIN(i + 1, p->all.n);
    return (struct str){text, n};
}

static size_t sign_length(struct str s)
{
    static const char *const two[] = {"==", "<>", "<=", ">="};
    for (size_t i = 0; i < COUNT(two); i++)
        if (str_starts(s, str_of(two[i]))) return 2;
    return 1;
}

static void advance(struct parsing *p)
{
    size_t i = p->at;
    while (i < p->all.n && ascii_is_space(p->all.p[i])) i++;
    p->token = (struct token){.kind = TOKEN_END, .at = i};
    if (i == p->all.n) return;
    if (p->all.p[i] == '"') {
        p->token.kind = TOKEN_QUOTED;
        p->token.text = read_quoted(p, i + 1);
        return;
    }
    size_t end = i;
    if (is_sign(p->all.p[i]))
        end += sign_length(str_slice(p->all, i, p->all.n));
    else
        while (end < p->all.n && !ascii_is_space(p->all.p[end]) && !is_sign(p->all.p[end]) &&
               p->all.p[end] != '"')
            end++;
    p->token.kind = is_sign(p->all.p[i]) ? TOKEN_SIGN : TOKEN_WORD;
    p->token.text = str_slice(p->all, i, end);
    p->at = end;
}

static bool sign(const struct parsing *p, const char *text)
{
    return p->token.kind == TOKEN_SIGN && str_eq(p->token.text, str_of(text));
}

static bool word(const struct parsing *p, const char *text)
{
    return p->token.kind == TOKEN_WORD && str_eq_nocase(p->token.text, str_of(text));
}

static bool comparison(const struct parsing *p)
{
    return p->token.kind == TOKEN_SIGN && strchr("=<>", p->token.text.p[0]);
}

static bool is_term(const struct parsing *p)
{
    return p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_QUOTED;
}

/* ---- modifiers ---- */

static void parse_modifiers(struct parsing *p, struct cql_node *to)
{
    while (!p->fault && sign(p, "/")) {
        advance(p);
        struct cql_modifier m = {.name = p->token.text, .at = p->token.at};
        if (!is_term(p)) {
            fail(p, CQL_NO_MODIFIER, p->token.at);
            return;
        }
        advance(p);
        if (comparison(p)) {
            m.comparison = p->token.text;
            advance(p);
            m.value = p->token.text;
            if (!is_term(p)) fail(p, CQL_NO_TERM, p->token.at);
            advance(p);
        }
        if (to->n_modifiers == CQL_MODIFIERS_MAX)
            fail(p, CQL_TOO_MANY, m.at);
        else
            to->modifier[to->n_modifiers++] = m;
    }
}

/* ---- clauses ---- */

static bool boolean_of(const struct parsing *p, enum cql_kind *ret)
{
    static const struct {
        const char *name;
        enum cql_kind kind;
    } list[] = {{"and", CQL_AND}, {"or", CQL_OR}, {"not", CQL_NOT}, {"prox", CQL_PROX}};
    for (size_t i = 0; i < COUNT(list); i++)
        if (word(p, list[i].name)) {
            *ret = list[i].kind;
            return true;
        }
    return false;
}

/* Whether the token, behind a first term, is a relation; a boolean or sortBy is none. */
static bool relation(const struct parsing *p)
{
    enum cql_kind ignored;
    return comparison(p) ||
           (p->token.kind == TOKEN_WORD && !boolean_of(p, &ignored) && !word(p, "sortby"));
}

static const struct cql_node *parse_clause(struct parsing *p)
{
    struct cql_node *n = arena_make(p->mem, struct cql_node);
    n->kind = CQL_CLAUSE;
    n->at = n->term_at = p->token.at;
    n->term = p->token.text;
    if (!is_term(p)) return fail(p, CQL_NO_TERM, p->token.at);
    if (++p->clauses > CQL_CLAUSES_MAX) return fail(p, CQL_TOO_MANY, p->token.at);
    advance(p);
    if (!relation(p)) return n;
    n->index = n->term;
    n->relation = p->token.text;
    n->relation_at = p->token.at;
    advance(p);
    parse_modifiers(p, n);
    if (p->fault || !is_term(p)) return fail(p, CQL_NO_TERM, p->token.at);
    n->term = p->token.text;
    n->term_at = p->token.at;
    advance(p);
    return n;
}

static const struct cql_node *parse_operand(struct parsing *p)
{
    size_t at = p->token.at;
    if (!sign(p, "(")) return parse_clause(p);
    if (++p->depth > CQL_DEPTH_MAX) return fail(p, CQL_TOO_DEEP, at);
    advance(p);
    const struct cql_node *n = parse_query(p, NULL);
    if (!p->fault && !sign(p, ")")) return fail(p, CQL_NO_PARENTHESIS, at);
    advance(p);
    p->depth--;
    return n;
}

/* > dc = "uri", or > "uri" */
static void parse_prefixes(struct parsing *p)
{
    while (!p->fault && sign(p, ">")) {
        size_t at = p->token.at;
        advance(p);
        bool good = is_term(p);
        advance(p);
        if (good && sign(p, "=")) {
            advance(p);
            good = is_term(p);
            advance(p);
        }
        if (!good) fail(p, CQL_BAD_PREFIX, at);
    }
}

static void parse_sort(struct parsing *p, struct cql_query *top)
{
    advance(p);
    if (!is_term(p)) fail(p, CQL_NO_TERM, p->token.at);
    top->sort.index = p->token.text;
    top->sort.at = p->token.at;
    advance(p);
    for (bool first = true; !p->fault && p->token.kind != TOKEN_END; first = false) {
        struct cql_node keys = {0};
        if (!sign(p, "/")) {
            if (!is_term(p)) fail(p, CQL_NO_END, p->token.at);
            advance(p);
            first = false;
        }
        parse_modifiers(p, &keys);
        for (size_t i = 0; first && i < keys.n_modifiers; i++)
            top->sort.descending |= str_eq_nocase(keys.modifier[i].name, STR("sort.descending"));
    }
}

static const struct cql_node *parse_query(struct parsing *p, struct cql_query *top)
{
    parse_prefixes(p);
    const struct cql_node *left = p->fault ? NULL : parse_operand(p);
    enum cql_kind kind;
    while (!p->fault && boolean_of(p, &kind)) {
        struct cql_node *n = arena_make(p->mem, struct cql_node);
        n->kind = kind;
        n->at = p->token.at;
        n->left = left;
        advance(p);
        parse_modifiers(p, n);
        if (!p->fault) n->right = parse_operand(p);
        left = n;
    }
    if (!p->fault && top && word(p, "sortby")) parse_sort(p, top);
    return left;
}

enum err cql_parse(struct str text, struct arena *a, struct cql_query *ret,
                   enum cql_fault *ret_fault, size_t *ret_at)
{
    struct parsing p = {.all = text, .mem = a};
    struct cql_query q = {0};
    if (text.n > CQL_BYTES_MAX) fail(&p, CQL_TOO_LONG, CQL_BYTES_MAX);
    size_t bad = p.fault ? 0 : MIN(utf8_valid_prefix(text), str_find_char(text, 0, 0));
    if (!p.fault && bad < text.n) fail(&p, CQL_BAD_BYTE, bad);
    if (!p.fault) {
        advance(&p);
        q.root = parse_query(&p, &q);
    }
    if (!p.fault && p.token.kind != TOKEN_END) fail(&p, CQL_NO_END, p.token.at);
    *ret_fault = p.fault;
    *ret_at = p.fault_at;
    if (p.fault) return ERR_FORMAT;
    *ret = q;
    return OK;
}
