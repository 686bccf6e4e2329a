/* nfc.c -- one way to write each letter (ICU). */
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/utf8.h"

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

struct str utf8_nfc(struct arena *a, struct str s)
{
    enum { MOST = 100000 };
    UErrorCode status = U_ZERO_ERROR;
    if (s.n > MOST || is_ascii(s)) return s;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t room = (int32_t)s.n, n = 0, m = 0;
    UChar *wide = arena_array(a, UChar, s.n);
    u_strFromUTF8(wide, room, &n, s.p, room, &status);
    if (U_FAILURE(status) || unorm2_quickCheck(nfc, wide, n, &status) == UNORM_YES) return s;
    /* NFC of UTF-16 is at most three times as long (UAX 15, 9). */
    UChar *composed = arena_array(a, UChar, (size_t)n * 3);
    m = unorm2_normalize(nfc, wide, n, composed, n * 3, &status);
    char *bytes = arena_alloc(a, (size_t)m * 3);
    u_strToUTF8(bytes, m * 3, &n, composed, m, &status);
    return U_FAILURE(status) ? s : (struct str){bytes, (size_t)n};
}
