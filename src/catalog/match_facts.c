/* match_facts.c -- what of a description counts when records are compared, in comparable form. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/match.h"
#include "text/words.h"

enum { ISBNS_MAX = 8 }; /* that are keys */

/* ---- numbers that tell volumes and levels apart ---- */

static const struct {
    struct str word;
    char kind;
} markers[] = {
    {STR_INIT("jilid"), 'v'}, {STR_INIT("jil"), 'v'},      {STR_INIT("volume"), 'v'},
    {STR_INIT("vol"), 'v'},   {STR_INIT("buku"), 'v'},     {STR_INIT("bagian"), 'v'},
    {STR_INIT("part"), 'v'},  {STR_INIT("book"), 'v'},     {STR_INIT("band"), 'v'},
    {STR_INIT("bd"), 'v'},    {STR_INIT("tome"), 'v'},     {STR_INIT("seri"), 'v'},
    {STR_INIT("no"), 'v'},    {STR_INIT("nomor"), 'v'},    {STR_INIT("edisi"), 'e'},
    {STR_INIT("kelas"), 'k'}, {STR_INIT("kls"), 'k'},      {STR_INIT("grade"), 'k'},
    {STR_INIT("class"), 'k'}, {STR_INIT("semester"), 's'}, {STR_INIT("smt"), 's'},
    {STR_INIT("tema"), 't'},  {STR_INIT("juz"), 'j'},
};

/* 1..39 from a roman numeral in lower case, else 0. */
static int roman(struct str w)
{
    int total = 0, last = 0;
    if (w.n == 0 || w.n > 6) return 0;
    for (size_t i = w.n; i-- > 0;) {
        int v = w.p[i] == 'i' ? 1 : w.p[i] == 'v' ? 5 : w.p[i] == 'x' ? 10 : 0;
        if (!v) return 0;
        total += v < last ? -v : v;
        last = MAX(last, v);
    }
    return total > 0 && total < 40 ? total : 0;
}

static int number_of(struct str w)
{
    static const char *const ordinals[] = {"pertama",    "kedua",    "ketiga",  "keempat",
                                           "kelima",     "keenam",   "ketujuh", "kedelapan",
                                           "kesembilan", "kesepuluh"};
    static const char *const english[] = {"first", "second",  "third",  "fourth", "fifth",
                                          "sixth", "seventh", "eighth", "ninth",  "tenth"};
    size_t digits = 0;
    int v = 0;
    while (digits < w.n && digits < 6 && w.p[digits] >= '0' && w.p[digits] <= '9')
        v = v * 10 + (w.p[digits++] - '0');
    if (digits) return w.n - digits <= 2 ? v : 0; /* 2, 2nd, 10th; not a long code */
    for (size_t i = 0; i < COUNT(ordinals); i++)
        if (str_eq(w, str_of(ordinals[i])) || str_eq(w, str_of(english[i]))) return (int)i + 1;
    return roman(w);
}

static char marker_of(struct str w)
{
    for (size_t i = 0; i < COUNT(markers); i++)
        if (str_eq(w, markers[i].word)) return markers[i].kind;
    return 0;
}

/* "jilid 2 kelas XI" gives "k11 v2": marks with their numbers, sorted. A number alone at the end of
 * a title is a volume too; four digits are a year and say nothing. */
static struct str numbers_of(struct arena *a, struct str key)
{
    struct strs found = {0};
    struct str rest = key, word;
    char mark = 0;
    while (str_split(&rest, ' ', &word) && found.n < 8) {
        int v = number_of(word);
        bool last = rest.p == NULL && word.p != key.p;
        bool bare = last && !mark && v && word.p[0] >= '0' && word.p[0] <= '9';
        if (mark && v == 0 && word.n == 2 && memcmp(word.p, "ke", 2) == 0) continue;
        if (v && v < 1000 && (mark || bare) && mark != 'e')
            VEC_PUSH(a, &found, arena_printf(a, "%c%d", mark ? mark : 'v', v));
        mark = marker_of(word);
    }
    for (size_t i = 1; i < found.n; i++)
        for (size_t j = i; j && str_cmp(found.item[j - 1], found.item[j]) > 0; j--) {
            struct str t = found.item[j];
            found.item[j] = found.item[j - 1];
            found.item[j - 1] = t;
        }
    return arena_join(a, found.item, found.n, STR(" "));
}

/* The number of an edition statement; printings ("cetakan ke-3") are not editions. */
static struct str edition_of(struct arena *a, struct str edition)
{
    struct str rest = words_key(a, edition), word;
    int number = 0;
    bool printing = false;
    while (str_split(&rest, ' ', &word)) {
        if (str_starts(word, STR("cet")) || str_starts(word, STR("print")) ||
            str_starts(word, STR("impress")))
            printing = true;
        else if (str_starts(word, STR("ed")))
            printing = false;
        int v = printing ? 0 : number_of(word);
        if (v && v < 1000 && !number) number = v;
    }
    return number ? arena_printf(a, "%d", number) : (struct str){0};
}

static bool has_words(struct str key, struct str first, struct str second)
{
    struct str rest = key, word, before = {0};
    while (str_split(&rest, ' ', &word)) {
        if (str_eq(before, first) && str_eq(word, second)) return true;
        before = word;
    }
    return false;
}

static char audience_of(struct str key)
{
    if (has_words(key, STR("buku"), STR("guru")) || has_words(key, STR("teachers"), STR("book")))
        return 'g';
    if (has_words(key, STR("buku"), STR("siswa")) || has_words(key, STR("students"), STR("book")))
        return 's';
    return 0;
}

static struct str publisher_of(struct arena *a, struct str publisher)
{
    static const char *const empty[] = {"pt",  "cv",      "penerbit", "press",      "publisher",
                                        "the", "inc",     "ltd",      "publishing", "publishers",
                                        "co",  "yayasan", "tbk",      "company",    "verlag"};
    struct strs kept = {0};
    struct str rest = words_key(a, publisher), word;
    while (str_split(&rest, ' ', &word)) {
        bool means = word.n > 0;
        for (size_t i = 0; i < COUNT(empty); i++) means = means && !str_eq(word, str_of(empty[i]));
        if (means) VEC_PUSH(a, &kept, word);
    }
    return arena_join(a, kept.item, kept.n, STR(" "));
}

/* ---- keys ---- */

static void add_key(struct match_facts *f, struct arena *a, const struct str *part, size_t n)
{
    if (f->n_keys == MATCH_KEYS_MAX) return;
    int64_t key = digest_key(arena_join(a, part, n, STR("\x1f")));
    for (size_t i = 0; i < f->n_keys; i++)
        if (f->key[i] == key) return;
    f->key[f->n_keys++] = key;
}

static void add_keys(struct match_facts *f, struct arena *a)
{
    for (size_t i = 0; i < f->isbns.n && i < ISBNS_MAX; i++)
        add_key(f, a,
                (struct str[]){STR("isbn"), arena_printf(a, "%lld", (long long)f->isbns.item[i])},
                2);
    for (size_t i = 0; i < f->issns.n && i < 2; i++)
        add_key(f, a,
                (struct str[]){STR("issn"), arena_printf(a, "%lld", (long long)f->issns.item[i]),
                               f->title},
                3);
    if (f->title.n && f->author.n) {
        struct str work[] = {STR("work"), f->title, f->author};
        f->work_key[f->n_work_keys++] = digest_key(arena_join(a, work, 3, STR("\x1f")));
    }
    if (f->title.n == 0 || f->year == 0) return;
    struct str year = arena_printf(a, "%d", f->year);
    struct str who = f->author.n ? f->author : f->publisher;
    if (who.n == 0) return; /* "Laporan tahunan 2010" of nobody is no key */
    add_key(f, a, (struct str[]){STR("title"), f->title, f->numbers, who, year}, 5);
}

/* The digits of a number of which the last may be a check digit X, hyphens aside. */
static int64_t digits_of(struct str number, size_t digits)
{
    int64_t v = 0;
    for (size_t i = 0; i < number.n && digits; i++)
        if (number.p[i] >= '0' && number.p[i] <= '9') v = v * 10 + (number.p[i] - '0'), digits--;
    return v;
}

static void read_numbers(const struct strs *from, size_t digits, struct match_numbers *to)
{
    for (size_t i = 0; i < from->n; i++) {
        int64_t v = digits_of(from->item[i], digits);
        size_t at = 0;
        while (at < to->n && to->item[at] < v) at++;
        if (at == MATCH_NUMBERS_MAX || (at < to->n && to->item[at] == v)) continue;
        size_t moved = MIN(to->n, (size_t)MATCH_NUMBERS_MAX - 1) - at;
        memmove(&to->item[at + 1], &to->item[at], moved * sizeof to->item[0]);
        to->item[at] = v;
        to->n = at + moved + 1;
    }
}

void match_facts_of(const struct bib *b, struct arena *a, struct match_facts *ret)
{
    struct match_facts f = {.format = b->format, .online = b->online, .year = b->year};
    read_numbers(&b->isbns, 13, &f.isbns);
    read_numbers(&b->issns, 7, &f.issns);
    f.title = words_key(a, b->title_short.n ? b->title_short : b->title);
    f.full = words_key(a, b->title);
    f.part = words_key(a, b->part);
    f.numbers = numbers_of(a, arena_join(a, (struct str[]){f.full, f.part}, 2, STR(" ")));
    if (b->names.n) f.author = words_name_key(a, b->names.item[0].name);
    f.publisher = publisher_of(a, b->publisher);
    f.edition = edition_of(a, b->edition);
    f.language = b->languages.n ? b->languages.item[0] : (struct str){0};
    f.audience = audience_of(
        arena_join(a, (struct str[]){f.full, f.part, words_key(a, b->edition)}, 3, STR(" ")));
    add_keys(&f, a);
    *ret = f;
}
