/* oai_test.c -- what repositories answer, and what they answer wrongly. */
#include "record/oai.h"

#include <string.h>

#include "test.h"

#include "base/checked.h"

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH "                                        \
    "xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2026-11-27T10:00:00Z"            \
    "</responseDate><request verb=\"ListRecords\">https://opac.contoh.id/oai</request>"
#define DC(id, body)                                                                               \
    "<record><header><identifier>" id "</identifier><datestamp>2020-01-02</datestamp></header>"    \
    "<metadata><oai_dc:dc xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" body                     \
    "</oai_dc:dc></metadata></record>"

/* The records of a page, as they are framed. */
static struct strs records(struct arena *mem, const char *page)
{
    struct str rest = str_of(page);
    struct strs list = {0};
    for (;;) {
        struct frame f = oai_frame(rest, true);
        if (f.kind == FRAME_END) return list;
        if (f.kind == FRAME_RECORD)
            VEC_PUSH(mem, &list, str_slice(rest, f.skip, f.skip + f.length));
        else
            VEC_PUSH(mem, &list, STR("BAD"));
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
}

static struct oai_page page(struct arena *mem, const char *text)
{
    struct oai_page p;
    oai_page_read(str_of(text), mem, &p);
    return p;
}

TEST(a_page_has_records_and_a_token)
{
    const char *text = HEAD "<ListRecords>" DC("oai:slims/2", "<dc:title>Saman</dc:title>") DC(
        "oai:slims/1", "<dc:title>Larung</dc:title>") "<resumptionToken completeListSize=\"120\" "
                                                      "cursor=\"0\">oai_dc/100"
                                                      "</resumptionToken></ListRecords></OAI-PMH>";
    struct strs list = records(mem, text);
    struct oai_record r;
    CHECK_INT(list.n, 2);
    CHECK_INT(oai_record_read(list.item[0], mem, &r), OK);
    CHECK_STR(r.identifier, "oai:slims/2");
    CHECK_STR(r.datestamp, "2020-01-02");
    CHECK(!r.deleted);
    struct oai_page p = page(mem, text);
    CHECK(p.answer && p.ended && p.has_token && !p.html);
    CHECK_STR(p.token, "oai_dc/100");
    CHECK_INT(p.size, 120);
    CHECK_STR(p.date, "2026-11-27T10:00:00Z");
    CHECK_INT(p.error.code.n, 0);
}

TEST(a_token_is_what_it_means_not_how_it_is_written)
{
    CHECK_STR(page(mem, "<OAI-PMH><resumptionToken><![CDATA[100__SELECT+%2A__oai_dc]]>"
                        "</resumptionToken></OAI-PMH>")
                  .token,
              "100__SELECT+%2A__oai_dc");
    CHECK_STR(page(mem, "<OAI-PMH><resumptionToken>a&amp;b&#61;</resumptionToken></OAI-PMH>").token,
              "a&b=");
    struct oai_page last = page(mem, "<OAI-PMH><resumptionToken/></OAI-PMH>");
    CHECK(last.has_token && last.token.n == 0);
    CHECK(!page(mem, "<OAI-PMH></OAI-PMH>").has_token);
}

TEST(what_comes_again_and_again_without_an_end_is_read_once)
{
    static const char *const names[] = {"<resumptionToken>x", "<error code='a'>x",
                                        "<responseDate>x"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct buf CLEANUP(buf_release) b = BUF(1 << 20);
        struct oai_page p;
        buf_add(&b, STR("<OAI-PMH>"));
        for (int k = 0; k < 10000; k++) buf_add(&b, str_of(names[i]));
        size_t before = arena_used(mem);
        oai_page_read(buf_str(&b), mem, &p);
        CHECK(p.answer && !p.ended);
        CHECK(p.token.n + p.error.text.n + p.date.n == 1); /* of the last one */
        CHECK(arena_used(mem) - before < 4 * b.n);         /* each to the end it was 1 GB */
    }
}

TEST(words_inside_a_record_are_not_those_of_the_page)
{
    struct oai_page p =
        page(mem, HEAD "<ListRecords>" DC("oai:x:1", "<dc:error>x</dc:error>"
                                                     "<dc:title>&lt;resumptionToken&gt;"
                                                     "</dc:title>") "</ListRecords></OAI-PMH>");
    CHECK_INT(p.error.code.n, 0);
    CHECK(!p.has_token);
}

TEST(an_error_is_told)
{
    struct oai_page p =
        page(mem, HEAD "<error code=\"noRecordsMatch\">tidak ada</error></OAI-PMH>");
    CHECK_STR(p.error.code, "noRecordsMatch");
    CHECK_STR(p.error.text, "tidak ada");
}

TEST(a_web_page_is_no_answer)
{
    CHECK(page(mem, "<!DOCTYPE html><html><head><title>404</title></head></html>").html);
    CHECK(page(mem, "\n<HTML><body>login</body></HTML>").html);
    CHECK(!page(mem, HEAD "</OAI-PMH>").html);
    CHECK(!page(mem, "<b>Warning</b>: mysqli::query()").answer);
}

TEST(a_page_that_breaks_off_says_so_and_keeps_its_whole_records)
{
    const char *text = HEAD "<ListRecords>" DC(
        "oai:x:1", "<dc:title>Satu</dc:title>") "<record><header><identifier>oai:x:2</identifier></"
                                                "header><metadata><dc";
    struct strs list = records(mem, text);
    CHECK_INT(list.n, 2);
    CHECK_STR(list.item[1], "BAD");
    CHECK(!page(mem, text).ended);
}

TEST(a_record_that_lost_its_end_costs_only_itself)
{
    struct strs list =
        records(mem, HEAD "<ListRecords><record><header><identifier>oai:x:1</identifier></header>"
                          "<metadata><dc><title>Satu" DC("oai:x:2", "<dc:title>Dua</dc:title>"));
    CHECK_INT(list.n, 2);
    CHECK_STR(list.item[0], "BAD");
    CHECK(str_find(list.item[1], STR("Dua")) < list.item[1].n);
}

TEST(marc_inside_a_record_is_a_part_of_it)
{
    struct strs list = records(
        mem, HEAD "<ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata>"
                  "<marc:record><marc:leader>00000nam a2200000 a 4500</marc:leader></marc:record>"
                  "</metadata></record></ListRecords></OAI-PMH>");
    CHECK_INT(list.n, 1);
    CHECK(str_ends(list.item[0], STR("</metadata></record>")));
}

TEST(what_is_kept_is_the_identifier_and_the_metadata_byte_for_byte)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    struct oai_record r, again;
    struct str sent =
        STR("<record><header><identifier>oai:a&amp;b</identifier><datestamp>2026-01-01"
            "</datestamp><setSpec>x</setSpec></header><metadata>\n <dc><title>A &amp; "
            "B</title></dc> </metadata><about>y</about></record>");
    CHECK_INT(oai_record_read(sent, mem, &r), OK);
    oai_record_keep(&r, &b);
    CHECK_STR(buf_str(&b), "<record><header><identifier>oai:a&amp;b</identifier></header>"
                           "<metadata><dc><title>A &amp; B</title></dc></metadata></record>\n");
    CHECK_INT(oai_record_read(buf_str(&b), mem, &again), OK);
    CHECK_STR(again.identifier, "oai:a&b");
}

TEST(a_deleted_record_is_its_identifier)
{
    struct bib b;
    struct buf CLEANUP(buf_release) kept = BUF(10000);
    struct oai_record r;
    struct str sent = STR("<record><header status='deleted'><identifier>oai:x:1</identifier>"
                          "<datestamp>2026-01-01</datestamp></header></record>");
    CHECK_INT(oai_record_read(sent, mem, &r), OK);
    CHECK(r.deleted);
    oai_record_keep(&r, &kept);
    CHECK_INT(oai_describe(buf_str(&kept), mem, &b, NULL), OK);
    CHECK(b.deleted);
    CHECK_STR(b.control, "oai:x:1");
}

TEST(an_identity_of_a_repository_is_read)
{
    struct oai_identify i;
    struct strs formats;
    oai_identify_read(STR("<OAI-PMH><Identify><repositoryName>SLiMS &amp; Kita</repositoryName>"
                          "<protocolVersion>2.0</protocolVersion><adminEmail>a@b.id</adminEmail>"
                          "<earliestDatestamp/><deletedRecord>transient</deletedRecord>"
                          "<granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"),
                      mem, &i);
    CHECK_STR(i.name, "SLiMS & Kita");
    CHECK_STR(i.deleted, "transient");
    CHECK_INT(i.earliest.n, 0);
    oai_values(STR("<m><metadataPrefix>oai_dc</metadataPrefix><metadataPrefix> marc21 "
                   "</metadataPrefix></m>"),
               "metadataPrefix", mem, &formats);
    CHECK_INT(formats.n, 2);
    CHECK_STR(formats.item[1], "marc21");
}

/* ---- Dublin Core ---- */

static struct bib described(struct arena *mem, const char *record, enum err want)
{
    struct bib b = {0};
    struct faults faults = {0};
    CHECK_INT(oai_describe(str_of(record), mem, &b, &faults), want);
    return b;
}

TEST(dublin_core_as_slims_sends_it)
{
    struct bib b = described(
        mem,
        DC("oai:slims/17",
           "<dc:title>Laskar pelangi : novel</dc:title><dc:creator>Hirata, Andrea</dc:creator>"
           "<dc:contributor>Lestari, Dewi (penyunting)</dc:contributor>"
           "<dc:subject>Fiksi Indonesia</dc:subject><dc:subject>899.221 3</dc:subject>"
           "<dc:publisher>Bentang</dc:publisher><dc:date>2005</dc:date><dc:type>Text</dc:type>"
           "<dc:language>Indonesia</dc:language><dc:identifier_isbn>9789793062792"
           "</dc:identifier_isbn><dc:format>xii, 529 hlm</dc:format><image>a.jpg</image>"
           "<dc:identifier>http://opac.contoh.id/index.php?p=show_detail&amp;id=17"
           "</dc:identifier>"),
        OK);
    CHECK_STR(b.control, "oai:slims/17");
    CHECK_STR(b.title, "Laskar pelangi : novel");
    CHECK_STR(b.title_short, "Laskar pelangi");
    CHECK_INT(b.names.n, 2);
    CHECK(b.names.item[0].main);
    CHECK_STR(b.names.item[1].name, "Lestari, Dewi");
    CHECK_INT(b.names.item[1].role, ROLE_EDITOR);
    CHECK_STR(b.subjects.item[0], "Fiksi Indonesia");
    CHECK_STR(b.classification, "899.221 3");
    CHECK_INT(b.year, 2005);
    CHECK_STR(b.languages.item[0], "ind");
    CHECK_STR(b.isbns.item[0], "9789793062792");
    CHECK_STR(b.extent, "xii, 529 hlm");
    CHECK_STR(b.urls.item[0], "http://opac.contoh.id/index.php?p=show_detail&id=17");
    CHECK_INT(b.format, FORMAT_BOOK);
}

TEST(dublin_core_of_a_repository_of_articles)
{
    struct bib b = described(
        mem,
        DC("oai:ojs:1",
           "<dc:title xml:lang=\"id\">Literasi</dc:title><dc:title>Literacy</dc:title>"
           "<dc:date>2016-03-04T09:10:11Z</dc:date><dc:date>2015</dc:date>"
           "<dc:type>info:eu-repo/semantics/article</dc:type><dc:format>application/pdf</dc:format>"
           "<dc:source>Jurnal Pustaka; Vol 3 No 2 (2015); 12-20</dc:source>"
           "<dc:source>2085-0417</dc:source>"
           "<dc:relation>https://ojs.contoh.id/1/2</dc:relation>"),
        OK);
    CHECK_INT(b.format, FORMAT_ARTICLE);
    CHECK_STR(b.other_titles.item[0], "Literacy");
    CHECK_INT(b.year, 2015);
    CHECK_INT(b.extent.n, 0);
    CHECK_STR(b.host_title, "Jurnal Pustaka");
    CHECK_STR(b.host_number, "2085-0417");
    CHECK_INT(b.series.n, 0);
    CHECK_INT(b.issns.n, 0);
}

TEST(letters_that_went_through_utf8_twice_come_back)
{
    CHECK_STR(
        described(
            mem,
            DC("x", "<dc:title>Caf\xC3\x83\xC2\xA9 \xC3\xA2\xE2\x82\xAC\xE2\x80\x9C</dc:title>"),
            OK)
            .title,
        "Caf\xC3\xA9 \xE2\x80\x93");
    CHECK_STR(
        described(mem, DC("x", "<dc:title>Caf\xC3\xA9 d\xC3\xA9j\xC3\xA0</dc:title>"), OK).title,
        "Caf\xC3\xA9 d\xC3\xA9j\xC3\xA0");
}

TEST(what_is_not_quite_xml_is_read_all_the_same)
{
    CHECK_STR(described(mem, DC("x", "<dc:title>Hukum & adat&nbsp;Jawa</dc:title>"), OK).title,
              "Hukum & adat Jawa");
    CHECK_STR(described(mem,
                        DC("x", "<dc:title>A\x0B"
                                "B \xE9</dc:title>"),
                        OK)
                  .title,
              "A\xEF\xBF\xBD"
              "B \xEF\xBF\xBD");
    described(mem, DC("x", "<dc:title>Satu</dc:judul>"), ERR_FORMAT);
    described(mem, DC("x", "<dc:creator>tanpa judul</dc:creator>"), ERR_FORMAT);
}

TEST(a_record_is_never_a_bomb)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    buf_add(&b, STR("<record><header><identifier>x</identifier></header><metadata>"));
    for (int i = 0; i < 100; i++) buf_add(&b, STR("<a>"));
    buf_add(&b, STR("</metadata></record>"));
    described(mem, arena_cstr(mem, buf_str(&b)), ERR_FORMAT);
    buf_clear(&b);
    buf_add(&b, STR("<record><header><identifier>x</identifier></header><metadata><dc>"));
    for (int i = 0; i < 60000; i++) buf_add(&b, STR("<a/>"));
    buf_add(&b, STR("</dc></metadata></record>"));
    described(mem, arena_cstr(mem, buf_str(&b)), ERR_FORMAT);
}

/* ---- MODS ---- */

TEST(mods_as_slims_sends_it)
{
    struct bib b = described(
        mem,
        "<record><header><identifier>slims-5</identifier></header><metadata><modsCollection>"
        "<mods version=\"3.3\" ID=\"5\"><titleInfo><title>Bumi manusia</title><subTitle>sebuah "
        "roman"
        "</subTitle></titleInfo><name type=\"Personal Name\" authority=\"\"><namePart>Toer, "
        "Pramoedya Ananta</namePart><role><roleTerm type=\"text\">Primary Author</roleTerm></role>"
        "</name><typeOfResource manuscript=\"no\" collection=\"yes\">mixed material"
        "</typeOfResource><genre authority=\"marcgt\">bibliography</genre><originInfo><place>"
        "<placeTerm type=\"text\">Jakarta</placeTerm><publisher>Hasta Mitra</publisher><dateIssued>"
        "1980</dateIssued></place><publisher>Hasta Mitra</publisher><dateIssued>1980</dateIssued>"
        "<issuance>monographic</issuance><edition>Cet. 1</edition></originInfo><language>"
        "<languageTerm type=\"code\">id</languageTerm><languageTerm type=\"text\">Indonesia"
        "</languageTerm></language><physicalDescription><form authority=\"gmd\">Text</form><extent>"
        "354 hlm</extent></physicalDescription><relatedItem type=\"series\"><titleInfo/><title>"
        "Tetralogi Buru</title></relatedItem><subject authority=\"\"><topic>Roman</topic></subject>"
        "<classification>899.221</classification><identifier type=\"isbn\">9789799731234"
        "</identifier><location><physicalLocation>Perpustakaan Kita</physicalLocation>"
        "<shelfLocator>899.221 TOE b</shelfLocator><holdingSimple><copyInformation>"
        "<numerationAndChronology type=\"1\">B00011</numerationAndChronology><sublocation>Rak 2"
        "</sublocation><shelfLocator>899.221 TOE b</shelfLocator></copyInformation></holdingSimple>"
        "</location></mods></modsCollection></metadata></record>",
        OK);
    CHECK_STR(b.title, "Bumi manusia : sebuah roman");
    CHECK_INT(b.format, FORMAT_BOOK);
    CHECK_STR(b.control, "slims-5");
    CHECK_STR(b.names.item[0].name, "Toer, Pramoedya Ananta");
    CHECK(b.names.item[0].main);
    CHECK_STR(b.place, "Jakarta");
    CHECK_STR(b.publisher, "Hasta Mitra");
    CHECK_INT(b.year, 1980);
    CHECK_STR(b.edition, "Cet. 1");
    CHECK_STR(b.languages.item[0], "ind");
    CHECK_STR(b.extent, "354 hlm");
    CHECK_STR(b.series.item[0].title, "Tetralogi Buru");
    CHECK_STR(b.subjects.item[0], "Roman");
    CHECK_STR(b.classification, "899.221");
    CHECK_INT(b.items.n, 1);
    CHECK_STR(b.items.item[0].code, "B00011");
    CHECK_STR(b.items.item[0].place, "Rak 2");
    CHECK_STR(b.items.item[0].call_number, "899.221 TOE b");
    CHECK_INT(b.items.item[0].status, ITEM_UNSTATED);
}

TEST(what_is_related_in_mods_does_not_describe_the_record)
{
    struct bib b = described(
        mem,
        "<record><header><identifier>x</identifier></header><metadata><mods><relatedItem type="
        "\"host\"><titleInfo><title>Jurnal</title><partNumber>3 (2)</partNumber></titleInfo><name>"
        "<namePart>Orang Lain</namePart></name><identifier type=\"issn\">2085-0417</identifier>"
        "</relatedItem><titleInfo><nonSort>The</nonSort><title>web</title></titleInfo>"
        "<titleInfo type=\"alternative\"><title>Jaring</title></titleInfo><name type=\"personal\">"
        "<namePart type=\"family\">Berners-Lee</namePart><namePart type=\"given\">Tim</namePart>"
        "<namePart type=\"date\">1955-</namePart><role><roleTerm "
        "type=\"code\">edt</roleTerm></role>"
        "</name><genre>article</genre></mods></metadata></record>",
        OK);
    CHECK_STR(b.title, "The web");
    CHECK_STR(b.other_titles.item[0], "Jaring");
    CHECK_INT(b.names.n, 1);
    CHECK_STR(b.names.item[0].name, "Berners-Lee, Tim");
    CHECK_INT(b.names.item[0].role, ROLE_EDITOR);
    CHECK_STR(b.host_title, "Jurnal");
    CHECK_STR(b.host_number, "2085-0417");
    CHECK_INT(b.format, FORMAT_ARTICLE);
    CHECK_INT(b.issns.n, 0);
}
