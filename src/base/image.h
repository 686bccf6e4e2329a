/* image.h -- what kind of picture bytes are and how large, read from their frames: JPEG (ISO/IEC
 * 10918-1), PNG (ISO/IEC 15948), WebP (RFC 9649). Nothing is decoded. */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include "base/buf.h"
#include "base/str.h"

enum image_kind { IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP, IMAGE_KINDS };

struct image {
    enum image_kind kind;
    uint32_t width, height;
};

/* ERR_FORMAT when the bytes are none of these from the first to the last: what a picture is wrapped
 * in, or followed by (another file, a script), makes it none. */
MUST enum err image_read(struct str bytes, struct image *ret);

/* The picture without what it says of its maker: place, time, camera, comments, thumbnails, colour
 * profiles. Which side is up stays. `bytes` must be what image_read took; at most 40 bytes more. */
void image_bare(struct str bytes, enum image_kind kind, struct buf *to);

const char *image_kind_name(enum image_kind k);  /* "jpeg" */
const char *image_media_type(enum image_kind k); /* "image/jpeg" */
bool image_kind_parse(struct str name, enum image_kind *ret);

#endif
