/* iso2709_number.h -- fixed-width decimal numbers of leader and directory (ISO 2709, 4.3, 4.4). */
#ifndef RECORD_ISO2709_NUMBER_H
#define RECORD_ISO2709_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

static inline bool digits(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < '0' || p[i] > '9') return false;
    return true;
}

/* Of n digits, at most 9. */
static inline size_t number(const char *p, size_t n)
{
    size_t v = 0;
    for (size_t i = 0; i < n; i++) v = v * 10 + (size_t)(p[i] - '0');
    return v;
}

#endif
