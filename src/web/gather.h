/* gather.h -- addresses that records are fetched from: pages of a library and of a coordinator. */
#ifndef WEB_GATHER_H
#define WEB_GATHER_H

#include "catalog/gather_folder.h"
#include "web/forms.h"
#include "web/staff.h"
#include "work/gather_job.h"

/* How an address stands, in words. */
struct gather_state {
    const char *style, *icon; /* of a badge */
    struct str words, detail; /* detail: of a failure, in words; may be empty */
    bool running;
    int64_t next; /* when it is fetched from again; 0: not by itself */
};

struct gather_row {
    const struct gather *g;
    struct gather_state state;
    struct str address; /* of its page */
};

struct gather_list_page {
    struct str address;
    struct gather_row *row;
    size_t n;
    bool may, everybodys; /* everybodys: of a network, with names of libraries */
    struct field_view url;
    struct choice_view kinds[GATHER_KINDS], rhythms[4];
    size_t n_kinds;
    struct str wrong;
};

struct gather_finding {
    const char *style, *icon;
    struct str words;
};

struct gather_arrival_row {
    const struct gather_arrival *a;
    struct str address; /* of the load; empty: nothing was new */
};

/* Who we are at another system. */
struct login_panel {
    struct str address; /* where the form goes */
    struct str login;   /* empty: nobody */
};

/* Of a folder. */
struct gather_file_row {
    const struct gather_file *f;
    struct str why; /* in words; empty: it could be read */
};

struct gather_page {
    const struct gather *g;
    struct str address, list;
    struct gather_state state;
    bool may_take, may_change, looking;
    struct gather_finding *finding;
    size_t n_findings;
    struct gather_arrival_row *row;
    size_t n_rows;
    struct gather_refusals refused;
    struct str *whys; /* of the refused */
    struct login_panel login;
    bool may_login;
    struct gather_file_row *file;
    size_t n_files;
    struct gather_missings missing;
    bool much; /* so many are missing that it takes a second word */
    struct str wrong;
};

/* Findings of a look (work/gathering.h) as sentences. */
struct gather_finding *findings_read(const struct ask *k, struct str lines, size_t *ret_n);

/* The name and password of the form, the password sealed about `about` (work/seal.h). */
MUST enum err login_read(struct ask *k, struct str about, struct str *ret_sealed);

page_fn page_gathers, page_gathers_post, page_gather, page_gather_post, page_network_gathers;

#endif
