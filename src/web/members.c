/* members.c -- pieces that several pages of libraries show: the week in lines, services. */
#include "web/members.h"

#include "base/checked.h"
#include "network/hours.h"

enum { DAY_MINUTES = 24 * 60, MONDAY_FROM_EPOCH = 3 };
static const int64_t minute_us = INT64_C(60000000);

/* The day of the week, 0 is Monday, and the minute of the day, where the network is. */
static int weekday(const struct ask *k, int *ret_minute)
{
    int64_t minutes = (k->out.now + zone_offset_us(k->out.zone)) / minute_us;
    *ret_minute = (int)(minutes % DAY_MINUTES);
    return (int)((minutes / DAY_MINUTES + MONDAY_FROM_EPOCH) % HOURS_DAYS);
}

static char clock_sign(const struct ask *k)
{
    return k->out.lang == LANG_ID ? '.' : ':';
}

static struct str day_name(const struct ask *k, int day)
{
    const char number[2] = {(char)('1' + day), '\0'};
    return named_text(k, "day", number);
}

void week_lines(struct ask *k, struct str week, struct hours_line **ret, size_t *ret_n)
{
    struct hours h = {0};
    int minute = 0, today = weekday(k, &minute);
    *ret = arena_array(k->mem, struct hours_line, HOURS_DAYS);
    *ret_n = 0;
    if (!hours_read(week, &h)) return;
    for (int from = 0, to = 0; from < HOURS_DAYS; from = to) {
        const struct hours_day *d = &h.day[from];
        for (to = from + 1; to < HOURS_DAYS && hours_day_same(d, &h.day[to]); to++) {
        }
        if (!d->stated) continue;
        struct str days = day_name(k, from);
        if (to - from > 1)
            days = arena_printf(k->mem, "%.*s\xE2\x80\x93%.*s", STR_ARG(days),
                                STR_ARG(day_name(k, to - 1)));
        (*ret)[(*ret_n)++] = (struct hours_line){
            .days = days,
            .times =
                d->n ? hours_day_text(k->mem, d, clock_sign(k)) : ask_text(k, MSG_library_closed),
            .now = from <= today && today < to,
        };
    }
}

struct str open_now(struct ask *k, struct str week)
{
    struct hours h;
    int minute = 0, until = 0, today = weekday(k, &minute);
    if (!hours_read(week, &h) || !hours_open(&h, today, minute, &until)) return (struct str){0};
    struct str at = arena_printf(k->mem, "%02d%c%02d", until / 60, clock_sign(k), until % 60);
    return msg_text(k->mem, k->out.lang, MSG_library_open, &at, 1);
}

static const struct known_service {
    const char *key, *icon;
    enum msg name, note;
} known[] = {
    {"baca-di-tempat", "read", MSG_service_read, MSG_service_read_note},
    {"pinjam-anggota", "key", MSG_service_loan, MSG_service_loan_note},
    {"pinjam-umum", "key", MSG_service_loan_all, MSG_service_loan_all_note},
    {"pinjam-antarperpustakaan", "cross", MSG_service_ill, MSG_service_ill_note},
    {"fotokopi", "copy", MSG_service_copy, MSG_service_copy_note},
    {"pindai", "copy", MSG_service_scan, MSG_service_scan_note},
    {"kunjungan-silang", "user", MSG_service_visit, MSG_service_visit_note},
    {"ruang-anak", "child", MSG_service_children, MSG_service_children_note},
    {"internet", "key", MSG_service_internet, MSG_service_internet_note},
    {"rujukan", "user", MSG_service_reference, MSG_service_reference_note},
};

struct strs service_keys(struct arena *a)
{
    struct strs keys = {0};
    for (size_t i = 0; i < COUNT(known); i++) VEC_PUSH(a, &keys, str_of(known[i].key));
    return keys;
}

struct service_view service_of(const struct ask *k, struct str key)
{
    for (size_t i = 0; i < COUNT(known); i++)
        if (str_eq(key, str_of(known[i].key)))
            return (struct service_view){known[i].icon, ask_text(k, known[i].name),
                                         ask_text(k, known[i].note)};
    return (struct service_view){"key", key, {0}};
}
