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

/* libsodium wants its state at a multiple of 64, wherever the digester lies. */
static crypto_generichash_state *state_of(struct digester *d)
{
    _Static_assert(sizeof(crypto_generichash_state) + 64 <= sizeof d->room, "room for the state");
    return (void *)(((uintptr_t)d->room + 63) & ~(uintptr_t)63);
}

void digest_begin(struct digester *d)
{
    crypto_generichash_init(state_of(d), NULL, 0, sizeof(struct digest));
}

void digest_more(struct digester *d, struct str piece)
{
    crypto_generichash_update(state_of(d), (const unsigned char *)piece.p, piece.n);
}

struct digest digest_end(struct digester *d)
{
    struct digest ret;
    crypto_generichash_final(state_of(d), ret.byte, sizeof ret.byte);
    return ret;
}

void digest_hex(const struct digest *d, char ret[DIGEST_HEX + 1])
{
    sodium_bin2hex(ret, DIGEST_HEX + 1, d->byte, sizeof d->byte);
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

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256), "room for the state");

static crypto_hash_sha256_state *sha256_state(struct sha256 *d)
{
    return (crypto_hash_sha256_state *)(void *)d->room;
}

void sha256_begin(struct sha256 *d)
{
    crypto_hash_sha256_init(sha256_state(d));
}

void sha256_more(struct sha256 *d, struct str piece)
{
    crypto_hash_sha256_update(sha256_state(d), (const unsigned char *)piece.p, piece.n);
}

void sha256_end(struct sha256 *d, unsigned char ret[32])
{
    crypto_hash_sha256_final(sha256_state(d), ret);
}
