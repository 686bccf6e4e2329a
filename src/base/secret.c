/* secret.c -- libsodium's argon2id and comparison behind our own names. */
#include "base/secret.h"

#include <sodium.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { PASSES = 3 };
static const size_t memory = (size_t)64 << 20;

struct str secret_make(const struct env *env, struct arena *a, size_t digits)
{
    static const char alphabet[] = "23456789abcdefghjkmnpqrstuvwxyzz"; /* z twice: 32 */
    unsigned char random[64];
    char *p = arena_alloc(a, digits);
    for (size_t i = 0; i < digits; i++) {
        if (i % sizeof random == 0) env->random(env, random, sizeof random);
        p[i] = alphabet[random[i % sizeof random] % 32];
    }
    return (struct str){p, digits};
}

bool secret_same(struct str a, struct str b)
{
    unsigned char x[32], y[32];
    sha256_of(a, x);
    sha256_of(b, y);
    return sodium_memcmp(x, y, sizeof x) == 0;
}

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    MARK = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

void secret_seal(const struct env *env, const unsigned char key[SECRET_KEY], struct str text,
                 struct str about, struct arena *a, struct str *ret)
{
    unsigned char *out = arena_alloc(a, NONCE + text.n + MARK);
    const unsigned char none = 0;
    env->random(env, out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out + NONCE, NULL, text.n ? (const unsigned char *)text.p : &none, text.n,
        (const unsigned char *)about.p, about.n, NULL, out, key);
    *ret = (struct str){(const char *)out, NONCE + text.n + MARK};
}

enum err secret_unseal(const unsigned char key[SECRET_KEY], struct str sealed, struct str about,
                       struct arena *a, struct str *ret)
{
    if (sealed.n < NONCE + MARK) return ERR_FORMAT;
    const unsigned char *in = (const unsigned char *)sealed.p;
    const size_t n = sealed.n - NONCE - MARK;
    unsigned char *out = arena_alloc(a, n + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, in + NONCE, sealed.n - NONCE,
                                                   (const unsigned char *)about.p, about.n, in,
                                                   key) != 0)
        return ERR_FORMAT;
    *ret = (struct str){(const char *)out, n};
    return OK;
}

void password_store(struct str password, struct arena *a, struct str *ret)
{
    char *out = arena_alloc(a, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str(out, password.p, password.n, PASSES, memory) != 0) mem_exhausted();
    *ret = str_of(out);
}

bool password_matches(struct str stored, struct str password)
{
    /* of an unguessable password, made with the same parameters */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$5T0MErJ7hHEWmhmsRlsWNA$"
                                 "gSAh0IGJnEbUBjbVX5JBJLRZm0hMWG1o1tAQqFR8Vw0";
    char text[crypto_pwhash_STRBYTES] = {0};
    const char *given = password.p ? password.p : ""; /* an empty field has no address */
    bool known = stored.n > 0 && stored.n < sizeof text;
    if (known)
        memcpy(text, stored.p, stored.n);
    else
        memcpy(text, nobody, sizeof nobody);
    bool right = crypto_pwhash_str_verify(text, given, password.n) == 0;
    return known && right;
}
