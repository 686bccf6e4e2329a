/* doctor.c -- going through everything there is to look at. */
#include "work/doctor.h"

#include <stdlib.h>

#include "base/checked.h"
#include "work/examine.h"

const char *doctor_level_name(enum doctor_level l)
{
    static const char *const names[DOCTOR_LEVELS] = {"good", "note", "warn", "bad"};
    return names[l];
}

void found(struct examining *x, enum doctor_level level, const char *key, struct doctor_value a,
           struct doctor_value b, struct doctor_value c)
{
    VEC_PUSH(x->mem, &x->list, (struct finding){key, level, {a, b, c}});
}

static examine_fn *const all[] = {
    examine_schema,    examine_integrity,   examine_verified, examine_backups, examine_space,
    examine_folder,    examine_file_system, examine_index,    examine_loads,   examine_jobs,
    examine_leftovers, examine_clock,       examine_memory,   examine_limits,  examine_versions,
};

/* The worst first, otherwise as they were looked at. */
static void sort(struct findings *list)
{
    for (size_t i = 1; i < list->n; i++) {
        struct finding f = list->item[i];
        size_t at = i;
        for (; at && list->item[at - 1].level < f.level; at--) list->item[at] = list->item[at - 1];
        list->item[at] = f;
    }
}

enum err doctor_run(const struct doctor_order *order, struct arena *a, struct findings *ret)
{
    struct examining x = {.order = order, .mem = a, .now = order->env->now(order->env)};
    struct db CLEANUP(db_closep) *db = NULL;
    const char *path = arena_cstr(a, arena_printf(a, "%s/silang.db", order->dir));
    x.opened = db_open(path, DB_READ, &db);
    if (x.opened == ERR_NOT_FOUND) return ERR_NOT_FOUND;
    x.db = db;
    for (size_t i = 0; i < COUNT(all); i++) all[i](&x);
    sort(&x.list);
    *ret = x.list;
    return OK;
}

enum doctor_level doctor_worst(const struct findings *list)
{
    enum doctor_level worst = DOCTOR_GOOD;
    for (size_t i = 0; i < list->n; i++) worst = MAX(worst, list->item[i].level);
    return worst;
}
