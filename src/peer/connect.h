/* connect.h -- where connections to others may lead. Inside the room only. */
#ifndef PEER_CONNECT_H
#define PEER_CONNECT_H

#include <curl/curl.h>

#include "peer/fetch.h"

/* The socket for a connection to that address, after names were looked up; CURL_SOCKET_BAD, and
 * *ret_hidden, when it is of a private network and those are not allowed. */
curl_socket_t connect_socket(const struct curl_sockaddr *to, bool private_ok, bool *ret_hidden);

/* What a failure of libcurl is called. */
enum fetch_trouble connect_trouble(CURLcode code);

#endif
