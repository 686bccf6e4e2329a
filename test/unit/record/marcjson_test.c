/* marcjson_test.c -- MARC-in-JSON by hand: framing, repairs, refusals. */
#include "test.h"

#include <string.h>

#include "make.h"
#include "record/marcjson.h"

#define LEADER         "\"leader\":\"00000nam a2200000 a 4500\""
#define TITLE          "{\"245\":{\"ind1\":\"1\",\"ind2\":\"0\",\"subfields\":[{\"a\":\"Saman\"}]}}"
#define RECORD(fields) "{" LEADER ",\"fields\":[" fields TITLE "]}"

/* "title reasons" of each record, in order; BAD with its reason. */
static struct str all_of(struct arena *mem, struct str s)
{
    struct strs out = {0};
    for (;;) {
        struct frame f = marcjson_frame(s, true);
        if (f.kind == FRAME_END) break;
        CHECK(f.kind != FRAME_MORE && f.length > 0 && f.skip + f.length <= s.n);
        if (f.kind == FRAME_MORE || f.length == 0) break;
        struct faults faults = {0};
        struct marc m;
        struct str bytes = str_slice(s, f.skip, f.skip + f.length), said;
        if (f.kind == FRAME_BAD) {
            said = arena_printf(mem, "BAD %s", reason_name(f.fault.reason));
        } else if (marcjson_parse(bytes, mem, &m, &faults)) {
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

TEST(one_record_an_array_and_one_a_line_are_the_same)
{
    CHECK_STR(all_of(mem, STR(RECORD(""))), "Saman");
    CHECK_STR(all_of(mem, STR("\xEF\xBB\xBF[\n" RECORD("") ",\n" RECORD("") "\n]\n")),
              "Saman | Saman");
    CHECK_STR(all_of(mem, STR(RECORD("") "\n" RECORD("") "\r\n\n" RECORD(""))),
              "Saman | Saman | Saman");
    CHECK_STR(all_of(mem, STR("[]")), "");
}

TEST(fields_have_their_tags_indicators_and_codes)
{
    struct marc m;
    struct faults f = {0};
    struct str s =
        STR("{\"fields\":[{\"001\":\"7\"},{\"003\":\"ID\"},{\"500\":{\"subfields\":[{\"a\":"
            "\"satu\"},{\"b\":\"dua\"}],\"ind2\":\"#\",\"ind1\":null}}," TITLE
            ",{\"FMT\":\"BK\"}]," LEADER "}");
    CHECK(marcjson_parse(s, mem, &m, &f) == OK);
    CHECK_INT(f.n, 0);
    CHECK_INT(m.n, 5);
    CHECK_STR(marc_control(&m, "003"), "ID");
    CHECK(m.field[0].control && !m.field[2].control && m.field[4].control);
    CHECK_STR(m.field[2].data, "\x1F"
                               "asatu\x1F"
                               "bdua");
    CHECK(memcmp(m.field[2].ind, "  ", 2) == 0 && memcmp(m.field[3].ind, "10", 2) == 0);
    CHECK(m.leader[6] == 'a' && m.leader[9] == 'a');
}

TEST(records_inside_answers_of_services_are_found)
{
    CHECK_STR(
        all_of(mem, STR("{\"total\":2,\"records\":[" RECORD("") "," RECORD("") "],\"x\":{}}")),
        "Saman | Saman");
    CHECK_STR(
        all_of(mem, STR("{\"id\":\"1\",\"parsedRecord\":{\"content\":" RECORD(
                        "") "},\"metadata\":{\"by\":[{\"a\":1}]}}\n{\"id\":\"2\",\"parsedRecord\":"
                            "{\"content\":" RECORD("") "}}")),
        "Saman | Saman");
}

TEST(escapes_are_read_and_half_a_pair_is_told)
{
    struct marc m;
    struct faults f = {0};
    struct str s = STR("{" LEADER ",\"fields\":[{\"500\":{\"subfields\":[{\"a\":\"\\u00e9\\n\\\"\\/"
                       "\\ud83d\\ude00\"},{\"b\":\"\\ud83d.\\u001e\"}]}}]}");
    CHECK(marcjson_parse(s, mem, &m, &f) == OK);
    CHECK_STR(marc_value(&m, "500", 'a'), "\xC3\xA9 \"/\xF0\x9F\x98\x80");
    CHECK_STR(marc_value(&m, "500", 'b'), "\xEF\xBF\xBD.\xEF\xBF\xBD");
    CHECK_STR(reasons(mem, &f), "json-repaired");
    CHECK_STR(all_of(mem, STR(RECORD("{\"001\":\"a\xE9\"},"))), "Saman not-utf8");
}

TEST(a_broken_json_record_costs_only_itself)
{
    CHECK_STR(all_of(mem, STR("[" RECORD("") ",\n{" LEADER ",\"fields\":[{\"001\":\"2}]},\n" RECORD(
                              "") ",{" LEADER ",\"fields\":[" TITLE "]]},\n" RECORD("") "]")),
              "Saman | BAD json-bad | Saman | BAD json-bad | Saman");
    CHECK_STR(all_of(mem, STR("{" LEADER ",\"fields\":[" TITLE ",\n" RECORD("") "\n")),
              "BAD json-bad | Saman");
    CHECK_STR(all_of(mem, STR(RECORD("") "\nhello\n" RECORD(""))), "Saman | BAD json-bad | Saman");
    CHECK_STR(all_of(mem, STR("[" RECORD("") ",{" LEADER ",\"fields\":[")),
              "Saman | BAD truncated");
    CHECK_STR(all_of(mem, STR("[" RECORD("") ",\n")), "Saman | BAD truncated");
}

TEST(what_is_no_json_is_refused_at_its_place)
{
    static const char *const bad[] = {"\"a\" \"b\"", "{\"a\":1,}", "[1 2]", "01", "\"\\x\"", "tru",
                                      "\"a\\ud83\"", "1e",         "[1,]",  "-",  "{1:2}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str s = arena_printf(mem, "{\"x\":%s," LEADER ",\n\"fields\":[" TITLE "]}", bad[i]);
        struct marc m;
        struct faults f = {0};
        CHECK(marcjson_parse(s, mem, &m, &f) == ERR_FORMAT);
        CHECK_STR(reasons(mem, &f), "!json-bad");
        CHECK(f.n == 1 && f.item[0].byte >= 5 && f.item[0].byte < 20 && f.item[0].line == 1);
    }
}

TEST(a_member_that_stands_twice_is_refused)
{
    CHECK_STR(all_of(mem, STR("{" LEADER "," LEADER ",\"fields\":[" TITLE "]}")),
              "refused !json-twice");
    CHECK_STR(all_of(mem, STR("{" LEADER ",\"fields\":[" TITLE "],\"fields\":[]}")),
              "refused !json-twice");
    CHECK_STR(
        all_of(mem, STR(RECORD("{\"500\":{\"ind1\":\"1\",\"ind1\":\"2\",\"subfields\":[]}},"))),
        "refused !json-twice");
}

TEST(what_is_no_part_of_marc_in_json_is_left_out_and_told)
{
    CHECK_STR(
        all_of(mem, STR(RECORD("{\"2450\":\"x\"},7,{\"500\":{\"subfields\":[{\"ab\":\"x\"}]}},"))),
        "Saman element-odd element-odd element-odd");
    CHECK_STR(all_of(mem, STR(RECORD("{\"500\":\"text\"},{\"001\":{\"subfields\":[]}},"))),
              "Saman element-odd element-odd");
    CHECK_STR(all_of(mem, STR("{\"fields\":[" TITLE "]}")), "Saman leader-odd");
    CHECK_STR(all_of(mem, STR("{" LEADER ",\"fields\":[]}")), "refused !no-fields");
    CHECK_STR(all_of(mem, STR("[{\"title\":\"x\"}," RECORD("") "]")), "BAD no-fields | Saman");
}

TEST(depth_and_size_have_limits)
{
    struct buf CLEANUP(buf_release) b = BUF(2 * MARC_RECORD_MAX);
    buf_add(&b, STR("{\"x\":"));
    for (int i = 0; i < 100; i++) buf_add_char(&b, '[');
    for (int i = 0; i < 100; i++) buf_add_char(&b, ']');
    buf_add(&b, STR("," LEADER ",\"fields\":[" TITLE "]}\n" RECORD("")));
    CHECK_STR(all_of(mem, buf_str(&b)), "BAD json-bad | Saman");
    buf_clear(&b);
    buf_add(&b, STR("[{" LEADER ",\"fields\":["));
    while (b.n < MARC_RECORD_MAX + 100)
        buf_add(&b, STR("{\"500\":{\"subfields\":[{\"a\":\"x\"}]}},"));
    buf_add(&b, STR(TITLE "]},\n" RECORD("") "]"));
    CHECK_STR(all_of(mem, buf_str(&b)), "BAD record-too-long | Saman");
}

TEST(a_json_window_that_grows_byte_by_byte_gives_the_same_record)
{
    struct str s = STR(" [" RECORD("{\"001\":\"\\u00e9\"},"));
    for (size_t n = 0; n < s.n; n++) {
        struct frame f = marcjson_frame(str_slice(s, 0, n), false);
        CHECK_INT(f.kind, FRAME_MORE);
        CHECK(f.skip <= 2);
    }
    struct frame f = marcjson_frame(s, false);
    CHECK(f.kind == FRAME_RECORD && f.skip == 2 && f.length == s.n - 2);
}

TEST(only_json_with_marc_in_it_is_recognised)
{
    CHECK(marcjson_recognise(STR("\xEF\xBB\xBF \n[" RECORD("") "]")));
    CHECK(marcjson_recognise(STR("{\"fields\":[{\"001\":\"1")));
    CHECK(!marcjson_recognise(STR("{\"leader\":1,\"fields\":{}}")));
    CHECK(!marcjson_recognise(STR("[{\"title\":\"x\"}]")) && !marcjson_recognise(STR("{}")));
    CHECK(!marcjson_recognise(STR("judul,pengarang\n")) && !marcjson_recognise((struct str){0}));
}
