/* gather.h -- addresses that a library's records are fetched from: a repository of OAI-PMH, a file,
 * a catalogue that is asked for everything it has, a folder on the server.
 *
 * Fetching is the work of jobs (work/gather_job.h); here is what is remembered between them, and
 * how what came is taken. What is new, changed or deleted becomes a load of the feed 'gather-ID',
 * published at once and undone like any; what is the same leaves nothing. A record that is missing
 * when everything was fetched is not deleted: it waits for a person's word. */
#ifndef CATALOG_GATHER_H
#define CATALOG_GATHER_H

#include "catalog/load.h"

enum gather_kind {
    GATHER_OAI,
    GATHER_FILE,
    GATHER_SRU, /* everything a query finds, in windows; the query is `part`, the schema `prefix` */
    GATHER_Z3950,  /* the same at "z3950://host:port/database"; `prefix` is the syntax */
    GATHER_SLIMS,  /* the search pages of a SLiMS, and the page of each record */
    GATHER_FOLDER, /* files on the server: gather_folder.h */
    GATHER_KINDS
};

/* "oai"; also the message "gatherkind.oai". */
const char *gather_kind_name(enum gather_kind k);
bool gather_kind_parse(struct str name, enum gather_kind *ret);

enum {
    GATHER_URL_MAX = 500,
    GATHER_PART_MAX = 200,
    GATHER_OF_AGENCY_MAX = 20,
    GATHER_DAYS_MAX = 60,
    GATHER_ARRIVALS_KEPT = 30,
    GATHER_REFUSALS_KEPT = 100,
    GATHER_MUCH = 20 /* records: so many gone, and a tenth of all, need a second word */
};

/* The fetching under way; `began` 0: none is. Members as in schema/0012. */
struct gather_run {
    int64_t began, bytes, pages, records, size;
    bool whole, complete, again;
    struct str used, next, token, etag, modified;
};

struct gather {
    int64_t id, agency;
    struct str agency_name, agency_slug;
    int64_t feed; /* 0: none yet */
    enum gather_kind kind;
    struct str url, prefix, part;
    int days; /* 0: only when asked */
    bool open;
    int64_t made;
    struct str since, etag, modified;
    int64_t whole_at, took_at;
    struct gather_run run;
    int64_t tried_at;
    struct str outcome, detail;
    int failures;
    int64_t looked_at;
    struct str findings;
    int64_t live, absent;     /* records in force; of them missing */
    struct str login, sealed; /* who we are there; the password as work/seal.h keeps it */
};
struct gathers {
    struct gather *item;
    size_t n, cap;
};

/* ---- the addresses ---- */

struct gather_order {
    int64_t agency;
    enum gather_kind kind;
    struct str url, prefix, part;
    int days;
};

/* "host", "host:8080", "[::1]:8080", and nothing before it. */
bool gather_host_sound(struct str host);

/* Takes PERM_MANAGE in the agency. ERR_ARG: no address of http or https, or with a password in it,
 * or a value too long; ERR_CONFLICT: the agency has that address already; ERR_LIMIT: too many;
 * ERR_NOT_FOUND: a folder, and the operator let the library use none. */
MUST enum err gather_add(struct db *db, const struct actor *actor, const struct gather_order *o,
                         int64_t now, int64_t *ret);

/* Takes PERM_MANAGE in its agency; ERR_NOT_FOUND also when there is none for the actor. */
MUST enum err gather_change(struct db *db, const struct actor *actor, int64_t id, bool open,
                            int days, int64_t now);

/* Who we are there, and the password, sealed; an empty login forgets both. Takes PERM_MANAGE.
 * ERR_ARG: a name that cannot be sent, or an address that knows none. */
enum { GATHER_LOGIN_MAX = 200 };
bool gather_login_sound(struct str login, bool http);
MUST enum err gather_login_set(struct db *db, const struct actor *actor, int64_t id,
                               struct str login, struct str sealed, int64_t now);

/* Its records stay; ERR_CONFLICT while some of them are in force. */
MUST enum err gather_remove(struct db *db, const struct actor *actor, int64_t id, int64_t now);

/* Takes PERM_LOOK. */
MUST enum err gather_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                         struct gather *ret);

/* Of one agency (PERM_LOOK there), or of all members of a network (PERM_COORDINATE), or (both 0) of
 * all (PERM_OPERATE). Those with trouble first. */
MUST enum err gather_list(struct db *db, const struct actor *actor, int64_t agency, int64_t network,
                          struct arena *a, struct gathers *ret);

struct gather_arrival {
    int64_t at, load, read, fresh, changed, gone, refused; /* load 0: nothing was new */
    bool whole, undone;
};
struct gather_arrivals {
    struct gather_arrival *item;
    size_t n, cap;
};
struct gather_refusal {
    int64_t number;
    struct str reason, excerpt;
};
struct gather_refusals {
    struct gather_refusal *item;
    size_t n, cap;
};
struct gather_missing {
    struct str title, maker; /* of the first records that are missing */
};
struct gather_missings {
    struct gather_missing *item;
    size_t n, cap;
};

/* Newest first. All take PERM_LOOK in the agency of the address. */
MUST enum err gather_arrivals(struct db *db, const struct actor *actor, int64_t id, int limit,
                              struct arena *a, struct gather_arrivals *ret);
MUST enum err gather_refusals(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                              struct gather_refusals *ret);
MUST enum err gather_missing(struct db *db, const struct actor *actor, int64_t id, int limit,
                             struct arena *a, struct gather_missings *ret);

/* Whether so many would go that it takes a second word. */
bool gather_is_much(int64_t gone, int64_t live);

/* ---- for the jobs: `gather_*` below trust their caller ---- */

/* Where the fetching under way stands. */
MUST enum err gather_note(struct db *db, int64_t id, const struct gather_run *run);

/* What a try ended with; `failed` counts it. */
MUST enum err gather_note_end(struct db *db, int64_t id, struct str outcome, struct str detail,
                              bool failed, int64_t now);
MUST enum err gather_note_look(struct db *db, int64_t id, struct str findings, int64_t now);

struct gather_taken {
    int64_t load; /* 0: nothing was new */
    int64_t read, fresh, changed, gone, refused, absent;
};

/* Takes the file of a fetching that is complete: staged, compared, what differs published. Done
 * twice it does nothing the second time. `sure` of a whole one: all of the collection came, so what
 * is not in it is missing. Errors as load_run. */
MUST enum err gather_take(struct store *store, const struct actor *actor, const struct gather *g,
                          const char *path, bool sure, const struct load_watch *watch,
                          struct gather_taken *ret);

/* The person's word that what is missing is gone: a load of deletions. `absent`: how many the
 * person saw. Takes PERM_CATALOGUE in the agency. ERR_CONFLICT: it is another number now. */
MUST enum err gather_withdraw(struct store *store, const struct actor *actor, int64_t id,
                              int64_t absent, const struct load_watch *watch);

#endif
