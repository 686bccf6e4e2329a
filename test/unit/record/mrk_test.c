/* mrk_test.c -- MARC as lines of text. */
#include "test.h"

#include "make.h"
#include "record/mrk.h"

TEST(lines_become_fields)
{
    struct marc m;
    struct faults f = {0};
    struct str s = STR("=LDR  00000nam a2200000 a 4500\r\n=001  7\r\n=008  \\\\\\d\r\n"
                       "=245  1\\$aHarga {dollar}5 \\$bsatu\r\ndua\r\n\r\n");
    CHECK(mrk_parse(s, mem, &m, &f) == OK);
    CHECK_INT(f.n, 0);
    CHECK_INT(m.n, 3);
    CHECK_STR(marc_control(&m, "008"), "   d");
    CHECK_STR(marc_value(&m, "245", 'a'), "Harga $5 \\");
    CHECK_STR(marc_value(&m, "245", 'b'), "satu  dua");
    CHECK(m.field[2].ind[0] == '1' && m.field[2].ind[1] == ' ');
}

TEST(records_end_where_the_next_begins)
{
    struct str s = STR("\xEF\xBB\xBF\n=LDR  x\n=001  1\n\n=LDR  y\n=001  2");
    struct frame f = mrk_frame(s, true);
    CHECK(mrk_recognise(s) && !mrk_recognise(STR("=SUM(A1)")));
    CHECK(f.kind == FRAME_RECORD && str_starts(str_slice(s, f.skip, s.n), STR("=LDR  x")));
    s = str_slice(s, f.skip + f.length, s.n);
    CHECK(mrk_frame(s, false).kind == FRAME_MORE);
    f = mrk_frame(s, true);
    CHECK(f.kind == FRAME_RECORD && f.length == s.n);
    CHECK(mrk_frame(STR("nothing"), true).kind == FRAME_END);
}

TEST(lines_that_are_no_fields_are_told_with_their_line)
{
    struct marc m;
    struct faults f = {0};
    CHECK(mrk_parse(STR("=LDR  short\n=2\n=245  10$aA\n"), mem, &m, &f) == OK);
    CHECK_STR(reasons(mem, &f), "leader-odd element-odd");
    CHECK_INT(f.item[1].line, 2);
    f = (struct faults){0};
    CHECK(mrk_parse(STR("=LDR  00000nam a2200000 a 4500\n"), mem, &m, &f) == ERR_FORMAT);
    CHECK_STR(reasons(mem, &f), "!no-fields");
}
