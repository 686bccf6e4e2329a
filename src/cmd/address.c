/* address.c -- addresses and their QR codes. */
#include "cmd/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include "base/arena.h"
#include "web/qr.h"

static struct str host_of(struct str listen)
{
    size_t colon = listen.n;
    while (colon && listen.p[colon - 1] != ':') colon--;
    return str_slice(listen, 0, colon ? colon - 1 : 0);
}

static bool is_any(struct str host)
{
    return str_eq(host, STR("0.0.0.0")) || str_eq(host, STR("[::]")) || str_eq(host, STR("::"));
}

struct str address_here(struct arena *a, struct str listen, int port)
{
    struct str host = host_of(listen);
    if (is_any(host)) host = STR("127.0.0.1");
    return arena_printf(a, "http://%.*s:%d/", STR_ARG(host), port);
}

struct strs address_lan(struct arena *a, struct str listen, int port)
{
    enum { LAN_MAX = 4 };
    struct strs list = {0};
    struct ifaddrs *all = NULL;
    if (!is_any(host_of(listen)) || getifaddrs(&all) != 0) return list;
    for (const struct ifaddrs *i = all; i && list.n < LAN_MAX; i = i->ifa_next) {
        char text[INET_ADDRSTRLEN];
        if (!i->ifa_addr || i->ifa_addr->sa_family != AF_INET) continue;
        if (!(i->ifa_flags & IFF_UP) || (i->ifa_flags & IFF_LOOPBACK)) continue;
        const struct sockaddr_in *in = (const void *)i->ifa_addr;
        if (!inet_ntop(AF_INET, &in->sin_addr, text, sizeof text)) continue;
        VEC_PUSH(a, &list, arena_printf(a, "http://%s:%d/", text, port));
    }
    freeifaddrs(all);
    return list;
}

void address_qr(struct buf *to, struct str text, bool colour)
{
    enum { QUIET = 2 };
    /* Light modules are drawn, dark ones left out: right on the dark ground of most terminals. */
    static const char *const block[2][2] = {{"█", "▀"}, {"▄", " "}};
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct qr q;
    if (!qr_make(a, text, &q)) return;
    for (int y = -QUIET; y < q.width + QUIET; y += 2) {
        if (colour) buf_add(to, STR("\x1b[97;40m"));
        buf_add(to, STR(" "));
        for (int x = -QUIET; x < q.width + QUIET; x++)
            buf_add(to, str_of(block[qr_dark(&q, x, y)][qr_dark(&q, x, y + 1)]));
        buf_add(to, colour ? STR(" \x1b[0m\n") : STR("\n"));
    }
}
