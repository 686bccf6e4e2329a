/* oai_internal.h -- the parts of the data provider share this. Inside the share room only. */
#ifndef SHARE_OAI_INTERNAL_H
#define SHARE_OAI_INTERNAL_H

#include "catalog/title.h"
#include "network/network.h"
#include "share/form.h"
#include "share/oai.h"

enum oai_verb {
    OAI_NONE,
    OAI_IDENTIFY,
    OAI_LIST_FORMATS,
    OAI_LIST_SETS,
    OAI_GET_RECORD,
    OAI_LIST_IDENTIFIERS,
    OAI_LIST_RECORDS,
    OAI_VERBS
};
const char *oai_verb_name(enum oai_verb v);

/* "badVerb" and what is wrong, in English; code NULL: nothing. */
struct oai_fault {
    const char *code;
    struct str why;
};

struct oai_set { /* all empty: everything */
    int64_t network, agency;
    int format; /* -1: any */
};

/* A request as its arguments say, or as a token goes on with. */
struct oai_ask {
    enum oai_verb verb;
    struct str identifier, prefix, set, from, until, token;
    enum form form;
    int64_t from_us, until_us; /* the second after the last; 0: no bound */
    int64_t after, cursor;     /* of a token: the last change that was given, how many were */
};

/* Reads arguments and dates; the set is only copied. */
struct oai_fault oai_read(const struct oai_argument *arg, size_t n, struct arena *a,
                          struct oai_ask *ret);

/* A token says where a list goes on; it needs nothing that is remembered here, and oai_read takes
 * none that was not written here. */
struct str oai_token_write(const struct oai_ask *ask, struct arena *a);

const char *oai_prefix(size_t i, enum form *ret); /* the i-th; NULL behind the last */

/* Where sets and networks are known from, read once an answer. */
struct oai_networks {
    struct oai_network {
        int64_t id;
        struct str name;
        struct agency_ids member;
    } * item;
    size_t n, cap;
};
MUST enum err oai_networks_read(struct db *db, int64_t now, struct arena *a,
                                struct oai_networks *ret);

/* ERR_NOT_FOUND: there is no such set. */
MUST enum err oai_set_read(struct db *db, struct str set, struct arena *a, struct oai_set *ret);
bool oai_set_has(const struct oai_set *s, const struct oai_networks *all,
                 const struct title_view *v);

/* <setSpec> for each set the title is in; <set> for each there is. */
void oai_sets_of(const struct oai_networks *all, const struct title_view *v, struct buf *to);
MUST enum err oai_sets_list(struct db *db, int64_t now, struct arena *a, struct buf *to);

struct oai {
    struct oai_site site;
    struct arena *mem;
    struct oai_ask ask;
    struct oai_fault fault;
    enum { OAI_START, OAI_LISTING, OAI_DONE } state;
    int64_t now; /* of the answer */
    struct str repository;
    struct oai_set set;
    struct oai_networks networks;
    int64_t after, until, given; /* of a list: the last change given, the bound, how many here */
};

/* A list: the first piece, or a fault and nothing appended; then the others. */
MUST enum err oai_list_begin(struct oai *o, struct db *db);
MUST enum err oai_list_next(struct oai *o, struct db *db, size_t bytes, struct buf *to);

/* One <record> or <header>; v NULL: deleted. */
MUST enum err oai_entry(const struct oai *o, int64_t title, int64_t at, const struct title_view *v,
                        struct arena *a, struct buf *to);

#endif
