/* match_marks.c -- numbers that tell volumes, classes, semesters, years and editions apart. */
#include <string.h>

#include "base/checked.h"
#include "catalog/match_fold.h"

/* In folded spelling (match_fold.h). */
static const struct {
    struct str word;
    char kind;
} markers[] = {
    {STR_INIT("jilid"), 'v'},   {STR_INIT("jil"), 'v'},      {STR_INIT("jld"), 'v'},
    {STR_INIT("volume"), 'v'},  {STR_INIT("vol"), 'v'},      {STR_INIT("vols"), 'v'},
    {STR_INIT("buku"), 'v'},    {STR_INIT("bagian"), 'v'},   {STR_INIT("bag"), 'v'},
    {STR_INIT("part"), 'v'},    {STR_INIT("parts"), 'v'},    {STR_INIT("book"), 'v'},
    {STR_INIT("band"), 'v'},    {STR_INIT("bd"), 'v'},       {STR_INIT("teil"), 'v'},
    {STR_INIT("tome"), 'v'},    {STR_INIT("tomo"), 'v'},     {STR_INIT("deel"), 'v'},
    {STR_INIT("seri"), 'v'},    {STR_INIT("no"), 'v'},       {STR_INIT("nomor"), 'v'},
    {STR_INIT("number"), 'v'},  {STR_INIT("episode"), 'v'},  {STR_INIT("modul"), 'v'},
    {STR_INIT("edisi"), 'e'},   {STR_INIT("edition"), 'e'},  {STR_INIT("ed"), 'e'},
    {STR_INIT("kelas"), 'k'},   {STR_INIT("kls"), 'k'},      {STR_INIT("grade"), 'k'},
    {STR_INIT("class"), 'k'},   {STR_INIT("semester"), 's'}, {STR_INIT("smt"), 's'},
    {STR_INIT("tema"), 't'},    {STR_INIT("subtema"), 't'},  {STR_INIT("juz"), 'j'},
    {STR_INIT("cetakan"), 'c'}, {STR_INIT("cet"), 'c'},      {STR_INIT("abad"), 'x'},
    {STR_INIT("paket"), 'v'},   {STR_INIT("level"), 'v'},    {STR_INIT("stage"), 'v'},
};

static const struct {
    struct str word;
    int level;
} levels[] = {
    {STR_INIT("tk"), 9},   {STR_INIT("paud"), 9}, {STR_INIT("sd"), 1},  {STR_INIT("smp"), 2},
    {STR_INIT("sltp"), 2}, {STR_INIT("mts"), 2},  {STR_INIT("sma"), 3}, {STR_INIT("smu"), 3},
    {STR_INIT("slta"), 3}, {STR_INIT("smk"), 4},  {STR_INIT("stm"), 4},
};

static const struct {
    struct str word;
    int program;
} programs[] = {
    {STR_INIT("peminatan"), 1},
    {STR_INIT("wajib"), 2},
    {STR_INIT("ipa"), 11},
    {STR_INIT("ips"), 12},
};

/* 1..39 from a roman numeral, else 0. */
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

/* Ten words of each language, in order. */
static int word_number(struct str w, bool cardinal)
{
    enum { TEN = 10 };
    static const struct str ordinals[] = {
        STR_INIT("pertama"),    STR_INIT("kedua"),     STR_INIT("ketiga"),  STR_INIT("keempat"),
        STR_INIT("kelima"),     STR_INIT("keenam"),    STR_INIT("ketujuh"), STR_INIT("kedelapan"),
        STR_INIT("kesembilan"), STR_INIT("kesepuluh"), STR_INIT("first"),   STR_INIT("second"),
        STR_INIT("third"),      STR_INIT("fourth"),    STR_INIT("fifth"),   STR_INIT("sixth"),
        STR_INIT("seventh"),    STR_INIT("eighth"),    STR_INIT("ninth"),   STR_INIT("tenth"),
    };
    static const struct str cardinals[] = {
        STR_INIT("satu"),     STR_INIT("dua"),     STR_INIT("tiga"),  STR_INIT("empat"),
        STR_INIT("lima"),     STR_INIT("enam"),    STR_INIT("tujuh"), STR_INIT("delapan"),
        STR_INIT("sembilan"), STR_INIT("sepuluh"), STR_INIT("one"),   STR_INIT("two"),
        STR_INIT("three"),    STR_INIT("four"),    STR_INIT("five"),  STR_INIT("six"),
        STR_INIT("seven"),    STR_INIT("eight"),   STR_INIT("nine"),  STR_INIT("ten"),
    };
    for (size_t i = 0; i < COUNT(ordinals); i++)
        if (same_word(w, ordinals[i]) || (cardinal && same_word(w, cardinals[i])))
            return (int)(i % TEN) + 1;
    return 0;
}

int match_number(struct str w, bool marked)
{
    size_t digits = 0;
    int v = 0;
    while (digits < w.n && digits < 6 && w.p[digits] >= '0' && w.p[digits] <= '9')
        v = v * 10 + (w.p[digits++] - '0');
    if (digits) return w.n - digits <= 2 ? v : 0; /* 2, 2nd, 10th; not a long code */
    if (w.n == 1 && !marked) return 0;
    int r = roman(w);
    return r ? r : w.n < 3 ? 0 : word_number(w, marked);
}

static char marker_of(struct str w)
{
    if (w.n < 2 || w.n > 8) return 0;
    for (size_t i = 0; i < COUNT(markers); i++)
        if (same_word(w, markers[i].word)) return markers[i].kind;
    return 0;
}

static int level_of(struct str w)
{
    if (w.n < 2 || w.n > 4) return 0;
    for (size_t i = 0; i < COUNT(levels); i++)
        if (same_word(w, levels[i].word)) return levels[i].level;
    return 0;
}

static int program_of(struct str w)
{
    for (size_t i = 0; i < COUNT(programs); i++)
        if (same_word(w, programs[i].word)) return programs[i].program;
    return 0;
}

enum { MARKS_MAX = 16 };

struct marks {
    struct {
        char kind;
        int number;
    } item[MARKS_MAX];
    size_t n;
};

/* Keeps them in order, each once; the largest fall out when there are too many. */
static void add(struct marks *m, char kind, int number)
{
    size_t at = 0;
    while (at < m->n &&
           (m->item[at].kind < kind || (m->item[at].kind == kind && m->item[at].number < number)))
        at++;
    if (at == MARKS_MAX) return;
    if (at < m->n && m->item[at].kind == kind && m->item[at].number == number) return;
    size_t moved = MIN(m->n, (size_t)MARKS_MAX - 1) - at;
    memmove(&m->item[at + 1], &m->item[at], moved * sizeof m->item[0]);
    m->item[at].kind = kind;
    m->item[at].number = number;
    m->n = at + moved + 1;
}

/* "kelas 1 SMA" is class X, "kelas 2 SMP" class VIII. */
static void count_from_first_class(struct marks *m)
{
    int level = 0, levels_seen = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].kind == MARK_LEVEL) level = m->item[i].number, levels_seen++;
    if (levels_seen != 1 || (level != 2 && level != 3)) return;
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].kind == MARK_CLASS && m->item[i].number <= 3)
            m->item[i].number += level == 3 ? 9 : 6;
}

static char kind_of_number(struct str word, int v, char mark)
{
    bool year = word.n == 4 && word.p[0] <= '9' && v >= 1500 && v < 2100;
    if (year) return MARK_YEAR;
    return mark ? mark : MARK_BARE;
}

/* "2nd ed.", "3e edition": the number stands before its mark. */
static bool is_before_edition(struct str rest)
{
    struct str next;
    return str_split(&rest, ' ', &next) && marker_of(next) == MARK_EDITION;
}

static void read_word(struct marks *m, struct str word, struct str rest, char *mark)
{
    char marker = marker_of(word);
    int level = level_of(word);
    bool ke = word.n == 2 && memcmp(word.p, "ke", 2) == 0;
    int program = program_of(word);
    if (level) add(m, MARK_LEVEL, level);
    if (program) add(m, MARK_PROGRAM, program);
    if (marker) *mark = marker;
    if (marker || (ke && *mark)) return;
    int v = match_number(word, *mark != 0);
    if (!v && *mark == MARK_VOLUME && word.n == 1 && word.p[0] <= 'h') v = 900 + word.p[0] - 'a';
    if (*mark == MARK_SEMESTER && word.n > 3)
        v = same_word(word, STR("genap")) ? 2 : str_starts(word, STR("ga")) ? 1 : v;
    if (v > 0 && !*mark && is_before_edition(rest))
        add(m, MARK_EDITION, v);
    else if (v > 0 && v < 10000 && *mark != 'c' && *mark != 'x')
        add(m, kind_of_number(word, v, *mark), v);
    if (!v) *mark = 0; /* "kelas X, XI, XII" goes on */
}

struct str match_marks(struct arena *a, struct str key)
{
    struct marks m = {0};
    struct str rest = key, word;
    char mark = 0, text[MARKS_MAX * 8];
    size_t n = 0;
    while (str_split(&rest, ' ', &word)) read_word(&m, word, rest, &mark);
    count_from_first_class(&m);
    for (size_t i = 0; i < m.n; i++) {
        char digits[8];
        size_t d = 0;
        for (int v = m.item[i].number; v; v /= 10) digits[d++] = (char)('0' + v % 10);
        if (n) text[n++] = ' ';
        text[n++] = m.item[i].kind;
        while (d) text[n++] = digits[--d];
    }
    return arena_copy(a, (struct str){text, n});
}

bool match_is_mark(struct str words)
{
    struct str rest = words, word;
    bool number = false;
    while (rest.n && str_split(&rest, ' ', &word)) {
        int v = match_number(word, true);
        if (!v && !marker_of(word) && !same_word(word, STR("ke"))) return false;
        number = number || v;
    }
    return number;
}

/* ---- titles without marks ---- */

/* Whether it is one of the words of a list. */
static bool one_of(struct str w, const char *list)
{
    size_t n = 0; /* letters that are the same so far; SIZE_MAX: not this word */
    for (const char *p = list;; p++) {
        if (*p && *p != ' ') {
            n = n < w.n && w.p[n] == *p ? n + 1 : SIZE_MAX;
            continue;
        }
        if (n == w.n) return true;
        if (!*p) return false;
        n = 0;
    }
}

enum { PLAIN_WORDS_MAX = 200 };

struct plain {
    struct str word[PLAIN_WORDS_MAX];
    bool gone[PLAIN_WORDS_MAX], of_edition[PLAIN_WORDS_MAX];
    size_t n;
};

static bool is_level(struct str w, bool beside)
{
    return level_of(w) || (beside && one_of(w, "ma mak mi"));
}

/* How many words from `i` on are a mark: "kelas x xi", "jilid ke 2", "sma ma smk". */
static size_t mark_at(const struct plain *p, size_t i)
{
    size_t end = i + 1;
    struct str w = p->word[i];
    if (is_level(w, false)) {
        while (end < p->n && is_level(p->word[end], true)) end++;
        return end - i;
    }
    if (!marker_of(w) || one_of(w, "abad no nomor number book buku")) return 0;
    while (end < p->n && same_word(p->word[end], STR("ke"))) end++;
    size_t from = end;
    while (end < p->n && match_number(p->word[end], true)) end++;
    return end > from ? end - i : 0;
}

/* "edisi revisi 2016", "ed rev", "edisi ke 2". */
static size_t edition_at(const struct plain *p, size_t i)
{
    static const char revision[] = "revisi rev revised direvisi";
    size_t end = i + 1;
    bool edition = marker_of(p->word[i]) == MARK_EDITION;
    if (!edition && !one_of(p->word[i], revision)) return 0;
    if (edition && end == p->n) return 1;
    while (end < p->n && (one_of(p->word[end], revision) || same_word(p->word[end], STR("ke")) ||
                          match_number(p->word[end], true)))
        end++;
    return end - i > 1 || (!edition && end == p->n) ? end - i : 0;
}

static size_t audience_at(const struct plain *p, size_t i)
{
    bool two = i + 1 < p->n;
    return two && one_of(p->word[i], "buku pegangan") && one_of(p->word[i + 1], "guru siswa murid")
               ? 2
               : 0;
}

static void strike(struct plain *p)
{
    for (size_t i = 0; i < p->n;) {
        size_t edition = edition_at(p, i), n = edition;
        if (!n) n = mark_at(p, i);
        if (!n) n = audience_at(p, i);
        for (size_t k = i; k < i + n; k++) p->gone[k] = true, p->of_edition[k] = edition > 0;
        if (n && i && same_word(p->word[i - 1], STR("untuk"))) p->gone[i - 1] = true;
        i += n ? n : 1;
    }
}

static struct str kept(struct arena *a, const struct plain *p, const bool *which, bool wanted)
{
    struct str list[PLAIN_WORDS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (which[i] == wanted) list[n++] = p->word[i];
    return arena_join(a, list, n, STR(" "));
}

struct str match_plain(struct arena *a, struct str key, struct str *ret_edition)
{
    struct plain p = {.n = 0};
    struct str rest = key, word;
    while (p.n < PLAIN_WORDS_MAX && rest.n && str_split(&rest, ' ', &word)) {
        p.gone[p.n] = p.of_edition[p.n] = false;
        p.word[p.n++] = word;
    }
    strike(&p);
    *ret_edition = kept(a, &p, p.of_edition, true);
    if (p.n == PLAIN_WORDS_MAX) return key;
    struct str plain = kept(a, &p, p.gone, false);
    return plain.n ? plain : key;
}
