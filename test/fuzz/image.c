/* image.c -- any bytes: a picture has a size, and what is no picture says so. */
#include "base/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct image i;
    if (image_read((struct str){(const char *)data, size}, &i) == OK)
        if (i.width == 0 || i.height == 0 || i.kind >= IMAGE_KINDS) abort();
    return 0;
}
