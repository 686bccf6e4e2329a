/* hours.c -- opening hours as data. */
#include "network/hours.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/checked.h"

static bool take(struct str *s, struct str what)
{
    if (!str_starts(*s, what)) return false;
    *s = str_slice(*s, what.n, s->n);
    return true;
}

static void skip_spaces(struct str *s)
{
    while (take(s, STR(" ")) || take(s, STR("\xC2\xA0")) || take(s, STR("\t"))) {
    }
}

static bool take_digits(struct str *s, int most, int *ret)
{
    int n = 0;
    size_t i = 0;
    while (i < s->n && i < 2 && ascii_is_digit(s->p[i])) n = n * 10 + (s->p[i++] - '0');
    *s = str_slice(*s, i, s->n);
    *ret = n;
    return i > 0 && n <= most;
}

/* "7", "07.00", "7:30", "24.00". */
static bool take_time(struct str *s, int *ret)
{
    int hour = 0, minute = 0;
    skip_spaces(s);
    if (!take_digits(s, 24, &hour)) return false;
    if ((take(s, STR(".")) || take(s, STR(":"))) && !take_digits(s, 59, &minute)) return false;
    *ret = hour * 60 + minute;
    skip_spaces(s);
    return *ret <= 24 * 60;
}

static bool take_span(struct str *s, int *ret_from, int *ret_to)
{
    static const char *const dashes[] = {
        "-", "\xE2\x80\x93", "\xE2\x80\x94", "s.d.", "sd", "sampai", "to"};
    bool dash = false;
    if (!take_time(s, ret_from)) return false;
    for (size_t i = 0; !dash && i < COUNT(dashes); i++) dash = take(s, str_of(dashes[i]));
    return dash && take_time(s, ret_to) && *ret_from < *ret_to;
}

bool hours_day_parse(struct str typed, struct hours_day *ret)
{
    static const char *const closed[] = {"-", "tutup", "libur", "closed", "\xE2\x80\x93"};
    struct hours_day d = {.stated = true};
    struct str s = str_trim(typed);
    if (s.n == 0) {
        *ret = (struct hours_day){0};
        return true;
    }
    for (size_t i = 0; i < COUNT(closed); i++)
        if (str_eq_nocase(s, str_of(closed[i]))) {
            *ret = d;
            return true;
        }
    do {
        int *from = &d.from[d.n], *to = &d.to[d.n];
        if (d.n == HOURS_SPANS || !take_span(&s, from, to)) return false;
        if (d.n && d.to[d.n - 1] > *from) return false;
        d.n++;
    } while (take(&s, STR(",")) || take(&s, STR(";")) || take(&s, STR("&")) ||
             take(&s, STR("dan ")) || take(&s, STR("and ")));
    if (s.n) return false;
    *ret = d;
    return true;
}

struct str hours_day_text(struct arena *a, const struct hours_day *d, char separator)
{
    struct str part[HOURS_SPANS];
    for (int i = 0; i < d->n; i++)
        part[i] = arena_printf(a, "%02d%c%02d-%02d%c%02d", d->from[i] / 60, separator,
                               d->from[i] % 60, d->to[i] / 60, separator, d->to[i] % 60);
    return arena_join(a, part, (size_t)d->n, STR(", "));
}

bool hours_read(struct str stored, struct hours *ret)
{
    struct hours h = {0};
    struct str rest = stored, one;
    int n = 0;
    if (stored.n > HOURS_TEXT_MAX) return false;
    while (stored.n && str_split(&rest, '|', &one))
        if (n == HOURS_DAYS || !hours_day_parse(one, &h.day[n++])) return false;
    if (n && n != HOURS_DAYS) return false;
    *ret = h;
    return true;
}

struct str hours_write(struct arena *a, const struct hours *h)
{
    struct buf CLEANUP(buf_release) b = BUF(HOURS_TEXT_MAX);
    bool any = false;
    for (int i = 0; i < HOURS_DAYS; i++) {
        const struct hours_day *d = &h->day[i];
        if (i) buf_add_char(&b, '|');
        if (d->stated && d->n == 0) buf_add_char(&b, '-');
        buf_add(&b, hours_day_text(a, d, ':'));
        any |= d->stated;
    }
    return any ? arena_copy(a, buf_str(&b)) : (struct str){0};
}

bool hours_day_same(const struct hours_day *a, const struct hours_day *b)
{
    bool same = a->stated == b->stated && a->n == b->n;
    for (int i = 0; same && i < a->n; i++) same = a->from[i] == b->from[i] && a->to[i] == b->to[i];
    return same;
}

bool hours_open(const struct hours *h, int day, int minute, int *ret_until)
{
    const struct hours_day *d = &h->day[day];
    for (int i = 0; i < d->n; i++)
        if (d->from[i] <= minute && minute < d->to[i]) {
            *ret_until = d->to[i];
            return true;
        }
    return false;
}
