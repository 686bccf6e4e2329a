/* merge_test.c -- one description from records that differ. */
#include <string.h>

#include "catalog/ballot.h"
#include "catalog/merge.h"
#include "catalog/trust.h"
#include "test.h"

/* ---- records ---- */

enum { RECORDS = 40 };

struct pile {
    struct arena *mem;
    struct stored item[RECORDS];
    size_t n;
};

/* "title|author|publisher|year|extent|language": empty parts are missing. Returned to be changed.
 */
static struct stored *add(struct pile *p, const char *format, const char *text)
{
    struct stored *s = &p->item[p->n++];
    struct str rest = str_of(text), part[6] = {0};
    for (size_t i = 0; i < 6; i++) str_split(&rest, '|', &part[i]);
    *s = (struct stored){.record = (int64_t)p->n,
                         .agency = 100 + (int64_t)p->n,
                         .format = str_of(format),
                         .bytes = str_of(text)};
    struct bib *b = &s->bib;
    b->format = FORMAT_BOOK;
    b->title = b->title_short = part[0];
    if (part[1].n) VEC_PUSH(p->mem, &b->names, (struct bib_name){.name = part[1], .main = true});
    b->publisher = part[2];
    b->year_text = part[3];
    for (size_t i = 0; i < part[3].n; i++)
        if (part[3].p[i] >= '0' && part[3].p[i] <= '9') b->year = b->year * 10 + part[3].p[i] - '0';
    b->extent = part[4];
    if (part[5].n) VEC_PUSH(p->mem, &b->languages, part[5]);
    if (str_eq(s->format, STR("marc21"))) b->made.level = ' ';
    return s;
}

static struct bib merged(struct pile *p, struct title_origin origin[TITLE_FIELDS])
{
    struct title_origin unseen[TITLE_FIELDS];
    struct bib b;
    merge_records(p->item, p->n, p->mem, &b, origin ? origin : unseen);
    return b;
}

static struct str names_of(struct arena *a, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++) VEC_PUSH(a, &list, b->names.item[i].name);
    return arena_join(a, list.item, list.n, STR(" & "));
}

/* ---- agreement and quality ---- */

TEST(what_most_records_say_beats_a_lone_one_however_good)
{
    struct pile p = {.mem = mem};
    struct title_origin o[TITLE_FIELDS];
    add(&p, "marc21", "Laskar pelangi|Hirata, Andrea|Bentang|2006");
    add(&p, "slims", "Laskar Pelangi|Andrea Hirata|Bentang|2005");
    add(&p, "slims", "Laskar Pelangi|Andrea Hirata|Bentang|c2005.");
    struct bib b = merged(&p, o);
    CHECK_INT(b.year, 2005);
    CHECK_INT(o[TITLE_YEAR].have, 3);
    CHECK_INT(o[TITLE_YEAR].agree, 2);
    CHECK_INT(o[TITLE_YEAR].variants.n, 2);
    CHECK_INT(o[TITLE_PUBLISHER].agree, 3);
    CHECK_INT(o[TITLE_PUBLISHER].variants.n, 0);
}

TEST(ways_of_writing_a_publisher_or_place_are_one_vote_and_the_most_frequent_is_shown)
{
    struct pile p = {.mem = mem};
    struct title_origin o[TITLE_FIELDS];
    add(&p, "slims", "Saman|Ayu Utami|Kepustakaan Populer Gramedia|1998")->bib.place = STR("Jkt.");
    add(&p, "slims", "Saman|Ayu Utami|PT Hasta Mitra|1998")->bib.place = STR("Djakarta");
    add(&p, "slims", "Saman|Ayu Utami|Hasta Mitra|1998")->bib.place = STR("Jakarta");
    add(&p, "slims", "Saman|Ayu Utami|Hasta Mitra, PT.|1998")->bib.place = STR("Bandung");
    add(&p, "slims", "Saman|Ayu Utami|Kepustakaan Populer Gramedia|1998")->bib.place =
        STR("Bandung");
    add(&p, "slims", "Saman|Ayu Utami|Hasta Mitra|1998")->bib.place = STR("Jakarta");
    struct bib b = merged(&p, o);
    CHECK_STR(b.publisher, "Hasta Mitra");
    CHECK_INT(o[TITLE_PUBLISHER].agree, 4);
    CHECK_STR(b.place, "Jakarta");
    CHECK_INT(o[TITLE_PLACE].agree, 3);
}

TEST(of_two_that_differ_the_better_record_is_believed)
{
    struct pile p = {.mem = mem};
    struct title_origin o[TITLE_FIELDS];
    add(&p, "slims", "Saman|Ayu Utami|Gramedia|1999");
    add(&p, "marc21", "Saman|Utami, Ayu|KPG|1998");
    struct bib b = merged(&p, o);
    CHECK_INT(b.year, 1998);
    CHECK_STR(b.publisher, "KPG");
    CHECK_INT(o[TITLE_YEAR].source, 1);
    CHECK_STR(o[TITLE_PUBLISHER].variants.item[0], "Gramedia");
}

TEST(full_records_are_believed_more_than_preliminary_ones)
{
    struct pile p = {.mem = mem};
    add(&p, "marc21", "Saman|Utami, Ayu|KPG|1999")->bib.made.level = '8';
    add(&p, "marc21", "Saman|Utami, Ayu|KPG|1998")->bib.made.agency = STR("JKPNPNA");
    CHECK_INT(merged(&p, NULL).year, 1998);
    CHECK(trust_of(&p.item[1]) > trust_of(&p.item[0]));
    CHECK(trust_of(&p.item[1]) <= TRUST_MAX);
}

TEST(who_says_the_beginning_speaks_for_the_whole)
{
    struct pile p = {.mem = mem};
    add(&p, "slims", "Filosofi kopi|Dee||2006|134 hlm.");
    add(&p, "slims", "Filosofi kopi|Dee||2006|134 hlm. ; 20 cm");
    add(&p, "slims", "Filosofi kopi : kumpulan cerita|Dee||2006");
    add(&p, "slims", "Filosofi kopi : kumpulan cerita|Dee||2006");
    struct bib b = merged(&p, NULL);
    CHECK_STR(b.title, "Filosofi kopi : kumpulan cerita");
    CHECK_STR(b.extent, "134 hlm. ; 20 cm");
    add(&p, "slims", "Filosofi kopi|Dee||2006");
    add(&p, "slims", "Filosofi kopi|Dee||2006");
    add(&p, "slims", "Filosofi kopi|Dee||2006");
    CHECK_STR(merged(&p, NULL).title, "Filosofi kopi");
}

TEST(a_title_in_capitals_or_with_lost_letters_is_shown_only_when_there_is_no_other)
{
    struct pile p = {.mem = mem};
    add(&p, "marc21", "LASKAR PELANGI|||2005");
    add(&p, "marc21", "LASKAR PELANGI|||2005");
    CHECK_STR(merged(&p, NULL).title, "LASKAR PELANGI");
    add(&p, "slims", "Laskar pelangi|||2005");
    CHECK_STR(merged(&p, NULL).title, "Laskar pelangi");
    struct pile q = {.mem = mem};
    add(&q, "marc21", "Qur?an dan tafsir");
    add(&q, "marc21", "Qur?an dan tafsir");
    add(&q, "slims", "Qur an dan tafsir");
    CHECK_STR(merged(&q, NULL).title, "Qur an dan tafsir");
}

TEST(the_place_is_that_of_the_publisher)
{
    struct pile p = {.mem = mem};
    add(&p, "slims", "Saman||Gramedia|1998")->bib.place = STR("Bandung");
    add(&p, "slims", "Saman||Gramedia|1998");
    add(&p, "marc21", "Saman||KPG|1998")->bib.place = STR("Jakarta");
    struct bib b = merged(&p, NULL);
    CHECK_STR(b.publisher, "Gramedia");
    CHECK_STR(b.place, "Bandung");
}

/* ---- names, lists ---- */

TEST(one_person_is_named_once_in_catalogue_order_and_typing_errors_are_left_out)
{
    struct pile p = {.mem = mem};
    struct title_origin o[TITLE_FIELDS];
    add(&p, "slims", "Laskar Pelangi|Andrea Hirata");
    add(&p, "slims", "Laskar Pelangi|HIRATA, ANDREA");
    add(&p, "slims", "Laskar Pelangi|Hirata, Andrea");
    add(&p, "slims", "Laskar Pelangi|Andera Hirata");
    struct bib b = merged(&p, o);
    CHECK_STR(names_of(mem, &b), "Hirata, Andrea");
    CHECK(b.names.item[0].main);
    CHECK_INT(o[TITLE_NAMES].variants.n, 3);
    CHECK_INT(o[TITLE_NAMES].have, 4);
}

TEST(different_people_stay_and_one_of_them_is_the_main_entry)
{
    struct pile p = {.mem = mem};
    struct stored *s = add(&p, "slims", "Antologi|Sapardi Djoko Damono");
    VEC_PUSH(mem, &s->bib.names,
             (struct bib_name){.name = STR("Sutardji Calzoum"), .role = ROLE_TRANSLATOR});
    add(&p, "slims", "Antologi|Goenawan Mohamad");
    add(&p, "slims", "Antologi|Goenawan Mohamad");
    struct bib b = merged(&p, NULL);
    CHECK_INT(b.names.n, 3);
    CHECK_STR(b.names.item[0].name, "Goenawan Mohamad");
    for (size_t i = 0; i < b.names.n; i++) CHECK_INT(b.names.item[i].main, i == 0);
}

TEST(digits_are_never_typing_errors)
{
    CHECK(ballot_mistyped(STR("laskar pelangi"), STR("laskar pelagi")));
    CHECK(ballot_mistyped(STR("laskar pelangi"), STR("laskra pelangi")));
    CHECK(ballot_mistyped(STR("laskar pelangi"), STR("laskar pelanga")));
    CHECK(!ballot_mistyped(STR("matematika 1"), STR("matematika 2")));
    CHECK(!ballot_mistyped(STR("matematika 1"), STR("matematika 11")));
    CHECK(!ballot_mistyped(STR("matematika"), STR("matematika")));
    CHECK(!ballot_mistyped(STR("kota"), STR("kopa")));
    CHECK(!ballot_mistyped(STR("bahasa jawa"), STR("bahasa bali")));
}

TEST(numbers_and_subjects_of_all_records_are_united)
{
    struct pile p = {.mem = mem};
    struct stored *s = add(&p, "slims", "Saman");
    VEC_PUSH(mem, &s->bib.isbns, STR("9789799023179"));
    VEC_PUSH(mem, &s->bib.subjects, STR("Novel"));
    s = add(&p, "marc21", "Saman||||1 v. ; 20 cm. p.");
    VEC_PUSH(mem, &s->bib.isbns, STR("9786024246945"));
    VEC_PUSH(mem, &s->bib.subjects, STR("Indonesian fiction"));
    VEC_PUSH(mem, &s->bib.subjects, STR("NOVEL"));
    struct bib b = merged(&p, NULL);
    CHECK_INT(b.isbns.n, 2);
    CHECK_STR(arena_join(mem, b.subjects.item, b.subjects.n, STR("; ")),
              "Novel; Indonesian fiction");
}

/* ---- language and script ---- */

TEST(the_cataloguers_own_words_are_shown_in_indonesian_when_there_are_any)
{
    struct pile p = {.mem = mem};
    add(&p, "marc21", "Saman|Utami, Ayu|KPG|1998|195 p.|ind")->bib.made.language = STR("eng");
    add(&p, "marc21", "Saman|Utami, Ayu|KPG|1998|195 p.|ind")->bib.made.language = STR("eng");
    add(&p, "slims", "Saman|Utami, Ayu|KPG|1998|195 hlm.|ind");
    CHECK_STR(merged(&p, NULL).extent, "195 hlm.");
    CHECK_STR(trust_language(&p.item[0]), "eng");
    CHECK_STR(trust_language(&p.item[2]), "ind");
}

TEST(scripts_are_not_mixed_and_the_native_title_stands_beside)
{
    struct pile p = {.mem = mem};
    struct title_origin o[TITLE_FIELDS];
    add(&p, "slims", "صحيح البخاري|البخاري|دار الفكر|1981");
    add(&p, "slims", "صحيح البخاري|البخاري|دار الفكر|1981");
    add(&p, "marc21", "Sahih al-Bukhari|Bukhari, Muhammad|Dar al-Fikr|1981");
    struct bib b = merged(&p, o);
    CHECK_STR(b.title, "Sahih al-Bukhari");
    CHECK_STR(b.native, "صحيح البخاري");
    CHECK_STR(b.publisher, "Dar al-Fikr");
    CHECK_STR(names_of(mem, &b), "Bukhari, Muhammad");
    CHECK_STR(o[TITLE_TITLE].variants.item[0], "صحيح البخاري");
    p.n = 2;
    b = merged(&p, NULL);
    CHECK_STR(b.title, "صحيح البخاري");
    CHECK_STR(b.native, "");
    CHECK_STR(names_of(mem, &b), "البخاري");
}

/* ---- the property ---- */

static void show(struct buf *to, const struct bib *b, const struct title_origin *o)
{
    struct arena *a = arena_new();
    const struct str texts[] = {b->title,   b->title_short, b->part,   b->native,
                                b->place,   b->publisher,   b->extent, b->year_text,
                                b->edition, b->summary,     b->host,   names_of(a, b)};
    const struct strs lists[] = {b->subjects, b->isbns, b->other_titles, b->languages, b->notes};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        buf_printf(to, "%.*s|", STR_ARG(texts[i]));
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; k < lists[i].n; k++) buf_printf(to, "%.*s,", STR_ARG(lists[i].item[k]));
    for (int f = 0; f < TITLE_FIELDS; f++) {
        buf_printf(to, "\n%d/%d", o[f].agree, o[f].have);
        for (size_t k = 0; k < o[f].variants.n; k++)
            buf_printf(to, " %.*s", STR_ARG(o[f].variants.item[k]));
    }
    arena_free(a);
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void fill(struct pile *p, uint32_t *seed)
{
    static const char *const title[] = {"Laskar pelangi", "LASKAR PELANGI",
                                        "Laskar Pelangi : novel", "Laskar pelagi", "لسكر"};
    static const char *const name[] = {"Andrea Hirata", "Hirata, Andrea", "HIRATA", "Andera Hirata",
                                       ""};
    static const char *const house[] = {"Bentang", "Bentang Pustaka", "PT Bentang", "", "Mizan"};
    static const char *const year[] = {"2005", "c2005", "2006", "", "[200-?]"};
    static const char *const extent[] = {"529 hlm.", "529 p.", "529 hlm ; 20 cm", "xiv, 529 hlm.",
                                         ""};
    static const char *const subject[] = {"Fiksi", "FIKSI", "Novel Indonesia", "Novel Indonesa",
                                          "Fiction"};
    p->n = 0;
    for (size_t n = 2 + next(seed) % 12, i = 0; i < n; i++) {
        struct str text =
            arena_printf(p->mem, "%s|%s|%s|%s|%s|%s", title[next(seed) % 5], name[next(seed) % 5],
                         house[next(seed) % 5], year[next(seed) % 5], extent[next(seed) % 5],
                         next(seed) % 2 ? "ind" : "");
        struct stored *s = add(p, next(seed) % 2 ? "marc21" : "slims", arena_cstr(p->mem, text));
        s->bib.made.level = s->bib.made.level ? "1 78"[next(seed) % 4] : 0;
        VEC_PUSH(p->mem, &s->bib.subjects, str_of(subject[next(seed) % 5]));
        s->bytes = arena_printf(p->mem, "%.*s|%c|%.*s", STR_ARG(s->bytes),
                                s->bib.made.level ? s->bib.made.level : '-',
                                STR_ARG(s->bib.subjects.item[0]));
    }
}

static void shuffle(struct pile *p, uint32_t *seed)
{
    for (size_t i = p->n; i > 1; i--) {
        size_t k = next(seed) % i;
        struct stored swap = p->item[i - 1];
        p->item[i - 1] = p->item[k];
        p->item[k] = swap;
    }
    for (size_t i = 0; i < p->n; i++) {
        p->item[i].record = (int64_t)(next(seed) % 100000);
        p->item[i].agency = (int64_t)(next(seed) % 100000);
    }
}

TEST(neither_the_order_nor_the_ids_of_records_matter)
{
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct pile p = {.mem = mem};
        struct title_origin o[TITLE_FIELDS];
        struct buf CLEANUP(buf_release) first = BUF(1 << 20);
        fill(&p, &seed);
        struct bib b = merged(&p, o);
        show(&first, &b, o);
        for (int again = 0; again < 4; again++) {
            struct buf CLEANUP(buf_release) other = BUF(1 << 20);
            shuffle(&p, &seed);
            b = merged(&p, o);
            show(&other, &b, o);
            CHECK_STR(buf_str(&other), arena_cstr(mem, buf_str(&first)));
        }
    }
}

TEST(of_thousands_of_records_the_best_are_compared)
{
    enum { MANY = 3000 };
    struct stored *many = arena_array(mem, struct stored, MANY);
    struct title_origin o[TITLE_FIELDS];
    struct bib b;
    struct pile p = {.mem = mem};
    struct stored poor = *add(&p, "slims", "Matematika|||2010"),
                  good = *add(&p, "marc21", "Matematika|Tim|Depdiknas|2011");
    for (size_t i = 0; i < MANY; i++) {
        many[i] = i % 10 ? poor : good;
        many[i].record = (int64_t)i + 1;
    }
    merge_records(many, MANY, mem, &b, o);
    CHECK_INT(b.year, 2011);
    CHECK_INT(o[TITLE_YEAR].have, MERGE_RECORDS_MAX);
    merge_records(NULL, 0, mem, &b, o);
    CHECK_STR(b.title, "");
    CHECK_INT(o[TITLE_TITLE].source, -1);
}
