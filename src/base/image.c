/* image.c -- walks through the frames of a picture, and copies those that make it one. */
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
        if (marker < 0xC0 || marker == SOI || n < 2 || n > s.n - at) return ERR_FORMAT;
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
    uint32_t n = little32(s, 4), first = little32(s, 16);
    if (s.n < 30 || (size_t)n + 8 != s.n || first < 5) return ERR_FORMAT;
    if (has(s, 12, STR("VP8X")) && first >= 10) {
        ret->width = little24(s, 24) + 1;
        ret->height = little24(s, 27) + 1;
    } else if (has(s, 12, STR("VP8L")) && byte_at(s, 20) == 0x2F) {
        uint32_t bits = little32(s, 21);
        ret->width = (bits & 0x3FFF) + 1;
        ret->height = (bits >> 14 & 0x3FFF) + 1;
    } else if (has(s, 12, STR("VP8 ")) && first >= 10 && has(s, 23, STR("\x9D\x01\x2A"))) {
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

/* ---- without notes ---- */

static bool is_one_of(struct str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(name, str_of(list[i]))) return true;
    return false;
}

static void bare_png(struct str s, struct buf *to)
{
    static const char *const kept[] = {"IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"};
    buf_add(to, str_slice(s, 0, 8));
    for (size_t at = 8; at + 12 <= s.n;) {
        size_t n = 12 + (size_t)big32(s, at);
        if (is_one_of(str_slice(s, at + 4, at + 8), kept, COUNT(kept)))
            buf_add(to, str_slice(s, at, at + n));
        at += n;
    }
}

/* Which side is up as Exif 2.32 says it in a segment of TIFF 6.0: entry 0x0112 of the first
 * directory, 1 to 8; 0 when it does not say. */
static uint32_t orientation(struct str segment)
{
    struct str tiff = str_slice(segment, 10, segment.n);
    bool little = has(tiff, 0, STR("II"));
    if (!has(segment, 4, STR("Exif\0\0"))) return 0;
    size_t at = little ? little32(tiff, 4) : big32(tiff, 4);
    uint32_t n = little ? little32(tiff, at) & 0xFFFF : big16(tiff, at);
    for (at += 2; n-- && at < tiff.n; at += 12) {
        uint32_t tag = little ? little32(tiff, at) & 0xFFFF : big16(tiff, at);
        uint32_t up = little ? byte_at(tiff, at + 8) : byte_at(tiff, at + 9);
        if (tag == 0x0112) return up <= 8 ? up : 0;
    }
    return 0;
}

/* APP1 to APP15 and comments, but not APP14, without which some colours are read wrong. */
static bool is_note(uint32_t marker)
{
    return (marker > 0xE0 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
}

static void bare_jpeg(struct str s, struct buf *to)
{
    bool turned = false;
    buf_add(to, str_slice(s, 0, 2));
    for (size_t at = 2; at + 2 <= s.n;) {
        size_t from = at;
        uint32_t marker = byte_at(s, at + 1);
        at += marker == 0xFF ? 1 : 2;
        if (marker == 0xFF) continue;
        bool alone = marker == EOI || marker == TEM || (marker >= RST0 && marker <= RST7);
        if (!alone) at += big16(s, at);
        if (marker == SOS) at = skip_coded(s, at);
        struct str segment = str_slice(s, from, at);
        uint32_t up = marker == 0xE1 && !turned ? orientation(segment) : 0;
        if (up) {
            buf_add(to, STR("\xFF\xE1\0\x22"
                            "Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0"));
            buf_add_char(to, (char)up);
            buf_add(to, STR("\0\0\0\0\0\0"));
            turned = true;
        }
        if (!is_note(marker)) buf_add(to, segment);
    }
}

static void bare_webp(struct str s, struct buf *to)
{
    static const char *const kept[] = {"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"};
    enum { PROFILE_EXIF_XMP = 0x20 | 0x08 | 0x04 };
    size_t begin = to->n;
    buf_add(to, str_slice(s, 0, 12));
    for (size_t at = 12; at + 8 <= s.n;) {
        size_t n = 8 + (size_t)little32(s, at + 4), copied = to->n;
        n += n & 1;
        if (is_one_of(str_slice(s, at, at + 4), kept, COUNT(kept)))
            buf_add(to, str_slice(s, at, at + n));
        if (has(s, at, STR("VP8X")) && to->n > copied + 8)
            to->p[copied + 8] = (char)(byte_at(s, at + 8) & ~(uint32_t)PROFILE_EXIF_XMP);
        at += n;
    }
    size_t n = to->n - begin - 8;
    for (size_t i = 0; !to->full && i < 4; i++) to->p[begin + 4 + i] = (char)(n >> 8 * i & 255);
}

void image_bare(struct str bytes, enum image_kind kind, struct buf *to)
{
    if (kind == IMAGE_PNG)
        bare_png(bytes, to);
    else if (kind == IMAGE_JPEG)
        bare_jpeg(bytes, to);
    else
        bare_webp(bytes, to);
}
