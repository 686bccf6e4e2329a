/* marcxml_read_test.c -- MARCXML by hand: framing, repairs, refusals. */
#include "test.h"

#include "make.h"
#include "record/marcxml.h"

#define RECORD(fields)                                                                             \
    "<record><leader>00000nam a2200000 a 4500</leader>" fields                                     \
    "<datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield "                                      \
    "code=\"a\">Saman</subfield></datafield></record>"

/* "title reasons" of each record, in order; BAD with its reason. */
static struct str all_of(struct arena *mem, struct str s)
{
    struct strs out = {0};
    for (;;) {
        struct frame f = marcxml_frame(s, true);
        if (f.kind == FRAME_END) break;
        struct faults faults = {0};
        struct marc m;
        struct str bytes = str_slice(s, f.skip, f.skip + f.length), said;
        if (f.kind == FRAME_BAD) {
            said = arena_printf(mem, "BAD %s", reason_name(f.fault.reason));
        } else if (marcxml_parse(bytes, mem, &m, &faults)) {
            said = arena_printf(mem, "refused %.*s", STR_ARG(reasons(mem, &faults)));
        } else {
            said = arena_printf(mem, "%.*s %.*s", STR_ARG(marc_value(&m, "245", 'a')),
                                STR_ARG(reasons(mem, &faults)));
        }
        VEC_PUSH(mem, &out, str_trim(said));
        s = str_slice(s, f.skip + f.length, s.n);
    }
    return joined(mem, &out);
}

TEST(namespaces_and_prefixes_make_no_difference)
{
    CHECK_STR(
        all_of(mem,
               STR("<?xml version=\"1.0\"?><m:collection xmlns:m=\"x\"><m:record>"
                   "<m:leader>00000nam a2200000 a 4500</m:leader><m:datafield tag='245' ind1=' ' "
                   "ind2='0'>"
                   "<m:subfield code='a'>A &amp; B</m:subfield></m:datafield></m:record>" RECORD(
                       "") "</m:collection>")),
        "A & B | Saman");
}

TEST(envelopes_of_harvests_are_passed_over)
{
    CHECK_STR(all_of(mem, STR("<OAI-PMH><ListRecords><record><header><identifier>x</identifier></"
                              "header><metadata>" RECORD(
                                  "") "</metadata></record></ListRecords></OAI-PMH>")),
              "Saman");
}

TEST(a_broken_record_costs_only_itself)
{
    CHECK_STR(
        all_of(
            mem,
            STR("<collection>" RECORD("") "<record><leader>x</leader><datafield></record>" RECORD(
                "") "<record><controlfield tag='001'>7</controlfield>" RECORD("") "<record><"
                                                                                  "leader>")),
        "Saman | refused !xml-bad | Saman | BAD xml-bad | Saman | BAD truncated");
}

TEST(what_is_no_part_of_marc_is_left_out_and_told)
{
    CHECK_STR(
        all_of(
            mem,
            STR(RECORD(
                "<rank>4</rank><datafield ind1='1'><subfield code='a'>x</subfield></datafield>"))),
        "Saman element-odd element-odd");
    CHECK_STR(all_of(mem, STR("<record><datafield tag='245'><subfield "
                              "code='a'>B</subfield></datafield></record>")),
              "B leader-odd");
    CHECK_STR(all_of(mem, STR("<record><leader>00000nam a2200000 a 4500</leader></record>")),
              "refused !no-fields");
}

TEST(bytes_that_xml_forbids_are_replaced_and_told)
{
    CHECK_STR(all_of(mem, STR(RECORD("<controlfield tag='001'>a\x1F</controlfield>"))),
              "Saman xml-repaired");
    CHECK_STR(all_of(mem, STR(RECORD("<controlfield tag='001'>\xE9 </controlfield>"))),
              "Saman not-utf8");
}

TEST(entities_are_never_read)
{
    CHECK_STR(
        all_of(mem,
               STR("<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\">]><collection>" RECORD(
                   "<controlfield tag='001'>&b;</controlfield>") RECORD("") "</collection>")),
        "refused !xml-bad | Saman");
    CHECK_STR(
        all_of(mem,
               STR("<record><!DOCTYPE x []><leader>00000nam a2200000 a 4500</leader></record>")),
        "refused !xml-bad");
}

TEST(comments_and_cdata_hide_tags)
{
    CHECK_STR(
        all_of(mem,
               STR("<!-- <record> --><record><leader>00000nam a2200000 a 4500</leader><datafield "
                   "tag='245'>"
                   "<subfield code='a'><![CDATA[</record>]]></subfield></datafield></record>")),
        "</record>");
}

TEST(latin1_is_what_the_document_says)
{
    struct marc m;
    struct faults f = {0};
    struct str head = STR("<?xml version='1.0' encoding='iso-8859-1'?><collection>");
    CHECK_STR(marcxml_encoding(head), "iso-8859-1");
    CHECK_STR(marcxml_encoding(STR("<?xml version='1.0' encoding = \"UTF-8\" ?>")), "UTF-8");
    CHECK_STR(marcxml_encoding(STR("<?xml version='1.0'?><a encoding='x'/>")), "");
    CHECK(marcxml_parse(STR(MARCXML_LATIN1
                            "<record><datafield tag='245'><subfield code='a'>Caf\xE9</subfield>"
                            "</datafield></record>"),
                        mem, &m, &f) == OK);
    CHECK_STR(marc_value(&m, "245", 'a'), "Caf\xC3\xA9");
}

TEST(only_xml_with_marc_in_it_is_recognised)
{
    CHECK(marcxml_recognise(STR(RECORD(""))));
    CHECK(!marcxml_recognise(STR("<html><record>no</record></html>")));
    CHECK(!marcxml_recognise(STR("judul,pengarang\n")) && !marcxml_recognise((struct str){0}));
}

TEST(a_record_over_the_limit_is_refused_and_the_next_read)
{
    struct buf CLEANUP(buf_release) b = BUF(2 * MARC_RECORD_MAX);
    buf_add(&b, STR("<collection><record><leader>"));
    while (b.n < MARC_RECORD_MAX + 100) buf_add(&b, STR("<datafield tag=\"500\"></datafield>"));
    buf_add(&b, STR("</leader></record>" RECORD("") "</collection>"));
    struct str got = all_of(mem, buf_str(&b));
    CHECK(str_starts(got, STR("BAD record-too-long")) && str_ends(got, STR("Saman")));
}

TEST(text_that_grows_from_declarations_never_does)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("<!DOCTYPE x [<!ENTITY a0 \"lol\">"));
    for (int i = 1; i < 12; i++)
        buf_printf(&b, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">", i, i - 1, i - 1, i - 1, i - 1);
    buf_add(&b, STR("<!ENTITY f SYSTEM \"file:///etc/passwd\">]><collection>" RECORD(
                    "<controlfield tag='001'>&a11;</controlfield>")
                        RECORD("<controlfield tag='001'>&f;</controlfield>")
                            RECORD("") "</collection>"));
    CHECK_STR(all_of(mem, buf_str(&b)), "refused !xml-bad | refused !xml-bad | Saman");
}

TEST(bare_ampersands_and_names_of_html_are_read_as_meant)
{
    CHECK_STR(
        all_of(mem, STR("<collection><record><datafield tag='245' ind1='0' ind2='0'><subfield "
                        "code='a'>Ibu & Anak: caf&eacute;&nbsp;R&D &amp; &#233; A&B;C</subfield>"
                        "</datafield></record></collection>")),
        "refused !xml-bad");
    CHECK_STR(
        all_of(mem, STR("<collection><record><datafield tag='245' ind1='0' ind2='0'><subfield "
                        "code='a'>Ibu & Anak: caf&eacute;&nbsp;R&D &amp; &#233;</subfield>"
                        "</datafield></record></collection>")),
        "Ibu & Anak: café R&D & é xml-repaired leader-odd");
}
