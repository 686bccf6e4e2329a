/* barcode.c -- code sets B and C: pairs of digits take the room of one letter. */
#include "text/barcode.h"

#include "base/ascii.h"
#include "base/buf.h"

enum { START_B = 104, START_C = 105, TO_C = 99, STOP = 106, CODES = 107, CHECK_MODULUS = 103 };

/* Widths of bar, space, bar, ... of each symbol character. */
static const char *const widths[CODES] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312",  "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122",  "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122",  "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123",  "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",  "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311",  "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411",  "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412",  "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",  "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211",  "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113",  "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};

/* Where the digits at the end of the text begin, an even number of them; its length when there are
 * too few for pairs to pay. */
static size_t tail_of_digits(struct str s)
{
    size_t from = s.n;
    while (from && ascii_is_digit(s.p[from - 1])) from--;
    if ((s.n - from) % 2) from++;
    return s.n - from >= 4 ? from : s.n;
}

/* The symbol characters, check and stop included. */
static int encode(struct str s, int code[BARCODE_TEXT_MAX + 6])
{
    size_t tail = tail_of_digits(s);
    int n = 0, sum;
    code[n++] = tail == 0 ? START_C : START_B;
    for (size_t i = 0; i < tail; i++) code[n++] = s.p[i] - ' ';
    if (tail && tail < s.n) code[n++] = TO_C;
    for (size_t i = tail; i < s.n; i += 2) code[n++] = (s.p[i] - '0') * 10 + (s.p[i + 1] - '0');
    sum = code[0];
    for (int i = 1; i < n; i++) sum += code[i] * i;
    code[n++] = sum % CHECK_MODULUS;
    code[n++] = STOP;
    return n;
}

bool barcode_make(struct str text, struct arena *a, struct barcode *ret)
{
    struct buf CLEANUP(buf_release) path = BUF(16 << 10);
    int code[BARCODE_TEXT_MAX + 6], x = BARCODE_QUIET;
    if (text.n == 0 || text.n > BARCODE_TEXT_MAX) return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < ' ' || text.p[i] > '~') return false;
    int n = encode(text, code);
    for (int i = 0; i < n; i++)
        for (const char *w = widths[code[i]]; *w; w++) {
            bool bar = (w - widths[code[i]]) % 2 == 0;
            if (bar) buf_printf(&path, "M%d 0h%cv1h-%cz", x, *w, *w);
            x += *w - '0';
        }
    *ret = (struct barcode){arena_copy(a, buf_str(&path)), x + BARCODE_QUIET};
    return true;
}
