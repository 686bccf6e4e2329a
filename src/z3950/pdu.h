/* pdu.h -- messages of Z39.50-2003 (ISO 23950): what is asked as values, what is answered as bytes.
 *
 * Values a client must send and did not, or that are not of their kind, make a message bad. What we
 * do not know is passed over. */
#ifndef Z3950_PDU_H
#define Z3950_PDU_H

#include "z3950/rpn.h"

enum pdu_kind { /* their tags */
                PDU_INIT = 20,
                PDU_SEARCH = 22,
                PDU_PRESENT = 24,
                PDU_DELETE = 26,
                PDU_SCAN = 35,
                PDU_SORT = 43,
                PDU_CLOSE = 48
};

enum { PDU_NAMES_MAX = 50, PDU_RANGES_MAX = 20, PDU_KEYS_MAX = 5 };

enum { /* bits of options, 3.2.1.1.4 */
       OPTION_SEARCH = 1 << 0,
       OPTION_PRESENT = 1 << 1,
       OPTION_DELETE = 1 << 2,
       OPTION_SCAN = 1 << 7,
       OPTION_SORT = 1 << 8,
       OPTION_NAMED_SETS = 1 << 14,
       OPTION_NEGOTIATES = 1 << 17,
       OPTION_BITS = 18
};

/* Negotiation of character sets (charset negotiation 3): what the client wants. */
enum pdu_charset { CHARSET_UNASKED, CHARSET_UTF8, CHARSET_MARC8, CHARSET_NONE };
struct pdu_negotiation {
    bool asked;
    enum pdu_charset charset; /* the first of its list that we have */
    struct ber_value choice;  /* as it was sent, to be sent back */
    bool says_records;        /* it asks whether records are in it too */
};

struct pdu_init {
    uint32_t versions, options;
    int64_t message, record; /* bytes it would like at most */
    struct pdu_negotiation negotiation;
};

enum pdu_query { QUERY_RPN, QUERY_CQL, QUERY_OTHER };
struct pdu_search {
    int64_t small, large, medium;
    bool replace;
    struct str set;
    struct strs databases;
    struct str small_elements, medium_elements, syntax; /* syntax dotted; empty: not said */
    enum pdu_query kind;
    struct ber_value query;
    struct str cql;
};

struct pdu_range {
    int64_t start, n;
};
struct pdu_present {
    struct str set;
    struct pdu_range range[PDU_RANGES_MAX];
    size_t n;
    struct str elements, syntax, schema; /* schema: an address or OID, of comp-spec */
};

struct pdu_delete {
    bool all;
    struct strs sets;
};

struct pdu_scan {
    struct strs databases;
    struct str attribute_set;
    struct ber_value clause;
    int64_t step, n, position;
};

struct pdu_key {
    struct rpn_node attributes;
    bool descending, bad_relation;
    bool odd; /* for one database only */
};
struct pdu_sort {
    struct strs inputs;
    struct str output;
    struct pdu_key key[PDU_KEYS_MAX];
    size_t n;
    bool too_many;
};

struct pdu {
    unsigned kind;        /* of enum pdu_kind, or another number */
    struct str reference; /* referenceId, to be sent back */
    bool has_reference;
    union {
        struct pdu_init init;
        struct pdu_search search;
        struct pdu_present present;
        struct pdu_delete remove;
        struct pdu_scan scan;
        struct pdu_sort sort;
    } as;
};

/* One whole message (ber_frame). Strings are views of `bytes` or in `a`. ERR_FORMAT. */
MUST enum err pdu_read(struct str bytes, struct arena *a, struct pdu *ret);

/* ---- answers; each appends one message ---- */

struct pdu_reply {
    const struct pdu *to; /* whose reference comes back */
    bool v3;              /* version 3 is in force */
};

void pdu_write_init(struct buf *b, const struct pdu_reply *r, uint32_t options, bool accepted,
                    const struct pdu_negotiation *agreed, struct str version);

struct pdu_found {
    int64_t total, returned, next;
    struct diagnostic problem; /* of the search: it failed; of the records: they did */
    bool found;                /* the search worked */
    int status;                /* presentStatus */
    struct str records;        /* NamePlusRecord after NamePlusRecord */
};
void pdu_write_search(struct buf *b, const struct pdu_reply *r, const struct pdu_found *f);
void pdu_write_present(struct buf *b, const struct pdu_reply *r, const struct pdu_found *f);

/* `status`: 0 deleted; 1 there is none. */
void pdu_write_delete(struct buf *b, const struct pdu_reply *r, const struct strs *sets,
                      const int *status);

struct pdu_entry {
    struct str term, shown;
    int64_t count;
};
struct pdu_list {
    const struct pdu_entry *entry;
    size_t n;
    int64_t position;
    bool partial;
    struct diagnostic problem;
};
void pdu_write_scan(struct buf *b, const struct pdu_reply *r, const struct pdu_list *l);

void pdu_write_sort(struct buf *b, const struct pdu_reply *r, int64_t total,
                    const struct diagnostic *problem);

enum {
    CLOSE_FINISHED,
    CLOSE_SHUTDOWN,
    CLOSE_SYSTEM,
    CLOSE_COST,
    CLOSE_RESOURCES,
    CLOSE_SECURITY,
    CLOSE_PROTOCOL,
    CLOSE_IDLE
};
void pdu_write_close(struct buf *b, const struct pdu_reply *r, int reason, struct str why);

/* ---- records of an answer ---- */

/* One NamePlusRecord: an EXTERNAL of that syntax with the bytes; or a diagnostic in its place. */
void pdu_add_record(struct buf *b, struct str database, struct str syntax, struct str bytes);
void pdu_add_fault(struct buf *b, struct str database, const struct diagnostic *d, bool v3);

/* The same for records that are values of BER: begins the value, *ret_at for pdu_end_record. */
struct pdu_record {
    size_t at[4];
};
void pdu_begin_record(struct buf *b, struct str database, struct str syntax,
                      struct pdu_record *ret);
void pdu_end_record(struct buf *b, const struct pdu_record *r);

#endif
