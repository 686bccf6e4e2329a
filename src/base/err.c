/* err.c -- names of errors. */
#include "base/err.h"

#include <errno.h>

const char *err_name(enum err e)
{
    switch (e) {
    case OK: return "ok";
    case ERR_ARG: return "bad-argument";
    case ERR_FORMAT: return "bad-format";
    case ERR_NOT_FOUND: return "not-found";
    case ERR_CONFLICT: return "conflict";
    case ERR_DENIED: return "denied";
    case ERR_LIMIT: return "over-limit";
    case ERR_BUSY: return "busy";
    case ERR_FULL: return "disk-full";
    case ERR_IO: return "io";
    case ERR_INTERRUPTED: return "interrupted";
    case ERR_VERSION: return "newer-version";
    case ERR_DAMAGED: return "damaged-index";
    case ERR_INTERNAL: return "internal";
    }
    return "internal";
}

enum err err_from_errno(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case ENOENT: return ERR_NOT_FOUND;
    case EACCES:
    case EPERM: return ERR_DENIED;
    default: return ERR_IO;
    }
}
