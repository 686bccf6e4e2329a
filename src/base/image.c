/* image.c -- walks through the frames of a picture. */
#include "base/image.h"

#include "base/checked.h"

static const char *const names[IMAGE_KINDS] = {"jpeg", "png", "webp"};
static const char *const types[IMAGE_KINDS] = {"image/jpeg", "image/png", "image/webp"};

const char *image_kind_name(enum image_kind k)
{
    return names[k];
}

const char *image_media_type(enum image_kind k)
{
    return types[k];
}

bool image_kind_parse(struct str name, enum image_kind *ret)
{
    for (int k = 0; k < IMAGE_KINDS; k++)
        if (str_eq(name, str_of(names[k]))) {
            *ret = (enum image_kind)k;
            return true;
        }
    return false;
}

/* ---- bytes ---- */

static uint32_t byte_at(struct str s, size_t at)
{
    return at < s.n ? (unsigned char)s.p[at] : 0;
}

static uint32_t big16(struct str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static uint32_t big32(struct str s, size_t at)
{
    return big16(s, at) << 16 | big16(s, at + 2);
}

static uint32_t little24(struct str s, size_t at)
{
    return byte_at(s, at) | byte_at(s, at + 1) << 8 | byte_at(s, at + 2) << 16;
}

static uint32_t little32(struct str s, size_t at)
{
    return little24(s, at) | byte_at(s, at + 3) << 24;
}

static bool has(struct str s, size_t at, struct str what)
{
    return str_starts(str_slice(s, at, s.n), what);
}

/* ---- PNG: a signature, then chunks of length, name, data, sum; IHDR first, IEND last ---- */

static enum err read_png(struct str s, struct image *ret)
{
    size_t at = 8;
    if (!has(s, at + 4, STR("IHDR")) || big32(s, at) != 13) return ERR_FORMAT;
    ret->width = big32(s, at + 8);
    ret->height = big32(s, at + 12);
    while (at + 12 <= s.n) {
        uint32_t n = big32(s, at);
        bool end = has(s, at + 4, STR("IEND"));
        if (n > s.n - at - 12) return ERR_FORMAT;
        at += 12 + (size_t)n;
        if (end) return n == 0 && at == s.n ? OK : ERR_FORMAT;
    }
    return ERR_FORMAT;
}

/* ---- JPEG: markers 0xFF xx, most with a length; after SOS the coded data up to a marker ---- */

enum { SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, TEM = 0x01, RST0 = 0xD0, RST7 = 0xD7 };

/* SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
static bool is_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* The next marker in coded data: 0xFF followed by what is neither 0 nor a restart. */
static size_t skip_coded(struct str s, size_t at)
{
    for (; at + 1 < s.n; at++) {
        uint32_t next = byte_at(s, at + 1);
        if (byte_at(s, at) == 0xFF && next != 0 && next != 0xFF && !(next >= RST0 && next <= RST7))
            return at;
    }
    return s.n;
}

static enum err read_jpeg(struct str s, struct image *ret)
{
    size_t at = 2;
    bool scanned = false;
    while (at + 2 <= s.n) {
        uint32_t marker = byte_at(s, at + 1);
        if (byte_at(s, at) != 0xFF) return ERR_FORMAT;
        if (marker == 0xFF) { /* fill */
            at++;
            continue;
        }
        at += 2;
        if (marker == EOI) return scanned && ret->width && at == s.n ? OK : ERR_FORMAT;
        if (marker == TEM || (marker >= RST0 && marker <= RST7)) continue;
        uint32_t n = big16(s, at);
        if (marker == SOI || n < 2 || n > s.n - at) return ERR_FORMAT;
        if (is_frame(marker)) {
            if (n < 8 || ret->width) return ERR_FORMAT;
            ret->height = big16(s, at + 3);
            ret->width = big16(s, at + 5);
        }
        at += n;
        if (marker == SOS) {
            at = skip_coded(s, at);
            scanned = true;
        }
    }
    return ERR_FORMAT;
}

/* ---- WebP: RIFF, whose length is that of the file; the first chunk tells the size ---- */

static enum err read_webp(struct str s, struct image *ret)
{
    uint32_t n = little32(s, 4);
    if (s.n < 30 || (size_t)n + 8 != s.n) return ERR_FORMAT;
    if (has(s, 12, STR("VP8X"))) {
        ret->width = little24(s, 24) + 1;
        ret->height = little24(s, 27) + 1;
    } else if (has(s, 12, STR("VP8L")) && byte_at(s, 20) == 0x2F) {
        uint32_t bits = little32(s, 21);
        ret->width = (bits & 0x3FFF) + 1;
        ret->height = (bits >> 14 & 0x3FFF) + 1;
    } else if (has(s, 12, STR("VP8 ")) && has(s, 23, STR("\x9D\x01\x2A"))) {
        ret->width = (byte_at(s, 26) | byte_at(s, 27) << 8) & 0x3FFF;
        ret->height = (byte_at(s, 28) | byte_at(s, 29) << 8) & 0x3FFF;
    } else {
        return ERR_FORMAT;
    }
    for (size_t at = 12; at < s.n;) { /* chunks fill it exactly, each padded to two bytes */
        if (s.n - at < 8) return ERR_FORMAT;
        size_t size = little32(s, at + 4);
        size += size & 1;
        if (size > s.n - at - 8) return ERR_FORMAT;
        at += 8 + size;
    }
    return OK;
}

enum err image_read(struct str bytes, struct image *ret)
{
    struct image i = {.kind = IMAGE_JPEG};
    enum err e = ERR_FORMAT;
    if (has(bytes, 0, STR("\x89PNG\r\n\x1A\n"))) {
        i.kind = IMAGE_PNG;
        e = read_png(bytes, &i);
    } else if (has(bytes, 0, STR("\xFF\xD8\xFF"))) {
        e = read_jpeg(bytes, &i);
    } else if (has(bytes, 0, STR("RIFF")) && has(bytes, 8, STR("WEBP"))) {
        i.kind = IMAGE_WEBP;
        e = read_webp(bytes, &i);
    }
    if (!e && (i.width == 0 || i.height == 0)) e = ERR_FORMAT;
    if (!e) *ret = i;
    return e;
}
