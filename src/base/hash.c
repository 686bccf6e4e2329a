/* hash.c -- libsodium behind our own names. */
#include "base/hash.h"

#include <sodium.h>
#include <string.h>

struct digest digest_of(struct str s)
{
    struct digest d;
    crypto_generichash(d.byte, sizeof d.byte, (const unsigned char *)s.p, s.n, NULL, 0);
    return d;
}

struct digest digest_of_parts(const struct str *part, size_t n)
{
    struct digest d;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof d.byte);
    for (size_t i = 0; i < n; i++) {
        uint64_t length = part[i].n;
        crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
        crypto_generichash_update(&state, (const unsigned char *)part[i].p, part[i].n);
    }
    crypto_generichash_final(&state, d.byte, sizeof d.byte);
    return d;
}

int64_t digest_key(struct str s)
{
    struct digest d = digest_of(s);
    int64_t key = 0;
    memcpy(&key, d.byte, sizeof key);
    return key & INT64_MAX;
}

void sha256_of(struct str s, unsigned char ret[32])
{
    crypto_hash_sha256(ret, (const unsigned char *)s.p, s.n);
}
