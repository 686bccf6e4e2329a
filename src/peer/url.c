/* url.c -- addresses with values in them. */
#include "base/buf.h"
#include "peer/fetch.h"

static void add_escaped(struct buf *to, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            buf_add_char(to, (char)c);
        } else {
            buf_add_char(to, '%');
            buf_add_char(to, hex[c >> 4]);
            buf_add_char(to, hex[c & 15]);
        }
    }
}

struct str fetch_shown(struct arena *a, struct str url)
{
    size_t from = str_find(url, STR("://"));
    from = from < url.n ? from + 3 : 0;
    size_t end = url.n, at = url.n;
    for (size_t i = from; i < url.n && end == url.n; i++)
        if (url.p[i] == '/' || url.p[i] == '?' || url.p[i] == '#') end = i;
    for (size_t i = from; i < url.n; i++)
        if (url.p[i] == '@' && (i < end || at == url.n))
            at = i; /* a slash may be of the password */
    if (at == url.n) return url;
    return arena_printf(a, "%.*s...%.*s", (int)from, url.p, STR_ARG(str_slice(url, at, url.n)));
}

struct str fetch_url(struct arena *a, struct str base, const char *const *name,
                     const struct str *value)
{
    struct buf CLEANUP(buf_release) b = BUF(16 << 10);
    buf_add(&b, base);
    char sep = str_find_char(base, '?', 0) < base.n ? '&' : '?';
    for (size_t i = 0; name[i]; i++) {
        if (!value[i].n) continue;
        buf_printf(&b, "%c%s=", sep, name[i]);
        add_escaped(&b, value[i]);
        sep = '&';
    }
    return arena_copy(a, buf_str(&b));
}
