/* base64.c -- libsodium's behind our own names. */
#include "base/base64.h"

#include <sodium.h>

struct str base64_write(struct str bytes, struct arena *a)
{
    size_t room = sodium_base64_ENCODED_LEN(bytes.n, sodium_base64_VARIANT_ORIGINAL);
    char *to = arena_alloc(a, room);
    sodium_bin2base64(to, room, (const unsigned char *)bytes.p, bytes.n,
                      sodium_base64_VARIANT_ORIGINAL);
    return (struct str){to, room - 1};
}

bool base64_read(struct str text, struct arena *a, struct str *ret)
{
    const char *end = NULL;
    size_t n = 0;
    unsigned char *to = arena_alloc(a, text.n + 1);
    int bad = sodium_base642bin(to, text.n, text.p, text.n, NULL, &n, &end,
                                sodium_base64_VARIANT_ORIGINAL);
    if (bad || end != text.p + text.n) return false;
    *ret = (struct str){(const char *)to, n};
    return true;
}
