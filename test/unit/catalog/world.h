/* world.h -- a small network for tests: a data directory, libraries, files written on the spot. */
#ifndef TEST_CATALOG_WORLD_H
#define TEST_CATALOG_WORLD_H

#include "test.h"

#include "catalog/preview.h"
#include "catalog/search.h"
#include "catalog/store.h"

struct world {
    struct arena *mem;
    const char *dir;
    struct store *store;
};

extern const struct actor world_operator;

struct world world_make(struct arena *mem);
void world_end(struct world *w);

int64_t world_library(struct world *w, const char *name);

/* Writes a file and loads it; the report of a load that must succeed. */
struct load_report world_load(struct world *w, int64_t library, const char *text);
struct load_report world_load_whole(struct world *w, int64_t library, const char *text);
enum err world_try(struct world *w, const struct load_order *order, const char *text,
                   struct load_report *ret);
enum err world_undo(struct world *w, int64_t load);

/* The same in steps: the file as an upload, received; read; published; with or without the yes to a
 * large withdrawal. */
int64_t world_receive(struct world *w, int64_t library, bool whole, const char *text);
int64_t world_preview(struct world *w, int64_t library, bool whole, const char *text);
enum err world_publish(struct world *w, int64_t load, bool withdraw, enum preview_outcome *ret);
struct load_row world_row(struct world *w, int64_t load);

/* Titles found, exactly; the index is brought up to date first. */
int64_t world_count(struct world *w, const char *query);

/* One line per live title, "title / author / year = number of libraries", sorted by title id:
 * the state of the catalogue as text, for comparing. */
const char *world_state(struct world *w);

/* Faults `verify` finds. */
int64_t world_faults(struct world *w);

/* Those it finds in the truth by itself (verify_truth); without any, both count the same. */
int64_t world_truth_faults(struct world *w);

/* The address of the first title a query finds. */
int64_t world_title(struct world *w, const char *query);

#endif
