/* client.h -- a server to test, and a client that sends exactly the bytes it is told to. */
#ifndef TEST_NET_CLIENT_H
#define TEST_NET_CLIENT_H

#include "net/http.h"
#include "test.h"

/* The handler of the test server: /hello says hello, /echo the body, /size how long the body is,
 * /slow waits until slow_release() or its deadline, /big gives 200,000 letters, /peer the address
 * of the client, /header the X-Test header, /long a million bytes in pieces, /long-broken three
 * pieces and an error, /long-endless pieces for ever, anything else 404. */
struct served {
    struct http_server *server;
    struct http_config config;
};

/* Starts it on a free port; `change` may alter the configuration first, NULL: as it is. */
void serve(struct served *ret, void (*change)(struct http_config *));
void serve_end(struct served *s);

int sources_ended(void); /* answers in pieces that were closed */
int slow_running(void);  /* handlers in /slow now */
void slow_release(void);

/* What streamed uploads (POST /upload, /upload-full, /upload-denied) came to. */
struct uploads {
    int64_t bytes;
    int opened, completed, broken;
};
struct uploads uploads_seen(void);
void uploads_reset(void);

/* A connection of our own; -1 when refused. */
int dial(const struct served *s);
void send_bytes(int fd, struct str s);

/* What comes until the server closes, `wait_ms` pass without a byte, or one whole answer is there.
 */
struct str receive(struct arena *a, int fd, int wait_ms);

/* Sends bytes on a new connection; the answer. */
struct str ask(const struct served *s, struct arena *a, const char *bytes);

/* "HTTP/1.1 200 OK..." gives 200; 0 for no answer. */
int status_of(struct str answer);
struct str body_of(struct str answer);
bool has_header(struct str answer, const char *line); /* "Vary: Accept-Encoding", any case */

void sleep_ms(int ms);
int64_t now_ms(void);

#endif
