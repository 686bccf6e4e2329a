/* shelf.c -- see shelf.h. */
#include "shelf.h"

#include <stdlib.h>

#include "text/words.h"

struct shelf shelf_new(struct arena *mem)
{
    struct shelf s = {.dir = test_dir(mem), .mem = mem};
    struct index_writer *w = NULL;
    if (index_writer_open(s.dir, &w)) abort();
    index_writer_close(w);
    if (index_reader_open(s.dir, &s.reader)) abort();
    return s;
}

void shelf_end(struct shelf *s)
{
    index_reader_close(s->reader);
}

struct index_doc shelf_doc(struct arena *mem, int64_t id, const char *title, const char *author)
{
    struct index_doc d = {.id = id, .format = 1, .year = 2000};
    VEC_PUSH(mem, &d.text[INDEX_TITLE], str_of(title));
    VEC_PUSH(mem, &d.text[INDEX_AUTHOR], str_of(author));
    VEC_PUSH(mem, &d.authors, str_of(author));
    d.sort_title = words_sort_key(mem, str_of(title), (struct str){0});
    d.sort_author = words_sort_key(mem, str_of(author), (struct str){0});
    d.digest = arena_printf(mem, "digest %lld", (long long)id);
    return d;
}

static void write(struct shelf *s, const struct index_doc *doc, int64_t gone)
{
    struct index_writer *w = NULL;
    CHECK_INT(index_writer_open(s->dir, &w), OK);
    CHECK_INT(index_begin(w), OK);
    CHECK_INT(doc ? index_put(w, doc) : index_delete(w, gone), OK);
    CHECK_INT(index_commit(w, ++s->seq), OK);
    index_writer_close(w);
}

void shelf_put(struct shelf *s, const struct index_doc *doc)
{
    write(s, doc, 0);
}

void shelf_delete(struct shelf *s, int64_t id)
{
    write(s, NULL, id);
}

struct index_node *shelf_term(struct arena *mem, enum index_field f, const char *text)
{
    struct index_node *n = arena_array(mem, struct index_node, 1);
    *n = (struct index_node){.op = INDEX_TERM, .field = f, .text = str_of(text)};
    return n;
}

struct index_hits shelf_ask(struct shelf *s, struct index_query q)
{
    struct index_hits hits = {0};
    if (q.limit == 0) q.limit = 100;
    CHECK_INT(index_search(s->reader, &q, s->mem, &hits), OK);
    return hits;
}

int64_t shelf_total(struct shelf *s, enum index_field f, const char *text)
{
    return shelf_ask(s, (struct index_query){.root = shelf_term(s->mem, f, text)}).total;
}
