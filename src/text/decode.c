/* decode.c -- see decode.h; ICU's converters by way of its pivot of UTF-16. */
#include "text/decode.h"

#include <string.h>
#include <unicode/ucnv.h>

#include "base/checked.h"
#include "base/mem.h"

enum { PIVOT_UNITS = 1024, NAME_MAX_BYTES = 40 };

struct decoder {
    UConverter *from, *utf8;
    UChar pivot[PIVOT_UNITS], *read, *write;
    bool begun;
};

struct decoder *decoder_open(struct str name)
{
    char c_name[NAME_MAX_BYTES + 1] = {0};
    if (name.n == 0 || name.n > NAME_MAX_BYTES) return NULL;
    memcpy(c_name, name.p, name.n);
    UErrorCode e = U_ZERO_ERROR;
    struct decoder *d = mem_zero(1, sizeof *d);
    d->from = ucnv_open(c_name, &e);
    d->utf8 = ucnv_open("UTF-8", &e);
    d->read = d->write = d->pivot;
    if (U_SUCCESS(e)) return d;
    decoder_close(d);
    return NULL;
}

void decoder_close(struct decoder *d)
{
    if (!d) return;
    ucnv_close(d->from);
    ucnv_close(d->utf8);
    mem_free(d);
}

void decoder_closep(struct decoder **d)
{
    decoder_close(*d);
    *d = NULL;
}

void decoder_add(struct decoder *d, struct str bytes, bool last, struct buf *to)
{
    const char *from = bytes.p ? bytes.p : "", *end = from + bytes.n;
    UErrorCode e;
    do {
        size_t room = 4 * (size_t)(end - from) + 64;
        char *begin = buf_reserve(to, room), *at = begin;
        if (!begin) return;
        e = U_ZERO_ERROR;
        ucnv_convertEx(d->utf8, d->from, &at, begin + room, &from, end, d->pivot, &d->read,
                       &d->write, d->pivot + PIVOT_UNITS, !d->begun, last, &e);
        d->begun = true;
        to->n += (size_t)(at - begin);
    } while (e == U_BUFFER_OVERFLOW_ERROR);
}

struct str decode_wide(struct str head)
{
    static const struct {
        struct str mark, name;
    } marks[] = {{STR_INIT("\xFF\xFE\0\0"), STR_INIT("UTF-32")},
                 {STR_INIT("\0\0\xFE\xFF"), STR_INIT("UTF-32")},
                 {STR_INIT("\xFF\xFE"), STR_INIT("UTF-16")},
                 {STR_INIT("\xFE\xFF"), STR_INIT("UTF-16")}};
    for (size_t i = 0; i < COUNT(marks); i++)
        if (str_starts(head, marks[i].mark)) return marks[i].name;
    bool zero[4] = {false};
    if (head.n < sizeof zero) return (struct str){0};
    for (size_t i = 0; i < sizeof zero; i++) zero[i] = head.p[i] == '\0';
    if (!zero[0] && zero[1] && !zero[2] && zero[3]) return STR("UTF-16LE");
    if (zero[0] && !zero[1] && zero[2] && !zero[3]) return STR("UTF-16BE");
    return (struct str){0};
}
