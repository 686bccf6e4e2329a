/* csv_test.c -- rows as programs and people write them. */
#include "test.h"

#include <string.h>

#include "make.h"
#include "record/csv.h"

static const struct csv_dialect comma = {',', '"'}, bare = {',', 0}, backslash = {',', '\\'};

/* All rows of a file: "[a|b][c]", bad ones as "!reason". */
static struct str rows(struct arena *a, struct str s, struct csv_dialect d)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    for (;;) {
        struct csv_row r = csv_next(s, true, d, a);
        if (r.kind == CSV_END) break;
        CHECK(r.kind != CSV_MORE && r.length > 0 && r.length <= s.n);
        if (r.kind == CSV_MORE || r.length == 0) break;
        if (r.kind == CSV_BAD) buf_printf(&b, "!%s", reason_name(r.fault.reason));
        for (size_t i = 0; r.kind == CSV_ROW && i < r.column.n; i++)
            buf_printf(&b, "%s%.*s%s", i ? "|" : "[", STR_ARG(r.column.item[i]),
                       i + 1 == r.column.n ? "]" : "");
        s = str_slice(s, r.length, s.n);
    }
    return arena_copy(a, buf_str(&b));
}

TEST(rows_end_with_any_line_end_and_empty_ones_are_passed_over)
{
    CHECK_STR(rows(mem, STR("a,b\r\nc,d\ne,f\rg,"), comma), "[a|b][c|d][e|f][g|]");
    CHECK_STR(rows(mem, STR("\xEF\xBB\xBF\n\r\na\n\n,,\n , \nb\n,,"), comma), "[a][b]");
    CHECK_STR(rows(mem, STR(""), comma), "");
}

TEST(quoted_fields_hold_separators_quotes_and_line_breaks)
{
    CHECK_STR(rows(mem, STR("\"a,b\",\"c \"\"d\"\"\",\"e\nf\"\n\"\",x\n"), comma),
              "[a,b|c \"d\"|e\nf][|x]");
}

TEST(a_quote_in_the_middle_of_text_is_text)
{
    CHECK_STR(rows(mem, STR("a \"b\" c,\"d \"e\" f\",g\n"), comma), "[a \"b\" c|d \"e\" f|g]");
}

TEST(slims_strips_its_own_escapes_and_is_read_all_the_same)
{
    struct str s = STR("\"Kata \"Saya\", kata dia\",\"Text\"\n\"Nona \"Makan\"\",\"\"\n");
    CHECK_STR(rows(mem, s, bare), "[Kata \"Saya\", kata dia|Text][Nona \"Makan\"|]");
    struct csv_dialect d = csv_guess(s);
    CHECK(d.separator == ',' && d.escape == 0);
}

TEST(backslash_escapes_are_undone)
{
    CHECK_STR(rows(mem, STR("\"a \\\"b\\\" \\\\\",\"it\\'s\"\n"), backslash), "[a \"b\" \\|it's]");
    CHECK(csv_guess(STR("\"a \\\"b\\\", c\";x\n\"d\";y\n")).separator == ';');
}

TEST(a_quote_that_never_ends_costs_one_row)
{
    CHECK_STR(rows(mem, STR("a,\"b\nc,d\ne,f\n"), comma), "!quote-open[c|d][e|f]");
}

TEST(bytes_that_are_no_text_are_refused)
{
    CHECK_STR(rows(mem, STR("a,b\nc\0c,d\ne,f\n"), comma), "[a|b]!not-text[e|f]");
}

TEST(a_row_has_limits)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 22);
    for (int i = 0; i < CSV_COLUMNS_MAX + 1; i++) buf_add_char(&b, ',');
    buf_add(&b, STR("x\nnext\n"));
    CHECK_STR(rows(mem, buf_str(&b), comma), "!row-too-long[next]");
    buf_clear(&b);
    for (int i = 0; i < CSV_ROW_MAX + 10; i++) buf_add_char(&b, 'x');
    buf_add(&b, STR("\nnext\n"));
    struct csv_row r = csv_next(buf_str(&b), true, comma, mem);
    CHECK(r.kind == CSV_BAD && r.fault.reason == REASON_ROW_TOO_LONG);
    CHECK_INT(r.length, CSV_ROW_MAX);
}

TEST(a_window_that_ends_inside_a_row_asks_for_more)
{
    struct str s = STR("\r\na,\"b\r\nc\"\r\n");
    for (size_t n = 0; n < s.n; n++)
        CHECK_INT(csv_next(str_slice(s, 0, n), false, comma, mem).kind, CSV_MORE);
    struct csv_row r = csv_next(s, false, comma, mem);
    CHECK(r.kind == CSV_ROW && r.length == s.n && r.lines == 3);
    CHECK_INT(r.fault.line, 2);
    CHECK_INT(r.fault.byte, 2);
}

TEST(the_separator_is_guessed_from_the_rows)
{
    CHECK_INT(csv_guess(STR("a;b;c\nSuherli, Maman, dkk;2;3\nx;y, z;w\n")).separator, ';');
    CHECK_INT(csv_guess(STR("a,b,c\nx; y; z,2,3\n")).separator, ',');
    CHECK_INT(csv_guess(STR("a\tb\tc\nx, y\t2\t3\n")).separator, '\t');
    CHECK_INT(csv_guess(STR("")).separator, ',');
}

TEST(what_is_written_is_read_back_and_never_run)
{
    struct str row[] = {STR("a \"b\""), STR("=1+1"), STR("c,d\ne"), STR(""), STR(" x"), STR("-5")};
    struct buf CLEANUP(buf_release) b = BUF(1000);
    csv_write(&b, ',', row, 6);
    CHECK_STR(buf_str(&b), "\"a \"\"b\"\"\",'=1+1,\"c,d\ne\",,\" x\",'-5\r\n");
    CHECK_STR(rows(mem, buf_str(&b), comma), "[a \"b\"|'=1+1|c,d\ne|| x|'-5]");
}
