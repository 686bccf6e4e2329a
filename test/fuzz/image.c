/* image.c -- any bytes: a picture has a size, and what is no picture says so; without its notes it
 * is the same picture. */
#include "base/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct image *i, struct str bytes)
{
    struct buf CLEANUP(buf_release) bare = BUF(bytes.n + 40);
    struct image again;
    if (i->width == 0 || i->height == 0 || i->kind >= IMAGE_KINDS) abort();
    image_bare(bytes, i->kind, &bare);
    if (bare.full || image_read(buf_str(&bare), &again)) abort();
    if (again.width != i->width || again.height != i->height || again.kind != i->kind) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct image i;
    if (image_read((struct str){(const char *)data, size}, &i) == OK)
        check(&i, (struct str){(const char *)data, size});
    return 0;
}
