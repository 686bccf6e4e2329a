/* system.h -- what the pages of administration (/sistem) show. */
#ifndef WEB_SYSTEM_H
#define WEB_SYSTEM_H

#include "catalog/authority.h"
#include "web/finding.h"
#include "web/staff_pages.h"
#include "work/backup.h"
#include "work/job.h"

struct finding_view {
    struct finding_words words;
    const char *style, *icon; /* of the badge */
};
struct health_page {
    struct finding_view *item;
    size_t n;
    int64_t bad, warn;   /* how many of each */
    struct str searches; /* how they were answered; empty: not counted */
};

struct job_view {
    const struct job_row *row;
    struct str kind, state, phase, error, library, rate;
    const char *style; /* of the badge */
    bool moving;       /* waits or runs */
    int64_t per_cent;  /* -1: not known */
};
struct jobs_page {
    struct job_view *item;
    size_t n;
    bool moving; /* any of them */
};

struct backup_view {
    const struct backup_row *row;
    struct str state;
    const char *style;
};
struct backups_page {
    struct backup_view *item;
    size_t n;
    struct backup_state last;
    struct job_view *running; /* NULL: none */
    bool nightly;
    struct field_view time;
    struct str wrong, folder;
};

struct settings_page {
    struct field_view name, base_url;
    struct choice_view zones[3], langs[LANGS];
    struct str wrong;
};

struct log_page {
    struct strs lines; /* newest first */
};

struct everybody_page {
    struct role_rows rows;
    struct str *roles;
};

/* A job as people see it. */
MUST enum err job_view_of(struct ask *k, const struct job_row *row, struct job_view *ret);

/* Authority files in force, and the one that waits for a person. */
struct authority_page {
    struct authority_rows rows;
    struct job_view *running; /* NULL: none */
    struct str waiting;       /* name of the file; empty: none waits */
    struct str source;        /* it will be called so */
    struct str failed;        /* why it cannot be read; empty: it can */
    struct str examples;
    int64_t records, refused, warnings, fresh;
    struct field_view name;
    struct str wrong;
};

page_fn page_authority, page_authority_send, page_authority_load, page_authority_drop,
    page_authority_undo;
page_fn page_health_report, page_backups, page_backup_now, page_backup_times, page_backup_file,
    page_jobs, page_job_cancel, page_settings, page_settings_set, page_log, page_everybody,
    page_all_history, page_metrics;

#endif
