/* parcel.c -- see parcel.h. */
#include "record/parcel.h"

#include "base/checked.h"

#define MARK "parcel "

void parcel_begin(struct buf *to, int64_t total)
{
    buf_printf(to, MARK "%lld\n", (long long)total);
}

void parcel_add(struct buf *to, struct str record)
{
    buf_printf(to, "%zu\n", record.n);
    buf_add(to, record);
}

bool parcel_is(struct str bytes)
{
    return str_starts(bytes, STR(MARK));
}

/* A number up to the next line feed; *rest moves behind it. */
static bool read_number(struct str *rest, uint64_t *ret)
{
    size_t line = str_find_char(*rest, '\n', 0);
    if (line == rest->n || str_to_u64(str_slice(*rest, 0, line), ret)) return false;
    *rest = str_slice(*rest, line + 1, rest->n);
    return true;
}

enum err parcel_read(struct str bytes, struct arena *a, struct parcel *ret)
{
    struct parcel p = {0};
    struct str rest = str_slice(bytes, STR(MARK).n, bytes.n);
    uint64_t n = 0;
    if (!parcel_is(bytes) || !read_number(&rest, &n) || n > INT64_MAX) return ERR_FORMAT;
    p.total = (int64_t)n;
    while (rest.n) {
        if (!read_number(&rest, &n) || n > rest.n) return ERR_FORMAT;
        VEC_PUSH(a, &p.record, str_slice(rest, 0, (size_t)n));
        rest = str_slice(rest, (size_t)n, rest.n);
    }
    *ret = p;
    return OK;
}
