/* session_internal.h -- a session as the files of session*.c see it. */
#ifndef Z3950_SESSION_INTERNAL_H
#define Z3950_SESSION_INTERNAL_H

#include "z3950/bib1.h"
#include "z3950/output.h"
#include "z3950/pdu.h"
#include "z3950/session.h"
#include "z3950/sru_reply.h"

enum { PAGE_RECORDS = 50, PAGE_FIRST = 10, PAGE_BYTES_MAX = 128 << 10 };

struct result_set {
    struct buf name, cql, order, database; /* order: " sortby ..." or empty */
    int64_t total;
    bool marc8;
    bool ranked; /* the best first however many there are */
};

/* Records of a set that the core gave and that may be presented next: first, count, schema. */
struct page {
    struct buf xml;
    struct buf set; /* its name; empty: no page */
    const char *schema;
    int64_t first;
};

/* Records that are being fetched for one answer. */
struct fetching {
    struct result_set *set;
    struct output output;
    const struct pdu_range *range;
    size_t ranges, at;     /* the range at hand */
    int64_t done;          /* records of it that are written */
    int64_t written, last; /* in all, and the position of the last one */
    bool cut;              /* the message is full */
    struct diagnostic problem;
    struct buf records;
};

enum waiting { WAIT_NONE, WAIT_SEARCH, WAIT_RECORDS, WAIT_SCAN, WAIT_SORT };

struct session {
    struct str version;
    struct buf in, out, question;
    struct ber_frame frame;
    struct arena *mem; /* of the request at hand */
    struct pdu request;
    bool began, over, v3, marc8;
    int64_t message_max, record_max;
    enum waiting waiting;
    bool piggyback; /* what is fetched goes into the answer to a search */
    int64_t search_total;
    struct pdu_range wanted; /* of a piggyback */
    struct fetching fetch;
    struct result_set set[SESSION_SETS_MAX];
    size_t sets;
    struct page page;
};

struct pdu_reply session_reply(const struct session *s);

/* ---- session_sets.c ---- */
struct result_set *sets_find(struct session *s, struct str name); /* NULL: none */
/* A new one, or the old one emptied; NULL: there are too many. */
struct result_set *sets_make(struct session *s, struct str name);
void sets_remove(struct session *s, struct result_set *set);
void sets_clear(struct session *s);
void set_value(struct buf *to, struct str value);

/* ---- session_ask.c ---- */
void ask_records(struct session *s, const struct result_set *set, const char *schema, int64_t first,
                 int64_t n);
void ask_scan(struct session *s, struct str clause, int64_t position, int64_t n);

/* ---- session_search.c ---- */
void session_search(struct session *s, const struct pdu_search *q);
void session_search_answer(struct session *s, struct str xml);
void session_sort(struct session *s, const struct pdu_sort *q);
void session_sort_answer(struct session *s, struct str xml);
void session_delete(struct session *s, const struct pdu_delete *q);
void session_scan(struct session *s, const struct pdu_scan *q);
void session_scan_answer(struct session *s, struct str xml);

/* ---- session_present.c ---- */
void session_present(struct session *s, const struct pdu_present *q);
/* Fetches what s->fetch says; when it is done it answers. */
void session_fetch(struct session *s);
void session_fetch_answer(struct session *s, struct str xml);
void page_keep(struct session *s, const struct result_set *set, const char *schema, int64_t first,
               struct str xml);
void page_forget(struct session *s);

#endif
