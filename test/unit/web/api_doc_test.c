/* api_doc_test.c -- the description of the interface as a page shows it. */
#include "web/api_doc.h"

#include "base/checked.h"
#include "test.h"

static const char document[] =
    "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"x\", \"description\": \"All\"},"
    " \"tags\": [{\"name\": \"t\", \"description\": \"Titles\"}],"
    " \"paths\": {\"/titles/{id}\": {\"get\": {\"operationId\": \"title\", \"tags\": [\"t\"],"
    "  \"summary\": \"One title\", \"x-try\": \"limit=1\", \"parameters\": ["
    "   {\"name\": \"id\", \"in\": \"path\", \"required\": true, \"description\": \"Of it\","
    "    \"schema\": {\"type\": \"string\"}, \"example\": \"7kq2\"},"
    "   {\"name\": \"jenis\", \"in\": \"query\", \"description\": \"Kind\", \"example\": "
    "[\"book\", \"map\"],"
    "    \"schema\": {\"type\": \"array\", \"items\": {\"enum\": [\"book\", \"map\"]}}}],"
    "  \"responses\": {\"200\": {\"description\": \"It\"}, \"404\": {\"$ref\":"
    "   \"#/components/responses/NotFound\"}}}},"
    "  \"/records\": {\"post\": {\"operationId\": \"send\", \"summary\": \"Send\", \"security\": "
    "[{}],"
    "   \"requestBody\": {\"content\": {\"application/marc\": {\"schema\": {}}, "
    "\"application/json\":"
    "    {\"examples\": {\"one\": {\"value\": [{\"a\": 1}]}, \"two\": {\"value\": 2}}}}},"
    "   \"responses\": {\"200\": {\"description\": \"It\", \"content\": {\"application/json\":"
    "    {\"example\": {\"new\": 1}}}}}}}},"
    " \"components\": {\"responses\": {\"NotFound\": {\"description\": \"Nothing\"}}},"
    " \"x-indonesian\": {\"One title\": \"Satu judul\", \"Nothing\": \"Tidak ada\", \"Titles\": "
    "\"Judul\"}}";

TEST(operations_have_their_parameters_values_and_answers)
{
    struct api_doc d;
    CHECK_INT(api_doc_read(str_of(document), LANG_EN, mem, &d), OK);
    CHECK_INT(d.operations.n, 2);
    CHECK_STR(d.about, "All");
    const struct api_operation *o = api_doc_find(&d, STR("title"));
    CHECK(o && !o->key);
    if (!o) return;
    CHECK_STR(o->method, "GET");
    CHECK_STR(o->path, "/titles/{id}");
    CHECK_STR(o->attempt, "limit=1");
    CHECK_INT(o->parameters.n, 2);
    CHECK(o->parameters.item[0].required && !o->parameters.item[1].required);
    CHECK_STR(o->parameters.item[0].values, "string");
    CHECK_STR(o->parameters.item[0].example, "7kq2");
    CHECK_STR(o->parameters.item[1].values, "book, map");
    CHECK_STR(o->parameters.item[1].example, "book");
    CHECK_INT(o->answers.n, 2);
    CHECK_STR(o->answers.item[1].status, "404");
    CHECK_STR(o->answers.item[1].about, "Nothing");
    CHECK(!api_doc_find(&d, STR("titles")));
}

TEST(what_is_sent_and_answered_is_the_first_example)
{
    struct api_doc d;
    CHECK_INT(api_doc_read(str_of(document), LANG_EN, mem, &d), OK);
    const struct api_operation *o = api_doc_find(&d, STR("send"));
    CHECK(o && o->key);
    if (!o) return;
    CHECK_STR(o->method, "POST");
    CHECK_STR(o->body_type, "application/json");
    CHECK_STR(o->body, "[{\"a\": 1}]");
    CHECK_STR(o->answer, "{\"new\": 1}");
}

TEST(sentences_are_indonesian_where_the_document_has_them)
{
    struct api_doc d;
    CHECK_INT(api_doc_read(str_of(document), LANG_ID, mem, &d), OK);
    CHECK_STR(d.tags.item[0].about, "Judul");
    CHECK_STR(d.operations.item[0].summary, "Satu judul");
    CHECK_STR(d.operations.item[0].answers.item[1].about, "Tidak ada");
    CHECK_STR(d.operations.item[1].summary, "Send");
}

TEST(what_is_no_description_is_refused)
{
    static const char *const all[] = {"", "[]", "{}", "{\"paths\": {}}",
                                      "{\"paths\": {\"/\": {\"get\": "};
    struct api_doc d;
    for (size_t i = 0; i < COUNT(all); i++)
        CHECK_INT(api_doc_read(str_of(all[i]), LANG_EN, mem, &d), ERR_FORMAT);
}

TEST(json_is_indented_and_cut)
{
    struct str s = STR("{\"a\":[],\"b\":{\"c\":\"x, {\\\"y\\\"}\"},\"d\":[1,2]}");
    CHECK_STR(api_doc_indent(s, 99, mem),
              "{\n  \"a\": [],\n  \"b\": {\n    \"c\": \"x, {\\\"y\\\"}\"\n  },\n  \"d\": [\n"
              "    1,\n    2\n  ]\n}");
    CHECK_STR(api_doc_indent(s, 2, mem), "{\n  \"a\": [],\n...");
    CHECK_STR(api_doc_indent(STR(""), 5, mem), "");
    CHECK_STR(api_doc_indent(STR("[\"cut \\"), 5, mem), "[\n  \"cut \\");
}
