/* doctor.h -- how the installation is: what was looked at, why it matters, what to do.
 *
 * A finding has a key; the words are the messages doctor.KEY.what, .why and .do, with the values as
 * {0} {1} {2} (web/finding.h). Nothing is changed. */
#ifndef WORK_DOCTOR_H
#define WORK_DOCTOR_H

#include "base/env.h"
#include "catalog/load.h"

enum doctor_level {
    DOCTOR_GOOD,
    DOCTOR_NOTE, /* worth knowing */
    DOCTOR_WARN, /* will go wrong, or has gone wrong without loss */
    DOCTOR_BAD,  /* is wrong now */
    DOCTOR_LEVELS
};

/* "warn"; also the message "doctorlevel.warn". */
const char *doctor_level_name(enum doctor_level l);

enum doctor_value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_SIZE, VALUE_TIME, VALUE_TEXT };

struct doctor_value {
    enum doctor_value_kind kind;
    int64_t n; /* bytes of SIZE, microseconds since 1970 of TIME */
    struct str text;
};

enum { DOCTOR_VALUES = 3 };

struct finding {
    const char *key; /* "disk-low" */
    enum doctor_level level;
    struct doctor_value value[DOCTOR_VALUES];
};

struct findings {
    struct finding *item;
    size_t n, cap;
};

struct doctor_order {
    const char *dir;
    const struct env *env;
    bool quick; /* nothing that reads the whole database: for pages */
    bool full;  /* verify too, which brings the index up to date on the way */
    const struct load_watch *watch;
};

/* Findings live in `a`, the worst first. ERR_NOT_FOUND when there is no data in the folder; other
 * faults of the data are findings. */
MUST enum err doctor_run(const struct doctor_order *order, struct arena *a, struct findings *ret);

/* The worst level of all; DOCTOR_GOOD for none. */
enum doctor_level doctor_worst(const struct findings *list);

/* Whether a kind of file system (statfs(2) f_type) lies on another computer, where a database with
 * a log is not safe; *ret_name is what people call it. */
bool doctor_is_remote(int64_t fs_type, const char **ret_name);

/* The same for the file system of a folder, or of the one it will be made in; false too when it
 * cannot be asked. */
bool doctor_remote_folder(const char *dir, const char **ret_name);

#endif
