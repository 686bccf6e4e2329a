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
