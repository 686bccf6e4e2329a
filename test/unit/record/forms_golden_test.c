/* forms_golden_test.c -- descriptions as MARCXML, MODS, Dublin Core, RIS, BibTeX and OpenURL,
 * compared with the files of test/golden/forms. test/part/5-forms holds those against the schemas.
 * GOLDEN_WRITE=1 writes the files anew, to be looked at with git diff. */
#include <stdio.h>
#include <stdlib.h>

#include "base/checked.h"
#include "make.h"
#include "record/dublin_core.h"
#include "record/marcxml_write.h"
#include "record/mods.h"
#include "record/openurl.h"
#include "record/reference.h"
#include "test.h"

static const char *const book =
    "LDR 00000nam a2200000 a 4500\n001 inlis1\n008 050101s2005    io            000 1 ind d\n"
    "020 __$a9789793062792\n020 __$a9793062797\n041 __$aind$aeng\n082 04$a813 HIR l\n"
    "100 1_$aHirata, Andrea\n240 10$aLaskar pelangi\n"
    "245 10$aLaskar pelangi :$bsebuah novel \"&\" <kisah> /$cAndrea Hirata ; ilustrator, A.\n"
    "246 3_$aThe rainbow troops\n250 __$aCet. 1\n260 __$aYogyakarta :$bBentang & Co.,$c2005.\n"
    "300 __$axiv, 529 hlm. ;$c20 cm.\n490 0_$aTetralogi <Laskar> Pelangi ;$v1\n"
    "500 __$aCatatan\n505 0_$aBab 1 -- Bab 2\n"
    "520 __$aSepuluh anak, 100% _asli_ #1 {kurung} \\ ~ ^\n650 _4$aFiksi Indonesia$y2000-2010\n650 "
    "_4$aAnak\n"
    "700 1_$aSiapa, Nama$4ill\n700 1_$aRedaktur, Budi$4edt\n710 2_$aPusat Bahasa\n"
    "856 40$uhttps://contoh.id/?a=1&b=2\n880 10$6245-01$a\xD9\x82\xD9\x88\xD8\xB3\n";

static const char *const serial =
    "LDR 00000nas a2200000 a 4500\n008 980101c19989999io            000 0 ind d\n"
    "022 __$a0126-1222\n245 00$aBobo\n260 __$aJakarta :$bGramedia,$c1998-\n310 __$aMingguan\n"
    "780 00$tSi Kuncung$x0126-0001\n785 00$tBobo baru\n710 2_$aGramedia\n";

static const char *const article =
    "LDR 00000nab a2200000 a 4500\n008 110101s2011    io            000 0 ind d\n"
    "100 1_$aPutri, Ayu\n245 10$aPerpustakaan desa\n"
    "773 0_$tJurnal Pustaka$gVol. 3, no. 2 (2011), hlm. 10-18$x0126-1222\n";

static const char *const bare = "LDR 00000nam a2200000 a 4500\n245 00$aTanpa \x02 apa-apa\n";

typedef void write_fn(const struct bib *b, struct arena *a, struct buf *to);

static const struct str address = STR_INIT("https://katalog.example.id/b/7kq2?a=1&b");

static void as_marcxml(const struct bib *b, struct arena *a, struct buf *to)
{
    struct marc m;
    bib_to_marc(b, a, &m);
    marcxml_alone(&m, a, to);
}

static void as_mods(const struct bib *b, struct arena *a, struct buf *to)
{
    static const struct mods_place place[] = {{STR_INIT("SMAN 1 <Depok>"), STR_INIT("813 HIR l")},
                                              {STR_INIT("Perpustakaan Desa"), {NULL, 0}}};
    mods_write(b, &(struct mods_about){address, STR("7kq2"), place, COUNT(place)}, a, to);
}

static void as_dublin_core(const struct bib *b, struct arena *a, struct buf *to)
{
    dublin_core_write(b, address, a, to);
}

static void as_ris(const struct bib *b, struct arena *a, struct buf *to)
{
    (void)a;
    ris_write(b, address, to);
}

static void as_bibtex(const struct bib *b, struct arena *a, struct buf *to)
{
    (void)a;
    bibtex_write(b, address, STR("7kq2"), to);
}

static void as_openurl(const struct bib *b, struct arena *a, struct buf *to)
{
    (void)a;
    openurl_write(b, address, to);
}

static void compare(struct arena *mem, const char *name, const char *ending, struct str got)
{
    struct str path = arena_printf(mem, "test/golden/forms/%s.%s", name, ending);
    const char *file = arena_cstr(mem, path);
    if (getenv("GOLDEN_WRITE")) {
        FILE *f = fopen(file, "wb");
        CHECK(f && fwrite(got.p, 1, got.n, f) == got.n);
        if (f) fclose(f);
        return;
    }
    struct str want = test_file(mem, file);
    if (!str_eq(got, want)) test_fail(__FILE__, __LINE__, "%s is not as it was", file);
}

static void all_forms(struct arena *mem, const char *name, const char *text)
{
    static const struct {
        const char *ending;
        write_fn *write;
    } forms[] = {{"marcxml", as_marcxml}, {"mods", as_mods},  {"dc", as_dublin_core},
                 {"ris", as_ris},         {"bib", as_bibtex}, {"coins", as_openurl}};
    struct bib b = bib_of(mem, text, NULL);
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct buf CLEANUP(buf_release) to = BUF(1 << 20);
        forms[i].write(&b, mem, &to);
        compare(mem, name, forms[i].ending, buf_str(&to));
    }
}

TEST(a_book_in_all_forms)
{
    all_forms(mem, "book", book);
}

TEST(a_serial_in_all_forms)
{
    all_forms(mem, "serial", serial);
}

TEST(an_article_in_all_forms)
{
    all_forms(mem, "article", article);
}

TEST(a_title_alone_in_all_forms)
{
    all_forms(mem, "bare", bare);
}

TEST(marc_made_of_a_description_reads_back_the_same)
{
    struct bib b = bib_of(mem, book, NULL), again;
    struct marc m;
    bib_to_marc(&b, mem, &m);
    bib_from_marc(&m, NULL, mem, &again, NULL);
    CHECK(str_eq(b.title, again.title) && str_eq(b.publisher, again.publisher));
    CHECK(b.year == again.year && b.format == again.format);
    CHECK_INT(again.names.n, b.names.n);
    CHECK_INT(again.isbns.n, b.isbns.n);
    CHECK(str_eq(joined(mem, &b.subjects), joined(mem, &again.subjects)));
    CHECK(str_eq(joined(mem, &b.languages), joined(mem, &again.languages)));
}
