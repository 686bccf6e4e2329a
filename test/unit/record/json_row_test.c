/* json_row_test.c -- a record as a program writes it by hand. */
#include "record/json_row.h"

#include "test.h"

static enum err read_row(struct arena *a, const char *text, struct bib *ret, struct str *bad)
{
    return json_row_read(str_of(text), a, ret, bad, NULL);
}

TEST(every_member_of_a_row_is_read)
{
    struct bib b;
    struct str bad;
    CHECK(read_row(
              mem,
              "{\"number\":17,\"title\":\"Saman : novel\",\"part\":\"2\",\"names\":"
              "[{\"name\":\"Utami, Ayu\"},{\"name\":\"Aveling, Harry\",\"role\":"
              "\"translator\",\"kind\":\"person\"}],\"format\":\"book\",\"edition\":\"Cet. 1\","
              "\"place\":\"Jakarta\",\"publisher\":\"KPG\",\"year\":1998,\"extent\":\"198 hlm.\","
              "\"series\":[{\"title\":\"Seri\",\"volume\":\"3\"},\"Lain\"],\"languages\":"
              "[\"ind\",\"eng\"],\"isbns\":[\"9789799023179\"],\"issns\":\"0216-7859\","
              "\"subjects\":[\"Novel\",\"Fiksi\"],\"classification\":899.221,"
              "\"call_number\":\"899.221 UTA s\",\"summary\":\"Isi\",\"notes\":null,"
              "\"urls\":[\"https://contoh.id/x\"],\"responsibility\":\"Ayu Utami\","
              "\"items\":[{\"code\":\"A1\",\"status\":\"on-loan\",\"place\":\"Rak\"},"
              "{\"copies\":2}]}",
              &b, &bad) == OK);
    CHECK_STR(b.control, "17");
    CHECK_STR(b.title, "Saman : novel");
    CHECK_INT(b.names.n, 2);
    CHECK_INT(b.names.item[1].role, ROLE_TRANSLATOR);
    CHECK(b.names.item[0].main);
    CHECK_INT(b.year, 1998);
    CHECK_INT(b.series.n, 2);
    CHECK_STR(b.series.item[0].volume, "3");
    CHECK_INT(b.languages.n, 2);
    CHECK_STR(b.isbns.item[0], "9789799023179");
    CHECK_STR(b.issns.item[0], "0216-7859");
    CHECK_INT(b.subjects.n, 2);
    CHECK_STR(b.classification, "899.221");
    CHECK_INT(b.urls.n, 1);
    CHECK_INT(b.items.n, 2);
    CHECK_INT(b.items.item[0].status, ITEM_ON_LOAN);
    CHECK_INT(b.items.item[1].copies, 2);
}

TEST(what_is_not_known_is_named)
{
    static const char *const bad[][2] = {
        {"{\"number\":1,\"title\":\"x\",\"harga\":5}", "harga"},
        {"{\"number\":1,\"title\":\"x\",\"title\":\"y\"}", "title"},
        {"{\"number\":1,\"title\":{}}", "title"},
        {"{\"number\":1,\"title\":\"x\",\"format\":\"buku\"}", "format"},
        {"{\"number\":1,\"title\":\"x\",\"names\":[{\"role\":\"penulis\"}]}", "role"},
        {"{\"number\":1,\"title\":\"x\",\"items\":[{\"status\":\"ada\"}]}", "status"},
        {"{\"number\":1,\"title\":\"x\",\"items\":[{\"copies\":0}]}", "copies"},
        {"{\"number\":1,\"title\":\"x\",\"items\":[{\"peminjam\":\"y\"}]}", "peminjam"},
        {"{\"number\":1,\"title\":\"x\",\"series\":[{\"judul\":\"y\"}]}", "judul"},
        {"[1]", ""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct bib b;
        struct str part;
        CHECK(read_row(mem, bad[i][0], &b, &part) == ERR_FORMAT);
        CHECK_STR(part, bad[i][1]);
    }
}

TEST(a_row_without_a_title_is_told_apart)
{
    struct bib b;
    struct str bad;
    CHECK(read_row(mem, "{\"number\":1}", &b, &bad) == ERR_NOT_FOUND);
    CHECK(read_row(mem, "{\"number\":1,\"title\":\" / \"}", &b, &bad) == ERR_NOT_FOUND);
}
