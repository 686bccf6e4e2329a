/* smtp.h -- handing one message to a mail server (RFC 5321, submission RFC 6409). */
#ifndef PEER_SMTP_H
#define PEER_SMTP_H

#include "base/arena.h"
#include "base/buf.h"

/* How to reach the mail server, from a file only the operator reads, lines of "name value":
 *     url smtps://user:password@mail.contoh.id:465     (or smtp://host:587, STARTTLS when offered;
 *                                                       with a password never without it)
 *     from Silang <silang@contoh.id> */
struct smtp_server {
    struct str url, from;
};

/* ERR_NOT_FOUND, ERR_DENIED (others may read the file), ERR_FORMAT (no url or from). Strings live
 * in `a`. */
MUST enum err smtp_read(const char *path, struct arena *a, struct smtp_server *ret);

/* All UTF-8; subject and address lose line breaks. */
struct smtp_message {
    struct str to, subject, text;
    int64_t date; /* microseconds since 1970 UTC */
};

/* The bytes of the message (RFC 5322): headers in ASCII (RFC 2047), text in base64 (RFC 2045). */
void smtp_print(struct buf *to, const struct smtp_server *s, const struct smtp_message *m);

enum { SMTP_SECONDS = 60 };

/* Waits at most SMTP_SECONDS. ERR_IO with *ret_why in English (in `a`) when the server cannot be
 * reached or refuses; a user name or password is never part of it. */
MUST enum err smtp_send(const struct smtp_server *s, const struct smtp_message *m, struct arena *a,
                        struct str *ret_why);

#endif
