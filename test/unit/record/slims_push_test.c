/* slims_push_test.c -- the bodies that the union-catalogue client of SLiMS sends, as PHP writes
 * them: numbers as numbers or strings, lists as arrays or objects. */
#include "record/slims_push.h"
#include "test.h"

static struct slims_push read(struct arena *mem, const char *body)
{
    struct slims_push p = {0};
    size_t at = 0;
    CHECK(slims_push_read(str_of(body), mem, &p, &at) == OK);
    return p;
}

static enum err refusal(struct arena *mem, const char *body, size_t *ret_at)
{
    struct slims_push p;
    *ret_at = 0;
    return slims_push_read(str_of(body), mem, &p, ret_at);
}

#define INFO "\"node_info\":{\"enable\":\"1\",\"id\":\"sman-1\",\"password\":\"rahasia\"}"

TEST(records_come_under_their_numbers)
{
    struct slims_push p =
        read(mem, "{" INFO ",\"node_data\":{\"12\":{\"biblio_id\":\"12\",\"title\":\"Saman\"},"
                  "\"15\":{\"biblio_id\":15,\"title\":\"Larung\"}}}");
    CHECK_STR(p.node, "sman-1");
    CHECK_STR(p.password, "rahasia");
    CHECK(p.kind == SLIMS_PUSH_RECORDS);
    CHECK_INT(p.records.n, 2);
    CHECK_INT(p.records.item[0].number, 12);
    CHECK_INT(p.records.item[1].number, 15);
    CHECK_STR(p.records.item[0].bytes, "{\"biblio_id\":\"12\",\"title\":\"Saman\"}");
}

TEST(what_php_writes_as_an_array_is_the_same)
{
    struct slims_push p = read(mem, "{\"node_data\":[{\"title\":\"Nol\",\"biblio_id\":0},"
                                    "{\"biblio_id\":\"1\"}]," INFO "}");
    CHECK(p.kind == SLIMS_PUSH_RECORDS);
    CHECK_INT(p.records.item[0].number, 0); /* there is no such number */
    CHECK_INT(p.records.item[1].number, 1);
    CHECK_STR(p.node, "sman-1");
}

TEST(a_record_without_its_number_has_that_of_its_key)
{
    struct slims_push p =
        read(mem, "{" INFO ",\"node_data\":{\"7\":{\"title\":\"Saman\"},\"8\":null}}");
    CHECK_INT(p.records.item[0].number, 7);
    CHECK_INT(p.records.item[1].number, 8);
}

TEST(numbers_to_delete_are_a_text_a_number_or_a_list)
{
    static const char *const forms[] = {"\"12,15\"", "\" 12 , 15,\"", "[12,\"15\"]",
                                        "{\"0\":\"12\",\"1\":15}"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct str body = arena_printf(
            mem, "{" INFO ",\"node_data\":{\"operation\":\"delete\",\"biblio\":%s}}", forms[i]);
        struct slims_push p = read(mem, arena_cstr(mem, body));
        CHECK(p.kind == SLIMS_PUSH_DELETE);
        CHECK_INT(p.records.n, 2);
        CHECK_INT(p.records.item[0].number, 12);
        CHECK_INT(p.records.item[1].number, 15);
    }
    struct slims_push one =
        read(mem, "{" INFO ",\"node_data\":{\"biblio\":12,\"operation\":\"delete\"}}");
    CHECK(one.kind == SLIMS_PUSH_DELETE && one.records.n == 1);
}

TEST(what_brings_nothing_says_so)
{
    CHECK(read(mem, "{" INFO ",\"node_data\":[]}").kind == SLIMS_PUSH_NOTHING);
    CHECK(read(mem, "{" INFO ",\"node_data\":null}").kind == SLIMS_PUSH_NOTHING);
    CHECK(read(mem, "{" INFO "}").kind == SLIMS_PUSH_NOTHING);
    CHECK(read(mem, "{" INFO ",\"node_data\":{\"operation\":\"delete\",\"biblio\":\"\"}}").kind ==
          SLIMS_PUSH_NOTHING);
    CHECK(read(mem, "{" INFO ",\"node_data\":{\"operation\":\"merge\",\"biblio\":\"1\"}}").kind ==
          SLIMS_PUSH_OTHER);
}

TEST(settings_come_as_they_are)
{
    struct slims_push p =
        read(mem, "{\"node_info\":{\"enable\":true,\"auto_insert\":false,\"id\":7,"
                  "\"password\":123456,\"x\":{\"a\":[1]},\"name\":null},"
                  "\"node_data\":[]}");
    CHECK_STR(p.node, "7");
    CHECK_STR(p.password, "123456");
}

TEST(what_is_no_such_body_is_refused_with_its_place)
{
    size_t at = 0;
    CHECK(refusal(mem, "", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "node_info=1", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "[]", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "{}", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "{" INFO "} x", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "{" INFO ",\"node_data\":{\"1\":{\"title\":\"Sam", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "{" INFO "," INFO "}", &at) == ERR_FORMAT);
    CHECK(refusal(mem, "{\"node_info\":{},\"node_data\":[1e]}", &at) == ERR_FORMAT);
    CHECK_INT(at, 29);
}

TEST(more_than_can_be_taken_at_once_is_refused)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct slims_push p;
    size_t at = 0;
    buf_add(&b, STR("{\"node_data\":[0"));
    for (int i = 0; i < SLIMS_PUSH_RECORDS_MAX; i++) buf_add(&b, STR(",0"));
    buf_add(&b, STR("]}"));
    CHECK(slims_push_read(buf_str(&b), mem, &p, &at) == ERR_LIMIT);
}

/* ---- one record ---- */

static struct bib describe(struct arena *mem, const char *record)
{
    struct bib b = {0};
    CHECK(slims_push_describe(str_of(record), mem, &b) == OK);
    return b;
}

TEST(every_field_of_a_record_is_read)
{
    struct bib b = describe(
        mem, "{\"biblio_id\":\"12\",\"title\":\"Laskar pelangi : sebuah "
             "novel\",\"spec_detail_info\":\"Ada peta\","
             "\"gmd_code\":\"TE\",\"gmd_name\":\"Text\",\"edition\":\"Cet. "
             "3\",\"isbn_issn\":\"979-3062-79-7\","
             "\"publisher_name\":\"Bentang\",\"publish_year\":2005,\"collation\":\"xiv, 533 hlm. ; "
             "21 cm\","
             "\"series_title\":\"Tetralogi ; 1\",\"call_number\":\"813 HIR l\",\"image\":\"a.jpg\","
             "\"language_id\":\"id\",\"language_name\":\"Indonesia\",\"place_name\":\"Yogyakarta\","
             "\"classification\":\"813\",\"notes\":\"Best\\u00a0seller\",\"frequency\":null,"
             "\"authors\":[{\"name\":\"Hirata, "
             "Andrea\",\"level\":\"1\",\"type\":\"p\",\"auth_list\":null},"
             "{\"name\":\"Penerbit Bentang\",\"level\":2,\"type\":\"o\",\"auth_list\":\"\"},"
             "{\"name\":\"Ani\",\"level\":\"3\",\"type\":\"p\"},{\"name\":\"Budi\",\"level\":\"4\","
             "\"type\":\"p\"}],"
             "\"subjects\":{\"0\":{\"name\":\"Fiksi Indonesia\",\"level\":\"1\",\"type\":\"t\"},"
             "\"2\":{\"name\":\"Belitung\",\"level\":1,\"type\":\"g\"}}}");
    CHECK_STR(b.control, "SLiMS/12");
    CHECK_STR(b.title, "Laskar pelangi : sebuah novel");
    CHECK_STR(b.title_short, "Laskar pelangi");
    CHECK_STR(b.edition, "Cet. 3");
    CHECK_STR(b.isbns.item[0], "9789793062792");
    CHECK_STR(b.publisher, "Bentang");
    CHECK_STR(b.place, "Yogyakarta");
    CHECK_INT(b.year, 2005);
    CHECK_STR(b.extent, "xiv, 533 hlm. ; 21 cm");
    CHECK_STR(b.series.item[0].title, "Tetralogi");
    CHECK_STR(b.call_number, "813 HIR l");
    CHECK_STR(b.classification, "813");
    CHECK_STR(b.languages.item[0], "ind");
    CHECK_INT(b.notes.n, 2);
    CHECK_STR(b.notes.item[1], "Ada peta");
    CHECK_INT(b.names.n, 4);
    CHECK(b.names.item[0].main && b.names.item[0].role == ROLE_AUTHOR);
    CHECK(b.names.item[1].corporate && !b.names.item[1].main);
    CHECK(b.names.item[2].role == ROLE_EDITOR && b.names.item[3].role == ROLE_TRANSLATOR);
    CHECK_INT(b.subjects.n, 2);
    CHECK_STR(b.subjects.item[1], "Belitung");
    CHECK(b.format == FORMAT_BOOK);
    CHECK_INT(b.items.n, 0);
}

TEST(nulls_dashes_and_what_is_not_there_say_nothing)
{
    struct bib b =
        describe(mem, "{\"biblio_id\":3,\"title\":\"Saman\",\"edition\":null,\"notes\":\"-\","
                      "\"authors\":[],\"subjects\":null,\"frequency\":\"\",\"gmd_name\":true}");
    CHECK_STR(b.title, "Saman");
    CHECK_INT(b.notes.n + b.names.n + b.subjects.n + b.edition.n + b.frequency.n, 0);
}

TEST(codes_stand_in_where_names_are_missing)
{
    struct bib b = describe(mem, "{\"title\":\"X\",\"language_id\":\"en\",\"language_name\":null}");
    CHECK_STR(b.languages.item[0], "eng");
    CHECK_STR(b.control, "");
}

TEST(a_serial_has_its_frequency)
{
    struct bib b = describe(mem, "{\"title\":\"Horison\",\"isbn_issn\":\"0125-9016\","
                                 "\"gmd_name\":\"Text\",\"frequency\":\"Monthly\"}");
    CHECK(b.format == FORMAT_SERIAL);
    CHECK_STR(b.frequency, "Monthly");
}

TEST(a_name_without_a_level_and_a_bare_text_are_authors)
{
    struct bib b =
        describe(mem, "{\"title\":\"X\",\"authors\":[\"Pramoedya\",{\"name\":\"Ayu Utami\"}]}");
    CHECK_INT(b.names.n, 2);
    CHECK(b.names.item[0].main && b.names.item[1].role == ROLE_AUTHOR);
}

TEST(what_is_no_record_says_why)
{
    struct bib b;
    CHECK(slims_push_describe(STR("{\"biblio_id\":3,\"title\":\"  \"}"), mem, &b) == ERR_NOT_FOUND);
    CHECK(slims_push_describe(STR("null"), mem, &b) == ERR_FORMAT);
    CHECK(slims_push_describe(STR("\"Saman\""), mem, &b) == ERR_FORMAT);
    CHECK(slims_push_describe(STR("{\"title\":\"Saman\""), mem, &b) == ERR_FORMAT);
    struct str long_one = {arena_alloc(mem, SLIMS_PUSH_RECORD_MAX + 1), SLIMS_PUSH_RECORD_MAX + 1};
    CHECK(slims_push_describe(long_one, mem, &b) == ERR_LIMIT);
}
