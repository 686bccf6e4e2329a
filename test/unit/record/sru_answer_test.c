/* sru_answer_test.c -- answers of SRU, those of servers that keep the protocol and the others; and
 * records of other systems brought into one form. */
#include "test.h"

#include "record/foreign.h"
#include "record/sru_answer.h"

#define MARC                                                                                       \
    "<record xmlns='http://www.loc.gov/MARC21/slim'><leader>00000nam a2200000 a "                  \
    "4500</leader><controlfield tag='001'>7</controlfield><datafield tag='245' ind1='0' ind2='0'>" \
    "<subfield code='a'>Saman</subfield></datafield></record>"
#define ROOT(inside)                                                                               \
    "<?xml version='1.0'?><zs:searchRetrieveResponse "                                             \
    "xmlns:zs='x'><zs:version>1.1</zs:version>" inside "</zs:searchRetrieveResponse>"
#define RECORD(data, more)                                                                         \
    "<zs:record><zs:recordSchema>marcxml</zs:recordSchema><zs:recordData>" data                    \
    "</zs:recordData>" more "</zs:record>"

TEST(records_are_found_in_their_order_with_their_numbers)
{
    struct sru_answer s;
    sru_answer_read(
        STR(ROOT("<zs:numberOfRecords>12</zs:numberOfRecords><zs:records>" RECORD(
            MARC, "<zs:recordIdentifier>k1</zs:recordIdentifier>")
                     RECORD("<dc/>",
                            "") "</zs:records><zs:nextRecordPosition>3</zs:nextRecordPosition>")),
        mem, &s);
    CHECK(s.answer && s.ended && !s.has_problem);
    CHECK_INT(s.total, 12);
    CHECK_INT(s.next, 3);
    CHECK_INT((int)s.records.n, 2);
    CHECK_STR(s.records.item[0].identifier, "k1");
    CHECK_STR(s.records.item[1].identifier, "");
    CHECK_STR(s.records.item[1].data, "<dc/>");
}

TEST(a_record_sent_as_a_string_is_the_same_record)
{
    struct sru_answer s;
    struct foreign f;
    sru_answer_read(
        STR(ROOT(RECORD("&lt;dc&gt;&lt;title&gt;A &amp;amp; B&lt;/title&gt;&lt;/dc&gt;", ""))), mem,
        &s);
    CHECK_STR(s.records.item[0].data, "<dc><title>A &amp; B</title></dc>");
    CHECK_INT(foreign_read_xml(s.records.item[0].data, mem, &f), OK);
    CHECK_STR(f.bib.title, "A & B");
    CHECK_INT(f.form, FOREIGN_DUBLIN_CORE);
    sru_answer_read(STR(ROOT(RECORD("<![CDATA[<dc><title>C</title></dc>]]>", ""))), mem, &s);
    CHECK_STR(s.records.item[0].data, "<dc><title>C</title></dc>");
}

TEST(diagnostics_are_told_by_number_and_word)
{
    struct sru_answer s;
    sru_answer_read(
        STR(ROOT("<zs:diagnostics><d:diagnostic xmlns:d='y'><d:uri>info:srw/diagnostic/1/16</d:uri>"
                 "<d:details>dc.judul</d:details><d:message>Unsupported index</d:message>"
                 "</d:diagnostic></zs:diagnostics>")),
        mem, &s);
    CHECK(s.has_problem);
    CHECK_INT(s.problem.number, 16);
    CHECK_STR(s.problem.about, "dc.judul");
    CHECK_STR(s.problem.text, "Unsupported index");
    CHECK_INT(s.total, -1);
}

TEST(what_breaks_off_or_is_no_answer_is_told)
{
    struct sru_answer s;
    sru_answer_read(
        STR("<searchRetrieveResponse><numberOfRecords>2</numberOfRecords><records><rec"), mem, &s);
    CHECK(s.answer && !s.ended);
    sru_answer_read(STR("<!DOCTYPE html><html><body>searchRetrieveResponse</body></html>"), mem,
                    &s);
    CHECK(!s.answer && s.html);
    sru_answer_read(STR(""), mem, &s);
    CHECK(!s.answer && !s.html);
    sru_answer_read(STR(ROOT("<zs:numberOfRecords>-4</zs:numberOfRecords>")), mem, &s);
    CHECK_INT(s.total, -1);
}

TEST(an_explain_names_schemas_and_indexes)
{
    struct sru_explained x;
    sru_explain_read(
        STR("<explainResponse><version>1.2</version><record><recordData><explain><serverInfo>"
            "<database>biblio</database></serverInfo><databaseInfo><title>Katalog</title>"
            "</databaseInfo><indexInfo><set name='dc' identifier='i'/><index><map><name set='dc'>"
            "title</name></map></index></indexInfo><schemaInfo><schema name='marcxml' "
            "identifier='m'/></schemaInfo><configInfo><setting type='maximumRecords'>50</setting>"
            "</configInfo></explain></recordData></record></explainResponse>"),
        mem, &x);
    CHECK(x.answer);
    CHECK_STR(x.title, "Katalog");
    CHECK_STR(x.database, "biblio");
    CHECK_STR(x.indexes.item[0], "dc.title");
    CHECK_STR(x.schemas.item[0], "marcxml");
    CHECK_INT(x.most, 50);
}

TEST(records_of_other_systems_are_brought_into_one_form)
{
    struct foreign f;
    CHECK_INT(foreign_read_xml(STR("<collection>" MARC "</collection>"), mem, &f), OK);
    CHECK_INT(f.form, FOREIGN_MARC);
    CHECK_STR(f.bib.title, "Saman");
    CHECK_STR(marc_control(&f.marc, "001"), "7");
    CHECK_INT(
        foreign_read_xml(STR("<mods><titleInfo><title>Larung</title></titleInfo></mods>"), mem, &f),
        OK);
    CHECK_INT(f.form, FOREIGN_MODS);
    CHECK_STR(marc_value(&f.marc, "245", 'a'), "Larung");
    CHECK_INT(foreign_read_text(STR("\n  Title: Saman\nAuthor: Utami\n"), mem, &f), OK);
    CHECK_STR(f.bib.title, "Title: Saman");
    CHECK_INT(foreign_read_text(STR(" \n\n"), mem, &f), ERR_FORMAT);
    CHECK_INT(foreign_read_xml(STR("<mods><titleInfo/></mods>"), mem, &f), ERR_FORMAT);
    CHECK_INT(foreign_read_iso2709(STR("<html>"), mem, &f), ERR_FORMAT);
}
