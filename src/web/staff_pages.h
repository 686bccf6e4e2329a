/* staff_pages.h -- what the first staff pages show: places of work, history, first contents. */
#ifndef WEB_STAFF_PAGES_H
#define WEB_STAFF_PAGES_H

#include "network/audit.h"
#include "web/setup.h"
#include "web/staff.h"
#include "work/job.h"

struct place_of_work {
    struct str name, role, address;
};
struct places_page {
    struct place_of_work *item;
    size_t n;
    struct agencies agencies; /* that a coordinator looks after */
    bool may_add;
};

struct history_row {
    const struct audit_line *line;
    struct str who, what, detail;
};
struct history_page {
    struct history_row *item;
    size_t n;
    struct str kept; /* of the address: "objek=load%3A7&" */
    int64_t older;   /* "before" of the next page; 0: this is the end */
};

struct start_page {
    struct field_view name;
    struct choice_view types[AGENCY_TYPES];
    struct str wrong;
    bool may_load, may_empty; /* the sample network */
    struct job_row job;       /* of the sample, newest; id 0: none */
    struct str job_state;
};

/* Lines of the audit log as people read them. */
MUST enum err history_of(struct ask *k, const struct audit_request *rq, struct history_page *ret);

#endif
