/* hash.h -- digests of content and keyed hashes for tables (libsodium). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

/* BLAKE2b, 16 bytes: tells whether two byte strings are the same. */
struct digest {
    unsigned char byte[16];
};

struct digest digest_of(struct str s);
struct digest digest_of_parts(const struct str *part, size_t n); /* lengths are part of it */

/* The digest of bytes that come piece by piece, the same as digest_of of all. Not to be moved
 * between begin and end. */
struct digester {
    unsigned char room[448];
};
void digest_begin(struct digester *d);
void digest_more(struct digester *d, struct str piece);
struct digest digest_end(struct digester *d);

enum { DIGEST_HEX = 32 };
void digest_hex(const struct digest *d, char ret[DIGEST_HEX + 1]);

/* The first 8 bytes of the digest as a non-negative number: a compact key for SQL columns.
 * Two different strings share it once in about 2^31 strings; compare the strings as well. */
int64_t digest_key(struct str s);

/* SHA-256 of the data, 32 bytes, for secrets that are stored only as hashes. */
void sha256_of(struct str s, unsigned char ret[32]);

/* The same of bytes that come piece by piece. Not to be moved between begin and end. */
struct sha256 {
    uint64_t room[16];
};
void sha256_begin(struct sha256 *d);
void sha256_more(struct sha256 *d, struct str piece);
void sha256_end(struct sha256 *d, unsigned char ret[32]);

/* SHA-1, 20 bytes: broken, and only to recognise what another program hashed with it. */
void sha1_of(struct str s, unsigned char ret[20]);

#endif
