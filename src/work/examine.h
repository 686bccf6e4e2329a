/* examine.h -- one look of the doctor, as the files doctor*.c see it. */
#ifndef WORK_EXAMINE_H
#define WORK_EXAMINE_H

#include "db/db.h"
#include "work/doctor.h"

struct examining {
    const struct doctor_order *order;
    struct arena *mem;
    struct db *db; /* NULL when it cannot be opened */
    enum err opened;
    int64_t now;
    struct findings list;
};

/* Adds a finding with up to three values; VALUE_NONE for none. */
void found(struct examining *x, enum doctor_level level, const char *key, struct doctor_value a,
           struct doctor_value b, struct doctor_value c);

#define V_NONE     ((struct doctor_value){.kind = VALUE_NONE})
#define V_NUM(x)   ((struct doctor_value){.kind = VALUE_NUMBER, .n = (x)})
#define V_SIZE(x)  ((struct doctor_value){.kind = VALUE_SIZE, .n = (x)})
#define V_TIME(x)  ((struct doctor_value){.kind = VALUE_TIME, .n = (x)})
#define V_TEXT(x)  ((struct doctor_value){.kind = VALUE_TEXT, .text = (x)})

#define DOCTOR_DAY INT64_C(86400000000)

/* Each looks at one thing. */
typedef void examine_fn(struct examining *x);

/* doctor_files.c */
examine_fn examine_folder, examine_file_system, examine_space, examine_leftovers;
/* doctor_data.c */
examine_fn examine_schema, examine_integrity, examine_index, examine_loads, examine_jobs,
    examine_backups, examine_verified;
/* doctor_system.c */
examine_fn examine_clock, examine_memory, examine_limits, examine_versions;

#endif
