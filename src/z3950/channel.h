/* channel.h -- how child and core talk: a socket pair for each question at a time.
 *
 *     question  4 bytes of length, the peer's address, a line feed, the question
 *     answer    4 bytes of length, the answer; nothing when there is none
 *
 * Lengths are big-endian. Who says something else is cut off. */
#ifndef Z3950_CHANNEL_H
#define Z3950_CHANNEL_H

#include <string.h>

#include "z3950/z3950.h"

enum {
    FD_LISTENING = 3,
    FD_CHANNEL = 4, /* and the ones after it */
    CHANNEL_QUESTION_MAX = 20 << 10,
    CHANNEL_HEAD = 4
};

static inline void channel_head(char to[CHANNEL_HEAD], size_t n)
{
    for (int i = 0; i < CHANNEL_HEAD; i++) to[i] = (char)(n >> (24 - 8 * i) & 0xFF);
}

static inline size_t channel_length(const char *head)
{
    size_t n = 0;
    for (int i = 0; i < CHANNEL_HEAD; i++) n = n << 8 | (unsigned char)head[i];
    return n;
}

#endif
