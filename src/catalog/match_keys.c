/* match_keys.c -- by which records that may be the same, or of one work, are found.
 *
 * A key that many records have (one ISBN on five hundred books, the title "Matematika") tells
 * nothing; so each plain key has companions in which something else is said too. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/match_fold.h"
#include "catalog/match_parts.h"

enum { STEM_MAX = 24 };

/* ---- parts of keys ---- */

struct stems {
    char stem_text[STEM_MAX];
    struct str stem;  /* the first letters of the title */
    struct str first; /* its first word of more than two letters */
    struct str long_words[3];
    struct str name; /* the family name, or the word that looks most like it */
    struct str year, pages;
};

static struct str letters(struct str s, char *to, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < max; i++)
        if (s.p[i] != ' ') to[n++] = s.p[i];
    return (struct str){to, n};
}

/* The three longest words, the longest first, of equal ones the first in the alphabet. */
static void find_long_words(struct str title, struct stems *s)
{
    struct str rest = title, word;
    while (str_split(&rest, ' ', &word)) {
        size_t at = 3;
        while (at &&
               (word.n > s->long_words[at - 1].n ||
                (word.n == s->long_words[at - 1].n && str_cmp(word, s->long_words[at - 1]) < 0)))
            at--;
        if (at == 3 || word.n < 3) continue;
        for (size_t i = 2; i > at; i--) s->long_words[i] = s->long_words[i - 1];
        s->long_words[at] = word;
    }
}

static struct str first_word(struct str title)
{
    struct str rest = title, word, first = {0};
    while (str_split(&rest, ' ', &word)) {
        if (first.n == 0) first = word;
        if (word.n > 2) return word;
    }
    return first;
}

/* Before the comma of "Hirata, Andrea"; else the longest word. */
static struct str family_name(const struct bib *b, const struct match_facts *f, struct arena *a)
{
    struct str main = str_slice(f->names, 0, str_find_char(f->names, '\n', 0)), best = {0}, word;
    if (b->names.n == 0) return best;
    struct str heading = b->names.item[0].name;
    size_t comma = str_find_char(heading, ',', 0);
    if (comma < heading.n) main = match_fold_name(a, str_slice(heading, 0, comma), 60);
    while (str_split(&main, ' ', &word))
        if (word.n > best.n) best = word;
    return best;
}

/* ---- keys ---- */

static void add(struct match_facts *f, struct arena *a, const struct str *part, size_t n)
{
    if (f->n_keys == MATCH_KEYS_MAX) return;
    for (size_t i = 1; i < n; i++)
        if (part[i].n == 0) return; /* of something that is not there */
    int64_t key = digest_key(arena_join(a, part, n, STR("\x1f")));
    for (size_t i = 0; i < f->n_keys; i++)
        if (f->key[i] == key) return;
    f->key[f->n_keys++] = key;
}

#define ADD(...)                                                                                   \
    add(f, a, (const struct str[]){__VA_ARGS__},                                                   \
        sizeof((struct str[]){__VA_ARGS__}) / sizeof(struct str))

static struct str number(struct arena *a, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    if (v <= 0) return (struct str){0};
    for (; v; v /= 10) digits[--at] = (char)('0' + v % 10);
    return arena_copy(a, (struct str){digits + at, sizeof digits - at});
}

static void add_number_keys(struct match_facts *f, const struct stems *s, struct arena *a)
{
    for (size_t i = 0; i < f->isbns.n && i < 2; i++) ADD(STR("i"), number(a, f->isbns.item[i]));
    for (size_t i = 0; i < f->isbns.n && i < 2; i++)
        ADD(STR("it"), number(a, f->isbns.item[i]), s->first);
    if (f->issns.n) ADD(STR("s"), number(a, f->issns.item[0]), s->first);
    for (size_t i = 0; i < f->ids.n && i < 2; i++) ADD(STR("n"), number(a, f->ids.item[i]));
}

static void add_title_keys(struct match_facts *f, const struct stems *s, struct arena *a)
{
    struct str title = str_slice(f->title, 0, (size_t)f->proper);
    ADD(STR("ty"), s->stem, s->year);
    for (size_t i = 1; i < 2 && f->year[i]; i++) ADD(STR("ty"), s->stem, number(a, f->year[i]));
    ADD(STR("wy"), s->long_words[0], s->long_words[1], s->year);
    ADD(STR("tn"), s->stem, s->name);
    ADD(STR("ny"), s->name, s->year, s->long_words[0]);
    ADD(STR("np"), s->name, s->pages, s->first);
    ADD(STR("py"), s->pages, s->year, s->first);
    ADD(STR("ww"), s->long_words[0], s->long_words[1], s->long_words[2]);
    if (f->marks.n) ADD(STR("tm"), s->stem, f->marks);
    ADD(STR("t"), title);
    if (f->native.n) ADD(STR("v"), f->native);
    if (f->host.n) ADD(STR("h"), f->host, s->stem);
}

/* ---- works ---- */

static void add_work(struct match_facts *f, struct arena *a, struct str title, struct str name)
{
    if (f->n_work_keys == WORK_KEYS_MAX || title.n < 2 || name.n == 0) return;
    struct str part[] = {STR("work"), title, name};
    int64_t key = digest_key(arena_join(a, part, 3, STR("\x1f")));
    for (size_t i = 0; i < f->n_work_keys; i++)
        if (f->work_key[i] == key) return;
    f->work_key[f->n_work_keys++] = key;
}

/* What stands after "Judul asli:" in a note. */
static struct str original_in(struct str note)
{
    static const struct str marks[] = {STR_INIT("judul asli"),     STR_INIT("judul asal"),
                                       STR_INIT("original title"), STR_INIT("terjemahan dari"),
                                       STR_INIT("translation of"), STR_INIT("terjemahan dr")};
    note = str_slice(note, 0, 300);
    for (size_t i = 0; i < COUNT(marks); i++)
        for (size_t at = 0; at + marks[i].n < note.n; at++) {
            if (!str_eq_nocase(str_slice(note, at, at + marks[i].n), marks[i])) continue;
            struct str rest = str_slice(note, at + marks[i].n, note.n);
            while (rest.n && (rest.p[0] == ' ' || rest.p[0] == ':' || rest.p[0] == '"'))
                rest.p++, rest.n--;
            return rest;
        }
    return (struct str){0};
}

/* The title proper, without a subtitle; volumes and classes are works of their own. */
static struct str work_title(struct arena *a, struct str text, struct str marks)
{
    size_t end = 0;
    while (end < text.n && !memchr(":/=;(", text.p[end], 5)) end++;
    struct str parts[] = {match_fold(a, str_slice(text, 0, end), 100), marks};
    return arena_join(a, parts, 2, STR("\x1f"));
}

static void add_works(struct match_facts *f, const struct bib *b, const struct stems *s,
                      struct arena *a)
{
    struct str part = arena_join(a, (struct str[]){f->marks, f->part}, 2, STR("\x1f"));
    add_work(f, a, work_title(a, b->uniform, part), s->name);
    add_work(f, a, work_title(a, b->title_short, part), s->name);
    for (size_t i = 0; i < b->originals.n && i < 2; i++)
        add_work(f, a, work_title(a, b->originals.item[i], part), s->name);
    for (size_t i = 0; i < b->notes.n && i < 20; i++)
        add_work(f, a, work_title(a, original_in(b->notes.item[i]), part), s->name);
}

void match_add_keys(struct match_facts *f, const struct bib *b, struct arena *a)
{
    struct stems s = {0};
    s.stem = letters(f->title, s.stem_text, STEM_MAX);
    s.first = first_word(f->title);
    find_long_words(str_slice(f->title, 0, 120), &s);
    s.name = family_name(b, f, a);
    s.year = number(a, f->year[0]);
    s.pages = number(a, f->pages);
    add_number_keys(f, &s, a);
    add_title_keys(f, &s, a);
    add_works(f, b, &s, a);
}
