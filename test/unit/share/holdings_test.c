/* holdings_test.c -- titles with their holdings as ISO 20775, OPAC and JSON, compared with the
 * files of test/golden/holdings. test/part/5-sru holds those against the schemas. GOLDEN_WRITE=1
 * writes the files anew, to be looked at with git diff. */
#include <stdio.h>
#include <stdlib.h>

#include "base/checked.h"
#include "share/form.h"
#include "test.h"

static const struct agency school = {.id = 7,
                                     .slug = STR_INIT("sman-1"),
                                     .name = STR_INIT("SMAN 1 <Depok> & \"Rumah\""),
                                     .address = STR_INIT("Jalan A & B 1"),
                                     .place = STR_INIT("Sleman")};
static const struct agency college = {.id = 8,
                                      .slug = STR_INIT("universitas"),
                                      .name = STR_INIT("Universitas"),
                                      .isil = STR_INIT("ID-UNIV1")};
static const struct agency village = {.id = 9,
                                      .slug = STR_INIT("desa"),
                                      .name = STR_INIT("Perpustakaan Desa"),
                                      .npp = STR_INIT("3404012D1000001")};

/* A copy in each condition, and one without a number. */
static struct bib_item copies[] = {
    {.code = STR_INIT("A1"),
     .call_number = STR_INIT("813 HIR l"),
     .place = STR_INIT("Rak 1"),
     .status = ITEM_AVAILABLE,
     .copies = 1},
    {.code = STR_INIT("A2"), .status = ITEM_ON_LOAN, .copies = 1},
    {.code = STR_INIT("A3"), .status = ITEM_NOT_FOR_LOAN, .copies = 1},
    {.code = STR_INIT("A<4>"), .status = ITEM_MISSING, .copies = 1},
    {.code = STR_INIT("A5"), .status = ITEM_ON_ORDER, .copies = 1},
    {.status = ITEM_UNSTATED, .copies = 2},
};
static struct bib_item volumes[] = {
    {.call_number = STR_INIT("S 05"),
     .place = STR_INIT("Majalah"),
     .coverage = STR_INIT("1998-2004, kurang 2001 no 3"),
     .copies = 1},
    {.coverage = STR_INIT("2010-"), .copies = 1},
};

static struct title_view title_held(struct arena *a)
{
    struct title_view v = {.id = 123, .address_id = STR("7kq2")};
    struct bib_name name = {.name = STR("Hirata, Andrea"), .role = ROLE_AUTHOR, .main = true};
    v.bib = (struct bib){.format = FORMAT_BOOK,
                         .title = STR("Laskar \"pelangi\" <1> & \\"),
                         .title_short = STR("Laskar \"pelangi\" <1> & \\"),
                         .publisher = STR("Bentang"),
                         .year = 2005};
    VEC_PUSH(a, &v.bib.names, name);
    VEC_PUSH(a, &v.bib.isbns, STR("9789793062792"));
    VEC_PUSH(a, &v.bib.languages, STR("ind"));
    struct title_holding *h = arena_array(a, struct title_holding, 3);
    h[0] = (struct title_holding){.agency = &school,
                                  .item = copies,
                                  .n = COUNT(copies),
                                  .call_number = STR("813 HIR"),
                                  .copies = 7};
    h[0].by_status[ITEM_AVAILABLE] = h[0].by_status[ITEM_ON_LOAN] = 1;
    h[0].by_status[ITEM_NOT_FOR_LOAN] = h[0].by_status[ITEM_ON_ORDER] = 1;
    h[1] = (struct title_holding){.agency = &college,
                                  .item = volumes,
                                  .n = COUNT(volumes),
                                  .call_number = STR("S 05"),
                                  .copies = 2};
    h[2] = (struct title_holding){.agency = &village};
    v.holding = h;
    v.n_holdings = 3;
    return v;
}

static struct str path_of(struct arena *a, const char *name)
{
    return arena_printf(a, "test/golden/holdings/%s", name);
}

static void compare(struct arena *a, const char *name, struct str got)
{
    struct buf CLEANUP(buf_release) want = BUF(1 << 20);
    char *path = arena_cstr(a, path_of(a, name)), *room = NULL;
    FILE *f = fopen(path, getenv("GOLDEN_WRITE") ? "w+" : "r");
    if (!f) test_fail(path, 0, "it cannot be opened");
    if (!f) return;
    if (getenv("GOLDEN_WRITE")) fwrite(got.p, 1, got.n, f);
    rewind(f);
    for (size_t n = 1; n && (room = buf_reserve(&want, 4096)); want.n += n)
        n = fread(room, 1, 4096, f);
    (void)fclose(f);
    CHECK_STR(got, arena_cstr(a, buf_str(&want)));
}

static struct str written(struct arena *a, enum form f, struct str base)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct title_view v = title_held(a);
    CHECK(form_write(&v, base, f, a, &b) == OK);
    buf_add_char(&b, '\n');
    return arena_copy(a, buf_str(&b));
}

TEST(holdings_are_iso_20775)
{
    compare(mem, "title.iso20775", written(mem, FORM_HOLDINGS, STR("https://katalog.example.id")));
    compare(mem, "nowhere.iso20775", written(mem, FORM_HOLDINGS, STR("")));
}

TEST(marc_and_holdings_are_the_opac_syntax_of_yaz)
{
    compare(mem, "title.opac", written(mem, FORM_OPAC, STR("https://katalog.example.id")));
}

TEST(holdings_are_marc_records_of_their_own)
{
    compare(mem, "title.mfhd", written(mem, FORM_MFHD, STR("https://katalog.example.id")));
}

TEST(a_title_is_a_json_object)
{
    compare(mem, "title.json", written(mem, FORM_JSON, STR("https://katalog.example.id")));
}

TEST(a_library_that_says_nothing_of_loans_is_not_said_to_have_copies_available)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct title_view v = title_held(mem);
    struct bib_item silent[] = {{.code = STR("B1"), .status = ITEM_UNSTATED, .copies = 1}};
    struct title_holding h = {.agency = &college, .item = silent, .n = 1, .copies = 1};
    h.by_status[ITEM_UNSTATED] = 1;
    v.holding = &h;
    v.n_holdings = 1;
    CHECK(form_write(&v, STR(""), FORM_HOLDINGS, mem, &b) == OK);
    CHECK(str_find(buf_str(&b), STR("availableCount")) > b.n);
    CHECK(str_find(buf_str(&b), STR("<availabilityStatus>3<")) < b.n);
    buf_clear(&b);
    CHECK(form_write(&v, STR(""), FORM_OPAC, mem, &b) == OK);
    CHECK(str_find(buf_str(&b), STR("circulation")) > b.n);
}
