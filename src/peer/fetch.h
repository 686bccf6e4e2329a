/* fetch.h -- getting one address of another server over HTTP, held to limits.
 *
 * What is asked for are addresses that somebody registered. Whatever a name leads to, the address
 * that is really connected to decides: private networks, this machine and the like are refused
 * unless the caller allows them, on redirects too. What comes is unpacked (gzip, deflate) and
 * counted unpacked. No cookies, no proxy of the environment; a password only when one is given, and
 * only to the server of the address. */
#ifndef PEER_FETCH_H
#define PEER_FETCH_H

#include "base/arena.h"
#include "base/env.h"

enum {
    FETCH_CONNECT_SECONDS = 20,
    FETCH_STALL_SECONDS = 60, /* so long under FETCH_STALL_BYTES a second: given up */
    FETCH_STALL_BYTES = 100,
    FETCH_REDIRECTS = 5,
    FETCH_URL_MAX = 2000
};

/* Why there is no answer, or only a part of one. */
enum fetch_trouble {
    FETCH_FINE,
    FETCH_ADDRESS,   /* no http or https address */
    FETCH_UNKNOWN,   /* no server of that name */
    FETCH_PRIVATE,   /* it leads into a private network */
    FETCH_REFUSED,   /* nobody listens, or no way there */
    FETCH_TLS,       /* its certificate, or no common encryption */
    FETCH_SLOW,      /* over the time */
    FETCH_LARGE,     /* over the bytes */
    FETCH_CUT,       /* the connection ended in the middle */
    FETCH_REDIRECTED /* too often, or to what is no http */
};

struct fetch_order {
    struct str url;
    bool private_ok;   /* also into private networks; redirects are then not followed */
    bool refusals;     /* bodies of other statuses than 200 are wanted too */
    int64_t bytes_max; /* of the body, unpacked */
    int seconds;       /* for all of it */
    struct str agent;
    struct str login, password; /* HTTP Basic, never sent to another server; may be empty */
    struct str etag, modified;  /* of the answer before: asks for what is newer; may be empty */
};

struct fetch_answer {
    enum fetch_trouble trouble;
    int status; /* 304: the same as before */
    struct str type, etag, modified;
    struct str url;      /* after redirects */
    int64_t retry_after; /* seconds, as the server asks; -1: it does not */
    int64_t took_us;
};

/* Takes a piece of the body of an answer with status 200; an error ends the transfer. */
typedef enum err fetch_piece_fn(void *ctx, struct str piece);

struct fetcher;

/* `stop` (may be NULL) is asked now and then; true gives up. The connection is kept between calls.
 */
struct fetcher *fetch_open(const struct env *env, bool (*stop)(void *ctx), void *ctx);
void fetch_close(struct fetcher *f);   /* NULL is fine */
void fetch_closep(struct fetcher **f); /* for CLEANUP in tests */

/* OK: there is an answer, whatever its status; strings of *ret live in `a`. ERR_IO: there is none,
 * ret->trouble says why. ERR_INTERRUPTED: stopped. Or the error of `piece`. *ret is written always.
 */
MUST enum err fetch_get(struct fetcher *f, const struct fetch_order *o, fetch_piece_fn *piece,
                        void *ctx, struct arena *a, struct fetch_answer *ret);

/* base?name=value... with what a URL needs escaped; pairs of names and values, NULL at the end.
 * Empty values are left out. */
struct str fetch_url(struct arena *a, struct str base, const char *const *name,
                     const struct str *value);

/* An address as people may see it: without what stands before its host, a password for one. */
struct str fetch_shown(struct arena *a, struct str url);

/* "private"; also the message "fetch.private". */
const char *fetch_trouble_name(enum fetch_trouble t);

/* Whether an address (4 or 16 bytes, network order) is of a private network, this machine, a
 * link, or otherwise not of the open Internet. Also the addresses of IPv4 inside IPv6. */
bool fetch_is_private(const unsigned char *address, size_t n);

/* The seconds of a Retry-After (RFC 9110 10.2.3), a number or a date; -1 when it is neither. */
int64_t fetch_retry_after(struct str value, int64_t now_us);

#endif
