/* origin_test.c -- Z39.50 from the side that asks: our own server's reader understands what is
 * written, and its answers are read; what is none is refused. */
#include "test.h"

#include "z3950/origin.h"
#include "z3950/output.h"
#include "z3950/pdu.h"
#include "z3950/rpn.h"

TEST(a_search_is_read_by_a_server_as_words_that_all_have_to_be_there)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    const struct origin_query q = {.word = {{.use = 4, .term = STR("laskar")},
                                            {.use = 4, .term = STR("pelangi")},
                                            {.use = 1003, .term = STR("hirata")}},
                                   .n = 3};
    struct pdu p;
    struct diagnostic problem = {0};
    origin_write_search(&b, &q, STR("Buku"), STR(SYNTAX_USMARC));
    CHECK_INT(pdu_read(buf_str(&b), mem, &p), OK);
    CHECK_INT(p.kind, PDU_SEARCH);
    CHECK_STR(p.as.search.databases.item[0], "Buku");
    CHECK_STR(p.as.search.syntax, SYNTAX_USMARC);
    const struct rpn_node *root = rpn_read(&p.as.search.query, mem, &problem);
    CHECK(root != NULL);
    CHECK_INT(root->op, RPN_AND);
    CHECK_INT(root->left->op, RPN_AND);
    CHECK_STR(root->left->left->term, "laskar");
    CHECK_STR(root->left->right->term, "pelangi");
    CHECK_STR(root->right->term, "hirata");
    CHECK_INT(root->right->attribute[0].value, 1003);
    CHECK_INT((int)root->right->n, 2);
}

TEST(a_date_of_change_has_its_relation_and_structure)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    struct pdu p;
    const struct origin_query q = {
        .word = {{.use = 4, .term = STR("pelangi")},
                 {.use = 1012, .term = STR("20261127"), .relation = 4, .structure = 5}},
        .n = 2};
    origin_write_search(&b, &q, STR("Default"), (struct str){0});
    CHECK_INT(pdu_read(buf_str(&b), mem, &p), OK);
    struct diagnostic problem = {0};
    const struct rpn_node *root = rpn_read(&p.as.search.query, mem, &problem);
    CHECK(root != NULL);
    const struct rpn_node *date = root->right;
    CHECK_STR(date->term, "20261127");
    CHECK_INT((int)date->n, 3);
    CHECK_INT(date->attribute[0].value, 1012);
    CHECK_INT(date->attribute[1].type, 2);
    CHECK_INT(date->attribute[1].value, 4);
    CHECK_INT(date->attribute[2].type, 4);
    CHECK_INT(date->attribute[2].value, 5);
}

TEST(init_present_and_close_are_read_too)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    struct pdu p;
    origin_write_init(&b, STR("1"), (struct str){0}, (struct str){0});
    CHECK_INT(pdu_read(buf_str(&b), mem, &p), OK);
    CHECK_INT(p.kind, PDU_INIT);
    CHECK_INT(p.as.init.versions, 7);
    buf_clear(&b);
    origin_write_init(&b, STR("1"), STR("petugas"), STR("rahasia"));
    CHECK_INT(pdu_read(buf_str(&b), mem, &p), OK);
    CHECK(str_find(buf_str(&b), STR("\xA7\x14\x30\x12\x81\x07petugas\x82\x07rahasia")) < b.n);
    buf_clear(&b);
    origin_write_present(&b, 11, 5, STR(SYNTAX_XML), STR("F"));
    CHECK_INT(pdu_read(buf_str(&b), mem, &p), OK);
    CHECK_INT(p.as.present.range[0].start, 11);
    CHECK_INT(p.as.present.range[0].n, 5);
    CHECK_STR(p.as.present.elements, "F");
}

TEST(records_and_what_stands_in_their_place_are_told_apart)
{
    struct buf CLEANUP(buf_release) b = BUF(10000), records = BUF(10000);
    const struct pdu_reply reply = {.v3 = true};
    const struct diagnostic d = {DIAGNOSTIC_NOT_IN_SYNTAX, STR("usmarc")};
    struct origin_answer r;
    pdu_add_record(&records, STR("Buku"), STR(SYNTAX_USMARC), STR("00024"));
    pdu_add_fault(&records, STR("Buku"), &d, true);
    const struct pdu_found f = {
        .total = 9, .returned = 2, .found = true, .records = buf_str(&records)};
    pdu_write_present(&b, &reply, &f);
    CHECK_INT(origin_read(buf_str(&b), mem, &r), OK);
    CHECK_INT(r.kind, ORIGIN_PRESENT);
    CHECK_INT((int)r.records.n, 2);
    CHECK_STR(r.records.item[0].bytes, "00024");
    CHECK_STR(r.records.item[0].syntax, SYNTAX_USMARC);
    CHECK_INT(r.records.item[1].problem.code, 238);
    CHECK_STR(r.records.item[1].problem.about, "usmarc");
}

TEST(a_search_that_failed_says_why)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    const struct pdu_reply reply = {.v3 = false};
    const struct pdu_found f = {.problem = {DIAGNOSTIC_USE, STR("9999")}};
    struct origin_answer r;
    pdu_write_search(&b, &reply, &f);
    CHECK_INT(origin_read(buf_str(&b), mem, &r), OK);
    CHECK(!r.found);
    CHECK_INT(r.problem.code, 114);
    CHECK_STR(r.problem.about, "9999");
}

TEST(what_is_no_answer_is_refused)
{
    struct origin_answer r;
    CHECK_INT(origin_read(STR(""), mem, &r), ERR_FORMAT);
    CHECK_INT(origin_read(STR("HTTP/1.1 400 Bad Request"), mem, &r), ERR_FORMAT);
    CHECK_INT(origin_read(STR("\xB7\x03\x97\x01"), mem, &r), ERR_FORMAT);
    CHECK_INT(origin_read(STR("\xB7\x04\x97\x02\xFF\xFF"), mem, &r), ERR_FORMAT); /* -1 hits */
}
