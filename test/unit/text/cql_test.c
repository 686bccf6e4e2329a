/* cql_test.c -- CQL 1.2: what a query is read as, and where it cannot be read. */
#include <string.h>

#include "test.h"

#include "text/cql.h"

static void write_node(struct buf *b, const struct cql_node *n)
{
    static const char *const names[] = {"", "and", "or", "not", "prox"};
    if (n->kind == CQL_CLAUSE) {
        if (n->index.n) buf_printf(b, "%.*s %.*s ", STR_ARG(n->index), STR_ARG(n->relation));
        buf_printf(b, "'%.*s'", STR_ARG(n->term));
    } else {
        buf_printf(b, "(");
        write_node(b, n->left);
        buf_printf(b, " %s ", names[n->kind]);
        write_node(b, n->right);
        buf_printf(b, ")");
    }
    for (size_t i = 0; i < n->n_modifiers; i++)
        buf_printf(b, "/%.*s%.*s%.*s", STR_ARG(n->modifier[i].name),
                   STR_ARG(n->modifier[i].comparison), STR_ARG(n->modifier[i].value));
}

/* The tree; or "fault N at M". */
static struct str read(struct arena *mem, struct str text)
{
    struct buf CLEANUP(buf_release) b = BUF(20000);
    struct cql_query q;
    enum cql_fault fault;
    size_t at;
    if (cql_parse(text, mem, &q, &fault, &at))
        return arena_printf(mem, "fault %d at %zu", (int)fault, at);
    write_node(&b, q.root);
    if (q.sort.index.n)
        buf_printf(&b, " by %.*s%s", STR_ARG(q.sort.index), q.sort.descending ? " down" : "");
    return arena_copy(mem, buf_str(&b));
}
#define READ(text) read(mem, STR(text))

TEST(terms_and_clauses)
{
    CHECK_STR(READ("pelangi"), "'pelangi'");
    CHECK_STR(READ("title = laskar"), "title = 'laskar'");
    CHECK_STR(READ("dc.title any \"laskar pelangi\""), "dc.title any 'laskar pelangi'");
    CHECK_STR(READ("title==\"a \\\"b\\\" \\*\""), "title == 'a \"b\" \\*'");
    CHECK_STR(READ("year>=2005"), "year >= '2005'");
    CHECK_STR(READ("title =/relevant/stem laskar"), "title = 'laskar'/relevant/stem");
}

TEST(booleans_bind_to_the_left)
{
    CHECK_STR(READ("a and b or c not d"), "((('a' and 'b') or 'c') not 'd')");
    CHECK_STR(READ("a AND (b OR c)"), "('a' and ('b' or 'c'))");
    CHECK_STR(READ("a prox/unit=word/distance<=3 b"), "('a' prox 'b')/unit=word/distance<=3");
}

TEST(prefixes_are_passed_over_and_orders_read)
{
    CHECK_STR(READ("> dc = \"info:srw/context-sets/1/dc-v1.1\" dc.title = a"), "dc.title = 'a'");
    CHECK_STR(READ("a sortBy dc.date/sort.descending title"), "'a' by dc.date down");
    CHECK_STR(READ("a sortby title dc.date/sort.descending"), "'a' by title");
}

TEST(what_cannot_be_read_is_said_where_it_is)
{
    CHECK_STR(READ(""), arena_cstr(mem, arena_printf(mem, "fault %d at 0", CQL_NO_TERM)));
    CHECK_STR(READ("title = ("), arena_cstr(mem, arena_printf(mem, "fault %d at 8", CQL_NO_TERM)));
    CHECK_STR(READ("(a or b"),
              arena_cstr(mem, arena_printf(mem, "fault %d at 0", CQL_NO_PARENTHESIS)));
    CHECK_STR(READ("a) b"), arena_cstr(mem, arena_printf(mem, "fault %d at 1", CQL_NO_END)));
    CHECK_STR(READ("x = \"ab"), arena_cstr(mem, arena_printf(mem, "fault %d at 4", CQL_NO_QUOTE)));
    CHECK_STR(READ("a and"), arena_cstr(mem, arena_printf(mem, "fault %d at 5", CQL_NO_TERM)));
    CHECK_STR(READ("a =/ b"), arena_cstr(mem, arena_printf(mem, "fault %d at 6", CQL_NO_TERM)));
    CHECK_STR(READ("> and"), arena_cstr(mem, arena_printf(mem, "fault %d at 5", CQL_NO_TERM)));
    CHECK_STR(READ("a\0b"), arena_cstr(mem, arena_printf(mem, "fault %d at 1", CQL_BAD_BYTE)));
}

TEST(nothing_grows_without_bound)
{
    char *deep = arena_alloc(mem, CQL_BYTES_MAX + 1);
    memset(deep, '(', CQL_BYTES_MAX + 1);
    CHECK_STR(read(mem, (struct str){deep, CQL_BYTES_MAX}),
              arena_cstr(mem, arena_printf(mem, "fault %d at %d", CQL_TOO_DEEP, CQL_DEPTH_MAX)));
    CHECK_STR(read(mem, (struct str){deep, CQL_BYTES_MAX + 1}),
              arena_cstr(mem, arena_printf(mem, "fault %d at %d", CQL_TOO_LONG, CQL_BYTES_MAX)));
    struct buf CLEANUP(buf_release) many = BUF(CQL_BYTES_MAX);
    buf_add(&many, STR("a"));
    for (int i = 0; i < CQL_CLAUSES_MAX; i++) buf_add(&many, STR(" or a"));
    CHECK_STR(
        read(mem, buf_str(&many)),
        arena_cstr(mem, arena_printf(mem, "fault %d at %d", CQL_TOO_MANY, 5 * CQL_CLAUSES_MAX)));
}
