/* msg.c -- filling the places of messages; choosing a language. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "i18n/table.h"

static const char *const codes[LANGS] = {"id", "en"};

const char *lang_code(enum lang l)
{
    return codes[l];
}

bool lang_parse(struct str tag, enum lang *ret)
{
    for (int l = 0; l < LANGS; l++) {
        bool ends =
            tag.n == 2 || (tag.n > 2 && (tag.p[2] == '-' || tag.p[2] == '_' || tag.p[2] == '.'));
        if (!ends || !str_eq_nocase(str_slice(tag, 0, 2), str_of(codes[l]))) continue;
        *ret = (enum lang)l;
        return true;
    }
    return false;
}

/* 0 to 1000 from "en;q=0.8". */
static int quality(struct str range)
{
    size_t at = str_find(range, STR("q="));
    if (at > range.n) return 1000;
    struct str q = str_trim(str_slice(range, at + 2, range.n));
    int v = 0;
    for (size_t i = 0; i < 5; i++) {
        if (i == 1) continue; /* the point */
        v = v * 10 + (i < q.n && ascii_is_digit(q.p[i]) ? q.p[i] - '0' : 0);
    }
    return MIN(v, 1000);
}

enum lang lang_accept(struct str header, enum lang otherwise)
{
    struct str rest = str_slice(header, 0, 1000), range;
    enum lang best = otherwise, l;
    int best_q = 0;
    while (str_split(&rest, ',', &range)) {
        struct str tag = str_trim(str_slice(range, 0, str_find_char(range, ';', 0)));
        int q = quality(range);
        if (q <= best_q || !lang_parse(tag, &l)) continue;
        best = l;
        best_q = q;
    }
    return best;
}

struct str msg_pattern(enum lang l, enum msg m, int64_t count)
{
    /* CLDR: English has a form for exactly one; Indonesian has none. */
    return str_of(msg_table[m].form[l][l == LANG_EN && count == 1 ? 0 : 1]);
}

struct str msg_next_place(struct str *rest, size_t *ret_place)
{
    *ret_place = SIZE_MAX;
    for (size_t i = 0; i + 2 < rest->n; i++) {
        const char *p = rest->p + i;
        bool place = p[0] == '{' && p[1] >= '0' && p[1] < '0' + MSG_ARGS_MAX && p[2] == '}';
        if (!place) continue;
        struct str before = str_slice(*rest, 0, i);
        *ret_place = (size_t)(p[1] - '0');
        *rest = str_slice(*rest, i + 3, rest->n);
        return before;
    }
    struct str all = *rest;
    *rest = (struct str){NULL, 0};
    return all;
}

static void fill(struct buf *to, struct str rest, const struct str *arg, size_t n)
{
    while (rest.n) {
        size_t place;
        buf_add(to, msg_next_place(&rest, &place));
        if (place < n) buf_add(to, arg[place]);
    }
}

void msg_add(struct buf *to, enum lang l, enum msg m, const struct str *arg, size_t n)
{
    fill(to, msg_pattern(l, m, 0), arg, n);
}

void msg_add_count(struct buf *to, enum lang l, enum msg m, int64_t count, const struct str *arg,
                   size_t n)
{
    struct buf CLEANUP(buf_release) number = BUF(64);
    struct str all[MSG_ARGS_MAX];
    add_number(&number, l, count);
    all[0] = buf_str(&number);
    n = MIN(n, (size_t)MSG_ARGS_MAX - 1);
    for (size_t i = 0; i < n; i++) all[i + 1] = arg[i];
    fill(to, msg_pattern(l, m, count), all, n + 1);
}

struct str msg_text(struct arena *a, enum lang l, enum msg m, const struct str *arg, size_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    msg_add(&b, l, m, arg, n);
    return arena_copy(a, buf_str(&b));
}

bool msg_find(const char *key, enum msg *ret)
{
    int low = 0, high = MSG_COUNT;
    while (low < high) {
        int mid = (low + high) / 2, c = strcmp(msg_table[mid].key, key);
        if (c == 0) {
            *ret = (enum msg)mid;
            return true;
        }
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}
