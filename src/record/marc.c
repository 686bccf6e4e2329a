/* marc.c -- finding fields and subfields, joining them, and taking cataloguers' punctuation off. */
#include "record/marc.h"

#include "base/ascii.h"

#include <string.h>

static bool tag_matches(const struct marc_field *f, const char *tag)
{
    for (size_t i = 0; i < 3; i++)
        if (tag[i] != '?' && tag[i] != f->tag[i]) return false;
    return true;
}

const struct marc_field *marc_find(const struct marc *m, const char *tag, size_t from)
{
    for (size_t i = from; i < m->n; i++)
        if (tag_matches(&m->field[i], tag)) return &m->field[i];
    return NULL;
}

const struct marc_field *marc_after(const struct marc *m, const char *tag,
                                    const struct marc_field *f)
{
    return marc_find(m, tag, (size_t)(f - m->field) + 1);
}

struct str marc_control(const struct marc *m, const char *tag)
{
    const struct marc_field *f = marc_find(m, tag, 0);
    return f && f->control ? f->data : (struct str){0};
}

bool marc_subfield(const struct marc_field *f, size_t *at, char *ret_code, struct str *ret_value)
{
    if (f->control) return false;
    size_t mark = str_find_char(f->data, '\x1F', *at);
    if (mark >= f->data.n) return false;
    size_t end = str_find_char(f->data, '\x1F', mark + 1);
    size_t begin = mark + 2;
    *ret_code = mark + 1 < end ? f->data.p[mark + 1] : ' ';
    /* A code that is a longer UTF-8 sequence is no code; its tail must not start the value. */
    while (begin < end && ((unsigned char)f->data.p[begin] & 0xC0) == 0x80 &&
           (unsigned char)*ret_code >= 0x80)
        begin++;
    *ret_value = begin < end ? str_slice(f->data, begin, end) : (struct str){f->data.p + end, 0};
    *at = end;
    return true;
}

struct str marc_sub(const struct marc_field *f, char code)
{
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value))
        if (c == code) return value;
    return (struct str){0};
}

struct str marc_value(const struct marc *m, const char *tag, char code)
{
    const struct marc_field *f = marc_find(m, tag, 0);
    return f ? marc_sub(f, code) : (struct str){0};
}

struct str marc_join(struct arena *a, const struct marc_field *f, const char *codes, struct str sep)
{
    struct strs parts = {0};
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value))
        if (c && strchr(codes, c) && (value = str_trim(value)).n) VEC_PUSH(a, &parts, value);
    return parts.n == 1 ? parts.item[0] : arena_join(a, parts.item, parts.n, sep);
}

static bool is_vowel(char c)
{
    return c && strchr("aeiouyAEIOUY", c) != NULL;
}

static bool is_letter(char c)
{
    return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Words that are written with a full stop although they have vowels; those without vowels
 * (Jr, hlm, vol's "v") and single letters are recognised by their shape. */
static bool is_listed_abbreviation(struct str word)
{
    static const struct str list[] = {
        STR_INIT("ed"),   STR_INIT("rev"),  STR_INIT("vol"),   STR_INIT("no"),   STR_INIT("inc"),
        STR_INIT("co"),   STR_INIT("corp"), STR_INIT("dept"),  STR_INIT("etc"),  STR_INIT("cet"),
        STR_INIT("jil"),  STR_INIT("ill"),  STR_INIT("ilus"),  STR_INIT("univ"), STR_INIT("assoc"),
        STR_INIT("al"),   STR_INIT("col"),  STR_INIT("illus"), STR_INIT("esq"),  STR_INIT("ser"),
        STR_INIT("prof"), STR_INIT("hal"),  STR_INIT("aufl"),  STR_INIT("bd"),   STR_INIT("verb"),
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        if (str_eq_nocase(word, list[i])) return true;
    return false;
}

/* Whether the full stop at the end of s belongs to its last word. */
static bool stop_belongs(struct str s)
{
    size_t end = s.n - 1, begin = end;
    while (begin > 0 && is_letter(s.p[begin - 1])) begin--;
    struct str word = str_slice(s, begin, end);
    if (word.n == 0) return end > 0 && s.p[end - 1] == '.'; /* an ellipsis */
    if (begin > 0 && s.p[begin - 1] == '.') return true;    /* S.Pd. */
    size_t letters = 0, vowels = 0;
    for (size_t i = 0; i < word.n; i++) {
        if (((unsigned char)word.p[i] & 0xC0) != 0x80) letters++;
        if (is_vowel(word.p[i]) || (unsigned char)word.p[i] >= 0x80) vowels++;
    }
    if (letters == 1) return true;
    if (str_eq_nocase(word, STR("cm")) || str_eq_nocase(word, STR("mm"))) return false;
    return (vowels == 0 && letters <= 4) || is_listed_abbreviation(word);
}

struct str marc_trim_punctuation(struct str s)
{
    for (;;) {
        s = str_trim(s);
        if (s.n == 0) return s;
        char last = s.p[s.n - 1];
        bool spaced = s.n == 1 || s.p[s.n - 2] == ' ';
        if (last == ',' || last == ';' || last == ':')
            s.n--;
        else if ((last == '/' || last == '=') && spaced)
            s.n--;
        else if (last == '.' && !stop_belongs(s))
            s.n--;
        else
            return s;
    }
}
