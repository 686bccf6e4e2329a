/* match_apart_test.c -- the short way to "different" never says it of a pair that the judge keeps.
 */
#include "test.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/match.h"
#include "catalog/source.h"

static const char *pick(unsigned *seed, const char *const *list, size_t n)
{
    return list[(size_t)rand_r(seed) % n];
}

/* Any of them, or nothing. */
#define ANY(...)                                                                                   \
    pick(seed, (const char *const[]){"", __VA_ARGS__},                                             \
         COUNT(((const char *const[]){"", __VA_ARGS__})))

static void add_one(struct arena *a, struct strs *list, const char *text)
{
    if (*text) VEC_PUSH(a, list, str_of(text));
}

/* Descriptions that have much in common: few values of everything a judge looks at. */
static void random_facts(struct arena *a, unsigned *seed, struct match_facts *ret)
{
    static const enum format formats[] = {FORMAT_BOOK, FORMAT_BOOK, FORMAT_THESIS, FORMAT_SERIAL,
                                          FORMAT_UNKNOWN};
    struct bib b = {.format = formats[(size_t)rand_r(seed) % COUNT(formats)],
                    .online = rand_r(seed) % 8 == 0};
    b.title_short = str_of(ANY("Fisika modern untuk semua", "Fisika modren untuk semua",
                               "Fisika 2 kelas XI", "Sejarah", "Kimia dasar cs3"));
    b.title = arena_printf(a, "%.*s %s", STR_ARG(b.title_short),
                           ANY(": teori", ": teori dan soal", ": edisi revisi"));
    b.part = str_of(ANY("Jilid 2", "Teori"));
    b.edition = str_of(ANY("Ed. 2", "Ed. 3", "Edisi revisi", "American ed."));
    b.publisher = str_of(ANY("Erlangga", "PT Erlangga", "Gramedia"));
    b.place = str_of(ANY("Jakarta", "Bandung"));
    add_one(a, &b.publishers, ANY("Gramedia", "Mizan"));
    add_one(a, &b.places, ANY("Bandung", "Yogyakarta"));
    b.responsibility = str_of(ANY("Marthen Kanginan", "oleh Halliday"));
    b.year_text = str_of(ANY("1990", "1991", "199-", "1990?", "2005, c1990"));
    b.year = rand_r(seed) % 3 ? 1990 + rand_r(seed) % 3 : 0;
    b.extent = str_of(ANY("200 hlm.", "201 hlm. ; 21 cm", "300 hlm. ; 23 cm", "2 jil."));
    b.native = str_of(ANY("فيزياء", "كيمياء"));
    b.host_title = str_of(ANY("Jurnal fisika", "Jurnal kimia"));
    b.host_part = str_of(ANY("Vol. 2 no. 3 (1990)"));
    if (rand_r(seed) % 3)
        VEC_PUSH(a, &b.names,
                 (struct bib_name){
                     .name = str_of(ANY("Kanginan, Marthen", "M. Kanginan", "Halliday, David"))});
    if (rand_r(seed) % 3 == 0)
        VEC_PUSH(a, &b.series, (struct bib_series){STR("Seri sains"), str_of(ANY("v. 1", "v. 2"))});
    add_one(a, &b.isbns, ANY("9789790840751", "9789793062792"));
    add_one(a, &b.issns, ANY("0215-1234", "0215-5679"));
    add_one(a, &b.other_ids, ANY("(OCoLC)12345678", "(OCoLC)87654321"));
    add_one(a, &b.languages, ANY("ind", "eng"));
    match_facts_of(&b, a, ret);
}

TEST(what_is_found_apart_with_little_work_is_what_the_judge_finds_different)
{
    enum { RECORDS = 250 };
    struct match_facts *f = arena_array(mem, struct match_facts, RECORDS);
    unsigned seed = 7;
    size_t different = 0, apart = 0;
    for (size_t i = 0; i < RECORDS; i++) random_facts(mem, &seed, &f[i]);
    for (size_t i = 0; i < RECORDS; i++)
        for (size_t k = i; k < RECORDS; k++) {
            struct match_result r;
            match_judge(&f[i], &f[k], &r);
            bool said = match_is_apart(&f[i], &f[k]);
            CHECK(said == match_is_apart(&f[k], &f[i]));
            CHECK(!said || r.verdict == VERDICT_DIFFERENT);
            different += r.verdict == VERDICT_DIFFERENT;
            apart += said;
        }
    CHECK(apart * 2 > different); /* and it is worth asking */
}

static size_t read_facts(struct arena *a, const char *path, struct match_facts *to, size_t most)
{
    struct source CLEANUP(source_closep) *source = NULL;
    struct source_unit u;
    struct fault why;
    size_t n = 0;
    if (source_open(path, (struct str){0}, a, &source, &why)) return 0;
    while (n < most && source_next(source, a, &u) == OK)
        if (!u.rejected) match_facts_of(&u.bib, a, &to[n++]);
    return n;
}

TEST(real_rows_that_share_a_key_are_found_apart_only_where_the_judge_finds_them_different)
{
    enum { ROWS = 400, ANY_PAIR = 97 };
    struct match_facts *f = arena_array(mem, struct match_facts, ROWS);
    const char *shared = getenv("SILANG_SHARED");
    struct str path = arena_printf(mem, "%s/data/indonesian/slims_univ-dumai_biblio.csv",
                                   shared ? shared : "../shared");
    size_t n = read_facts(mem, arena_cstr(mem, path), f, ROWS), asked = 0, apart = 0;
    if (n == 0) {
        test_skip("files of ../shared/data are not there");
        return;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            struct match_result r;
            if ((i * n + k) % ANY_PAIR && !match_share_key(&f[i], &f[k])) continue;
            match_judge(&f[i], &f[k], &r);
            asked++;
            if (!match_is_apart(&f[i], &f[k])) continue;
            apart++;
            CHECK(r.verdict == VERDICT_DIFFERENT);
        }
    CHECK(asked > n && apart * 2 > asked);
}
