/* thesaurus_test.c -- subject words: what is read, and where a file is wrong. */
#include <string.h>

#include "test.h"

#include "text/thesaurus.h"

static struct str found(struct arena *mem, const char *text, const char *key)
{
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault;
    int line;
    CHECK(thesaurus_read(str_of(text), mem, &t, &fault, &line) == OK);
    const struct strs *also = t ? thesaurus_find(t, str_of(key)) : NULL;
    return also ? arena_join(mem, also->item, also->n, STR("|")) : STR("-");
}

TEST(each_side_leads_to_the_other)
{
    const char *text = "# subjects\nkimia, ilmu kimia = chemistry # a remark\n\nair = water\n";
    CHECK_STR(found(mem, text, "ilmu kimia"), "chemistry");
    CHECK_STR(found(mem, text, "chemistry"), "kimia|ilmu kimia");
    CHECK_STR(found(mem, text, "water"), "air");
    CHECK_STR(found(mem, text, "fire"), "-");
}

TEST(lines_of_one_term_are_joined)
{
    CHECK_STR(found(mem, "padi = rice\nberas = Rice\n", "rice"), "padi|beras");
}

static void check_fault(struct arena *mem, struct str text, enum thesaurus_fault want, int at)
{
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault = THESAURUS_FINE;
    int line = 0;
    CHECK(thesaurus_read(text, mem, &t, &fault, &line) == ERR_FORMAT);
    CHECK_INT(fault, want);
    CHECK_INT(line, at);
}

TEST(a_wrong_line_is_named)
{
    check_fault(mem, STR("a = b\nkimia chemistry\n"), THESAURUS_NO_EQUALS, 2);
    check_fault(mem, STR("a = b = c"), THESAURUS_NO_EQUALS, 1);
    check_fault(mem, STR("\n\na, , b = c"), THESAURUS_EMPTY_TERM, 3);
    check_fault(mem, STR("a ="), THESAURUS_EMPTY_TERM, 1);
    check_fault(mem, STR("a = \xff"), THESAURUS_NOT_UTF8, 1);
    check_fault(mem, STR("a,b,c,d,e,f,g = h"), THESAURUS_TOO_MANY, 1);
    check_fault(mem, STR("a b c d e f = h"), THESAURUS_TOO_MANY, 1);
}

TEST(a_file_has_an_end)
{
    char *p = arena_alloc(mem, THESAURUS_BYTES_MAX + 1);
    memset(p, '\n', THESAURUS_BYTES_MAX + 1);
    check_fault(mem, (struct str){p, THESAURUS_BYTES_MAX + 1}, THESAURUS_TOO_LONG, 0);
    check_fault(mem, (struct str){p, THESAURUS_LINES_MAX + 1}, THESAURUS_TOO_LONG,
                THESAURUS_LINES_MAX + 1);
}

TEST(the_list_of_the_program_is_read_to_its_end)
{
    struct str list = thesaurus_default(), last = str_trim(list), line;
    while (str_split(&last, '\n', &line)) continue;
    struct str term = str_trim(str_slice(line, 0, str_find_char(line, '=', 0)));
    CHECK_STR(found(mem, arena_cstr(mem, list), "chemistry"), "kimia");
    CHECK(!str_eq(found(mem, arena_cstr(mem, list), arena_cstr(mem, term)), STR("-")));
}
