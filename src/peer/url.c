/* url.c -- addresses with values in them. */
#include "base/ascii.h"
#include "base/buf.h"
#include "peer/fetch.h"

static void add_escaped(struct buf *to, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain =
            ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            buf_add_char(to, (char)c);
        } else {
            buf_add_char(to, '%');
            buf_add_char(to, hex[c >> 4]);
            buf_add_char(to, hex[c & 15]);
        }
    }
}

/* Where a host and port end, or what stands in their place. */
static size_t authority_end(struct str url, size_t from)
{
    size_t end = from;
    while (end < url.n && url.p[end] != '/' && url.p[end] != '?' && url.p[end] != '#') end++;
    return end;
}

/* A slash may be of the password: then what seems to be the port is none. */
struct str fetch_shown(struct arena *a, struct str url)
{
    size_t from = str_find(url, STR("://")), at = url.n;
    from = from < url.n ? from + 3 : 0;
    const struct str host = str_slice(url, from, authority_end(url, from));
    const size_t colon = str_find_char(host, ':', 0);
    uint64_t port = 0;
    bool odd = colon < host.n && str_to_u64(str_slice(host, colon + 1, host.n), &port);
    if (str_find_char(host, '@', 0) == host.n && !odd) return url;
    while (at > from && url.p[at - 1] != '@') at--;
    if (at == from) return url;
    return arena_printf(a, "%.*s...%.*s", (int)from, url.p, STR_ARG(str_slice(url, at - 1, url.n)));
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
