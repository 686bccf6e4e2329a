/* members.c -- see members.h. */
#include "members.h"

#include <stdlib.h>

const struct actor operator_actor = {.kind = ACTOR_OPERATOR};
const struct actor stranger = {.kind = ACTOR_STRANGER};

static int64_t stopped_now(const struct env *e)
{
    return ((const struct stopped *)e->state)->now;
}
static void stopped_random(const struct env *e, void *to, size_t n)
{
    struct stopped *s = e->state;
    unsigned char *p = to;
    for (size_t i = 0; i < n; i++) p[i] = s->next = (unsigned char)(s->next * 5 + 31);
}

void world_make(struct world *w, struct arena *mem)
{
    const char *path = arena_cstr(mem, arena_printf(mem, "%s/silang.db", test_dir(mem)));
    *w = (struct world){.mem = mem, .state = {.now = 1000 * DAY}};
    w->env = (struct env){stopped_now, stopped_now, stopped_now, stopped_random, &w->state};
    if (db_open(path, DB_CREATE, &w->db) || db_migrate(w->db)) abort();
    CHECK_INT(
        network_add(w->db, &operator_actor, &(struct network){.name = STR("Induk")}, 1, &w->home),
        OK);
}

int64_t library(struct world *w, const char *name)
{
    int64_t id = 0;
    struct agency g = {.name = str_of(name), .type = AGENCY_SCHOOL};
    CHECK_INT(agency_add(w->db, &operator_actor, &g, 2, &id), OK);
    return id;
}

int64_t network_in(struct world *w, const char *name, int64_t parent)
{
    int64_t id = 0;
    struct network n = {.name = str_of(name), .parent = parent};
    CHECK_INT(network_add(w->db, &operator_actor, &n, 2, &id), OK);
    return id;
}

struct actor person_with(struct world *w, const char *login, enum role_kind kind, int64_t agency,
                         int64_t network)
{
    struct person_order o = {STR("Orang"), str_of(login), STR("id"), kind, agency, network};
    struct actor who = {.kind = ACTOR_STRANGER};
    int64_t id = 0;
    CHECK_INT(person_add(w->db, &operator_actor, &o, 3, &id), OK);
    CHECK_INT(actor_of_person(w->db, id, w->state.now, w->mem, &who), OK);
    return who;
}
