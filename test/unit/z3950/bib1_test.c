/* bib1_test.c -- what attributes of Bib-1 mean in CQL, and which are refused with which number. */
#include "test.h"

#include "base/checked.h"
#include "z3950/bib1.h"

/* "1=4 2=3" and a term; 1=name as text. */
static struct rpn_node *clause(struct arena *mem, const char *attributes, const char *term)
{
    struct rpn_node *n = arena_make(mem, struct rpn_node);
    struct str rest = str_of(attributes), one;
    while (str_split(&rest, ' ', &one)) {
        if (!one.n) continue;
        struct rpn_attribute *at = &n->attribute[n->n++];
        uint64_t type = 0, value = 0;
        struct str right = str_slice(one, str_find_char(one, '=', 0) + 1, one.n);
        *at = (struct rpn_attribute){.set = STR(BIB1_SET)};
        CHECK(str_to_u64(str_slice(one, 0, str_find_char(one, '=', 0)), &type) == OK);
        if (str_to_u64(right, &value)) at->name = right;
        at->type = (int64_t)type;
        at->value = (int64_t)value;
    }
    n->term = str_of(term);
    return n;
}

static struct rpn_node *join(struct arena *mem, enum rpn_op op, const struct rpn_node *left,
                             const struct rpn_node *right)
{
    struct rpn_node *n = arena_make(mem, struct rpn_node);
    *n = (struct rpn_node){.op = op, .left = left, .right = right};
    return n;
}

static bool one_set(void *ctx, struct str name, struct str *ret)
{
    *ret = STR("title = \"a\"");
    return !ctx && str_eq(name, STR("default"));
}

/* The CQL, or "114 value". */
static struct str cql(struct arena *mem, const struct rpn_node *n)
{
    struct bib1_site site = {.set = one_set};
    struct diagnostic d = {0};
    struct str text;
    if (bib1_cql(n, &site, mem, &text, &d) == OK) return text;
    return arena_printf(mem, "%d %.*s", (int)d.code, STR_ARG(d.about));
}
#define ONE(attributes, term) cql(mem, clause(mem, attributes, term))

TEST(use_names_the_index)
{
    CHECK_STR(ONE("1=4", "laskar pelangi"), "title all \"laskar pelangi\"");
    CHECK_STR(ONE("1=1003", "hirata"), "author all \"hirata\"");
    CHECK_STR(ONE("1=7", "979-3062-79-7"), "isbn = \"979-3062-79-7\"");
    CHECK_STR(ONE("1=12", "1xy"), "rec.id = \"1xy\"");
    CHECK_STR(ONE("", "laskar"), "any all \"laskar\"");
    CHECK_STR(ONE("1=publisher", "bentang"), "publisher all \"bentang\"");
    CHECK_STR(ONE("1=dc.title", "laskar"), "dc.title all \"laskar\"");
}

TEST(structure_says_whether_words_stand_together)
{
    CHECK_STR(ONE("1=4 4=1", "laskar pelangi"), "title = \"laskar pelangi\"");
    CHECK_STR(ONE("1=4 4=6", "laskar pelangi"), "title all \"laskar pelangi\"");
    CHECK_STR(ONE("1=31 4=4", "1999"), "year = \"1999\"");
}

TEST(truncation_position_and_completeness_become_signs)
{
    CHECK_STR(ONE("1=4 5=1", "pelang"), "title all \"pelang*\"");
    CHECK_STR(ONE("1=4 5=100", "pelangi"), "title all \"pelangi\"");
    CHECK_STR(ONE("1=4 3=1 4=1", "laskar"), "title = \"^laskar\"");
    CHECK_STR(ONE("1=4 6=3", "laskar pelangi"), "title == \"laskar pelangi\"");
    CHECK_STR(ONE("1=4 3=1 4=1 5=1 6=1", "laskar pe"), "title = \"^laskar pe*\"");
}

TEST(relations_compare_years_and_classes_only)
{
    CHECK_STR(ONE("1=31 2=4", "1990"), "year >= \"1990\"");
    CHECK_STR(ONE("1=13 2=1", "500"), "class < \"500\"");
    CHECK_STR(ONE("1=4 2=1", "a"), "117 1");
    CHECK_STR(ONE("1=4 2=3", "a b"), "title all \"a b\"");
    CHECK_STR(ONE("1=4 2=102", "a b"), "title all/relevant \"a b\"");
    CHECK_STR(ONE("1=4 2=102 4=1", "a b"), "title =/relevant \"a b\"");
    CHECK_STR(ONE("1=4 2=103", ""), "cql.allRecords = 1");
}

TEST(signs_of_cql_in_a_term_mean_nothing)
{
    CHECK_STR(ONE("1=4", "a\" or b* ^c \\d?"), "title all \"a  or b   c  d \"");
    CHECK_STR(ONE("1=4", "\"*"), "125 \"*");
    CHECK_STR(ONE("1=a\"b", "x"), "114 a\"b");
}

TEST(text_that_is_no_utf8_is_latin1)
{
    CHECK_STR(ONE("1=4", "caf\xE9"), "title all \"caf\u00E9\"");
}

TEST(what_cannot_be_done_is_refused_with_its_own_number)
{
    static const struct {
        const char *attributes, *want;
    } all[] = {{"1=5000", "114 5000"}, {"2=6", "117 6"},       {"1=4 3=4", "119 4"},
               {"1=63 3=1", "119 1"},  {"4=200", "118 200"},   {"5=2", "120 2"},
               {"5=102", "120 102"},   {"1=63 6=3", "122 3"},  {"1=31 5=1", "120 1"},
               {"7=1", "113 7"},       {"2=relevant", "113 2"}};
    for (size_t i = 0; i < COUNT(all); i++) CHECK_STR(ONE(all[i].attributes, "x"), all[i].want);
    struct rpn_node *n = clause(mem, "1=4", "x");
    n->attribute[0].set = STR("1.2.840.10003.3.2");
    CHECK_STR(cql(mem, n), "121 1.2.840.10003.3.2");
}

TEST(booleans_keep_their_tree)
{
    struct rpn_node *a = clause(mem, "1=4", "a"), *b = clause(mem, "1=4", "b"),
                    *c = clause(mem, "1=4", "c");
    CHECK_STR(cql(mem, join(mem, RPN_OR, join(mem, RPN_AND, a, b), c)),
              "title all \"a\" and title all \"b\" or title all \"c\"");
    CHECK_STR(cql(mem, join(mem, RPN_NOT, a, join(mem, RPN_OR, b, c))),
              "title all \"a\" not (title all \"b\" or title all \"c\")");
}

TEST(a_result_set_is_its_query)
{
    struct rpn_node set = {.op = RPN_SET, .term = STR("default")};
    CHECK_STR(cql(mem, join(mem, RPN_AND, clause(mem, "1=4", "b"), &set)),
              "title all \"b\" and (title = \"a\")");
    set.term = STR("other");
    CHECK_STR(cql(mem, &set), "30 other");
}

TEST(nearness_in_words_is_understood_other_units_are_not)
{
    struct rpn_node *n =
        join(mem, RPN_PROX, clause(mem, "1=4 4=1", "a"), clause(mem, "1=4 4=1", "b"));
    n->near = (struct rpn_near){.distance = 3, .relation = 2, .unit = 2};
    CHECK_STR(cql(mem, n), "title = \"a\" prox/unit=word/distance<=3/unordered title = \"b\"");
    n->near.unit = 3;
    CHECK_STR(cql(mem, n), "132 3");
    n->near = (struct rpn_near){.distance = 3, .relation = 5, .unit = 2};
    CHECK_STR(cql(mem, n), "131 5");
    n->near = (struct rpn_near){.distance = 1, .relation = 2, .unit = 2, .ordered = true};
    CHECK_STR(cql(mem, n), "203 ");
}

TEST(a_query_of_yaz_client_is_read)
{
    struct ber b = {.rest = test_file(mem, "test/data/z3950/query-1.rpn")};
    struct ber_value v;
    struct diagnostic d = {0};
    if (!b.rest.p) return;
    CHECK(ber_next(&b, &v));
    CHECK_STR(cql(mem, rpn_read(&v, mem, &d)), "title = \"pelangi*\" and year >= \"2000\"");
}
