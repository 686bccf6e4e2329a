/* password.h -- which passwords are good enough. */
#ifndef NETWORK_PASSWORD_H
#define NETWORK_PASSWORD_H

#include "base/str.h"

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 200 }; /* characters at least, bytes at most */

enum password_fault {
    PASSWORD_GOOD,
    PASSWORD_SHORT,
    PASSWORD_LONG,
    PASSWORD_COMMON, /* among the first that are tried: a list, one character again and again, a run
                      */
    PASSWORD_PERSONAL /* the person's own name or login */
};

/* Any characters are allowed, none are demanded (OWASP ASVS 5.0, 6.2). */
enum password_fault password_judge(struct str password, struct str name, struct str login);

/* "short"; also the message "password.short". */
const char *password_fault_name(enum password_fault f);

#endif
