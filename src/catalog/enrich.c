/* enrich.c -- see enrich.h. */
#include "catalog/enrich.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/holding.h"
#include "catalog/merge.h"

static const char *const names[ENRICH_KINDS] = {
    [ENRICH_NUMBERS] = "numbers",     [ENRICH_NAMES] = "names",       [ENRICH_YEAR] = "year",
    [ENRICH_PUBLISHER] = "publisher", [ENRICH_LANGUAGE] = "language", [ENRICH_CLASS] = "class",
    [ENRICH_SUBJECTS] = "subjects",   [ENRICH_EXTENT] = "extent",
};

const char *enrich_name(enum enrich_kind k)
{
    return names[k];
}

bool enrich_parse(struct str name, enum enrich_kind *ret)
{
    for (enum enrich_kind k = 0; k < ENRICH_KINDS; k++) {
        if (!str_eq(name, str_of(names[k]))) continue;
        *ret = k;
        return true;
    }
    return false;
}

/* ---- what a description says ---- */

static void add_one(struct arena *a, struct strs *to, struct str s)
{
    if (s.n) VEC_PUSH(a, to, s);
}

static struct strs values_of(const struct bib *b, enum enrich_kind k, struct arena *a)
{
    struct strs list = {0};
    switch (k) {
    case ENRICH_NUMBERS: return b->isbns.n ? b->isbns : b->issns;
    case ENRICH_NAMES:
        for (size_t i = 0; i < b->names.n; i++) add_one(a, &list, b->names.item[i].name);
        break;
    case ENRICH_YEAR:
        if (b->year) add_one(a, &list, arena_printf(a, "%04d", b->year));
        break;
    case ENRICH_PUBLISHER: add_one(a, &list, b->publisher); break;
    case ENRICH_LANGUAGE: return b->languages;
    case ENRICH_CLASS: add_one(a, &list, b->classification); break;
    case ENRICH_SUBJECTS: return b->subjects;
    case ENRICH_EXTENT: add_one(a, &list, b->extent); break;
    case ENRICH_KINDS: break;
    }
    return list;
}

/* Whether it is a gap: nothing is said, and it is a thing of that kind of material. */
static bool lacks(const struct bib *b, enum enrich_kind k, struct arena *a)
{
    if (k == ENRICH_NUMBERS && (b->isbns.n || b->issns.n)) return false;
    if (k == ENRICH_NAMES && b->responsibility.n) return false;
    if (k == ENRICH_YEAR && b->year_text.n) return false;
    return values_of(b, k, a).n == 0;
}

static void copy_kind(struct bib *to, const struct bib *from, enum enrich_kind k)
{
    switch (k) {
    case ENRICH_NUMBERS:
        to->isbns = from->isbns;
        to->issns = from->isbns.n ? (struct strs){0} : from->issns;
        break;
    case ENRICH_NAMES:
        to->names.item = from->names.item;
        to->names.n = to->names.cap = from->names.n;
        break;
    case ENRICH_YEAR:
        to->year = from->year;
        to->year_text = from->year_text;
        break;
    case ENRICH_PUBLISHER: to->publisher = from->publisher; break;
    case ENRICH_LANGUAGE: to->languages = from->languages; break;
    case ENRICH_CLASS: to->classification = from->classification; break;
    case ENRICH_SUBJECTS: to->subjects = from->subjects; break;
    case ENRICH_EXTENT: to->extent = from->extent; break;
    case ENRICH_KINDS: break;
    }
}

/* ---- the others ---- */

static bool is_among(const struct scope *s, int64_t agency)
{
    for (size_t i = 0; s && i < s->n; i++)
        if (s->agency[i] == agency) return true;
    return s == NULL;
}

static bool shares(const struct strs *x, const struct strs *y)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (str_eq_nocase(x->item[i], y->item[k])) return true;
    return false;
}

static enum err add_source(struct holding_cache *c, int64_t agency, struct strs *to)
{
    const struct agency *g = NULL;
    enum err e = holding_agency(c, agency, &g);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->item[i], g->name)) return OK;
    VEC_PUSH(c->mem, to, g->name);
    return OK;
}

static enum err gain(struct holding_cache *c, const struct stored_list *others,
                     const struct bib *merged, enum enrich_kind k, struct enrich_gains *ret)
{
    struct enrich_gain g = {.kind = k, .values = values_of(merged, k, c->mem)};
    enum err e = OK;
    if (g.values.n == 0) return OK;
    for (size_t i = 0; i < others->n && !e && g.sources.n < ENRICH_SOURCES_MAX; i++) {
        struct strs said = values_of(&others->item[i].bib, k, c->mem);
        if (shares(&said, &g.values)) e = add_source(c, others->item[i].agency, &g.sources);
    }
    ret->item[ret->n++] = g;
    copy_kind(&ret->bib, merged, k);
    return e;
}

enum err enrich_find(struct db *db, const struct scope *members, int64_t agency, int64_t title,
                     const struct bib *own, unsigned kinds, struct arena *a,
                     struct enrich_gains *ret)
{
    struct holding_cache cache = {.db = db, .mem = a};
    struct title_origin origin[TITLE_FIELDS];
    struct stored_list all, others = {0};
    struct bib merged;
    unsigned wanted = 0;
    *ret = (struct enrich_gains){.bib.format = own->format};
    for (enum enrich_kind k = 0; k < ENRICH_KINDS; k++)
        if ((kinds >> k & 1) && lacks(own, k, a)) wanted |= 1u << k;
    if (!wanted || !title) return OK;
    enum err e = stored_of_title(db, title, a, &all);
    if (e) return e;
    for (size_t i = 0; i < all.n; i++)
        if (all.item[i].agency != agency && is_among(members, all.item[i].agency))
            VEC_PUSH(a, &others, all.item[i]);
    if (others.n == 0) return OK;
    merge_records(others.item, others.n, a, &merged, origin);
    for (enum enrich_kind k = 0; k < ENRICH_KINDS && !e; k++)
        if (wanted >> k & 1) e = gain(&cache, &others, &merged, k, ret);
    return e;
}

/* ---- putting them in ---- */

void enrich_bib(const struct enrich_gains *g, struct bib *b)
{
    for (size_t i = 0; i < g->n; i++) copy_kind(b, &g->bib, g->item[i].kind);
}

/* Which gain a field of bib_to_marc is of; ENRICH_KINDS: none. */
static enum enrich_kind kind_of_field(const struct marc_field *f)
{
    static const struct {
        const char *tag;
        enum enrich_kind kind;
    } table[] = {{"020", ENRICH_NUMBERS},  {"022", ENRICH_NUMBERS}, {"041", ENRICH_LANGUAGE},
                 {"082", ENRICH_CLASS},    {"084", ENRICH_CLASS},   {"100", ENRICH_NAMES},
                 {"110", ENRICH_NAMES},    {"700", ENRICH_NAMES},   {"710", ENRICH_NAMES},
                 {"260", ENRICH_YEAR},     {"264", ENRICH_YEAR},    {"300", ENRICH_EXTENT},
                 {"650", ENRICH_SUBJECTS}, {"653", ENRICH_SUBJECTS}};
    for (size_t i = 0; i < COUNT(table); i++)
        if (memcmp(f->tag, table[i].tag, 3) == 0) return table[i].kind;
    return ENRICH_KINDS;
}

/* Publisher and year stand in one field. */
static const struct enrich_gain *gain_of(const struct enrich_gains *g, enum enrich_kind k)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->item[i].kind == k || (k == ENRICH_YEAR && g->item[i].kind == ENRICH_PUBLISHER))
            return &g->item[i];
    return NULL;
}

static void add_field(struct marc_field *list, size_t *n, const char *tag, char ind1,
                      struct str data)
{
    struct marc_field f = {.ind = {ind1, ' '}, .data = data};
    memcpy(f.tag, tag, 3);
    list[(*n)++] = f;
}

static void say_source(const struct enrich_gain *g, int link, struct str day, struct arena *a,
                       struct marc_field *list, size_t *n)
{
    struct str whose = arena_join(a, g->sources.item, g->sources.n, STR("; "));
    add_field(list, n, "883", '0',
              arena_printf(a,
                           "\x1F"
                           "8%d\\p\x1F"
                           "asilang: filled in from records of the same title"
                           "\x1F"
                           "d%.*s\x1F"
                           "q%.*s",
                           link, STR_ARG(day), STR_ARG(whose)));
}

void enrich_marc(const struct enrich_gains *g, struct str day, struct arena *a, struct marc *m)
{
    struct marc gained;
    if (g->n == 0) return;
    bib_to_marc(&g->bib, a, &gained);
    size_t n = m->n;
    struct marc_field *list = arena_array(a, struct marc_field, m->n + gained.n + ENRICH_KINDS + 1);
    if (m->n) memcpy(list, m->field, m->n * sizeof *list);
    for (size_t i = 0; i < gained.n; i++) {
        struct marc_field f = gained.field[i];
        const struct enrich_gain *of = f.control ? NULL : gain_of(g, kind_of_field(&f));
        if (!of) continue;
        f.data = arena_printf(a,
                              "\x1F"
                              "8%d\\p%.*s",
                              (int)(of - g->item) + 1, STR_ARG(f.data));
        list[n++] = f;
    }
    const struct enrich_gain *language = gain_of(g, ENRICH_LANGUAGE);
    if (language && language->kind == ENRICH_LANGUAGE && !marc_find(&gained, "041", 0))
        add_field(list, &n, "041", '0',
                  arena_printf(a,
                               "\x1F"
                               "8%d\\p\x1F"
                               "a%.*s",
                               (int)(language - g->item) + 1, STR_ARG(language->values.item[0])));
    for (size_t i = 0; i < g->n; i++) say_source(&g->item[i], (int)i + 1, day, a, list, &n);
    m->field = list;
    m->n = n;
}
