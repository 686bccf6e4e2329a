/* target.h -- asking another catalogue: over SRU, Z39.50, or the pages of a SLiMS.
 *
 * Where it may lead and how much it may send is as in fetch.h and wire.h; all of one question takes
 * at most the seconds it is given. Records come as record/foreign.h reads them. */
#ifndef PEER_TARGET_H
#define PEER_TARGET_H

#include "base/env.h"
#include "peer/fetch.h"
#include "record/foreign.h"
#include "record/sru_answer.h"

enum target_kind { TARGET_SRU, TARGET_Z3950, TARGET_SLIMS, TARGET_KINDS };

/* "sru", "z3950", "slims"; also the message "targetkind.sru". */
const char *target_kind_name(enum target_kind k);
bool target_kind_parse(struct str name, enum target_kind *ret);

enum target_field { TARGET_ANY, TARGET_TITLE, TARGET_AUTHOR, TARGET_NUMBER, TARGET_FIELDS };

/* "any", "title", "author", "number". */
const char *target_field_name(enum target_field f);

enum {
    TARGET_SECONDS = 10,
    TARGET_SECONDS_MAX = 60,
    TARGET_RECORDS = 20, /* at most in one question */
    TARGET_RECORDS_MAX = 100,
    TARGET_BYTES_MAX = 16 << 20, /* one answer */
    TARGET_ALL_BYTES = 32 << 20, /* all answers to one question */
    TARGET_QUERY_MAX = 300
};

/* Where, and what has to be known to ask there. Empty: the usual. */
struct target_site {
    enum target_kind kind;
    struct str address;  /* of HTTP; for Z39.50 "host:port" */
    struct str database; /* of Z39.50; usual: Default */
    struct str syntax;   /* SRU: a schema; Z39.50: usmarc, unimarc, xml, sutrs; usual: the best */
    struct str charset;  /* of terms over Z39.50: utf-8 (usual), marc-8, latin-1 */
    struct str version;  /* of SRU: 1.1, 1.2 (usual), 2.0 */
    struct str names;    /* "title=dc.title number=bath.isbn", or use attributes "title=4" */
    int seconds;         /* 0: TARGET_SECONDS */
    struct str login, password; /* HTTP Basic, or Init of Z39.50; may be empty */
    bool private_ok;
};

/* A condition: changed on that day or later. */
struct target_since {
    struct str day;   /* "2026-11-27"; empty: no condition */
    struct str index; /* of SRU: the one that has the date of the last change */
    int structure;    /* of Z39.50, beside use 1012: 5 (date); 0: none */
    bool dashes;      /* it is sent so; else as 20261127 */
    bool usable;      /* this way was tried and works */
};

struct target_query {
    enum target_field field;
    struct str text;
    bool raw;                  /* SRU: text is CQL; Z39.50: "1016=kata", empty: everything */
    struct target_since since; /* of raw ones */
};

enum target_outcome {
    TARGET_ANSWERED,
    TARGET_UNREACHABLE, /* `trouble` says why; also an answer that broke off */
    TARGET_STATUS,      /* of HTTP: `code` */
    TARGET_ODD,         /* what came is not of the protocol: a web page, for one */
    TARGET_REFUSED      /* by a diagnostic: `code` and `about` */
};

/* "answered"; also the message "targetstate.answered". */
const char *target_outcome_name(enum target_outcome o);

struct target_hit {
    struct foreign record;
    struct str identifier; /* as the server numbers it, mostly empty */
};

struct target_answer {
    enum target_outcome outcome;
    enum fetch_trouble trouble;
    int64_t code; /* of HTTP, SRU or Bib-1 */
    bool denied;  /* it wants a name and a password, or other ones */
    struct str about;
    int64_t total; /* -1: not said */
    struct {
        struct target_hit *item;
        size_t n, cap;
    } hits;
    int unread;         /* records that came and could not be read */
    int64_t taken;      /* positions that are answered with this: what follows is next */
    struct str syntax;  /* that was asked for in the end */
    struct str server;  /* what the server calls itself, when it does */
    struct str version; /* of its program, or of SRU */
    int64_t took_us;
};

struct target;

/* `site` has to outlive it; `stop` may be NULL. Nothing is connected yet. */
struct target *target_open(const struct env *env, const struct target_site *site,
                           bool (*stop)(void *ctx), void *ctx);
void target_close(struct target *t); /* NULL is fine */

/* n records (up to TARGET_RECORDS_MAX) from `start` (1 is the first) of what the query finds. OK
 * whatever became of it, see ret->outcome; what came before a failure is in ret->hits.
 * ERR_INTERRUPTED. Strings live in `a`. */
MUST enum err target_ask(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                         struct arena *a, struct target_answer *ret);

/* The page of one record of a SLiMS, which says more than the list: one hit, or an outcome. */
MUST enum err target_detail(struct target *t, struct str identifier, struct arena *a,
                            struct target_answer *ret);

/* What an SRU server says of itself. The outcome in *ret; *ret_says is zero when it failed. */
MUST enum err target_explain(struct target *t, struct arena *a, struct target_answer *ret,
                             struct sru_explained *ret_says);

#endif
