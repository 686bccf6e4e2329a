/* answer_key.c -- the digest of everything an answer depends on.
 *
 * Lists carry their length, texts too, so that two questions never look alike. */
#include "base/checked.h"
#include "catalog/answer.h"

/* What is added to a query belongs into its digest. */
_Static_assert(sizeof(void *) != 8 || sizeof(struct index_query) == 400, "see answer_key");
_Static_assert(sizeof(void *) != 8 || sizeof(struct index_filter) == 256, "see filter");
_Static_assert(sizeof(void *) != 8 || sizeof(struct index_node) == 88, "see node");

struct writer {
    struct digester digest;
    int64_t room[128];
    size_t n;
};

static void flush(struct writer *w)
{
    digest_more(&w->digest, (struct str){(const char *)w->room, w->n * sizeof w->room[0]});
    w->n = 0;
}

static void number(struct writer *w, int64_t n)
{
    if (w->n == COUNT(w->room)) flush(w);
    w->room[w->n++] = n;
}

static void text(struct writer *w, struct str s)
{
    number(w, (int64_t)s.n);
    flush(w);
    digest_more(&w->digest, s);
}

static void texts(struct writer *w, const struct strs *list)
{
    number(w, (int64_t)list->n);
    for (size_t i = 0; i < list->n; i++) text(w, list->item[i]);
}

static void ids(struct writer *w, const int64_t *list, size_t n)
{
    number(w, (int64_t)n);
    for (size_t i = 0; i < n; i++) number(w, list[i]);
}

static void ints(struct writer *w, const int *list, size_t n)
{
    number(w, (int64_t)n);
    for (size_t i = 0; i < n; i++) number(w, list[i]);
}

static void node(struct writer *w, const struct index_node *t)
{
    number(w, t ? (int64_t)t->op : -1);
    if (!t) return;
    number(w, t->field);
    text(w, t->text);
    number(w, t->prefix | t->plain << 1 | t->start << 2 | t->whole << 3);
    number(w, t->edits);
    number(w, t->distance);
    texts(w, &t->also);
    number(w, (int64_t)t->n);
    for (size_t i = 0; i < t->n; i++) node(w, t->child[i]);
}

static void filter(struct writer *w, const struct index_filter *f)
{
    const struct strs *lists[] = {&f->languages, &f->subjects, &f->authors,
                                  &f->marks,     &f->series,   &f->classes};
    number(w, f->scope != NULL);
    ids(w, f->scope, f->n_scope);
    ids(w, f->agencies, f->n_agencies);
    ints(w, f->formats, f->n_formats);
    ints(w, f->types, f->n_types);
    ints(w, f->places, f->n_places);
    ints(w, f->decades, f->n_decades);
    for (size_t i = 0; i < COUNT(lists); i++) texts(w, lists[i]);
    number(w, f->status);
    number(w, f->year_from);
    number(w, f->year_to);
}

/* What is known of libraries counts in facets and in conditions on them. */
static void libraries(struct writer *w, const struct index_query *q)
{
    number(w, (int64_t)q->n_holders);
    for (size_t i = 0; i < q->n_holders; i++) {
        number(w, q->holders[i].agency);
        number(w, q->holders[i].type);
        number(w, q->holders[i].province);
        number(w, q->holders[i].regency);
    }
    number(w, (int64_t)q->n_near);
    for (size_t i = 0; i < q->n_near; i++) {
        number(w, q->near[i].agency);
        number(w, q->near[i].km);
    }
    number(w, q->near_percent != NULL);
    for (size_t i = 0; q->near_percent && i < 8; i++) number(w, q->near_percent[i]);
}

struct digest answer_key(const struct index_query *q, bool loosely, const struct index_version *v)
{
    struct writer w = {.n = 0};
    digest_begin(&w.digest);
    number(&w, v->file);
    number(&w, v->number);
    number(&w, v->applied);
    number(&w, loosely);
    node(&w, q->root);
    filter(&w, &q->filter);
    number(&w, q->sort);
    number(&w, (int64_t)q->offset);
    number(&w, (int64_t)q->limit);
    number(&w, (int64_t)q->facet_limit);
    number(&w, q->facets);
    number(&w, q->facets_whole);
    number(&w, (int64_t)q->facet_offset);
    text(&w, q->facet_match);
    number(&w, q->facet_deadline_us != 0);
    number(&w, q->after);
    number(&w, q->enough);
    libraries(&w, q);
    flush(&w);
    return digest_end(&w.digest);
}
