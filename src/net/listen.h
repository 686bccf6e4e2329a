/* listen.h -- listening sockets, for servers that are not HTTP too. */
#ifndef NET_LISTEN_H
#define NET_LISTEN_H

#include "base/str.h"

/* "127.0.0.1:8080", "[::1]:8080"; port 0: any. The errors of http_start. */
MUST enum err net_listen(struct str listen_at, int *ret_fd, int *ret_port);

#endif
