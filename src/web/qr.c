/* qr.c -- the only file that knows libqrencode. */
#include "web/qr.h"

#include <qrencode.h>

#include "base/buf.h"

enum { TEXT_MAX = 1000 };

bool qr_make(struct arena *a, struct str text, struct qr *ret)
{
    if (text.n == 0 || text.n > TEXT_MAX) return false;
    QRcode *q = QRcode_encodeString8bit(arena_cstr(a, text), 0, QR_ECLEVEL_L);
    if (!q) return false;
    size_t n = (size_t)q->width * (size_t)q->width;
    unsigned char *module = arena_alloc(a, n);
    for (size_t i = 0; i < n; i++) module[i] = q->data[i] & 1;
    *ret = (struct qr){q->width, module};
    QRcode_free(q);
    return true;
}

bool qr_dark(const struct qr *q, int x, int y)
{
    return x >= 0 && y >= 0 && x < q->width && y < q->width && q->module[y * q->width + x];
}

struct str qr_path(struct arena *a, const struct qr *q)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 18);
    for (int y = 0; y < q->width; y++)
        for (int x = 0, run = 0; x <= q->width; x++) {
            if (qr_dark(q, x, y)) {
                run++;
                continue;
            }
            if (run) buf_printf(&b, "M%d %dh%dv1h-%dz", x - run + QR_QUIET, y + QR_QUIET, run, run);
            run = 0;
        }
    return arena_copy(a, buf_str(&b));
}
