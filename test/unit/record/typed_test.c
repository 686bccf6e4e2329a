/* typed_test.c -- forms to descriptions and back. */
#include "make.h"
#include "record/bib_typed.h"
#include "test.h"

static struct typed full(void)
{
    struct typed t = {
        .title = STR("Laskar pelangi : sebuah novel"),
        .part = STR("Jilid 2"),
        .responsibility = STR("Andrea Hirata"),
        .edition = STR("Cet. 3"),
        .numbers = STR("979-3062-79-7"),
        .publisher = STR("Bentang"),
        .year = STR("2005"),
        .place = STR("Yogyakarta"),
        .extent = STR("xiv, 529 hlm. ; 21 cm"),
        .series = STR("Tetralogi ; 1\nNovel Indonesia"),
        .classification = STR("899.221 3"),
        .call_number = STR("899.221 3 HIR l"),
        .subjects = STR("Fiksi Indonesia; Pendidikan\nBelitung"),
        .summary = STR("Sepuluh anak.\nSebuah sekolah."),
        .notes = STR("Indeks"),
        .language = STR("ind"),
        .format = FORMAT_BOOK,
    };
    t.name[t.n_names++] = (struct typed_name){STR("Hirata, Andrea"), ROLE_AUTHOR, false};
    t.name[t.n_names++] = (struct typed_name){STR(""), ROLE_AUTHOR, false};
    t.name[t.n_names++] = (struct typed_name){STR("Pusat Bahasa"), ROLE_EDITOR, true};
    return t;
}

TEST(a_form_becomes_a_description)
{
    struct typed t = full();
    struct bib b;
    struct faults f = {0};
    bib_from_typed(&t, NULL, mem, &b, &f);
    CHECK_INT(f.n, 0);
    CHECK_STR(b.title_short, "Laskar pelangi");
    CHECK_STR(joined(mem, &b.isbns), "9789793062792");
    CHECK_STR(joined(mem, &b.subjects), "Fiksi Indonesia | Pendidikan | Belitung");
    CHECK_STR(b.summary, "Sepuluh anak. Sebuah sekolah.");
    CHECK_INT(b.series.n, 2);
    CHECK_STR(b.series.item[0].volume, "1");
    CHECK_INT(b.names.n, 2);
    CHECK(b.names.item[0].main && !b.names.item[1].main && b.names.item[1].corporate);
    CHECK_INT(b.year, 2005);
}

TEST(what_a_form_shows_and_sends_back_is_the_same_description)
{
    struct typed t = full(), u, v;
    struct bib b, c, d;
    struct marc m, n;
    bib_from_typed(&t, NULL, mem, &b, NULL);
    bib_to_marc(&b, mem, &m);
    bib_from_marc(&m, NULL, mem, &c, NULL);
    typed_from_bib(&c, mem, &u);
    bib_from_typed(&u, &c, mem, &d, NULL);
    bib_to_marc(&d, mem, &n);
    CHECK_INT(n.n, m.n);
    for (size_t i = 0; i < m.n && i < n.n; i++) CHECK(str_eq(m.field[i].data, n.field[i].data));
    typed_from_bib(&d, mem, &v);
    CHECK_STR(v.series, "Tetralogi ; 1\nNovel Indonesia");
    CHECK_STR(v.part, "Jilid 2");
}

TEST(odd_values_are_told_and_kept)
{
    struct typed t = {.title = STR("A"), .numbers = STR("9789793062793"), .year = STR("20O5")};
    struct bib b;
    struct faults f = {0};
    bib_from_typed(&t, NULL, mem, &b, &f);
    CHECK_STR(reasons(mem, &f), "isbn-wrong year-odd");
    CHECK_STR(joined(mem, &b.other_ids), "9789793062793");
    CHECK_STR(b.year_text, "20O5");
    t = (struct typed){.title = STR(" / ")};
    f.n = 0;
    bib_from_typed(&t, NULL, mem, &b, &f);
    CHECK_STR(reasons(mem, &f), "!no-title");
}

TEST(what_the_form_does_not_ask_for_is_kept)
{
    struct bib base =
        bib_of(mem, "245 10$aLama\n246 3_$aNama lain\n505 0_$aBab satu\n852 __$pX1\n", NULL);
    struct typed t = {.title = STR("Baru")};
    struct bib b;
    bib_from_typed(&t, &base, mem, &b, NULL);
    CHECK_STR(b.title, "Baru");
    CHECK_STR(joined(mem, &b.other_titles), "Nama lain");
    CHECK_STR(b.contents, "Bab satu");
    CHECK_INT(b.items.n, 1);
}
