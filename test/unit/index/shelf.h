/* shelf.h -- an index in a fresh folder, filled and asked in one line each. */
#ifndef TEST_UNIT_INDEX_SHELF_H
#define TEST_UNIT_INDEX_SHELF_H

#include "base/checked.h"
#include "index/index.h"
#include "test.h"

struct shelf {
    const char *dir;
    struct arena *mem;
    struct index_reader *reader;
    int64_t seq;
};

/* A folder with an empty index and a reader on it. */
struct shelf shelf_new(struct arena *mem);
void shelf_end(struct shelf *s);

/* A document with one title and one author; change what a test needs, then put it. */
struct index_doc shelf_doc(struct arena *mem, int64_t id, const char *title, const char *author);

/* Puts (or, with no title, deletes) these and commits. */
void shelf_put(struct shelf *s, const struct index_doc *doc);
void shelf_delete(struct shelf *s, int64_t id);

struct index_node *shelf_term(struct arena *mem, enum index_field f, const char *text);

/* Everything about a query of one term. */
struct index_hits shelf_ask(struct shelf *s, struct index_query q);
int64_t shelf_total(struct shelf *s, enum index_field f, const char *text);

#endif
