/* listen.c -- from "127.0.0.1:8080" to a listening socket. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/listen.h"

/* "127.0.0.1:8080" or "[::1]:8080". */
static bool read_address(struct str listen, struct sockaddr_storage *ret, socklen_t *ret_n)
{
    char host[INET6_ADDRSTRLEN + 1] = "";
    size_t colon = listen.n;
    while (colon && listen.p[colon - 1] != ':') colon--;
    uint64_t port = 0;
    if (colon == 0 || str_to_u64(str_slice(listen, colon, listen.n), &port) || port > 65535)
        return false;
    struct str name = str_slice(listen, 0, colon - 1);
    if (name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']')
        name = str_slice(name, 1, name.n - 1);
    if (name.n == 0 || name.n >= sizeof host) return false;
    memcpy(host, name.p, name.n);
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    memset(ret, 0, sizeof *ret);
    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1) {
        memcpy(ret, &v4, sizeof v4);
        *ret_n = sizeof v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &v6.sin6_addr) != 1) return false;
    memcpy(ret, &v6, sizeof v6);
    *ret_n = sizeof v6;
    return true;
}

static enum err listen_error(int code)
{
    switch (code) {
    case EADDRINUSE: return ERR_BUSY;
    case EADDRNOTAVAIL: return ERR_ARG;
    case EACCES: return ERR_DENIED;
    default: return err_from_errno(code);
    }
}

enum err net_listen(struct str listen_at, int *ret_fd, int *ret_port)
{
    struct sockaddr_storage address;
    socklen_t n = 0;
    int on = 1;
    if (!read_address(listen_at, &address, &n)) return ERR_ARG;
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return err_from_errno(errno);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    bool listens = bind(fd, (struct sockaddr *)&address, n) == 0 && listen(fd, SOMAXCONN) == 0 &&
                   getsockname(fd, (struct sockaddr *)&address, &n) == 0;
    if (!listens) {
        int code = errno;
        close(fd);
        return listen_error(code);
    }
    *ret_fd = fd;
    *ret_port =
        ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&address)->sin_port
                                           : ((struct sockaddr_in6 *)(void *)&address)->sin6_port);
    return OK;
}
