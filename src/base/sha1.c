/* sha1.c -- SHA-1 (FIPS 180-4 6.1), which other programs still hash passwords with. */
#include <string.h>

#include "base/hash.h"

enum { BLOCK = 64, ROUNDS = 80, LENGTH_AT = 56 };

static uint32_t rotated(uint32_t x, int by)
{
    return x << by | x >> (32 - by);
}

static void take_block(uint32_t h[5], const unsigned char *p)
{
    uint32_t w[ROUNDS], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
               (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < ROUNDS; i++)
        w[i] = rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5A827999
                     : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                     : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                              : (b ^ c ^ d) + 0xCA62C1D6;
        uint32_t t = rotated(a, 5) + f + e + w[i];
        e = d, d = c, c = rotated(b, 30), b = a, a = t;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
}

void sha1_of(struct str s, unsigned char ret[20])
{
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    unsigned char last[2 * BLOCK] = {0};
    size_t whole = s.n / BLOCK * BLOCK, rest = s.n - whole;
    size_t end = rest < LENGTH_AT ? BLOCK : 2 * BLOCK;
    uint64_t bits = (uint64_t)s.n * 8;
    for (size_t i = 0; i < whole; i += BLOCK) take_block(h, (const unsigned char *)s.p + i);
    if (rest) memcpy(last, s.p + whole, rest);
    last[rest] = 0x80;
    for (size_t i = 0; i < 8; i++) last[end - 1 - i] = (unsigned char)(bits >> 8 * i);
    for (size_t i = 0; i < end; i += BLOCK) take_block(h, last + i);
    for (size_t i = 0; i < 20; i++) ret[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}
