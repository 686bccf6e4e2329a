/* making_test.c -- how a record was made, and the serials it is linked to. */
#include "make.h"
#include "test.h"

#include <string.h>

TEST(how_a_record_was_made_and_the_numbers_of_what_a_serial_was_and_became)
{
    struct bib b = bib_of(mem,
                          "LDR 00000nas a22000007a 4500\n040 __$aJKPNPNA$bind$erda\n"
                          "245 10$aPrisma baru\n780 00$tPrisma$x0301-6269\n"
                          "785 07$sPrisma digital$w(x)1\n",
                          NULL);
    struct marc m;
    CHECK_INT(b.made.level, '7');
    CHECK_STR(b.made.agency, "JKPNPNA");
    CHECK_STR(b.made.language, "ind");
    CHECK_STR(b.made.rules, "rda");
    CHECK_INT(b.before.n, 1);
    CHECK_STR(b.before.item[0].title, "Prisma");
    CHECK_STR(b.before.item[0].issn, "0301-6269");
    CHECK_STR(b.after.item[0].title, "Prisma digital");
    CHECK_STR(b.after.item[0].issn, "");
    bib_to_marc(&b, mem, &m);
    bib_from_marc(&m, NULL, mem, &b, NULL);
    CHECK_STR(b.before.item[0].issn, "0301-6269");
    CHECK_STR(b.after.item[0].title, "Prisma digital");
}

TEST(lines_of_a_value_are_one_line_of_marc)
{
    struct bib b = {.title = STR("Satu\r\ndua"), .place = STR("Solo")};
    struct marc m;
    VEC_PUSH(mem, &b.notes, STR("Baris satu,\n\tbaris dua\n"));
    bib_to_marc(&b, mem, &m);
    for (size_t i = 0; i < m.n; i++) {
        if (memcmp(m.field[i].tag, "245", 3) == 0)
            CHECK_STR(marc_sub(&m.field[i], 'a'), "Satu dua");
        if (memcmp(m.field[i].tag, "500", 3) == 0)
            CHECK_STR(marc_sub(&m.field[i], 'a'), "Baris satu, baris dua");
    }
}
