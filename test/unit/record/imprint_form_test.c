/* imprint_form_test.c -- place, publisher and date changed in the form: the marks between them. */
#include "base/checked.h"
#include "record/bib_typed.h"
#include "record/marc_check.h"
#include "record/marc_form.h"
#include "record/marc_text.h"
#include "test.h"

#define BOOK                                                                                       \
    "=LDR  00000nam\\a2200000\\i\\4500\n"                                                          \
    "=008  980101s1998\\\\\\\\io\\a\\\\\\\\\\\\\\\\\\\\000\\1\\ind\\d\n=245  10$aSaman\n"          \
    "=264  \\1"

/* The imprint after a form in which these were typed; NULL: left as it was. */
static struct str imprint(struct arena *a, const char *field, const char *place,
                          const char *publisher, const char *year)
{
    struct bib was, now;
    struct typed before, after;
    struct marc m, out;
    struct oddities found = {0};
    int *line;
    marc_text_read(arena_printf(a, "%s%s\n", BOOK, field), a, &m, &line, &found);
    CHECK_INT(found.errors, 0);
    bib_from_marc(&m, NULL, a, &was, NULL);
    typed_from_bib(&was, a, &before);
    after = before;
    if (place) after.place = str_of(place);
    if (publisher) after.publisher = str_of(publisher);
    if (year) after.year = str_of(year);
    bib_from_typed(&after, &was, a, &now, NULL);
    const struct marc_form form = {&m, &was, &before, &after, &now, true};
    marc_form_apply(&form, a, &out);
    struct str text = marc_text_write(&out, a), tag = STR("=264  \\1");
    text = str_slice(text, str_find(text, tag) + tag.n, text.n);
    return str_slice(text, 0, str_find_char(text, '\n', 0));
}

TEST(what_comes_new_into_an_imprint_is_parted_from_what_stands_before_it)
{
    CHECK_STR(imprint(mem, "$aJakarta :$bKPG", NULL, NULL, "2001"), "$aJakarta :$bKPG,$c2001");
    CHECK_STR(imprint(mem, "$aJakarta", NULL, "KPG", "2001"), "$aJakarta :$bKPG,$c2001");
    CHECK_STR(imprint(mem, "$bKPG,$c1998.", "Jakarta", NULL, NULL), "$aJakarta :$bKPG,$c1998.");
}

TEST(what_is_taken_out_of_an_imprint_takes_its_mark_along)
{
    CHECK_STR(imprint(mem, "$aJakarta :$bKPG,$c1998.", NULL, NULL, ""), "$aJakarta :$bKPG");
    CHECK_STR(imprint(mem, "$aJakarta :$bKPG,$c1998.", NULL, "", NULL), "$aJakarta,$c1998.");
}

TEST(of_several_places_and_publishers_the_first_is_changed_and_the_others_stay)
{
    CHECK_STR(
        imprint(mem, "$aJakarta ;$aBandung :$bKPG :$bMizan,$c1998.", "Depok", "Bentang", NULL),
        "$aDepok ;$aBandung :$bBentang :$bMizan,$c1998.");
}

TEST(an_imprint_without_marks_gets_none_where_nothing_was_changed)
{
    CHECK_STR(imprint(mem, "$aJakarta$bKPG$c1998", NULL, NULL, "2001"), "$aJakarta$bKPG$c2001");
}
