/* ber.h -- values in BER (ITU-T X.690): read from hostile bytes, and written.
 *
 * Nothing is copied while reading, nothing recurses, and every length is held against the bytes
 * that are there. Lengths of both kinds are read; written are the shortest ones. */
#ifndef Z3950_BER_H
#define Z3950_BER_H

#include "base/arena.h"
#include "base/buf.h"

/* A tag is its class and number in one word. */
#define BER_UNIVERSAL(n) (0u << 28 | (n))
#define BER_CONTEXT(n)   (2u << 28 | (n))
enum { BER_TAG_MAX = (1 << 28) - 1 }; /* larger numbers are refused */

enum {
    BER_BOOLEAN = 1,
    BER_INTEGER = 2,
    BER_BITS = 3,
    BER_OCTETS = 4,
    BER_NULL = 5,
    BER_OID = 6,
    BER_EXTERNAL = 8,
    BER_SEQUENCE = 16,
    BER_VISIBLE = 26,
    BER_GENERAL = 27
};

/* ---- where one message ends ---- */

/* Begins as zeros; goes on where it stopped when more bytes have come. */
struct ber_frame {
    size_t at; /* of the next value */
    int open;  /* values of indefinite length that are not over */
};
enum ber_framed { BER_MORE, BER_WHOLE, BER_BROKEN };

enum { BER_OPEN_MAX = 40 };

/* Whether `got`, all that came so far of a message, holds it whole; *ret_n is its length then.
 * BER_BROKEN: no BER, longer than `max`, or nested deeper than BER_OPEN_MAX. Each byte is looked at
 * once. */
enum ber_framed ber_frame(struct ber_frame *f, struct str got, size_t max, size_t *ret_n);

/* ---- reading ---- */

struct ber_value {
    unsigned tag;
    bool constructed;
    struct str body; /* without what marks its end */
};

/* Values side by side. */
struct ber {
    struct str rest;
    bool broken; /* sticks */
};

/* The next value; false at the end, and when there is none that is whole (b->broken). */
bool ber_next(struct ber *b, struct ber_value *ret);

/* The values inside; broken when it is not constructed. */
struct ber ber_inside(const struct ber_value *v);

/* The first value inside, which has to be there. */
bool ber_only(const struct ber_value *v, struct ber_value *ret);

/* Each is false when the value is not of that kind. Integers up to 8 bytes. */
bool ber_integer(const struct ber_value *v, int64_t *ret);
bool ber_boolean(const struct ber_value *v, bool *ret);
bool ber_bits(const struct ber_value *v, uint32_t *ret); /* bit 0 of ASN.1 is 1 << 0; 32 of them */
bool ber_string(const struct ber_value *v, struct arena *a, struct str *ret); /* pieces joined */
bool ber_oid(const struct ber_value *v, struct arena *a, struct str *ret);    /* "1.2.840.10003" */

/* ---- writing ---- */

/* Begins a constructed value; ber_close with what it gave ends it. */
size_t ber_open(struct buf *b, unsigned tag);
void ber_close(struct buf *b, size_t at);

void ber_add_string(struct buf *b, unsigned tag, struct str s);
void ber_add_integer(struct buf *b, unsigned tag, int64_t v);
void ber_add_boolean(struct buf *b, unsigned tag, bool v);
void ber_add_null(struct buf *b, unsigned tag);
void ber_add_bits(struct buf *b, unsigned tag, uint32_t bits, int n);
void ber_add_oid(struct buf *b, unsigned tag, struct str dotted); /* one of our own */

#endif
