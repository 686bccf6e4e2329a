/* advanced_test.c -- the rows of the search form as a query, and back. */
#include "base/checked.h"
#include "test.h"
#include "web/advanced.h"

static struct advanced_row row(const char *join, const char *words, const char *field,
                               const char *how)
{
    return (struct advanced_row){
        .join = str_of(join), .words = str_of(words), .field = str_of(field), .how = str_of(how)};
}

static void check_back(struct arena *mem, const struct advanced_row in[ADVANCED_ROWS],
                       const char *query)
{
    for (int lang = 0; lang < LANGS; lang++) {
        struct advanced_row out[ADVANCED_ROWS] = {{0}};
        struct str made = advanced_query(mem, (enum lang)lang, in);
        if (lang == LANG_ID) CHECK_STR(made, query);
        CHECK(advanced_rows(mem, made, out));
        for (size_t i = 0; i < ADVANCED_ROWS; i++) {
            CHECK(str_eq(out[i].words, in[i].words));
            if (!in[i].words.n) continue;
            CHECK(str_eq(out[i].field, in[i].field));
            CHECK(str_eq(out[i].how, in[i].how));
            if (i) CHECK(str_eq(out[i].join, in[i].join));
        }
    }
}

TEST(three_rows_come_back_as_they_were_filled)
{
    struct advanced_row mixed[] = {row("", "laskar pelangi", "title", "frasa"),
                                   row("atau", "toer hirata", "author", "salah"),
                                   row("bukan", "terjemahan", "notes", "awal")};
    struct advanced_row plain[] = {row("", "laskar \"sang pemimpi\" (a ATAU b)", "any", "semua"),
                                   row("dan", "novel", "subject", "semua"),
                                   row("atau", "bumi manusia", "any", "salah")};
    check_back(mem, mixed,
               "((judul:\"laskar pelangi\") ATAU (pengarang:(toer ATAU hirata))) BUKAN "
               "(catatan:^\"terjemahan\")");
    check_back(mem, plain,
               "((laskar \"sang pemimpi\" (a ATAU b)) (subjek:(novel))) ATAU "
               "(semua:(bumi ATAU manusia))");
}

TEST(every_field_and_every_way_comes_back)
{
    static const char *const how[] = {"semua", "salah", "frasa", "awal"};
    static const char *const join[] = {"dan", "atau", "bukan"};
    for (size_t f = 0; f < ADVANCED_FIELDS; f++)
        for (size_t h = 0; h < COUNT(how); h++)
            for (size_t j = 0; j < COUNT(join); j++) {
                struct advanced_row in[] = {row("", "a b", advanced_fields[f].value, how[h]),
                                            row(join[j], "c d", advanced_fields[f].value, how[h]),
                                            row("", "", "", "")};
                struct advanced_row out[ADVANCED_ROWS] = {{0}};
                CHECK(advanced_rows(mem, advanced_query(mem, LANG_EN, in), out));
                CHECK(str_eq(out[0].how, in[0].how) && str_eq(out[1].how, in[1].how));
                CHECK(str_eq(out[0].field, in[0].field) && str_eq(out[1].field, in[1].field));
                CHECK(str_eq(out[1].join, in[1].join) && str_eq(out[1].words, in[1].words));
            }
}

TEST(what_no_rows_make_stays_one_text)
{
    static const char *const texts[] = {
        "(a) (b) (c)",  "judul:x ATAU y)", "((", ")",  "(a) ATAU", "judul:",
        "judul:\"satu", "judul:^",         "(",  "()", "judul:(",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct advanced_row out[ADVANCED_ROWS] = {{0}};
        if (!advanced_rows(mem, str_of(texts[i]), out)) continue;
        CHECK_STR(out[0].words, texts[i]);
        CHECK(!out[1].words.n);
    }
}
