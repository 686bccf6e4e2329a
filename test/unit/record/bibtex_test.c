/* bibtex_test.c -- bibliographies as people and reference managers write them. */
#include "record/bibtex.h"

#include "record/reference.h"
#include "record/tex.h"
#include "test.h"

static struct bib described(struct arena *mem, const char *text, enum reason warned)
{
    struct bib b = {0};
    struct faults faults = {0};
    CHECK_INT(bibtex_describe(str_of(text), mem, &b, &faults), OK);
    CHECK_INT(faults.n, warned ? 1 : 0);
    if (faults.n) CHECK_STR(str_of(reason_name(faults.item[0].reason)), reason_name(warned));
    return b;
}

static void tex(struct arena *mem, const char *text, const char *want)
{
    CHECK_STR(tex_text(mem, str_of(text)), want);
}

TEST(commands_of_tex_are_letters)
{
    tex(mem, "{\\\"U}ber \\emph{alles} \\& caf\\'e", "Über alles & café");
    tex(mem, "na{\\\"\\i}ve \\c{c}a \\v{S} \\aa ngstr{\\\"o}m \\ss", "naïve ça Š ångström ß");
    tex(mem, "Literasi --- sebuah ``tinjauan'' 12--20~hlm.",
        "Literasi — sebuah “tinjauan” 12–20 hlm.");
    tex(mem, "100\\% \\$5 a\\_b \\{x\\} {DNA}", "100% $5 a_b {x} DNA");
    tex(mem, "$\\alpha$ dan $\\beta$", "α dan β");
    tex(mem, "akhir \\", "akhir");
    tex(mem, "a\\\"", "a");
    tex(mem, "polos", "polos");
    tex(mem, "\\é \\— x", "é — x");
}

TEST(names_are_turned_as_bibtex_reads_them)
{
    struct bib b = described(mem,
                             "@book{k, title={T}, author={Ayu Utami and {Balai Pustaka} and Ludwig "
                             "van Beethoven and King, Jr, Martin and de la Cruz, Ana and "
                             "Sukarno and others}, editor = \"Goenawan {Mohamad and Putra}\"}",
                             REASON_NONE);
    static const char *const names[] = {
        "Utami, Ayu",      "Balai Pustaka", "van Beethoven, Ludwig",      "King, Martin, Jr",
        "de la Cruz, Ana", "Sukarno",       "Mohamad and Putra, Goenawan"};
    CHECK_INT(b.names.n, 7);
    for (size_t i = 0; i < b.names.n && i < 7; i++) CHECK_STR(b.names.item[i].name, names[i]);
    CHECK(b.names.item[0].main && !b.names.item[1].main);
    CHECK(b.names.item[1].corporate && !b.names.item[2].corporate);
    CHECK_INT(b.names.item[6].role, ROLE_EDITOR);
}

TEST(a_book_has_its_fields)
{
    struct bib b = described(
        mem,
        "@Book{ saman,\n TITLE = {{Saman}}, subtitle = \"sebuah novel\", publisher={KPG},\n"
        " address = Jakarta # {, } # {Indonesia}, year = 1998, month = jan,\n isbn = "
        "{978-602-03-1234-7},"
        " keywords = {Fiksi; Sastra, Indonesia}, language={indonesian}, edition = {Kedua},"
        " series = {Sastra kita}, volume = 3, pages = {195}, url = {https://a.id/x\\_y%20z}\n}",
        REASON_BIBTEX_STRING);
    CHECK_STR(b.control, "saman");
    CHECK_STR(b.title, "Saman : sebuah novel");
    CHECK_STR(b.place, "Jakarta, Indonesia");
    CHECK_INT(b.year, 1998);
    CHECK_STR(b.isbns.item[0], "9786020312347");
    CHECK_INT(b.subjects.n, 2);
    CHECK_STR(b.subjects.item[1], "Sastra, Indonesia");
    CHECK_STR(b.languages.item[0], "ind");
    CHECK_STR(b.series.item[0].volume, "3");
    CHECK_STR(b.extent, "195");
    CHECK_STR(b.urls.item[0], "https://a.id/x_y%20z");
}

TEST(an_article_is_in_its_journal_and_a_thesis_of_its_university)
{
    struct bib b =
        described(mem,
                  "@article(l, title = \"Literasi {di} desa\", journal = {Jurnal Pustaka},"
                  " volume = 20, number={1}, pages={12--20}, issn={2085-0417},"
                  " date={2000-04-01}, doi={10.1/a\\_b})",
                  REASON_NONE);
    CHECK_INT(b.format, FORMAT_ARTICLE);
    CHECK_STR(b.host, "Jurnal Pustaka. 20 (1), 12–20");
    CHECK_STR(b.host_number, "2085-0417");
    CHECK_STR(b.urls.item[0], "https://doi.org/10.1/a_b");
    CHECK_INT(b.year, 2000);
    b = described(mem, "@mastersthesis{t,title={T},school={Universitas Indonesia},year={2010}}",
                  REASON_NONE);
    CHECK_INT(b.format, FORMAT_THESIS);
    CHECK_STR(b.publisher, "Universitas Indonesia");
}

TEST(what_cannot_be_read_is_said)
{
    struct bib b = described(mem, "@book{a, title={Putus}, year={2001\n", REASON_BIBTEX_CUT);
    CHECK_STR(b.title, "Putus");
    described(mem, "@inbook{a, title={Bab}, crossref={induk}}", REASON_BIBTEX_CROSSREF);
    struct faults faults = {0};
    CHECK_INT(bibtex_describe(STR("@book{a, year={2001}}"), mem, &b, &faults), ERR_FORMAT);
    CHECK(faults.n == 1 && faults.item[0].fatal && faults.item[0].reason == REASON_NO_TITLE);
}

TEST(entries_are_told_apart_whatever_stands_between_them)
{
    struct str rest = STR("% Encoding\nTeks bebas a@b.id @ {x}\n@comment{@book{x,title={Tidak}}}\n"
                          "@preamble{\"\\def\"}\n@string{gpu = {Gramedia}}\n"
                          "@book{a, title={Satu}}@book{b, title={Du}a}\n"
                          "@misc{c, title={Tiga\n@book{d, title={Empat}, publisher = gpu}");
    static const char *const keys[] = {"", "a", "b", "c", "d"};
    size_t n = 0;
    CHECK(bibtex_recognise(rest));
    for (;; n++) {
        struct bibtex_entry e;
        struct frame f = bibtex_frame(rest, true);
        if (f.kind != FRAME_RECORD) break;
        struct str one = str_slice(rest, f.skip, f.skip + f.length);
        rest = str_slice(rest, f.skip + f.length, rest.n);
        CHECK(bibtex_open(one, &e));
        if (n < 5) CHECK_STR(e.key, keys[n]);
        CHECK(bibtex_is_string(one) == (n == 0));
    }
    CHECK_INT(n, 5);
    CHECK(!bibtex_recognise(STR("Judul,Pengarang\nSaman,a@book{\n")));
}

TEST(an_entry_takes_the_abbreviations_it_names_with_it)
{
    struct bibtex_strings strings = {0};
    struct str entry =
        STR("@book{a, title = {gpu dan kpg}, publisher = GPU # { Pustaka}, year = 1999}");
    bibtex_strings_add(&strings, mem, STR("@string{kpg = \"KPG\"}"));
    bibtex_strings_add(&strings, mem, STR("@string{gpu = {Gramedia}}"));
    bibtex_strings_add(&strings, mem, STR("@string{GPU = {Another}}"));
    struct str used = bibtex_strings_used(&strings, mem, entry);
    CHECK_STR(used, "@string{gpu = {Gramedia}}\n");
    struct str both[] = {used, entry};
    struct str bytes = arena_join(mem, both, 2, (struct str){0});
    struct bib b = described(mem, arena_cstr(mem, bytes), REASON_NONE);
    CHECK_STR(b.publisher, "Gramedia Pustaka");
}

TEST(an_entry_takes_little_more_memory_than_it_is_long)
{
    struct bib b;
    size_t before = arena_used(mem);
    CHECK_INT(bibtex_describe(STR("@book{a, title = {Saman}}"), mem, &b, NULL), OK);
    CHECK(arena_used(mem) - before < 4096); /* a load keeps thousands at a time */
}

TEST(abbreviations_are_kept_as_long_as_they_are_short)
{
    struct bibtex_strings strings = {0};
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("@string{long = {"));
    for (int i = 0; i < BIBTEX_STRING_MAX; i++) buf_add_char(&b, 'x');
    buf_add(&b, STR("}}"));
    bibtex_strings_add(&strings, mem, buf_str(&b));
    CHECK_INT(bibtex_strings_used(&strings, mem, STR("@book{a, title = long}")).n, 0);
    for (int i = 0; i < 10000; i++)
        bibtex_strings_add(&strings, mem, arena_printf(mem, "@string{s%d = {x}}", i));
    struct str entry = STR("@book{a, title = S9999 # s1 # s0 # s1}");
    CHECK_STR(bibtex_strings_used(&strings, mem, entry), "@string{s0 = {x}}\n@string{s1 = {x}}\n");
    CHECK(strings.bytes <= BIBTEX_STRINGS_MAX);
}

TEST(what_we_write_reads_back)
{
    struct buf CLEANUP(buf_release) to = BUF(1 << 16);
    struct bib b =
        described(mem,
                  "@book{a, title={100\\% \\& \\textbackslash{}}, author={{Bank_Dunia} and "
                  "Utami, Ayu}, publisher={KPG}, year={1998}, isbn={9786020312347}}",
                  REASON_NONE);
    bibtex_write(&b, STR("https://a.id/b/1"), STR("x1"), &to);
    struct bib again = described(mem, arena_cstr(mem, buf_str(&to)), REASON_NONE);
    CHECK_STR(again.title, "100% & \\");
    CHECK_STR(again.names.item[0].name, "Bank_Dunia");
    CHECK(again.names.item[0].corporate);
    CHECK_STR(again.names.item[1].name, "Utami, Ayu");
    CHECK_STR(again.isbns.item[0], "9786020312347");
}
