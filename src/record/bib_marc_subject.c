/* bib_marc_subject.c -- what it is about: numbers, languages, classes, subjects, notes, links. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/bib_marc.h"

/* 020 and 022 $a are this publication's; cancelled ones and other numbers only help finding. */
void read_number(struct reading *r, const struct marc_field *f)
{
    struct bib *b = r->b;
    char kind = f->tag[1] == '2' ? f->tag[2] : 'x'; /* '0' ISBN, '2' ISSN, '4' other standard */
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        value = str_trim(value);
        if (!bib_has_digit(value)) continue;
        bool standard = kind == '0' || kind == '2' || (kind == '4' && f->ind[0] == '3');
        bool own = c == 'a' && standard && (ascii_is_digit(value.p[0]) || value.n > 8);
        if (own && value.p[0] != '(') {
            if (!bib_add_number(r->a, b, value) && kind != '4')
                read_fault(r, REASON_ISBN_WRONG, f, c, value);
        } else if (c == 'a' || c == 'z' || c == 'y' || c == 'l') {
            bib_add(r->a, &b->other_ids, value);
        }
    }
}

static void add_language(struct reading *r, struct str name)
{
    struct str code = bib_language(name);
    if (code.n) bib_add(r->a, &r->b->languages, code);
}

/* 041 $a: a code, several run together in old records, or a name in those of SLiMS. */
void read_language(struct reading *r, const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        if (c != 'a' && c != 'd') continue;
        value = str_trim(value);
        bool run = value.n > 3 && value.n % 3 == 0 && value.n <= 30 && bib_language(value).n == 0;
        if (!run) add_language(r, value);
        for (size_t i = 0; run && i < value.n; i += 3) add_language(r, str_slice(value, i, i + 3));
    }
}

void finish_languages(struct reading *r)
{
    struct strs coded = r->b->languages;
    r->b->languages = (struct strs){0};
    if (!r->b->holdings_only) add_language(r, str_slice(r->f008, 35, 38));
    for (size_t i = 0; i < coded.n; i++) bib_add(r->a, &r->b->languages, coded.item[i]);
}

/* Dewey numbers carry marks where they may be cut. */
static struct str without_primes(struct reading *r, struct str s)
{
    char *p = arena_alloc(r->a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '/' && s.p[i] != '\'') p[n++] = s.p[i];
    return (struct str){p, n};
}

void read_class(struct reading *r, const struct marc_field *f)
{
    static const struct {
        char tag[4];
        int class, call; /* ranks; 0: not one */
    } ranks[] = {
        {"082", 1, 5}, {"080", 2, 7}, {"084", 3, 6}, {"050", 4, 3},
        {"060", 5, 4}, {"090", 6, 2}, {"099", 0, 1},
    };
    struct bib *b = r->b;
    for (size_t i = 0; i < COUNT(ranks); i++) {
        if (memcmp(ranks[i].tag, f->tag, 3) != 0) continue;
        bool dewey = ranks[i].class == 1;
        struct str class = marc_trim_punctuation(marc_sub(f, 'a'));
        if (dewey) class = without_primes(r, class);
        struct str call = marc_area(r, f, "ab", "  ");
        if (dewey) call = without_primes(r, call);
        if (class.n && ranks[i].class && (!r->class_rank || ranks[i].class < r->class_rank)) {
            r->class_rank = ranks[i].class;
            b->classification = class;
        }
        if (call.n && (!r->call_rank || ranks[i].call < r->call_rank)) {
            r->call_rank = ranks[i].call;
            b->call_number = call;
        }
    }
}

/* Heading and subdivisions: "Fiksi Indonesia -- Abad 20". */
static struct str subject_text(struct reading *r, const struct marc_field *f)
{
    struct strs parts = {0};
    struct str head = marc_area(r, f, "abcdfghklmnopqrst", NULL);
    if (head.n) VEC_PUSH(r->a, &parts, head);
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        if (c != 'v' && c != 'x' && c != 'y' && c != 'z') continue;
        value = marc_trim_punctuation(value);
        if (value.n) VEC_PUSH(r->a, &parts, value);
    }
    return parts.n == 1 ? head : arena_join(r->a, parts.item, parts.n, STR(" -- "));
}

/* "(BISAC Subject Heading)LAW011000": codes of the book trade, under the name of their scheme. */
static bool is_trade_code(struct str s)
{
    if (s.n == 0 || s.p[0] != '(') return false;
    size_t end = str_find_char(s, ')', 0);
    return end + 1 < s.n && s.p[end + 1] != ' ';
}

/* Uncontrolled words: each $a by itself. */
static void read_uncontrolled(struct reading *r, const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value))
        if (c == 'a' && !is_trade_code(value))
            bib_add(r->a, &r->b->subjects, marc_trim_punctuation(value));
}

void read_subject(struct reading *r, const struct marc_field *f)
{
    if (memcmp(f->tag, "653", 3) == 0) {
        read_uncontrolled(r, f);
        return;
    }
    bool local = f->tag[1] == '9';
    bool foreign = !local && (f->ind[1] == '3' || f->ind[1] == '5' || f->ind[1] == '6');
    bib_add(r->a, foreign ? &r->foreign_subjects : &r->b->subjects, subject_text(r, f));
}

/* Notes for the staff and about one copy's past: who gave it, what it cost, what was done to it. */
static bool is_private(const struct marc_field *f)
{
    static const char tags[][4] = {"506", "540", "541", "542", "561", "583", "584", "588"};
    for (size_t i = 0; i < COUNT(tags); i++)
        if (memcmp(tags[i], f->tag, 3) == 0) return true;
    return false;
}

void read_note(struct reading *r, const struct marc_field *f)
{
    if (memcmp(f->tag, "502", 3) == 0) r->thesis = true;
    if (is_private(f)) return;
    struct str text = str_trim(marc_join(r->a, f, "abcdefghijklmnopqrst", STR(" ")));
    if (memcmp(f->tag, "505", 3) == 0)
        bib_add(r->a, &r->contents, text);
    else if (memcmp(f->tag, "520", 3) == 0)
        bib_add(r->a, &r->summaries, text);
    else
        bib_add(r->a, &r->b->notes, text);
}

/* Some systems put the number of the host where its title should be. */
static bool is_number(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

void read_host(struct reading *r, const struct marc_field *f)
{
    if (r->b->host.n) return;
    struct str title = marc_trim_punctuation(marc_sub(f, 't'));
    if (title.n == 0) title = marc_trim_punctuation(marc_sub(f, 'a'));
    if (is_number(title)) return;
    struct str parts[] = {title, marc_trim_punctuation(marc_sub(f, 'g'))};
    r->b->host_title = title;
    r->b->host_part = parts[1];
    r->b->host_number = str_trim(marc_sub(f, 'x'));
    if (r->b->host_number.n == 0) r->b->host_number = str_trim(marc_sub(f, 'z'));
    r->b->host = parts[1].n ? arena_join(r->a, parts, 2, STR(", ")) : title;
}

/* Links whose label says that they are not the text itself. */
static bool is_about(const struct marc_field *f)
{
    static const struct str words[] = {
        STR_INIT("table of contents"),
        STR_INIT("daftar isi"),
        STR_INIT("inhalt"),
        STR_INIT("cover"),
        STR_INIT("description"),
        STR_INIT("biographical"),
        STR_INIT("sample"),
        STR_INIT("review"),
        STR_INIT("rezension"),
        STR_INIT("summary"),
        STR_INIT("abstract"),
    };
    static const char labels[] = {'3', 'y', 'z', 'q'};
    for (size_t i = 0; i < COUNT(labels); i++) {
        struct str label = str_slice(marc_sub(f, labels[i]), 0, 100);
        for (size_t k = 0; label.n && k < COUNT(words); k++)
            if (bib_mentions(label, words[k])) return true;
    }
    return false;
}

void read_link(struct reading *r, const struct marc_field *f)
{
    size_t at = 0;
    char c;
    struct str url;
    bool text = (f->ind[1] == '0' || f->ind[1] == '1') && !is_about(f);
    while (marc_subfield(f, &at, &c, &url)) {
        url = str_trim(url);
        if (c != 'u') continue;
        bool web = bib_mentions(str_slice(url, 0, 7), STR("http://")) ||
                   bib_mentions(str_slice(url, 0, 8), STR("https://"));
        if (!web) continue;
        bib_add(r->a, &r->b->urls, url);
        r->b->online |= text;
    }
}
