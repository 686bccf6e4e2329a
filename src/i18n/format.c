/* format.c -- numbers, dates and lists as people of each language write them. */
#include <stdio.h>
#include <time.h>

#include "base/checked.h"
#include "i18n/i18n.h"

static const int64_t MINUTE_US = 60000000, DAY_US = INT64_C(86400000000);

static const char *const months[LANGS][12] = {
    {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
     "Oktober", "November", "Desember"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"},
};
static const char *const short_months[LANGS][12] = {
    {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};
static const struct {
    const char *name;
    int hours;
} zones[] = {{"WIB", 7}, {"WITA", 8}, {"WIT", 9}};

bool zone_parse(struct str name, enum zone *ret)
{
    for (size_t i = 0; i < COUNT(zones); i++) {
        if (!str_eq_nocase(name, str_of(zones[i].name))) continue;
        *ret = (enum zone)i;
        return true;
    }
    return false;
}

const char *zone_name(enum zone z)
{
    return zones[z].name;
}

int64_t zone_offset_us(enum zone z)
{
    return zones[z].hours * 60 * MINUTE_US;
}

void add_number(struct buf *to, enum lang l, int64_t n)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
    for (int i = 0; i < length; i++) {
        int left = length - i;
        bool group = i && digits[i - 1] != '-' && left % 3 == 0;
        if (group) buf_add_char(to, l == LANG_ID ? '.' : ',');
        buf_add_char(to, digits[i]);
    }
}

void add_tenths(struct buf *to, enum lang l, int64_t tenths)
{
    if (tenths < 0) buf_add_char(to, '-');
    if (tenths < 0) tenths = -tenths;
    add_number(to, l, tenths / 10);
    if (tenths % 10) buf_printf(to, "%c%d", l == LANG_ID ? ',' : '.', (int)(tenths % 10));
}

/* Days since 1970-01-01 in the zone, rounded down. */
static int64_t day_of(enum zone z, int64_t us)
{
    int64_t local = us + zone_offset_us(z);
    return local >= 0 ? local / DAY_US : -((-local + DAY_US - 1) / DAY_US);
}

static struct tm local(enum zone z, int64_t us)
{
    struct tm tm;
    int64_t days = day_of(z, us), rest = us + zone_offset_us(z) - days * DAY_US;
    time_t seconds = (time_t)(days * 86400 + rest / 1000000);
    gmtime_r(&seconds, &tm);
    return tm;
}

void add_date(struct buf *to, enum lang l, enum zone z, int64_t us)
{
    struct tm t = local(z, us);
    buf_printf(to, "%d %s %d", t.tm_mday, months[l][t.tm_mon], t.tm_year + 1900);
}

void add_short_date(struct buf *to, enum lang l, enum zone z, int64_t us)
{
    struct tm t = local(z, us);
    buf_printf(to, "%d %s %d", t.tm_mday, short_months[l][t.tm_mon], t.tm_year + 1900);
}

void add_time(struct buf *to, enum lang l, enum zone z, int64_t us)
{
    struct tm t = local(z, us);
    buf_printf(to, "%02d%c%02d %s", t.tm_hour, l == LANG_ID ? '.' : ':', t.tm_min, zones[z].name);
}

void add_ago(struct buf *to, enum lang l, enum zone z, int64_t us, int64_t now)
{
    int64_t minutes = (now - us) / MINUTE_US;
    int64_t days = day_of(z, now) - day_of(z, us);
    if (minutes < 1)
        msg_add(to, l, MSG_ago_now, NULL, 0);
    else if (minutes < 60)
        msg_add_count(to, l, MSG_ago_minutes, minutes, NULL, 0);
    else if (days == 0)
        msg_add_count(to, l, MSG_ago_hours, minutes / 60, NULL, 0);
    else if (days == 1)
        msg_add(to, l, MSG_ago_yesterday, NULL, 0);
    else if (days < 7)
        msg_add_count(to, l, MSG_ago_days, days, NULL, 0);
    else
        add_short_date(to, l, z, us);
}

void add_duration(struct buf *to, enum lang l, int64_t us)
{
    int64_t seconds = MAX(us, (int64_t)0) / 1000000;
    if (seconds < 120)
        msg_add_count(to, l, MSG_duration_seconds, seconds, NULL, 0);
    else if (seconds < 7200)
        msg_add_count(to, l, MSG_duration_minutes, seconds / 60, NULL, 0);
    else if (seconds < 172800)
        msg_add_count(to, l, MSG_duration_hours, seconds / 3600, NULL, 0);
    else
        msg_add_count(to, l, MSG_duration_days, seconds / 86400, NULL, 0);
}

void add_size(struct buf *to, enum lang l, int64_t bytes)
{
    static const char *const unit[] = {"B", "kB", "MB", "GB", "TB"};
    size_t u = 0;
    int64_t tenths = MIN(MAX(bytes, (int64_t)0), INT64_MAX / 10) * 10;
    while (tenths >= 10000 && u + 1 < COUNT(unit)) {
        tenths = (tenths + 500) / 1000;
        u++;
    }
    add_tenths(to, l, tenths < 100 ? tenths : (tenths + 5) / 10 * 10);
    buf_printf(to, " %s", unit[u]);
}

void add_list(struct buf *to, enum lang l, const struct str *item, size_t n)
{
    struct str last = l == LANG_ID ? STR(" dan ") : STR(" and ");
    for (size_t i = 0; i < n; i++) {
        if (i && (i + 1 < n || n > 2)) buf_add(to, i + 1 < n ? STR(", ") : STR(","));
        if (i && i + 1 == n) buf_add(to, last);
        buf_add(to, item[i]);
    }
}
