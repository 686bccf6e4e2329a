/* merge_united.c -- uniting: fields of which a title has all that its records say. */
#include "catalog/merging.h"

#include <stdlib.h>

#include "base/checked.h"
#include "text/words.h"

enum { UNITED_MAX = 200, GATHERED_MAX = 1000 };

/* ---- lists of texts ---- */

/* One value with its spellings. */
struct united {
    struct str key;
    struct ballot spellings;
    int votes, tongue, place; /* tongue: the best of who says it; place: in the order of finding */
    int last;                 /* the voter counted last */
};
struct united_list {
    struct united *item;
    size_t n, cap;
};

static struct united *entry_of(struct merging *m, struct united_list *list, struct str key)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->item[i].key, key)) return &list->item[i];
    if (list->n == GATHERED_MAX) return NULL;
    int place = (int)list->n;
    VEC_PUSH(m->mem, list,
             (struct united){.key = key, .spellings = {.mem = m->mem}, .place = place, .last = -1});
    return &list->item[list->n - 1];
}

/* Voter `at` says `text`; `rank` is that of the spelling. */
static struct united *say(struct merging *m, struct united_list *list, size_t at, struct str text,
                          struct str key, int rank)
{
    struct united *u = key.n ? entry_of(m, list, key) : NULL;
    if (!u) return NULL;
    if (u->last != (int)at) u->votes++;
    u->last = (int)at;
    u->tongue = MAX(u->tongue, m->voter[at].tongue);
    ballot_add(&u->spellings, &(struct vote){.text = text,
                                             .key = key,
                                             .voter = (int)at,
                                             .weight = m->voter[at].weight,
                                             .rank = rank});
    return u;
}

/* Said by one alone, and nearly what more say. */
static bool is_slip(const struct united_list *list, const struct united *u)
{
    for (size_t i = 0; u->votes == 1 && i < list->n; i++)
        if (list->item[i].votes > 1 && ballot_mistyped(list->item[i].key, u->key)) return true;
    return false;
}

static int more_shared(const void *x, const void *y)
{
    const struct united *a = x, *b = y;
    if (a->tongue != b->tongue) return b->tongue - a->tongue;
    return a->votes != b->votes ? b->votes - a->votes : a->place - b->place;
}

struct list_field {
    size_t offset; /* of the struct strs in struct bib */
    int field;     /* -1: no provenance */
    bool words;    /* made of words: spellings, slips, languages count */
};

void *merge_member(const struct bib *b, size_t offset)
{
    return (char *)(uintptr_t)b + offset;
}

static void gather(struct merging *m, const struct list_field *f, struct united_list *list)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct strs *from = merge_member(m->voter[i].bib, f->offset);
        for (size_t k = 0; k < from->n; k++) {
            struct str key = words_key(m->mem, from->item[k]);
            say(m, list, i, from->item[k], key, merge_fits(m, from->item[k]));
        }
    }
}

static void unite(struct merging *m, const struct list_field *f)
{
    struct united_list list = {0};
    struct strs *to = merge_member(m->to, f->offset);
    gather(m, f, &list);
    for (size_t i = 0; !f->words && i < list.n; i++) list.item[i].tongue = 0;
    if (list.n > 1) qsort(list.item, list.n, sizeof list.item[0], more_shared);
    for (size_t i = 0; i < list.n && to->n < UNITED_MAX; i++) {
        struct united *u = &list.item[i];
        if (f->words && is_slip(&list, u)) continue;
        VEC_PUSH(m->mem, to, u->spellings.item[ballot_winner(&u->spellings)].text);
    }
}

/* Who says something in a united field, and the most trusted of them. */
static void note_source(struct merging *m, const struct list_field *f)
{
    struct title_origin *o = &m->origin[f->field];
    for (size_t i = 0; i < m->n; i++) {
        const struct strs *from = merge_member(m->voter[i].bib, f->offset);
        bool issn = f->field == TITLE_NUMBERS && m->voter[i].bib->issns.n;
        if (from->n == 0 && !issn) continue;
        if (o->source < 0) o->source = m->voter[i].index;
        o->have++;
    }
}

/* Titles that only repeat the one that is shown are not other ones. */
static void drop_repeated(struct merging *m)
{
    struct strs *list = &m->to->other_titles;
    struct str title = words_key(m->mem, m->to->title), proper;
    proper = words_key(m->mem, m->to->title_short);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct str key = words_key(m->mem, list->item[i]);
        if (!str_eq(key, title) && !str_eq(key, proper)) list->item[n++] = list->item[i];
    }
    list->n = n;
}

void merge_lists(struct merging *m)
{
    static const struct list_field lists[] = {
        {offsetof(struct bib, languages), TITLE_LANGUAGE, false},
        {offsetof(struct bib, other_titles), -1, true},
        {offsetof(struct bib, isbns), TITLE_NUMBERS, false},
        {offsetof(struct bib, issns), -1, false},
        {offsetof(struct bib, other_ids), -1, false},
        {offsetof(struct bib, subjects), TITLE_SUBJECTS, true},
        {offsetof(struct bib, urls), TITLE_LINKS, false},
    };
    for (size_t i = 0; i < COUNT(lists); i++) {
        unite(m, &lists[i]);
        if (lists[i].field >= 0) note_source(m, &lists[i]);
    }
    drop_repeated(m);
}

/* ---- names ---- */

static bool inverted(struct str name)
{
    return str_find_char(name, ',', 0) < name.n;
}

/* What is known of the person or body beside the name; in the order of finding. */
struct known {
    enum name_role role;
    bool corporate, main;
};
struct known_list {
    struct known *item;
    size_t n, cap;
};

/* The role of the most trusted record that says more than that there was one. */
static void know(struct merging *m, struct known_list *list, size_t place, const struct bib_name *n)
{
    if (place == list->n) VEC_PUSH(m->mem, list, (struct known){n->role, n->corporate, n->main});
    struct known *k = &list->item[place];
    if (k->role == ROLE_CONTRIBUTOR && n->role != ROLE_CONTRIBUTOR) k->role = n->role;
    k->main = k->main || n->main;
}

static void gather_names(struct merging *m, struct united_list *list, struct known_list *known)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct bib *b = m->voter[i].bib;
        m->origin[TITLE_NAMES].have += b->names.n > 0;
        for (size_t k = 0; k < b->names.n; k++) {
            const struct bib_name *n = &b->names.item[k];
            struct str key = words_name_key(m->mem, n->name);
            int rank = 2 * merge_fits(m, n->name) + (inverted(n->name) || n->corporate);
            struct united *u = say(m, list, i, n->name, key, rank);
            if (u) know(m, known, (size_t)u->place, n);
        }
    }
}

static bool fits(const struct merging *m, const struct united *u)
{
    return merge_fits(m, u->spellings.item[ballot_winner(&u->spellings)].text) > 0;
}

/* Whether there are names in the script of the title: then only they are shown. */
static bool any_fits(const struct merging *m, const struct united_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (fits(m, &list->item[i])) return true;
    return false;
}

static void note_variants(struct merging *m, const struct united *u, int shown)
{
    struct strs *to = &m->origin[TITLE_NAMES].variants;
    for (size_t i = 0; i < u->spellings.n && to->n < TITLE_VARIANTS_MAX; i++)
        if ((int)i != shown) VEC_PUSH(m->mem, to, u->spellings.item[i].text);
}

/* One is the main entry: that of the most records, then of the most trusted one. */
static size_t main_of(const struct merging *m, const struct united_list *list,
                      const struct known_list *known, bool fitting)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < list->n; i++) {
        const struct united *u = &list->item[i];
        if (!known->item[i].main || (fitting && !fits(m, u))) continue;
        if (best == SIZE_MAX || u->votes > list->item[best].votes) best = i;
    }
    return best;
}

static void add_name(struct merging *m, const struct united *u, const struct known *k, bool main)
{
    int at = ballot_winner(&u->spellings);
    struct bib_name name = {u->spellings.item[at].text, k->role, k->corporate, main};
    if (m->to->names.n == UNITED_MAX) return;
    if (m->to->names.n == 0)
        m->origin[TITLE_NAMES].source = m->voter[u->spellings.item[at].best].index;
    VEC_PUSH(m->mem, &m->to->names, name);
    note_variants(m, u, at);
}

void merge_names(struct merging *m)
{
    struct united_list list = {0};
    struct known_list known = {0};
    gather_names(m, &list, &known);
    bool fitting = any_fits(m, &list);
    size_t first = main_of(m, &list, &known, fitting);
    if (first < list.n) add_name(m, &list.item[first], &known.item[first], true);
    for (size_t i = 0; i < list.n; i++) {
        const struct united *u = &list.item[i];
        if (i == first) continue;
        if ((fitting && !fits(m, u)) || is_slip(&list, u))
            note_variants(m, u, -1);
        else
            add_name(m, u, &known.item[i], false);
    }
}
