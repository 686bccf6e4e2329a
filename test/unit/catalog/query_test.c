/* query_test.c -- the box and CQL: what is sought for what is typed (query.h, query_cql.h). */
#include "test.h"

#include "catalog/query.h"
#include "catalog/query_cql.h"

static const char *const fields[] = {"title",  "author", "subject", "series", "publisher",
                                     "isbn",   "issn",   "other",   "notes",  "place",
                                     "number", "call",   "class"};

static void write_node(struct buf *b, const struct index_node *n)
{
    static const char *const ops[] = {"", "and", "or", "not", "near"};
    if (n->op == INDEX_TERM) {
        if (n->field >= 0) buf_printf(b, "%s:", fields[n->field]);
        buf_printf(b, "%s%s%.*s%s%s",
                   n->whole   ? "="
                   : n->start ? "^"
                              : "",
                   n->plain ? "'" : "", STR_ARG(n->text), n->plain ? "'" : "",
                   n->prefix ? "*" : "");
        for (size_t i = 0; i < n->also.n; i++) buf_printf(b, "~%.*s", STR_ARG(n->also.item[i]));
        return;
    }
    buf_printf(b, "(%s", ops[n->op]);
    if (n->op == INDEX_NEAR) buf_printf(b, " %d", n->distance);
    for (size_t i = 0; i < n->n; i++) {
        buf_add_char(b, ' ');
        write_node(b, n->child[i]);
    }
    buf_add_char(b, ')');
}

static struct str shown(struct arena *mem, const struct index_node *root,
                        const struct search_filters *f)
{
    struct buf CLEANUP(buf_release) b = BUF(20000);
    if (root) write_node(&b, root);
    if (f->year_from || f->year_to) buf_printf(&b, " %d-%d", f->year_from, f->year_to);
    for (size_t i = 0; i < f->languages.n; i++)
        buf_printf(&b, " %.*s", STR_ARG(f->languages.item[i]));
    return arena_copy(mem, buf_str(&b));
}

static struct str box(struct arena *mem, struct str text)
{
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault;
    int line;
    const struct index_node *root = NULL;
    struct search_filters f = {0};
    struct str bad = {0};
    CHECK(thesaurus_read(STR("kimia = chemistry\nilmu pengetahuan alam = natural science\n"), mem,
                         &t, &fault, &line) == OK);
    enum err e = query_parse(text, INDEX_ANY, t, mem, &root, &f, &bad);
    if (e == ERR_ARG) return arena_printf(mem, "bad: %.*s", STR_ARG(bad));
    return e ? str_of(err_name(e)) : shown(mem, root, &f);
}
#define BOX(text) box(mem, STR(text))

TEST(words_phrases_beginnings_and_fields)
{
    CHECK_STR(BOX("laskar pelangi"), "(and laskar pelangi)");
    CHECK_STR(BOX("\"laskar pelangi\" pelang*"), "(and 'laskar pelangi' pelang*)");
    CHECK_STR(BOX("judul:laskar author:hirata"), "(and title:laskar author:hirata)");
    CHECK_STR(BOX("judul: laskar"), "title:laskar");
    CHECK_STR(BOX("judul:^\"laskar pel\""), "title:^'laskar pel'*");
    CHECK_STR(BOX("judul:=\"laskar pelangi\""), "title:='laskar pelangi'");
    CHECK_STR(BOX("judul:(laskar pelangi)"), "(and title:laskar title:pelangi)");
    CHECK_STR(BOX("foo:bar"), "foo:bar");
}

TEST(operators_in_capitals)
{
    CHECK_STR(BOX("cinta ATAU benci"), "(or cinta benci)");
    CHECK_STR(BOX("cinta OR benci NOT perang"), "(or cinta (not benci perang))");
    CHECK_STR(BOX("(cinta ATAU benci) DAN perang"), "(and (or cinta benci) perang)");
    CHECK_STR(BOX("laskar DEKAT/3 pelangi"), "(near 3 laskar pelangi)");
    CHECK_STR(BOX("cinta atau benci"), "(and cinta benci)"); /* a stop word */
    CHECK_STR(BOX("LASKAR OR PELANGI"), "(and LASKAR PELANGI)");
}

TEST(what_does_not_match_is_no_error)
{
    CHECK_STR(BOX("\"laskar"), "'laskar'");
    CHECK_STR(BOX("((laskar"), "laskar");
    CHECK_STR(BOX("laskar)) pelangi"), "(and laskar)) pelangi)");
    CHECK_STR(BOX("laskar ATAU"), "laskar");
    CHECK_STR(BOX("ATAU laskar"), "laskar");
    CHECK_STR(BOX("laskar DEKAT"), "laskar");
}

TEST(a_query_of_nothing_is_refused)
{
    CHECK_STR(BOX("*"), "bad: *");
    CHECK_STR(BOX("((("), "bad: (((");
    CHECK_STR(BOX("\xE2\x80\xAE"), "bad: \xE2\x80\xAE");
    CHECK_STR(BOX("BUKAN perang"), "bad: perang");
    CHECK_STR(BOX(""), "");
}

TEST(stop_words_are_spared_while_another_word_stays)
{
    CHECK_STR(BOX("di bawah lindungan kabah"), "(and bawah lindungan kabah)");
    CHECK_STR(BOX("di yang"), "(and di yang)");
    CHECK_STR(BOX("tom & jerry"), "(and tom jerry)");
    CHECK_STR(BOX("prof. dr. h. b. j. habibie"), "habibie");
    CHECK_STR(BOX("pengarang:(a navis)"), "author:navis");
    CHECK_STR(BOX("vitamin c"), "(and vitamin c)");
}

TEST(subject_words_are_sought_in_both_languages)
{
    CHECK_STR(BOX("kimia dasar"), "(and kimia~chemistry dasar)");
    CHECK_STR(BOX("ilmu pengetahuan alam"), "(or (and ilmu pengetahuan alam) ~natural science)");
    CHECK_STR(BOX("judul:kimia"), "title:kimia");
    CHECK_STR(BOX("dasar BUKAN kimia"), "(not dasar kimia)");
}

TEST(numbers_in_all_their_forms)
{
    CHECK_STR(BOX("979-3062-79-7"), "(or isbn:9789793062792 979-3062-79-7)");
    CHECK_STR(BOX("isbn:9789793062792"), "isbn:9789793062792");
    CHECK_STR(BOX("isbn:9793062797"), "isbn:9789793062792");
}

TEST(classes_by_beginning_and_range)
{
    CHECK_STR(BOX("kelas:899.22"), "class:89922*");
    CHECK_STR(BOX("ddc:510-519"), "class:51*");
    CHECK_STR(BOX("ddc:498-511"), "(or class:498* class:499* class:50* class:510* class:511*)");
    CHECK_STR(BOX("ddc:600-500"), "bad: 600-500");
}

TEST(conditions_are_for_the_whole_query)
{
    CHECK_STR(BOX("novel tahun:1999-2005 bahasa:ind"), "novel 1999-2005 ind");
    CHECK_STR(BOX("(novel ATAU cerpen) tahun:2005"), "(or novel cerpen) 2005-2005");
    CHECK_STR(BOX("novel ATAU tahun:2005"), "bad: tahun:2005");
    CHECK_STR(BOX("(tahun:2005) novel"), "bad: 2005");
    CHECK_STR(BOX("tahun:abc"), "bad: abc");
}

/* ---- CQL ---- */

static struct str cql(struct arena *mem, const char *text)
{
    const struct index_node *root = NULL;
    struct search_filters f = {0};
    enum index_sort sort = INDEX_BY_RELEVANCE;
    struct cql_problem p = {0};
    enum err e = query_cql(str_of(text), mem, &root, &f, &sort, &p);
    if (e == ERR_ARG)
        return arena_printf(mem, "%s at %zu: %.*s", cql_problem_name(&p), p.at, STR_ARG(p.what));
    return shown(mem, root, &f);
}
#define CQL(text) cql(mem, text)

TEST(cql_relations)
{
    CHECK_STR(CQL("dc.title = laskar"), "title:laskar");
    CHECK_STR(CQL("title = \"laskar pelangi\""), "title:'laskar pelangi'");
    CHECK_STR(CQL("title all \"laskar pelangi\""), "(and title:laskar title:pelangi)");
    CHECK_STR(CQL("dc.creator any \"hirata toer\""), "(or author:hirata author:toer)");
    CHECK_STR(CQL("title all \"laut & , darat\""), "(and title:laut title:& title:darat)");
    CHECK_STR(CQL("title == \"laskar pelangi\""), "title:='laskar pelangi'");
    CHECK_STR(CQL("bath.title = \"^laskar pel*\""), "title:^'laskar pel'*");
    CHECK_STR(CQL("cql.anywhere = \"pelang*\""), "pelang*");
    CHECK_STR(CQL("di and yang"), "(and di yang)");
}

TEST(cql_numbers_classes_and_conditions)
{
    CHECK_STR(CQL("dc.identifier = 979-3062-79-7"), "(or isbn:9789793062792 979-3062-79-7)");
    CHECK_STR(CQL("ddc >= 500 and class < 600"),
              "(and (or class:5* class:6* class:7* class:8* "
              "class:9*) (or class:0* class:1* class:2* class:3* "
              "class:4* class:5*))");
    CHECK_STR(CQL("class within \"510 519\""), "class:51*");
    CHECK_STR(CQL("novel and dc.date > 1999 and year <= 2005"), "novel 2000-2005");
    CHECK_STR(CQL("dc.date within \"1999 2005\" and dc.language = ind"), " 1999-2005 ind");
    CHECK_STR(CQL("cql.allRecords = 1"), "");
}

TEST(cql_proximity)
{
    CHECK_STR(CQL("laskar prox pelangi"), "(near 0 laskar pelangi)");
    CHECK_STR(CQL("title = a prox/unit=word/distance<=3 title = b"), "(near 2 title:a title:b)");
    CHECK_STR(CQL("title = a prox author = b"), "bad-proximity at 10: ");
    CHECK_STR(CQL("a prox/unit=sentence b"), "no-such-modifier at 7: unit");
}

TEST(cql_says_what_it_cannot_do_and_where)
{
    CHECK_STR(CQL("foo.bar = x"), "no-such-index at 0: foo.bar");
    CHECK_STR(CQL("a and title within b"), "no-such-relation at 12: within");
    CHECK_STR(CQL("title =/fuzzy a"), "no-such-modifier at 8: fuzzy");
    CHECK_STR(CQL("title = a?b"), "bad-mask at 8: a?b");
    CHECK_STR(CQL("title = ..."), "no-word at 8: ...");
    CHECK_STR(CQL("a or dc.date = 2005"), "only-restricts at 5: dc.date");
    CHECK_STR(CQL("dc.date = soon"), "bad-value at 10: soon");
    CHECK_STR(CQL("a sortBy publisher"), "no-such-order at 9: publisher");
    CHECK_STR(CQL("a and ("), "no-term at 7: ");
}
