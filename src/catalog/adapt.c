/* adapt.c -- see adapt.h. */
#include "catalog/adapt.h"

#include <string.h>

#include "base/checked.h"

/* ---- rules ---- */

static bool is_tag(struct str s)
{
    if (s.n != 3) return false;
    for (size_t i = 0; i < 3; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9', any = i && (s.p[i] == 'X' || s.p[i] == 'x');
        if (!digit && !any) return false;
    }
    return true;
}

bool adapt_rule_ok(struct str rule)
{
    struct str word, tag;
    while (str_split(&rule, ' ', &word))
        while (word.n && str_split(&word, '+', &tag))
            if (!is_tag(tag)) return false;
    return true;
}

static bool matches(struct str pattern, const char *tag)
{
    for (size_t i = 0; i < 3; i++)
        if (pattern.p[i] != tag[i] && (pattern.p[i] | 0x20) != 'x') return false;
    return true;
}

static bool among(const char *tag, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (matches(str_of(list[i]), tag)) return true;
    return false;
}

/* The title stays, and what 008 says; copies of another library are never one's own. */
static bool is_kept(struct str rule, const char *tag)
{
    static const char *const stay[] = {"245", "008"};
    static const char *const go[] = {"001", "003", "852", "853", "854", "855", "863", "864", "865",
                                     "866", "867", "868", "876", "877", "878", "949", "952"};
    struct str word, part;
    bool dropped = false, saved = false;
    if (among(tag, stay, COUNT(stay))) return true;
    if (among(tag, go, COUNT(go))) return false;
    while (str_split(&rule, ' ', &word)) {
        bool first = true;
        while (word.n && str_split(&word, '+', &part)) {
            if (part.n == 3 && matches(part, tag)) *(first ? &dropped : &saved) = true;
            first = false;
        }
    }
    return !dropped || saved;
}

/* ---- where it is from ---- */

static struct marc_field made(const char *tag, struct str data)
{
    struct marc_field f = {.ind = {' ', ' '}, .data = data};
    memcpy(f.tag, tag, 3);
    return f;
}

/* A name without what divides fields. */
static struct str clean(struct str s, struct arena *a)
{
    char *to = arena_cstr(a, s);
    for (size_t i = 0; to[i]; i++)
        if ((unsigned char)to[i] < ' ' || to[i] == '(' || to[i] == ')') to[i] = ' ';
    return str_trim(str_of(to));
}

/* "(Library of Congress)12345", the way of MARC 21, 035. */
static struct str number_of(const struct marc *m, const struct adapt_source *from, struct arena *a)
{
    struct str number = str_trim(from->number.n ? from->number : marc_control(m, "001"));
    struct str code = str_trim(marc_control(m, "003"));
    struct str prefix = clean(code.n ? code : from->name, a);
    if (!number.n) return number;
    return arena_printf(a,
                        "\x1F"
                        "a(%.*s)%.*s",
                        STR_ARG(prefix), STR_ARG(clean(number, a)));
}

static void put(struct marc *m, struct marc_field f)
{
    size_t at = m->n;
    while (at && memcmp(m->field[at - 1].tag, f.tag, 3) > 0) at--;
    memmove(&m->field[at + 1], &m->field[at], (m->n - at) * sizeof f);
    m->field[at] = f;
    m->n++;
}

/* Who copied is $d in 040; who catalogued stays in $a. */
static void note_source(const struct marc *m, const struct adapt_source *from, struct arena *a,
                        struct marc *to)
{
    struct str number = number_of(m, from, a), name = clean(from->name, a);
    bool same = false;
    for (const struct marc_field *f = marc_find(to, "035", 0); f; f = marc_after(to, "035", f))
        same |= number.n && str_eq(marc_sub(f, 'a'), str_slice(number, 2, number.n));
    if (number.n && !same) put(to, made("035", number));
    for (size_t i = 0; i < to->n; i++) {
        struct marc_field *f = &to->field[i];
        if (memcmp(f->tag, "040", 3)) continue;
        f->data = arena_printf(a,
                               "%.*s\x1F"
                               "d%.*s",
                               STR_ARG(f->data), STR_ARG(name));
        return;
    }
    if (name.n)
        put(to, made("040", arena_printf(a,
                                         "\x1F"
                                         "a%.*s",
                                         STR_ARG(name))));
}

void adapt_marc(const struct marc *m, struct str rule, const struct adapt_source *from,
                struct arena *a, struct marc *ret)
{
    struct marc to = *m;
    to.field = arena_array(a, struct marc_field, m->n + 2);
    to.n = 0;
    to.bytes = (struct str){0};
    for (size_t i = 0; i < m->n; i++)
        if (is_kept(rule, m->field[i].tag)) to.field[to.n++] = m->field[i];
    to.leader[5] = 'n';
    to.leader[9] = 'a';
    note_source(m, from, a, &to);
    *ret = to;
}
